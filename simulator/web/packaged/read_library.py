"""The library of a packaged room: written when it is exported, read when it is opened.

Beside the texts of the scenarios, ``library.json`` has what it would take a browser seconds to read
in them: the catalogue, each scenario as plain data, the cards of the library, the programmes, and
the yardsticks of the analyses. What is not in it is read from the texts, as everywhere.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.library import cards, find_programmes, read_before
from simulator.library.cards import Card
from simulator.library.programmes import Meeting, Programme
from simulator.library.workspace import Folders, Workspace
from simulator.scenario.plain_data import (
    catalogue_from_data,
    catalogue_to_data,
    scenario_to_data,
)
from simulator.store import exact_cache

if TYPE_CHECKING:
    from simulator.library.scenarios import Loaded
    from simulator.scenario.catalogue import Catalogue

LIBRARY: Final = "library.json"


@dataclass(frozen=True)
class ReadLibrary:
    """What is in a room's ``library.json``, and the workspace of the room.

    The learner's files are in ``home``, and the scenarios in ``scenarios``.
    """

    workspace: Workspace
    data: Mapping[str, Any]

    @property
    def scenarios(self) -> frozenset[str]:
        """The ids of the scenarios of the room."""
        return frozenset(card["id"] for card in self.data["cards"])

    @property
    def reports(self) -> bool:
        """Whether the room reports to a course that opens it."""
        reports: bool = self.data["reports"]
        return reports

    def fill_cache(self) -> None:
        """Cache what is known of the library, after a start and after everything was deleted."""
        folder = self.workspace.shipped.parent
        cards.remember(self.workspace, [_card(one, folder) for one in self.data["cards"]])
        programmes = [_programme(one, folder) for one in self.data["programmes"]]
        find_programmes.remember(self.workspace, programmes)
        for digest, yardstick in self.data["yardsticks"].items():
            self.workspace.cache.put(exact_cache.FIRST, digest, yardstick)


def read_library(folder: Path) -> ReadLibrary:
    """Read the library of the packaged room in a folder."""
    data = json.loads((folder / LIBRARY).read_bytes())
    catalogue = catalogue_from_data(data["catalogue"])
    # The workspace gets the same object, because ``read_before`` finds nothing with another one.
    read_before.remember(data["scenarios"], catalogue)
    home = folder / "home"
    home.mkdir(exist_ok=True)
    workspace = Workspace(folder / "scenarios", Folders(home, home / "cache"), loaded=catalogue)
    library = ReadLibrary(workspace, data)
    # The cache is a folder in the memory of the page's worker, which is empty at each start.
    library.fill_cache()
    return library


def library_text(
    loaded: Iterable["Loaded"],
    catalogue: "Catalogue",
    made: Iterable[Card],
    programmes: Iterable[Programme],
    yardsticks: Mapping[str, Any],
    *,
    reports: bool = False,
) -> bytes:
    """Return the contents of ``library.json``; the paths are below the folder of the room."""
    data = {
        "catalogue": catalogue_to_data(catalogue),
        # A format of the author's own is not in the text, so such a scenario is read.
        "scenarios": {
            read_before.key_of(one.text): scenario_to_data(one.scenario)
            for one in loaded
            if not one.own_format
        },
        "cards": [asdict(card) for card in made],
        "programmes": [asdict(one) for one in programmes],
        "yardsticks": dict(yardsticks),
        "reports": reports,
    }
    return json.dumps(data, separators=(",", ":"), sort_keys=False).encode("ascii")


def _card(data: Mapping[str, Any], folder: Path) -> Card:
    # JSON has no tuples, and a card has no lists.
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    # The export cannot know where the room is unpacked, so its paths begin at the room.
    return replace(Card(**values), path=str(folder / values["path"]))


def _programme(data: Mapping[str, Any], folder: Path) -> Programme:
    names = [one.name for one in fields(Programme) if one.name != "meetings"]
    meetings = tuple(Meeting(**one) for one in data["meetings"])
    made = Programme(**{name: data[name] for name in names}, meetings=meetings)
    return replace(made, path=str(folder / made.path))
