"""How well a moment was met, as a rating from 1 to 4: the one table that schedules go by.

A rating compares what an act earned in its moment with the best act that was available there. What
it changes in later moments does not count: a drill has no later moments.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.scenario.model import Moment, Option

COSTLY, BETWEEN, BEST, BEST_TWICE = 1, 2, 3, 4
"""The ratings; py-fsrs calls them Again, Hard, Good and Easy."""

TABLE: tuple[tuple[Fraction, int], ...] = (
    (Fraction(0), BEST),  # nothing was lost: one of the best acts
    (Fraction(1, 2), BETWEEN),  # less than half a credit was lost
)
"""The rating by the credit that was lost: up to 0, and below a half. Anything more is costly."""


def rating_of(loss: Fraction) -> int:
    """Return the rating for a loss of credit in a moment, where 1 is all of an ordinary moment."""
    nothing, best = TABLE[0]
    half, between = TABLE[1]
    if loss <= nothing:
        return best
    return between if loss < half else COSTLY


def raised(rating: int, case: str, before: tuple[int, str] | None) -> int:
    """Return the rating of a drill, raised if this is the second success in a row.

    ``case`` is the scenario it was drilled on, and ``before`` the rating and the scenario of the
    last review of the same card. Only success on another case shows more than a good memory.
    """
    if rating < BEST or before is None:
        return rating
    last, last_case = before
    return BEST_TWICE if last >= BEST and last_case != case else rating


def loss(moment: "Moment", credit: Fraction, available: "Iterable[Option]", after: int) -> Fraction:
    """Return the credit lost in a moment by an act that earned ``credit``.

    ``available`` are the lines that could be said after turn ``after``.
    """
    best = max(
        (moment.credit(option, after) for option in available), default=moment.passing.credit
    )
    return max(best, moment.passing.credit) - credit
