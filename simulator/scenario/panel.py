"""A panel: several leaders who marked the moments of a scenario, as counts without names.

Each member says for each moment whether to speak or to wait, and marks each line, and saying
nothing, from -2 to 2 or with *never*. A panel is evidence beside the author's key and changes no
credit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Rating = Literal["never", "-2", "-1", "0", "1", "2"]
RATINGS: tuple[Rating, ...] = ("never", "-2", "-1", "0", "1", "2")
"""The marks of a line, from the worst to the best."""

Decision = Literal["speak", "wait"]
DECISIONS: tuple[Decision, ...] = ("speak", "wait")
"""The two answers to the first question of a moment."""

FEWEST_MEMBERS = 3
"""With fewer members nothing is concluded, and a member could be recognised."""

_CREDITS: Mapping[Rating, Fraction] = {
    rating: Fraction(max(at - 1, 0), len(RATINGS) - 2) for at, rating in enumerate(RATINGS)
}


@dataclass(frozen=True, slots=True)
class PanelReason:
    """A member's reason for the decision of a moment (``act`` is empty) or for a mark of an act.

    ``mark`` is a Decision or a Rating, or empty if the member gave only a reason.
    """

    act: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class PanelMoment:
    """What the panel said of one moment.

    ``decisions`` has the members who would speak and wait. ``ratings`` has for each act (an
    option's id, or wait) how many members gave it which mark; counts of zero are left out.
    """

    decisions: Mapping[Decision, int]
    ratings: Mapping[str, Mapping[Rating, int]]
    reasons: tuple[PanelReason, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A whole panel.

    ``version`` and ``lines`` are those of the scenario that was marked (``lines_code``), ``date``
    is an ISO date. ``moments`` are by their ids.
    """

    scenario: str
    version: int
    lines: str
    date: str
    members: int
    moments: Mapping[str, PanelMoment]


def credit_of_rating(rating: Rating) -> Fraction:
    """Return the credit that a mark stands for: 1 for 2, a quarter less a step, 0 for never."""
    return _CREDITS[rating]


def median_credit(counts: Mapping[Rating, int]) -> Fraction | None:
    """Return the median of the members' marks as credit, or None if nobody marked the act.

    With an even number of marks it is the mean of the two in the middle.
    """
    marks = [credit_of_rating(rating) for rating in RATINGS for _ in range(counts.get(rating, 0))]
    if not marks:
        return None
    middle = len(marks) // 2
    return marks[middle] if len(marks) % 2 else (marks[middle - 1] + marks[middle]) / 2
