"""Tell deliberate key presses from accidental ones.

A press that comes too early, twice, or from a held key decides nothing.
"""

from collections.abc import Callable
from math import inf
from typing import Any, Protocol, cast

from textual.screen import Screen
from textual.timer import Timer

HELD = 0.2
"""Seconds: presses of one key closer together than this are a held key, or accidental."""

DELAY = 0.7
"""Seconds within which a held key starts to repeat (X11 waits 0.66 s, other systems less)."""

SETTLE = 0.25
"""Seconds without a key press for which a question is shown before it accepts an answer."""


class Presses:
    """Classifies key presses by their times, in seconds.

    ``fresh`` is True if the last press was deliberate. The second press of a key within ``delay``
    is not: it may be the first repeat of a held key. A third press counts, unless it comes faster
    than ``held``.
    """

    def __init__(self, held: float = HELD, delay: float = DELAY) -> None:
        self.fresh = True
        self._held = held
        self._delay = delay
        self._key = ""
        self._at = -inf
        self._rested = True

    def press(self, key: str, at: float) -> None:
        """Record a key press."""
        gap = at - self._at if key == self._key else inf
        self._key, self._at = key, at
        if gap >= self._delay:
            self.fresh = self._rested = True
        elif gap < self._held:
            self.fresh = False
        else:
            # Between both limits a second press may be the first repeat of a held key. A third one
            # is not, because repeats come faster than ``held``.
            self.fresh, self._rested = not self._rested, False

    def click(self) -> None:
        """Record a mouse click; it is always deliberate (for double clicks see ``Lines``)."""
        self.fresh = True

    def ask(self) -> None:
        """Record that a new question is asked: the rhythm of earlier presses no longer counts."""
        self._rested = True


class Patient(Protocol):
    """What a question needs to know of the app: the presses, and ``settle``, in seconds."""

    presses: Presses
    settle: float


class Question:
    """A question on a screen that a key press or a click can answer once it could be read.

    It settles after ``room.settle`` seconds without a press meant for it, and accepts answers from
    then on. ``changed`` is called when it is asked, when it settles, and when a press came too
    early.
    """

    def __init__(self, screen: Screen[Any], changed: Callable[[], None] = lambda: None) -> None:
        self.settled = False
        self._screen = screen
        self._changed = changed
        self._timer: Timer | None = None

    def ask(self) -> None:
        """Ask again; earlier presses do not count as answers."""
        self._room.presses.ask()
        self.settled = self._room.settle <= 0
        if not self.settled:
            # The time begins when the question can be seen.
            self._screen.call_after_refresh(self._wait)
        self._changed()

    def accepts(self) -> bool:
        """Return True if the last press or click is an answer; otherwise start to settle again."""
        accepted = self.settled and self._room.presses.fresh
        # A press that came too early restarts the time: the question may not have been read.
        if not accepted and self._room.settle > 0:
            self.settled = False
            self._wait()
            self._changed()
        return accepted

    def settle(self) -> None:
        """Accept answers from now on."""
        self.settled = True
        self._changed()

    @property
    def _room(self) -> Patient:
        return cast("Patient", self._screen.app)

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._room.settle <= 0:
            self.settle()
            return
        self._timer = self._screen.set_timer(self._room.settle, self.settle)
