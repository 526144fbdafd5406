"""How the room looks, in words: the climate as somebody who sits there would put it, who is speaking, who has long been silent.

The climate is kept in whole numbers from 0 to 10. They are never shown: a leader in a room has no dial to read, and none of
these words says that more is better.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Climate = tuple[tuple[str, int], ...]
"""Names and values, 0 to 10, as in ``View.climate``."""

SHADES = 4
"""How many shades there are, 0 to 3: as many as phrases for each quality."""

NOTICED = 2
"""By how much a quality must have changed before anybody in the room would notice."""

_HIGHEST = 10

PHRASES = {
    "safety": (
        "people keep to themselves",
        "people choose their words",
        "people speak as it comes",
        "people think out loud",
    ),
    "focus": (
        "the talk is elsewhere",
        "the case comes and goes",
        "the case stays in view",
        "the two of them are here",
    ),
    "depth": (
        "the talk stays with facts",
        "a feeling shows, and goes",
        "feelings are given words",
        "the unsaid gets said",
    ),
}
"""For each quality of the climate what one hears and sees, from little to much of it. 'The two' are clinician and patient."""

CHANGES = {
    "safety": ("warier", "easier"),
    "focus": ("further off", "nearer"),
    "depth": ("lighter", "deeper"),
}
"""What one notices when a quality has become less, and when it has become more."""


@dataclass(frozen=True, slots=True)
class Look:
    """One quality of the climate as it looks: a phrase, a shade from 0 to 3, and a word for how it changed (or none)."""

    words: str
    shade: int
    change: str = ""


def mood(climate: Climate) -> tuple[str, str, str]:
    """Return a phrase each for safety, focus and depth."""
    safety, focus, depth = looks(climate)
    return safety.words, focus.words, depth.words


def looks(climate: Climate, former: Climate | None = None) -> tuple[Look, Look, Look]:
    """Return how safety, focus and depth look; with a ``former`` climate also what has changed noticeably since."""
    now, before = dict(climate), dict(climate if former is None else former)
    safety, focus, depth = (_look(quality, now[quality], before[quality]) for quality in PHRASES)
    return safety, focus, depth


def changed(looks: Iterable[Look]) -> str:
    """Say in one line what has changed: *easier and deeper than before*; nothing where nothing has."""
    words = [look.change for look in looks if look.change]
    return (
        f"{' and '.join(filter(None, (', '.join(words[:-1]), words[-1])))} than before"
        if words
        else ""
    )


def shade(value: int) -> int:
    """Return the shade, 0 to 3, of a value from 0 to 10."""
    return value * SHADES // (_HIGHEST + 1)


def _look(quality: str, now: int, before: int) -> Look:
    return Look(PHRASES[quality][shade(now)], shade(now), _change(quality, now - before))


def _change(quality: str, by: int) -> str:
    return CHANGES[quality][by > 0] if abs(by) >= NOTICED else ""
