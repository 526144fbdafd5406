"""Learners who play and drill for days: what is due for them, and how well they do.

Nothing waits and nothing is measured: a day is a number. ``bench/practice_year.py`` lets them
practise for a year, a test for some weeks.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from simulator.practice.drill_cases import Case, Cases
from simulator.practice.drill_plan import due_drills
from simulator.practice.ratings import BEST, BETWEEN, COSTLY, raised
from simulator.practice.reviews import Review
from simulator.practice.schedule import Schedule, due_times
from tests.drills import on_day

WEAK_EVERY = 4
"""Every so many situations one is hard for a learner."""

WEAK, STRONG = 0.25, 0.7
"""The chance of the best act in a hard and in any other situation, at the beginning."""

Chance = Callable[[float, Sequence[Review], datetime], float]
"""Returns the chance of the best act now, from that at the beginning and the reviews so far."""


def improving(begin: float, made: Sequence[Review], now: datetime) -> float:
    """A learner whom every review brings a tenth of the way to always choosing best."""
    return 1 - (1 - begin) * 0.9 ** len(made)


def steady(begin: float, made: Sequence[Review], now: datetime) -> float:
    """A learner who stays as good as at the beginning."""
    return begin


def forgetful(begin: float, made: Sequence[Review], now: datetime) -> float:
    """A learner who improves as fast, and loses half of that in three weeks without a review."""
    if not made:
        return begin
    days = (now - datetime.fromisoformat(made[-1].at)).days
    return float(begin + (improving(begin, made, now) - begin) * 0.5 ** (days / 21))


KINDS: Mapping[str, Chance] = {"improving": improving, "steady": steady, "forgetful": forgetful}


@dataclass(slots=True)
class Practice:
    """What happened: for each day, how many drills were due; and all reviews."""

    due: list[int] = field(default_factory=list)
    reviews: dict[str, list[Review]] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)

    def drills(self, situation: str) -> list[Review]:
        """Return the drills of a situation."""
        return [one for one in self.reviews.get(situation, ()) if one.drilled]

    def mean_drills(self, *, weak: bool) -> float:
        """Return the mean number of drills of the situations that are hard, or are not."""
        counts = [len(self.drills(name)) for name in self.reviews if (name in self.weak) == weak]
        return sum(counts) / len(counts) if counts else 0.0

    def interval(self, *, weak: bool) -> float:
        """Return the mean days between two reviews of the situations that are hard, or are not."""
        gaps = [
            (datetime.fromisoformat(later.at) - datetime.fromisoformat(one.at)).days
            for name, made in self.reviews.items()
            if (name in self.weak) == weak
            for one, later in pairwise(made)
        ]
        return sum(gaps) / len(gaps) if gaps else 0.0


def practise(
    kind: str, cases: Sequence[Case], days: int, seed: int = 1, play_every: int = 10, most: int = 10
) -> Practice:
    """Let a learner of a kind practise: a session every so many days, and drills on weekdays.

    A day has at most ``most`` drills, about as many minutes.
    """
    learner = _Learner(kind, cases, seed)
    for day in range(days):
        if day % play_every == 0:
            learner.play(on_day(day, hour=8))
        learner.drill(on_day(day, hour=18), most if day % 7 < 5 else 0)
    return learner.done


class _Learner:
    """One learner, and the schedule so far; only what has changed is folded again."""

    def __init__(self, kind: str, cases: Sequence[Case], seed: int) -> None:
        self._chance, self._dice = KINDS[kind], random.Random(seed)
        self._cases = list(cases)
        self._due: dict[str, datetime] = {}
        situations = sorted({case.situation for case in cases})
        self.done = Practice(weak=set(situations[::WEAK_EVERY]))
        self._unplayed = list(dict.fromkeys(case.scenario for case in cases))
        self._played: set[str] = set()

    def play(self, now: datetime) -> None:
        """Play the next scenario; what went wrong enters."""
        if not self._unplayed:
            return
        scenario = self._unplayed.pop(0)
        self._played.add(scenario)
        met = {case.situation: case for case in self._cases if case.scenario == scenario}
        for case in met.values():
            rating = self._rating(case.situation, now)
            if rating < BEST or case.situation in self.done.reviews:
                self._add(case, now, rating, drilled=False)

    def drill(self, now: datetime, most: int) -> None:
        """Drill what is due, up to ``most`` moments."""
        schedule = Schedule(self.done.reviews, self._due)
        due = due_drills(schedule, self._library(), now)
        self.done.due.append(len(due))
        for one in due[:most]:
            made = self.done.reviews.get(one.situation, [])
            before = (made[-1].rating, made[-1].scenario) if made else None
            rating = raised(self._rating(one.situation, now), one.case.scenario, before)
            self._add(one.case, now, rating, drilled=True)

    def _library(self) -> Cases:
        by_situation: defaultdict[str, list[Case]] = defaultdict(list)
        for case in self._cases:
            played = case.scenario in self._played
            by_situation[case.situation].append(
                Case(case.situation, case.scenario, case.title, "", case.moment, played)
            )
        return Cases(by_situation, {})

    def _rating(self, situation: str, now: datetime) -> int:
        begin = WEAK if situation in self.done.weak else STRONG
        chance = self._chance(begin, self.done.reviews.get(situation, ()), now)
        if self._dice.random() < chance:
            return BEST
        return BETWEEN if self._dice.random() < 0.5 else COSTLY

    def _add(self, case: Case, now: datetime, rating: int, *, drilled: bool) -> None:
        made = self.done.reviews.setdefault(case.situation, [])
        made.append(
            Review(now.isoformat(), case.situation, case.scenario, case.moment, rating, drilled)
        )
        self._due.update(due_times({case.situation: made}))
