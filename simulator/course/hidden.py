"""Hide small groups: no figure of fewer than five learners is shown, nor can one be calculated.

``hide`` decides which counts of a table are hidden, so that the total and the shown ones do not
give them away. It is the suppression of cells, first the small ones and then others that complete
them: A. Hundepool et al., *Statistical Disclosure Control*, Wiley 2012, chapter 4.

A mean gives counts away, too: with twelve learners, a mean of 0.92 says that one of them earned
nothing. ``step_for`` says how coarsely a mean has to be rounded so that it does not.
"""

from collections.abc import Sequence, Set
from math import ceil, floor

FEWEST = 5
"""The size of the smallest group that is shown."""

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)
"""What a mean between 0 and 1 is rounded to."""


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
    """Return what a mean of this many learners is rounded to, if it must hide five of them.

    None if they are so few that a rounded mean says nothing.
    """
    for step in STEPS[:-1]:
        # Five learners who each earn all in place of nothing change the mean by one step at most.
        if step * learners >= FEWEST:
            return step
    return None


def rounded(value: float, step: float) -> float:
    """Return a value rounded to a step."""
    return round(round(value / step) * step, 4)


def rounded_out(low: float, high: float, step: float) -> tuple[float, float]:
    """Return an interval rounded to a step so that nothing of it is left out."""
    below, above = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    return round(below, 4), round(above, 4)
