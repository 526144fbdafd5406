"""A clock for screens: time passes only when a test says so."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from simulator.tui.app import BalintApp
from simulator.tui.meeting_screen import MeetingScreen

AGES = 3_600.0
"""Seconds in which any group would have continued."""


class ClockTimer:
    """A timer of the clock."""

    def __init__(self, at: float, callback: Callable[[], object]) -> None:
        self.at = at
        self.callback = callback
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


class Clock:
    """The time of some screens, in seconds."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[ClockTimer] = []

    @property
    def waiting(self) -> list[float]:
        """The seconds until each timer that is set."""
        return [timer.at - self.now for timer in self._timers if not timer.stopped]

    def set_timer(self, delay: float, callback: Callable[[], object]) -> ClockTimer:
        timer = ClockTimer(self.now + delay, callback)
        self._timers.append(timer)
        return timer

    def tick(self, seconds: float) -> None:
        """Let time pass."""
        end = self.now + seconds
        while due := [timer for timer in self._timers if not timer.stopped and timer.at <= end]:
            first = min(due, key=lambda timer: timer.at)
            self._timers.remove(first)
            self.now = first.at
            first.callback()
        self.now = end


def clock_of_meetings(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give all meetings on the screen this clock; other timers are not changed.

    A toast goes after real seconds, so here it stays longer than any test.
    """
    monkeypatch.setattr(BalintApp, "NOTIFICATION_TIMEOUT", 600)
    return clock_of(MeetingScreen, monkeypatch)


def clock_of(screens: type[Screen[Any]], monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give all screens of a class this clock; the timers of their widgets are not changed."""
    clock = Clock()

    def set_timer(_: Screen[Any], delay: float, callback: Any = None, **others: Any) -> ClockTimer:
        return clock.set_timer(delay, callback)

    monkeypatch.setattr(screens, "set_timer", set_timer)
    return clock
