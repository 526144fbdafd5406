"""Hide small groups: no figure of fewer than five learners is shown, nor can one be calculated.

``hide`` decides which counts of a table are hidden, so that the total and the shown ones do not
give them away. It is the suppression of cells, first the small ones and then others that complete
them: A. Hundepool et al., *Statistical Disclosure Control*, Wiley 2012, chapter 4.

A mean gives counts away, too: with twelve learners, a mean of 0.92 says that one of them earned
nothing. ``step_for`` says how wide the range has to be in which it is shown, so that it does not.
"""

from collections.abc import Sequence, Set
from math import ceil, floor

FEWEST = 5
"""The size of the smallest group that is shown."""

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
"""How wide the range is in which a mean between 0 and 1 is shown, or what it is rounded to."""


def small(count: int) -> bool:
    """Return whether this many learners are too few to be shown; nobody is no group."""
    return 0 < count < FEWEST


def hide(counts: Sequence[int], forced: Set[int] = frozenset()) -> frozenset[int]:
    """Return the positions of the counts to hide, whose total is known.

    Those are the small ones and the ``forced`` ones. If any is hidden, at least two are, and they
    have at least five learners together; the smallest others are hidden for that. If there are not
    enough others, everything is hidden.
    """
    hidden = {at for at, count in enumerate(counts) if small(count)} | forced
    if not hidden:
        return frozenset()
    # Nobody hides nobody, so the counts that are 0 stay.
    others = sorted((count, at) for at, count in enumerate(counts) if count and at not in hidden)
    for _, at in others:
        if _protects(counts, hidden):
            break
        hidden.add(at)
    if not _protects(counts, hidden):
        hidden = set(range(len(counts)))
    return frozenset(hidden)


def _protects(counts: Sequence[int], hidden: Set[int]) -> bool:
    return len(hidden) >= 2 and sum(counts[at] for at in hidden) >= FEWEST


def step_for(learners: int) -> float | None:
    """Return how wide the range of a mean of this many learners must be to hide four of them.

    Four, the largest small group, can then earn all or nothing within the highest range and within
    the lowest. None if the learners are so few that a range would say nothing.
    """
    return next((step for step in STEPS if step * learners >= FEWEST - 1), None)


def rounded(value: float, step: float) -> float:
    """Return a value rounded to a step."""
    return round(round(value / step) * step, 4)


def range_of(value: float, step: float) -> tuple[float, float]:
    """Return the range of this width in which a value from 0 to 1 is; 1 is in the highest."""
    # A mean that is calculated a little too low is still in its own range.
    number = min(floor(value / step + 1e-9), round(1 / step) - 1)
    return round(number * step, 4), round((number + 1) * step, 4)


def rounded_out(low: float, high: float, step: float) -> tuple[float, float]:
    """Return an interval rounded to a step so that nothing of it is left out."""
    below, above = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    return round(below, 4), round(above, 4)
