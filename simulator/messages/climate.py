"""The climate in words, as somebody in the room would describe it.

The climate is stored as whole numbers from 0 to 10. They are never shown: a leader in a room has no
dial to read, and none of the words (``en/climate.py``) says that more is better.
"""

from dataclasses import dataclass

from simulator.messages.speak import say

Climate = tuple[tuple[str, int], ...]
"""Names and values, 0 to 10, as in ``View.climate``."""

SHADES = 4
"""The number of shades (0 to 3), and of phrases for each quality."""

NOTICED = 2
"""The smallest change of a quality that somebody in the room would notice."""

_HIGHEST = 10

QUALITIES = ("safety", "focus", "depth")
"""The qualities of the climate, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Look:
    """One quality of the climate in words: a phrase and its shade (0 to 3).

    ``change`` is a word for a noticeable change, or empty.
    """

    words: str
    shade: int
    change: str = ""


def climate_words(climate: Climate) -> tuple[str, str, str]:
    """Return one phrase each for safety, focus and depth."""
    safety, focus, depth = looks(climate)
    return safety.words, focus.words, depth.words


def looks(climate: Climate, former: Climate | None = None) -> tuple[Look, Look, Look]:
    """Return the looks of safety, focus and depth.

    With a ``former`` climate, they include the noticeable changes since then.
    """
    now, before = dict(climate), dict(climate if former is None else former)
    safety, focus, depth = (_look(quality, now[quality], before[quality]) for quality in QUALITIES)
    return safety, focus, depth


def shade(value: int) -> int:
    """Return the shade, 0 to 3, of a value from 0 to 10."""
    return value * SHADES // (_HIGHEST + 1)  # + 1, so that the highest value is in the last shade


def phrases(quality: str) -> tuple[str, ...]:
    """Return the phrases of a quality in the current language, from little to much of it."""
    return tuple(say(f"climate.{quality}_{degree}") for degree in range(SHADES))


def _look(quality: str, now: int, before: int) -> Look:
    return Look(phrases(quality)[shade(now)], shade(now), _change(quality, now - before))


def _change(quality: str, by: int) -> str:
    if abs(by) < NOTICED:
        return ""
    return say(f"climate.{quality}_{'more' if by > 0 else 'less'}")
