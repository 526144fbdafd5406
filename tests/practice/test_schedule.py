"""Ratings from one table, and days that follow from the reviews alone."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.library.file_cache import FileCache
from simulator.practice import schedule as module
from simulator.practice.ratings import BEST, BEST_TWICE, BETWEEN, COSTLY, raised, rating_of
from simulator.practice.reviews import Review, counting
from simulator.practice.schedule import LONGEST_INTERVAL, due_times, schedule_of, utc
from tests.drills import on_day, review

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("lost", "rating"),
    [
        (Fraction(0), BEST),
        (Fraction(1, 100), BETWEEN),
        (HALF - Fraction(1, 100), BETWEEN),
        (HALF, COSTLY),
        (Fraction(1), COSTLY),
    ],
)
def test_the_rating_follows_from_what_was_lost(lost: Fraction, rating: int) -> None:
    assert rating_of(lost) == rating


@pytest.mark.parametrize(
    ("rating", "case", "before", "found"),
    [
        (BEST, "two", (BEST, "one"), BEST_TWICE),
        (BEST, "two", (BEST_TWICE, "one"), BEST_TWICE),
        (BEST, "one", (BEST, "one"), BEST),
        (BEST, "two", (BETWEEN, "one"), BEST),
        (BEST, "two", None, BEST),
        (BETWEEN, "two", (BEST, "one"), BETWEEN),
        (COSTLY, "two", (BEST, "one"), COSTLY),
    ],
)
def test_only_a_second_success_on_another_case_is_easy(
    rating: int, case: str, before: tuple[int, str] | None, found: int
) -> None:
    assert raised(rating, case, before) == found


def days(*ratings: int) -> list[int]:
    """The days until the next review after each of these, if every one is done when it is due."""
    reviews: list[Review] = []
    found = []
    at = on_day(0)
    for rating in ratings:
        reviews.append(Review(at.isoformat(), "advice", "one", "a", rating))
        due = due_times({"advice": reviews})["advice"]
        found.append((due - at).days)
        at = due
    return found


def test_what_goes_well_comes_back_after_days_and_then_months() -> None:
    assert days(3, 3, 3, 3, 3) == [2, 11, 46, 120, 120]
    assert days(1, 3, 3, 3) == [1, 2, 6, 17]


def test_what_goes_badly_comes_back_the_next_day() -> None:
    assert days(1, 1, 1) == [1, 1, 1]
    assert days(3, 3, 1) == [2, 11, 2]


RATINGS = st.lists(st.integers(1, 4), min_size=1, max_size=30)


@given(RATINGS)
def test_the_same_reviews_always_give_the_same_days_within_bounds(ratings: list[int]) -> None:
    found = days(*ratings)
    assert found == days(*ratings)
    assert all(1 <= interval <= LONGEST_INTERVAL for interval in found)


@given(RATINGS)
def test_a_costly_moment_comes_back_no_later_than_a_good_one(ratings: list[int]) -> None:
    intervals = [days(*ratings, rating)[-1] for rating in (COSTLY, BETWEEN, BEST, BEST_TWICE)]
    assert intervals == sorted(intervals)


def test_times_of_all_zones_are_understood() -> None:
    assert utc("2026-03-01T09:00:00+00:00") == utc("2026-03-01T10:00:00+01:00")
    assert utc("2026-03-01T09:00:00") == utc("2026-03-01T09:00:00Z")


def test_a_situation_enters_with_a_moment_that_cost_something() -> None:
    good, missed = review("advice", 0, 3, drilled=False), review("advice", 1, 1, drilled=False)
    later = review("advice", 2, 3, drilled=False)
    assert counting([good], []) == []
    assert counting([later, missed, good], []) == [missed, later]


def test_a_drill_counts_in_any_case() -> None:
    played, drilled = review("advice", 0, 3, drilled=False), review("advice", 1, 3)
    assert counting([played], [drilled]) == [drilled]


def test_the_days_are_computed_once_for_the_same_reviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, made = FileCache(tmp_path), [review("advice", 0, 1), review("tears", 3, 3)]
    first = schedule_of(made, cache)
    assert first == schedule_of(made)
    monkeypatch.setattr(module, "due_times", None)
    assert schedule_of(made, cache) == first
    with pytest.raises(TypeError):
        schedule_of([*made, review("advice", 4, 3)], cache)


def test_nothing_is_scheduled_without_reviews() -> None:
    assert schedule_of([]).due == {}
    assert schedule_of([]).last("advice") is None
    assert not schedule_of([]).is_due("advice", on_day(0))
