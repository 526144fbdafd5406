"""The time between two automatic turns: how long the learner needs to read, at their own pace."""

from collections.abc import Iterable

from simulator.practice.settings import FASTEST, SLOWEST, USUAL, Pace
from simulator.render.transcript import Line

STEP = 40
"""Words per minute by which one key press changes the pace."""

BREATH = 1.0
"""Seconds between one person's last word and the next person's first."""

SILENCE = 3.5
"""Extra seconds for a silence, so that it is felt."""


def seconds(lines: Iterable[Line], pace: Pace) -> float:
    """Return the time in seconds that these lines take to read.

    The pace "step" (each turn waits for a key) counts as the usual pace.
    """
    said = list(lines)
    words = sum(len(line.text.split()) for line in said)
    silences = sum(line.form == "silence" for line in said)
    return BREATH + words * 60 / (USUAL if pace == "step" else pace) + silences * SILENCE


def quicker(pace: Pace, steps: int) -> int:
    """Return the pace, faster by ``steps`` (slower if negative), within its bounds.

    The pace "step" becomes the usual pace.
    """
    return USUAL if pace == "step" else max(SLOWEST, min(FASTEST, pace + steps * STEP))
