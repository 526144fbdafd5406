"""Compare two plays of one scenario: the first play, and another attempt branched off from it.

A moment is listed once it is over. Its credit is the moment's own, timing included, as in the
debrief of either play. Ground rules are ids of the catalogue.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.analysis.exact import Exact
from simulator.analysis.explore import WAITED
from simulator.analysis.score_play import score_play
from simulator.engine.session import Session
from simulator.scenario.model import Moment
from simulator.scenario.moment_names import moment_title
from simulator.scoring.evidence import Judgement
from simulator.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Attempt:
    """The numbers of one of the two plays.

    ``percent`` and ``chance`` are percentages of ``best``; ``finished`` is true if the play reached
    its end.
    """

    play: int
    finished: bool
    percent: float
    credit: float
    best: float
    chance: float


@dataclass(frozen=True, slots=True)
class Done:
    """What the leader did in a moment.

    ``act`` is an option's id or wait; ``words`` is what was said (empty after waiting). ``credit``
    (0 to 1) includes the timing; ``breaks`` are the ids of the ground rules that the words broke.
    """

    act: str
    words: str
    timing: str
    credit: float
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """One moment in both plays.

    ``title`` is the author's, or else the situation's name; it may be empty. ``first`` or
    ``branch`` is None if that play did not reach the moment, or was broken off before
    the moment was over.
    """

    id: str
    title: str
    first: Done | None
    branch: Done | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first play and a branch of its family, from the moment in which they part.

    The first of ``moments`` is ``branched_at``, or an earlier moment if the branch was made from
    another branch. ``moments`` lists those of the branch in their order, then those that only the
    first play reached. ``edited`` is true if the scenario was edited between the two, so that their
    percentages are of different best scores.
    """

    first: Attempt
    branch: Attempt
    branched_at: str
    moments: tuple[Parting, ...]
    edited: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plays to compare: its number in the store, and its session."""

    play: int
    session: Session

    @property
    def digest(self) -> str:
        """The digest of the version of the scenario that was played."""
        return self.session.setup.program.scenario.digest


def compare(
    first: Side, branch: Side, branched_at: str, exact: Exact, of_first: Exact | None = None
) -> Comparison:
    """Compare two plays of one family, finished or not.

    ``exact`` has the values of the branch's scenario. ``of_first`` has those of the first play's
    scenario, if that was another version.
    """
    # Each play is scored by the version of the scenario in which it was played.
    cards = (score_play(first.session, of_first or exact), score_play(branch.session, exact))
    common = _common(cards[0].judgements, cards[1].judgements, branched_at)
    rest_of_first = (first.session, cards[0].judgements[common:])
    rest_of_branch = (branch.session, cards[1].judgements[common:])
    return Comparison(
        first=_attempt(first, cards[0]),
        branch=_attempt(branch, cards[1]),
        branched_at=branched_at,
        moments=_partings(rest_of_first, rest_of_branch),
        edited=first.digest != branch.digest,
    )


def _common(first: Sequence[Judgement], branch: Sequence[Judgement], branched_at: str) -> int:
    """Return how many moments the two plays have in common before they part."""
    count = 0
    # Not strict: either play may be longer, and a branch may be unfinished.
    for one, other in zip(first, branch, strict=False):
        # Acts can differ before the branching moment if this branch was made from another branch.
        if one.moment.id == branched_at or _act(one) != _act(other):
            break
        count += 1
    return count


def _act(judgement: Judgement) -> tuple[str, str, int]:
    act = judgement.option.id if judgement.option else WAITED
    # With the turn, because the same words at another time can have another effect.
    return judgement.moment.id, act, judgement.after


_Rest = tuple[Session, Sequence[Judgement]]
"""A session, and its judgements from the moment in which the two plays part."""


def _partings(first: _Rest, branch: _Rest) -> tuple[Parting, ...]:
    # The branch comes first: a dict keeps the order in which keys were first set.
    titles: dict[str, str] = {}
    for session, rest in (branch, first):
        for judgement in rest:
            titles.setdefault(judgement.moment.id, _title(session, judgement.moment))
    done_first, done_branch = _done_by_moment(first), _done_by_moment(branch)
    return tuple(
        Parting(moment, title, done_first.get(moment), done_branch.get(moment))
        for moment, title in titles.items()
    )


def _title(session: Session, moment: Moment) -> str:
    catalogue = session.setup.program.scenario.catalogue
    return session.setup.fill(moment_title(moment, catalogue))


def _done_by_moment(rest: _Rest) -> dict[str, Done]:
    session, judgements = rest
    # A moment is judged once, so no entry replaces another.
    return {judgement.moment.id: _done(session, judgement) for judgement in judgements}


def _done(session: Session, judgement: Judgement) -> Done:
    option = judgement.option
    if option is None:
        return Done(WAITED, "", judgement.timing, float(judgement.credit), ())
    words = session.setup.fill(option.say)
    return Done(option.id, words, judgement.timing, float(judgement.credit), option.breaks)


def _attempt(side: Side, card: Scorecard) -> Attempt:
    # Credits are exact fractions up to here; what is shown and exported are floats.
    line = card.yardstick
    return Attempt(
        side.play,
        side.session.ended,
        card.percent,
        float(card.credit),
        float(line.best),
        line.chance,
    )
