"""The pattern of a session: what the leader did in several moments, with the counts.

A pattern is counted in the moments of one play and claims nothing beyond them. It needs at least
``FEWEST`` moments, so that nothing is called a pattern that happened once or twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from simulator.review.moments import MomentReview

FEWEST = 3
"""The number of moments that a pattern needs."""

_ROUNDING = 1e-9
"""A cost is greater than another one only by more than this, as floats are rounded."""

PatternKind = Literal[
    "spoke_in_leaves",
    "silent_in_cues",
    "same_rule",
    "same_kind",
    "early",
    "late",
    "kept_leaves",
    "met_cues",
]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the leader did in ``moments`` (their ids), of ``out_of`` in which it was possible.

    - ``spoke_in_leaves``: spoke in more than half of the moments that were best left alone;
    - ``silent_in_cues``: said nothing in more than half of the moments that needed the leader,
      including those in which somebody else did the leader's work;
    - ``same_rule``: broke the same ground rule, ``about``;
    - ``same_kind``: said lines of the same kind, ``about``, each at a cost, and the moments with
      that kind together cost more than those of any other, and than those without a line;
    - ``early``, ``late``: spoke too early or too late in more than half of the moments that needed
      the leader and in which the leader spoke;
    - ``kept_leaves``, ``met_cues``: left all moments alone that were best left alone, or spoke in
      all that needed the leader.

    ``cost`` is what these moments cost together, in credit.
    """

    kind: PatternKind
    moments: tuple[str, ...]
    out_of: int
    cost: float
    about: str = ""

    @property
    def count(self) -> int:
        """The number of moments."""
        return len(self.moments)


def pattern(moments: Sequence[MomentReview]) -> Pattern | None:
    """Return the pattern that cost most; if none cost anything, one that went well; or None."""
    costly = [found for found in _costly(moments) if found.cost > 0]
    if costly:
        # The first of equals: ``max`` keeps the order of ``_costly``.
        return max(costly, key=lambda found: found.cost)
    return next(_kept(moments), None)


def _costly(moments: Sequence[MomentReview]) -> Iterator[Pattern]:
    leaves = [moment for moment in moments if moment.kind == "leave"]
    cues = [moment for moment in moments if moment.kind == "cue"]
    hits = [moment for moment in moments if moment.noticing == "hit"]
    yield from _most("spoke_in_leaves", leaves, lambda moment: moment.noticing == "false_alarm")
    yield from _most("silent_in_cues", cues, lambda moment: moment.noticing != "hit")
    yield from _same_rule(moments)
    yield from _same_kind(moments)
    yield from _most("early", hits, lambda moment: moment.timing == "early")
    yield from _most("late", hits, lambda moment: moment.timing == "late")


def _kept(moments: Sequence[MomentReview]) -> Iterator[Pattern]:
    leaves = [moment for moment in moments if moment.kind == "leave"]
    cues = [moment for moment in moments if moment.kind == "cue"]
    if len(leaves) >= FEWEST and all(m.noticing == "correct_rejection" for m in leaves):
        yield _pattern("kept_leaves", leaves, len(leaves))
    if len(cues) >= FEWEST and all(moment.noticing == "hit" for moment in cues):
        yield _pattern("met_cues", cues, len(cues))


def _most(
    kind: PatternKind, moments: Sequence[MomentReview], done: Callable[[MomentReview], bool]
) -> Iterator[Pattern]:
    found = [moment for moment in moments if done(moment)]
    if len(found) >= FEWEST and 2 * len(found) > len(moments):
        yield _pattern(kind, found, len(moments))


def _same_rule(moments: Sequence[MomentReview]) -> Iterator[Pattern]:
    # Not a set: the order decides between patterns that cost the same.
    rules = dict.fromkeys(rule for moment in moments for rule in moment.did.breaks)
    for rule in rules:
        found = [moment for moment in moments if rule in moment.did.breaks]
        if len(found) >= FEWEST:
            yield _pattern("same_rule", found, len(moments), rule)


def _same_kind(moments: Sequence[MomentReview]) -> Iterator[Pattern]:
    # None is the kind of saying nothing, which is compared, too.
    kinds = dict.fromkeys(moment.did.kind for moment in moments)
    by_kind = {kind: [moment for moment in moments if moment.did.kind == kind] for kind in kinds}
    costs = {kind: _cost(found) for kind, found in by_kind.items()}
    for kind, found in by_kind.items():
        others = [cost for other, cost in costs.items() if other != kind]
        # A line of this kind that was the best one is no part of what went wrong.
        lost = [moment for moment in found if moment.cost > _ROUNDING]
        if (
            kind is not None
            and len(lost) >= FEWEST
            and costs[kind] > max(others, default=0) + _ROUNDING
        ):
            yield _pattern("same_kind", lost, len(moments), kind)


def _pattern(
    kind: PatternKind, found: Sequence[MomentReview], out_of: int, about: str = ""
) -> Pattern:
    return Pattern(kind, tuple(moment.id for moment in found), out_of, _cost(found), about)


def _cost(moments: Sequence[MomentReview]) -> float:
    return fsum(moment.cost for moment in moments)
