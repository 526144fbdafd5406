"""The learner's library: the shipped scenarios and those of the installed packs."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.library import scenarios as library
from simulator.library.files import Unreadable, is_folder, real_path, shown
from simulator.library.folders import caches, packs_folder
from simulator.library.installed import installed_scenarios
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.library.cards import Card


def library_files(unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return every scenario file of the library.

    A shipped scenario takes precedence over an installed one of the same id. Folders that cannot be
    listed are added to ``unreadable``.
    """
    by_id: dict[str, Path] = {}
    ours = library.scenario_files(library.shipped(), unreadable)
    for path in (*ours, *installed_scenarios(packs_folder(), unreadable)):
        by_id.setdefault(path.parent.name, path)
    return list(by_id.values())


def library_cards(unreadable: list[Unreadable] | None = None) -> "list[Card]":
    """Return a card for every scenario; add folders that cannot be listed to ``unreadable``."""
    from simulator.library.cards import cards

    return cards(library_files(unreadable), caches() / "cards.json")


def find_scenario(name: str) -> Path | None:
    """Find a scenario's file by the path of its file or folder, or else by its id in the library.

    Every command that takes a scenario uses this, so that a name means the same file everywhere.
    """
    return library.find_by_path(name) or find_by_id(name)


def find_by_id(name: str) -> Path | None:
    """Find a scenario's file by its id in the library."""
    return library.find_by_id(name, installed_scenarios(packs_folder()))


def which_was_taken(name: str) -> str:
    """Return a sentence if a name is both a path here and the id of another file in the library.

    Return "" otherwise.
    """
    here = library.find_by_path(name)
    there = find_by_id(name) if here is not None else None
    if here is None or there is None or real_path(here) == real_path(there):
        return ""
    return say("files.taken_here", name=shown(name), here=shown(here), there=shown(there.parent))


def of_other_installation(path: Path) -> bool:
    """Return whether a file is a shipped scenario or programme of another installation."""
    folder = path.parent.parent
    shipped = folder.name in ("scenarios", "_scenarios") and is_folder(folder / "catalogue")
    return shipped and folder != library.shipped()


def not_found(name: str) -> str:
    """Return a message for a scenario that cannot be found."""
    return library.not_found(name, library_files())
