"""Readings of the lines without the group: who chose what, in ``lines-only.json``, and what it earns.

The file is a list of readings. Each has a ``date`` and its ``booklets``: for every booklet the acts
that its reader chose, ``wait`` or an option's id, by scenario and moment (``will-do.ladybird``).
"""

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from simulator.scenario.model import Moment
from tests.surveyed import scenarios

FILE = Path(__file__).with_name("lines-only.json")
WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of several booklets; percents are of the best acts, each moment counted once."""

    date: str
    booklets: int
    items: int
    percent: float
    chance: float
    speak_right: int


def readings() -> list[Reading]:
    """The readings on record, scored by the keys as they are now."""
    known = json.loads(FILE.read_text("utf-8")) if FILE.exists() else []
    return [_scored(one["date"], one["booklets"]) for one in known]


def _scored(date: str, booklets: list[dict[str, str]]) -> Reading:
    chosen = {name: act for booklet in booklets for name, act in booklet.items()}
    moments = {name: _moment(name) for name in chosen}
    best = sum(max(_credits(moment).values()) for moment in moments.values())
    earned = sum(_credits(moments[name])[act] for name, act in chosen.items())
    drawn = sum(fmean(_credits(moment).values()) for moment in moments.values())
    right = sum((act == WAIT) == moments[name].leave for name, act in chosen.items())
    return Reading(date, len(booklets), len(chosen), 100 * earned / best, 100 * drawn / best, right)


def _moment(name: str) -> Moment:
    scenario, _, moment = name.partition(".")
    return next(one for one in scenarios() if one.id == scenario).moment(moment)


def _credits(moment: Moment) -> dict[str, float]:
    given = {option.id: float(option.credit) for option in moment.options}
    return {WAIT: float(moment.passing.credit), **given}
