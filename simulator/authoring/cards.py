"""Cards: what the library shows of a scenario before it is opened, kept in a small cache so that a list need not read files.

A card is made by loading the scenario whole, so a scenario that would not play has a card that says so.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator import __version__
from simulator.authoring.library import Loaded, load

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


FORM = 2
"""Counts up when the form of the cache, or what a card says, changes within a version of the program."""


@dataclass(frozen=True, slots=True)
class Card:
    """One scenario of the library; ``problem`` is empty where it can be played, ``digest`` where it cannot.

    ``rules``, ``situations`` and ``format`` are ids of the catalogue; the names of each stand in the same order beside them.
    """

    path: str
    id: str
    title: str
    teaser: str = ""
    level: str = ""
    style: str = ""
    format: str = ""
    format_name: str = ""
    minutes: int | None = None
    moments: int = 0
    rules: tuple[str, ...] = ()
    rule_names: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    situation_names: tuple[str, ...] = ()
    digest: str = ""
    problem: str = ""


LEVELS = ("foundation", "developing", "advanced")
"""From the easiest."""

Stamp = list[int]
"""Size and time of a file, by which a change is noticed."""


def cards(files: Iterable[Path], cache: Path) -> list[Card]:
    """Return a card for each file, foundation level first, then by title; what ``cache`` knows of unchanged files is used."""
    known = _known(cache)
    found: dict[str, tuple[Stamp, Card]] = {}
    for file in files:
        stamp = _stamp(file)
        kept = known.get(str(file))
        found[str(file)] = kept if kept is not None and kept[0] == stamp else (stamp, _card(file))
    if found != known:
        _keep(cache, found)
    return sorted((card for _, card in found.values()), key=lambda card: (level_order(card.level), card.title, card.path))


def level_order(level: str) -> int:
    """Where a level stands among the others; after all of them where there is none."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _card(file: Path) -> Card:
    loaded = load(file)
    scenario = loaded.scenario
    if scenario is None:
        return Card(str(file), file.parent.name, file.parent.name, problem=problem(loaded))
    rules, situations = scenario.rules(), _situations(scenario)
    return Card(
        path=str(file),
        id=scenario.id,
        title=scenario.title,
        teaser=scenario.teaser,
        level=scenario.level,
        style=scenario.style,
        format=scenario.format.id,
        format_name=scenario.format.name,
        minutes=scenario.minutes,
        moments=len(scenario.moments()),
        rules=rules,
        rule_names=tuple(scenario.catalogue.rules[rule].name for rule in rules),
        situations=situations,
        situation_names=tuple(scenario.catalogue.situations[situation].name for situation in situations),
        digest=scenario.digest,
    )


def _situations(scenario: "Scenario") -> tuple[str, ...]:
    """The situations met somewhere in a scenario, in the catalogue's order."""
    met = {moment.situation for moment in scenario.moments()}
    return tuple(situation for situation in scenario.catalogue.situations if situation in met)


def problem(loaded: Loaded) -> str:
    """The first finding that keeps a scenario from loading, of one that does not."""
    return str(next(finding for finding in loaded.findings if finding.severity == "error"))


def _stamp(file: Path) -> Stamp:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


def _known(cache: Path) -> dict[str, tuple[Stamp, Card]]:
    try:
        kept = json.loads(cache.read_text("utf-8"))
        if kept["form"] != _form():
            return {}
        return {path: (stamp, Card(*map(_again, card))) for path, (stamp, card) in kept["cards"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):  # no cache yet, or a damaged one
        return {}


def _again(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _keep(cache: Path, found: dict[str, tuple[Stamp, Card]]) -> None:
    written = {path: (stamp, astuple(card)) for path, (stamp, card) in found.items()}
    text = json.dumps({"form": _form(), "cards": written}, ensure_ascii=False)
    draft = cache.with_suffix(f".{os.getpid()}")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text(text, "utf-8")
        draft.replace(cache)
    except (OSError, ValueError):  # ValueError: a path that is not UTF-8
        return  # a folder that cannot be written costs time on the next start and nothing else


def _form() -> str:
    return f"{__version__}/{FORM}"
