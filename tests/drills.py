"""Drills for tests: cases and reviews without a library, and small scenarios to drill."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from simulator.practice.drill_cases import Case, Cases
from simulator.practice.reviews import Review

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def on_day(day: int, hour: int = 9) -> datetime:
    """A time on a day, counted from 0."""
    return START.replace(hour=hour) + timedelta(days=day)


def review(
    situation: str,
    day: int,
    rating: int,
    scenario: str = "one",
    moment: str = "",
    drilled: bool = True,
) -> Review:
    return Review(
        on_day(day).isoformat(), situation, scenario, moment or situation, rating, drilled
    )


def case(situation: str, scenario: str, moment: str = "", played: bool = True) -> Case:
    return Case(situation, scenario, scenario.title(), "", moment or situation, played)


def cases(*made: Case, twins: Iterable[tuple[Case, Case]] = ()) -> Cases:
    by_situation: dict[str, list[Case]] = {}
    for one in made:
        by_situation.setdefault(one.situation, []).append(one)
    pairs = {}
    for one, other in twins:
        pairs[one.key], pairs[other.key] = other.key, one.key
    return Cases(by_situation, pairs)
