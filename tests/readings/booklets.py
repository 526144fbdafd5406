"""Write the lines of the library as booklets for readers who hear nothing of the group.

``python -m tests.readings.booklets write FOLDER`` writes ``booklet-1.txt`` and so on, and the key
``acts.json``. A booklet holds at most one moment of a scenario, so that one item does not explain
another; numbers and letters are drawn. Each reader gets one booklet and nothing else, and writes
what earns most in each item into ``answers-1.json``: ``{"ITEM": "LETTER"}``. Then
``python -m tests.readings.booklets record FOLDER DATE`` adds the reading to ``lines-only.json``.
"""

import json
import random
import string
import sys
from dataclasses import dataclass
from pathlib import Path

from simulator.scenario.model import Moment, Scenario, names_in_case
from tests.readings import HERE, WAIT
from tests.surveyed import scenarios

FILE = HERE / "lines-only.json"
KEY = "acts.json"
SAY_NOTHING = "(say nothing and let them go on)"


@dataclass(frozen=True, slots=True)
class Item:
    """A moment of a scenario, with the text of each act, by its id, in the order of the booklet."""

    scenario: str
    moment: str
    acts: dict[str, str]


def drawn(seed: int) -> list[list[Item]]:
    """The moments of the library in booklets, with at most one of a scenario in each."""
    draw = random.Random(seed)
    items = [_item(one, moment, draw) for one in scenarios() for moment in one.moments()]
    draw.shuffle(items)
    booklets: list[list[Item]] = []
    for item in items:
        free = (
            booklet
            for booklet in booklets
            if item.scenario not in {other.scenario for other in booklet}
        )
        home = next(free, None)
        if home is None:
            booklets.append([item])
        else:
            home.append(item)
    return booklets


def _item(scenario: Scenario, moment: Moment, draw: random.Random) -> Item:
    names = names_in_case(scenario, 0)
    acts = [(WAIT, SAY_NOTHING)]
    for option in moment.options:
        text = option.say.fill(names)
        acts.append((option.id, f"({text})" if option.gesture else text))
    draw.shuffle(acts)
    return Item(scenario.id, moment.id, dict(acts))


def write(folder: Path, seed: int) -> None:
    """Write the booklets, and the key by which answers are read."""
    folder.mkdir(parents=True, exist_ok=True)
    key: dict[str, dict[str, object]] = {}
    for number, booklet in enumerate(drawn(seed), 1):
        rows = []
        for item in booklet:
            name = str(len(key) + 1)
            key[name] = {"moment": f"{item.scenario}.{item.moment}", "acts": list(item.acts)}
            lines = zip(string.ascii_uppercase, item.acts.values(), strict=False)
            rows += [f"## item {name}", *(f"{letter}. {text}" for letter, text in lines), ""]
        (folder / f"booklet-{number}.txt").write_text("\n".join(rows), "utf-8")
    (folder / KEY).write_text(json.dumps(key, indent=1), "utf-8")


def record(folder: Path, date: str) -> None:
    """Add the answers in ``folder`` to the readings on record."""
    key = json.loads((folder / KEY).read_text("utf-8"))
    booklets = [
        {
            key[item]["moment"]: key[item]["acts"][string.ascii_uppercase.index(letter)]
            for item, letter in json.loads(file.read_text("utf-8")).items()
        }
        for file in sorted(folder.glob("answers-*.json"))
    ]
    known = json.loads(FILE.read_text("utf-8"))
    text = json.dumps([*known, {"date": date, "booklets": booklets}], indent=1)
    FILE.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", folder, *seed]:
            write(Path(folder), int(seed[0]) if seed else 1)
        case ["record", folder, date]:
            record(Path(folder), date)
        case _:
            sys.exit(__doc__)
