"""Which presses are meant. One that comes too early, twice, or from a held key decides nothing."""

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen
from textual.timer import Timer

if TYPE_CHECKING:
    from simulator.tui.app import BalintApp

HELD = 0.2
"""Seconds: presses of one key that come closer together are a held key, or one press too many."""

DELAY = 0.7
"""Seconds after which every held key repeats itself (X11 waits 0.66 s, other systems less)."""

SETTLE = 0.25
"""Seconds without a press for which a question is on the screen before it can be answered."""


class Presses:
    """The keys as they are pressed, each at its time in seconds.

    ``fresh`` says whether the last one was meant. The second press of a key within ``delay`` is
    not: it may be the first repeat of a held one. Whoever presses a third time, no faster than a
    hand does, means it.
    """

    def __init__(self, held: float = HELD, delay: float = DELAY) -> None:
        self.fresh = True
        self._held = held
        self._delay = delay
        self._key = ""
        self._at = -inf
        self._rested = True

    def press(self, key: str, at: float) -> None:
        """Note a press."""
        gap = at - self._at if key == self._key else inf
        self._key, self._at = key, at
        if gap >= self._delay:
            self.fresh = self._rested = True
        elif gap < self._held:
            self.fresh = False
        else:
            self.fresh, self._rested = not self._rested, False

    def click(self) -> None:
        """Note that a button of the mouse is pressed (for double clicks see ``Lines``)."""
        self.fresh = True

    def ask(self) -> None:
        """Note that something new is asked, which the rhythm of earlier presses does not answer."""
        self._rested = True


class Offer:
    """Something on a screen that a press or a click answers, once it could be read.

    It settles when it has been on the screen for a moment in which nobody pressed a key for it
    (``room.settle`` seconds). ``changed`` is called when it settles, and when a press came too
    early.
    """

    def __init__(self, screen: Screen[Any], changed: Callable[[], None] = lambda: None) -> None:
        self.settled = False
        self._screen = screen
        self._changed = changed
        self._timer: Timer | None = None

    def ask(self) -> None:
        """Ask anew; what was pressed before does not answer it."""
        self._room.presses.ask()
        self.settled = self._room.settle <= 0
        if not self.settled:
            self._screen.call_after_refresh(self._wait)
        self._changed()

    def accepts(self) -> bool:
        """Return whether the last press or click is an answer; if it is not, wait for quiet again."""
        accepted = self.settled and self._room.presses.fresh
        if not accepted and self._room.settle > 0:
            self.settled = False
            self._wait()
            self._changed()
        return accepted

    def settle(self) -> None:
        """Take answers from now on."""
        self.settled = True
        self._changed()

    @property
    def _room(self) -> "BalintApp":
        return cast("BalintApp", self._screen.app)

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._room.settle <= 0:
            self.settle()
            return
        self._timer = self._screen.set_timer(self._room.settle, self.settle)
