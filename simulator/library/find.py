"""The learner's library: the shipped scenarios and those of the installed packs."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.library import scenarios as library
from simulator.library.files import Unreadable, is_folder, real_path, shown
from simulator.library.installed import installed_scenarios
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.library.cards import Card


def library_files(workspace: Workspace, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return every scenario file of the library.

    A shipped scenario takes precedence over an installed one of the same id. Folders that cannot be
    listed are added to ``unreadable``.
    """
    by_id: dict[str, Path] = {}
    ours = library.scenario_files(workspace.shipped, unreadable)
    for path in (*ours, *installed_scenarios(workspace.packs, unreadable)):
        by_id.setdefault(path.parent.name, path)
    return list(by_id.values())


def library_cards(workspace: Workspace, unreadable: list[Unreadable] | None = None) -> "list[Card]":
    """Return a card for every scenario; add folders that cannot be listed to ``unreadable``."""
    from simulator.library.cards import cards

    return cards(workspace, library_files(workspace, unreadable))


def find_scenario(workspace: Workspace, name: str) -> Path | None:
    """Find a scenario's file by the path of its file or folder, or else by its id in the library.

    Every command that takes a scenario uses this, so that a name means the same file everywhere.
    """
    return library.find_by_path(name) or find_by_id(workspace, name)


def find_by_id(workspace: Workspace, name: str) -> Path | None:
    """Find a scenario's file by its id in the library."""
    return library.find_by_id(name, workspace.shipped, installed_scenarios(workspace.packs))


def which_was_taken(workspace: Workspace, name: str) -> str:
    """Return a sentence if a name is both a path here and the id of another file in the library.

    Return "" otherwise.
    """
    here = library.find_by_path(name)
    there = find_by_id(workspace, name) if here is not None else None
    if here is None or there is None or real_path(here) == real_path(there):
        return ""
    return say("files.taken_here", name=shown(name), here=shown(here), there=shown(there.parent))


def of_other_installation(path: Path, shipped: Path) -> bool:
    """Return whether a file is a shipped scenario or programme, but not of those in ``shipped``."""
    folder = path.parent.parent
    # ``_scenarios`` is the name of the folder in a wheel, ``scenarios`` in a checkout.
    is_shipped = folder.name in ("scenarios", "_scenarios") and is_folder(folder / "catalogue")
    return is_shipped and folder != shipped


def not_found(workspace: Workspace, name: str, others: Iterable[str] = ()) -> str:
    """Return a message for a scenario that cannot be found; ``others`` could be meant, too."""
    folder = Path(name)
    misnamed = library.misnamed_file(folder) if is_folder(folder) else None
    if misnamed is not None:
        return say("library.misnamed", name=shown(folder), file=clean_line(misnamed.name))
    ids = [path.parent.name for path in library_files(workspace)]
    return library.not_found(name, [*ids, *others])
