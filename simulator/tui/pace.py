"""How long a turn stays before the next one comes: as long as it takes to read it, at the learner's own pace."""

from collections.abc import Iterable

from simulator.practice.settings import FASTEST, SLOWEST, USUAL, Pace
from simulator.review.debrief import Line

STEP = 40
"""Words a minute that one key makes it faster or slower."""

BREATH = 1.0
"""Seconds between one person's last word and the next one's first."""

SILENCE = 3.5
"""Seconds that a silence is given besides its reading, so that it is one."""


def seconds(lines: Iterable[Line], pace: Pace) -> float:
    """How long these lines take to read, in seconds; at the usual pace, where turns otherwise wait for a key."""
    said = list(lines)
    words = sum(len(line.text.split()) for line in said)
    silences = sum(line.form == "silence" for line in said)
    return BREATH + words * 60 / (USUAL if pace == "step" else pace) + silences * SILENCE


def quicker(pace: Pace, steps: int) -> int:
    """The pace some steps faster (slower, where negative), within its bounds; what went step by step begins at the usual."""
    return USUAL if pace == "step" else max(SLOWEST, min(FASTEST, pace + steps * STEP))
