"""Two ways through one scenario side by side: the first play, and another that branched off one of its moments.

A moment stands here once it is over. Its credit is the moment's own, timing included, as in the debrief of either play. Which
of the two counts for progress is said with them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.analysis.appraise import appraise
from simulator.analysis.explore import WAITED
from simulator.analysis.worth import Exact
from simulator.learner.plays import KeptPlay, look_back
from simulator.play.program import Program
from simulator.play.session import Session
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


def beside_first(kept: KeptPlay, exact: Exact, values: Callable[[Program], Exact]) -> Comparison | None:
    """Compare a branch with the first play of its family, which is opened for it; None where ``kept`` is a first play.

    ``exact`` has the values of ``kept``'s scenario; ``values`` is asked for others where the first play was of another version.
    Raises StoreProblem where the first play cannot be read, and what ``values`` raises.
    """
    play = None if kept.play.branch_of is None else kept.store.play(kept.play.branch_of)
    if play is None:
        return None
    first = look_back(kept.store, play)
    return compare(first, kept, exact, exact if _same_version(first, kept) else values(first.session.setup.program))


def compare(first: KeptPlay, branch: KeptPlay, exact: Exact, of_first: Exact | None = None) -> Comparison:
    """Compare two plays of one family, finished or not; ``of_first`` where the first play was of another version."""
    cards = (appraise(first.session, of_first or exact), appraise(branch.session, exact))
    common = _common(cards[0].judgements, cards[1].judgements, branch.play.branched_at)
    return Comparison(
        first=_way(first, cards[0]),
        branch=_way(branch, cards[1]),
        branched_at=branch.play.branched_at,
        moments=_partings((first.session, cards[0].judgements[common:]), (branch.session, cards[1].judgements[common:])),
        note=ONLY_THE_FIRST if _same_version(first, branch) else f"{ONLY_THE_FIRST} {EDITED}",
    )


def _same_version(first: KeptPlay, branch: KeptPlay) -> bool:
    return first.play.digest == branch.play.digest


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
    situations = {j.moment.id: _situation(session, j.moment) for session, rest in (branch, first) for j in rest}
    done = [{j.moment.id: _done(session, j) for j in rest} for session, rest in (first, branch)]
    return tuple(Parting(moment, name, done[0].get(moment), done[1].get(moment)) for moment, name in situations.items())


def _situation(session: Session, moment: Moment) -> str:
    found = session.setup.program.scenario.catalogue.situations.get(moment.situation or "")
    return found.name if found else ""


def _done(session: Session, judgement: Judgement) -> Done:
    option = judgement.option
    if option is None:
        return Done(WAITED, "", judgement.timing, float(judgement.credit), ())
    rules = session.setup.program.scenario.catalogue.rules
    breaks = tuple(rules[rule].name for rule in option.breaks)
    return Done(option.id, session.setup.fill(option.say), judgement.timing, float(judgement.credit), breaks)


def _way(kept: KeptPlay, card: Scorecard) -> Way:
    line = card.yardstick
    return Way(kept.play.id, kept.session.ended, card.percent, float(card.credit), float(line.best), line.chance)
