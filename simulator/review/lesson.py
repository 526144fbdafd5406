"""What a learner can take from a session: the ids of two moments, a pattern, what to practise."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from simulator.review.moments import GOOD, MomentReview
from simulator.review.pattern import Pattern, pattern


@dataclass(frozen=True, slots=True)
class Lesson:
    """The lesson of a session.

    ``well`` is a moment that went well and ``look`` one worth another look, the costliest.
    ``practise`` is the id of the hard moment to practise next. Each is None or empty if there is
    none: nothing went well, nothing cost anything, no costly moment is of a kind in the catalogue.
    """

    well: MomentReview | None
    look: MomentReview | None
    pattern: Pattern | None
    practise: str


def lesson(moments: Sequence[MomentReview]) -> Lesson:
    """Return the lesson of a session with these moments, in the order of the play."""
    costly = costliest(moments)
    # The costliest moment may be of no kind that the catalogue has.
    situations = (moment.situation for moment in costly if moment.situation)
    return Lesson(_well(moments), next(iter(costly), None), pattern(moments), next(situations, ""))


def costliest(moments: Sequence[MomentReview]) -> tuple[MomentReview, ...]:
    """Return the moments that lost credit, the most costly first."""
    costly = (moment for moment in moments if moment.cost > 0)
    # Sorting by the negative cost is stable: equal costs stay in the order of the play.
    return tuple(sorted(costly, key=lambda moment: -moment.cost))


def _well(moments: Sequence[MomentReview]) -> MomentReview | None:
    """Return the moment with the best line; or else one that was left alone; or one noticed."""
    spoken = [m for m in moments if m.noticing == "hit" and not m.did.breaks]
    good = [moment for moment in spoken if moment.credit >= GOOD]
    if good:
        # Among equals, the one in which a good line was hardest to find.
        return max(good, key=lambda moment: (moment.credit, -_usual(moment)))
    quiet = (moment for moment in moments if moment.noticing == "correct_rejection")
    return next(quiet, None) or next(iter(spoken), None)


def _usual(moment: MomentReview) -> float:
    """Return the average credit of the other acts in a moment."""
    others = [act.credit for act in (*moment.better, *moment.others)]
    return fsum(others) / len(others) if others else 0
