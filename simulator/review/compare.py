"""Two ways through one scenario side by side: the first play, and another that branched off one of its moments.

A moment stands here once it is over. Its credit is the moment's own, timing included, as in the debrief of either play. Which
of the two counts for progress is said with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.analysis.exact import Exact
from simulator.analysis.explore import WAITED
from simulator.analysis.score_play import appraise
from simulator.engine.session import Session
from simulator.scenario.model import Moment
from simulator.scoring.evidence import Judgement
from simulator.scoring.scorecard import Scorecard

ONLY_THE_FIRST = "Only the first play counts for progress; this is another way."
EDITED = "The scenario was edited between the two, so their percents are not of the same best."


@dataclass(frozen=True, slots=True)
class Way:
    """One of the two plays in numbers: ``percent`` and ``chance`` are of ``best``; ``finished`` if it came to its end."""

    play: int
    finished: bool
    percent: float
    credit: float
    best: float
    chance: float


@dataclass(frozen=True, slots=True)
class Done:
    """What was done in a moment: ``act`` is an option or wait, ``words`` what was said (empty after waiting).

    ``credit`` (0 to 1) has the timing in it; ``breaks`` are the names of the ground rules that the words broke.
    """

    act: str
    words: str
    timing: str
    credit: float
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """One moment on the two ways; None where a way did not come to it, or was broken off before it was over."""

    id: str
    situation: str
    first: Done | None
    branch: Done | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first play and a branch of its family, from the moment on in which they part.

    That is the first of ``moments``: ``branched_at``, or an earlier one where the branch was made of another branch.
    ``moments`` are those of the branch in their order, then those to which only the first play came.
    """

    first: Way
    branch: Way
    branched_at: str
    moments: tuple[Parting, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plays to be compared: its number in the store, and the play itself."""

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

    ``exact`` has the values of the branch's scenario, ``of_first`` those of the first play's, if
    that was of another version.
    """
    cards = (appraise(first.session, of_first or exact), appraise(branch.session, exact))
    common = _common(cards[0].judgements, cards[1].judgements, branched_at)
    rest_of_first = (first.session, cards[0].judgements[common:])
    rest_of_branch = (branch.session, cards[1].judgements[common:])
    same_version = first.digest == branch.digest
    return Comparison(
        first=_way(first, cards[0]),
        branch=_way(branch, cards[1]),
        branched_at=branched_at,
        moments=_partings(rest_of_first, rest_of_branch),
        note=ONLY_THE_FIRST if same_version else f"{ONLY_THE_FIRST} {EDITED}",
    )


def _common(first: Sequence[Judgement], branch: Sequence[Judgement], branched_at: str) -> int:
    """How many moments the two ways have in common before they part."""
    count = 0
    for one, other in zip(first, branch, strict=False):
        if one.moment.id == branched_at or _act(one) != _act(other):
            break
        count += 1
    return count


def _act(judgement: Judgement) -> tuple[str, str, int]:
    return judgement.moment.id, judgement.option.id if judgement.option else WAITED, judgement.after


_Rest = tuple[Session, Sequence[Judgement]]
"""A play, and what was judged in it after the two ways parted."""


def _partings(first: _Rest, branch: _Rest) -> tuple[Parting, ...]:
    situations = {
        j.moment.id: _situation(session, j.moment)
        for session, rest in (branch, first)
        for j in rest
    }
    done = [{j.moment.id: _done(session, j) for j in rest} for session, rest in (first, branch)]
    return tuple(
        Parting(moment, name, done[0].get(moment), done[1].get(moment))
        for moment, name in situations.items()
    )


def _situation(session: Session, moment: Moment) -> str:
    found = session.setup.program.scenario.catalogue.situations.get(moment.situation or "")
    return found.name if found else ""


def _done(session: Session, judgement: Judgement) -> Done:
    option = judgement.option
    if option is None:
        return Done(WAITED, "", judgement.timing, float(judgement.credit), ())
    rules = session.setup.program.scenario.catalogue.rules
    breaks = tuple(rules[rule].name for rule in option.breaks)
    return Done(
        option.id, session.setup.fill(option.say), judgement.timing, float(judgement.credit), breaks
    )


def _way(side: Side, card: Scorecard) -> Way:
    line = card.yardstick
    return Way(
        side.play,
        side.session.ended,
        card.percent,
        float(card.credit),
        float(line.best),
        line.chance,
    )
