"""Days as people see them: by the clock where they are, whatever the store has."""

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.messages import say
from simulator.practice.clock import local_day


@pytest.mark.parametrize(
    ("zone", "saved", "day"),
    [
        ("UTC", "2026-11-27T23:30:00+00:00", "2026-11-27"),
        (
            "NZT-13",
            "2026-11-27T23:30:00+00:00",
            "2026-11-28",
        ),  # POSIX counts the other way round: 13 hours before UTC
        ("HST10", "2026-11-28T09:59:00+00:00", "2026-11-27"),
        ("HST10", "2026-11-28T10:00:00+00:00", "2026-11-28"),
        (
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "2026-06-30T22:00:00+00:00",
            "2026-07-01",
        ),  # in summer it is two hours
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-12-31T22:59:59+00:00", "2026-12-31"),
        ("NZT-13", "2026-11-27T23:30:00", "2026-11-28"),
        ("Nonsense/Nowhere", "2026-11-27T23:30:00+00:00", "2026-11-27"),
        ("", "2026-11-27T23:30:00+00:00", "2026-11-27"),
    ],
)
def test_a_day_is_that_of_the_clock_on_the_wall(
    in_zone: Callable[[str], None], zone: str, saved: str, day: str
) -> None:
    in_zone(zone)
    assert local_day(saved) == day


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves the machine into a time zone."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@given(st.text() | st.datetimes().map(str) | st.none() | st.integers() | st.binary())
def test_a_damaged_time_is_no_day_and_no_error(saved: str) -> None:
    assert local_day(saved) == say("plays.unknown_day") or len(local_day(saved)) == len(
        "2026-11-27"
    )
