"""Cards: what the library shows of a scenario before it is opened, kept in a small cache so that a list need not read files.

A card is made by loading the scenario whole, so a scenario that would not play has a card that says so.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.authoring.library import load


@dataclass(frozen=True, slots=True)
class Card:
    """One scenario of the library; ``problem`` is empty where it can be played."""

    path: str
    id: str
    title: str
    teaser: str = ""
    level: str = ""
    style: str = ""
    format: str = ""
    minutes: int | None = None
    moments: int = 0
    rules: tuple[str, ...] = ()
    problem: str = ""


def cards(files: Iterable[Path], cache: Path) -> list[Card]:
    """Return a card for each file, foundation level first, then by title; what ``cache`` knows of unchanged files is used."""
    known = _known(cache)
    found: dict[str, dict[str, Any]] = {}
    for file in files:
        stamp = _stamp(file)
        entry = known.get(str(file))
        if entry is None or entry["stamp"] != stamp:
            entry = {"stamp": stamp, "card": asdict(_card(file))}
        found[str(file)] = entry
    if found != known:
        _keep(cache, found)
    made = [Card(**{**entry["card"], "rules": tuple(entry["card"]["rules"])}) for entry in found.values()]
    return sorted(made, key=lambda card: (_LEVELS.get(card.level, 9), card.title, card.path))


_LEVELS = {"foundation": 0, "developing": 1, "advanced": 2}


def _card(file: Path) -> Card:
    loaded = load(file)
    scenario = loaded.scenario
    if scenario is None:
        return Card(str(file), file.parent.name, file.parent.name, problem=str(loaded.findings[0]))
    return Card(
        path=str(file),
        id=scenario.id,
        title=scenario.title,
        teaser=scenario.teaser,
        level=scenario.level,
        style=scenario.style,
        format=scenario.format.id,
        minutes=scenario.minutes,
        moments=len(scenario.moments()),
        rules=scenario.rules(),
    )


def _stamp(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]


def _known(cache: Path) -> dict[str, dict[str, Any]]:
    try:
        kept = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):  # no cache yet, or a damaged one: it is only a cache
        return {}
    if not isinstance(kept, dict) or kept.get("program") != __version__:
        return {}
    cards_kept = kept.get("cards")
    return cards_kept if isinstance(cards_kept, dict) else {}


def _keep(cache: Path, found: dict[str, dict[str, Any]]) -> None:
    text = json.dumps({"program": __version__, "cards": found}, ensure_ascii=False)
    draft = cache.with_suffix(f".{os.getpid()}")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text(text, "utf-8")
        draft.replace(cache)
    except OSError:
        return  # a folder that cannot be written costs time on the next start and nothing else
