"""The time between two automatic turns: how long the learner needs to read, at their own pace."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.practice.settings import FASTEST, SLOWEST, USUAL, Pace

if TYPE_CHECKING:  # the settings are imported at the start, the transcript with the first play
    from simulator.render.transcript import Line

STEP = 40
"""Words per minute by which one key press changes the pace."""

BREATH = 1.0
"""Seconds between one person's last word and the next person's first."""

SILENCE = 3.5
"""Extra seconds for a silence whose length the author does not give, so that it is felt."""

SHORTENED = 10
"""A silence of so many seconds lasts one second on the screen."""

LONGEST_SILENCE = 6.0
"""The most seconds that a silence lasts on the screen."""

TICK = 0.5
"""The seconds after which a silence on the screen is redrawn."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that passes on the screen: it is redrawn ``ticks`` times, ``done`` of them so far.

    ``seconds`` is its length in the meeting.
    """

    seconds: int
    ticks: int
    done: int = 0

    @property
    def is_over(self) -> bool:
        """Whether all of it has passed."""
        return self.done >= self.ticks

    @property
    def passed(self) -> int:
        """The seconds of the meeting that have passed."""
        return round(self.seconds * self.done / self.ticks)

    def later(self) -> "Silence":
        """Return this silence after one more tick."""
        return replace(self, done=self.done + 1)


def silence_in(lines: "Iterable[Line]") -> Silence | None:
    """Return the last silence among these lines whose length the author gives; None if none is."""
    lengths = [line.seconds for line in lines if line.seconds]
    if not lengths:
        return None
    shown = min(LONGEST_SILENCE, lengths[-1] / SHORTENED)
    # At least one tick, because ``passed`` divides by them.
    return Silence(lengths[-1], max(1, round(shown / TICK)))


def seconds(lines: "Iterable[Line]", pace: Pace) -> float:
    """Return the time in seconds that these lines take to read.

    The pace "step" (each turn waits for a key) counts as the usual pace. A silence whose length the
    author gives passes after this time (``silence_in``).
    """
    said = list(lines)
    words = sum(len(line.text.split()) for line in said)
    silences = sum(line.form == "silence" and not line.seconds for line in said)
    return BREATH + words * 60 / (USUAL if pace == "step" else pace) + silences * SILENCE


def quicker(pace: Pace, steps: int) -> int:
    """Return the pace, faster by ``steps`` (slower if negative), within its bounds.

    The pace "step" becomes the usual pace.
    """
    return USUAL if pace == "step" else max(SLOWEST, min(FASTEST, pace + steps * STEP))
