"""The library as this learner has it: the scenarios that come with the program and those of the packs installed here."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.authoring import library
from simulator.authoring.installed import installed_scenarios
from simulator.learner.folders import home, packs_folder

if TYPE_CHECKING:
    from simulator.authoring.cards import Card


def library_files() -> list[Path]:
    """Every scenario file of the library; a shipped scenario comes before an installed one of the same id."""
    by_id: dict[str, Path] = {}
    for path in (*library.scenario_files(library.shipped()), *installed_scenarios(packs_folder())):
        by_id.setdefault(path.parent.name, path)
    return list(by_id.values())


def library_cards() -> "list[Card]":
    """A card for every scenario of the library."""
    from simulator.authoring.cards import cards

    return cards(library_files(), home() / "cards.json")


def find_scenario(name: str) -> Path | None:
    """Find a scenario's file by its id in the library, or by the path of its file or folder."""
    return library.find(name, installed_scenarios(packs_folder()))


def of_other_installation(path: Path) -> bool:
    """Whether a file is one of the scenarios or programmes that came with another installation of the program."""
    folder = path.parent.parent
    shipped = folder.name in ("scenarios", "_scenarios") and library.is_folder(folder / "catalogue")
    return shipped and folder != library.shipped()


def not_found(name: str) -> str:
    """A sentence for a scenario that cannot be found."""
    return library.not_found(name, library_files())
