"""Review one moment: what the leader did, what it cost, and what would have been better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.analysis.explore import WAITED
from simulator.analysis.score_play import Choice
from simulator.engine.events import Spoken
from simulator.engine.session import Session
from simulator.engine.step import spoken_turn
from simulator.review.around import Around, around
from simulator.scenario.model import Moment, Option
from simulator.scenario.moment_names import moment_aim, moment_title
from simulator.scoring.evidence import Judgement
from simulator.scoring.scorecard import Scorecard

GOOD = 0.5
"""The credit from which speaking in the right place is shown as having gone well."""

MOST_TO_COME = 2
"""The maximum number of turns that are shown of those an early act left unsaid: the last ones."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One act that was possible in a moment: its words, credit (0 to 1) and the author's reason.

    ``kind`` is the id of an intervention kind and ``breaks`` has ids of ground rules. If the act is
    to wait, ``kind`` and ``words`` are None.
    """

    act: str
    kind: str | None
    words: str | None
    credit: float
    why: str
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MomentReview:
    """The review of one moment.

    ``title`` and ``aim`` are the author's, or else those of the situation; both may be empty.
    ``rules`` are ids of the catalogue; ``kind`` is cue or leave; ``noticing`` is a term of signal
    detection (``Judgement.noticing``); ``timing`` is early, timely, late or empty.

    ``cost`` is the credit lost in the moment. ``better`` are the acts that would have cost nothing,
    and is empty if nothing was lost; one of them may be a line that comes after a later turn.
    ``others`` are all remaining acts that were available. ``own``
    is what the leader would have said in their own words (often empty).

    ``mends`` is the title of the moment whose loss this one can make good, empty if there is none.
    ``weighed`` is the credit that counts: with the weight, and no more than was lost there.

    ``situation`` is the id of the hard moment in the catalogue, empty if the author names none, and
    ``phase`` that of the phase. ``before`` and ``after`` are the turns around the decision
    (``Around``); in live play, around the decision that cost most, or the last if none cost
    anything. ``to_come`` are the turns that an early act left unsaid, two at most, the last of them
    the first after which it would not have been early.
    """

    id: str
    kind: str
    about: str
    title: str
    aim: str
    rules: tuple[str, ...]
    noticing: str
    did: Alternative
    own: str
    timing: str
    credit: float
    weight: float
    weighed: float
    mends: str
    cost: float
    better: tuple[Alternative, ...]
    others: tuple[Alternative, ...]
    situation: str
    phase: str
    before: tuple[Spoken, ...]
    after: tuple[Spoken, ...]
    to_come: tuple[Spoken, ...]


def review(
    session: Session, judgement: Judgement, card: Scorecard, choices: tuple[Choice, ...], own: str
) -> MomentReview:
    """Review one judged moment; ``choices`` are those of the whole play."""
    moment = judgement.moment
    decisions = [choice for choice in choices if choice.moment == moment.id]
    dearest = _dearest(decisions)
    acts = _acts(session, judgement, decisions, dearest)
    heard = around(session.events, moment.id, dearest.after)
    to_come = _to_come(session, judgement)
    return MomentReview(
        id=moment.id,
        kind=moment.kind,
        about=session.setup.fill(moment.about),
        title=_title(session, moment),
        aim=_aim(session, moment),
        rules=moment.rules,
        noticing=judgement.noticing,
        did=acts.did,
        own=own,
        timing=judgement.timing,
        credit=float(judgement.credit),
        weight=float(moment.weight),
        weighed=float(judgement.weighed),
        mends=_mended(session, moment),
        cost=float(card.costs[moment.id]),
        better=acts.better,
        others=acts.others,
        situation=moment.situation or "",
        phase=heard.phase,
        before=_before(heard, to_come),
        after=heard.after,
        to_come=to_come,
    )


def _before(heard: Around, to_come: Sequence[Spoken]) -> tuple[Spoken, ...]:
    # One less, so that a debrief of a leader who is always early does not grow.
    return heard.before[1:] if to_come and len(heard.before) > 1 else heard.before


def _dearest(decisions: list[Choice]) -> Choice:
    """Return the decision to advise on; in live play a moment has one for each turn."""
    # The one that lost most. If none lost anything, the reasons are about the whole moment, which
    # was heard before the last.
    return max(decisions, key=lambda choice: (choice.cost, choice.after))


def _to_come(session: Session, judgement: Judgement) -> tuple[Spoken, ...]:
    moment = judgement.moment
    if judgement.option is None or moment.leave:
        return ()
    # Also where being early cost nothing, which the judgement calls timely.
    missed = moment.turns[judgement.after : moment.timely_from][-MOST_TO_COME:]
    return tuple(spoken_turn(session.setup, turn) for turn in missed)


class _Acts(NamedTuple):
    """The acts that were available in a moment; see ``MomentReview``."""

    did: Alternative
    better: tuple[Alternative, ...]
    others: tuple[Alternative, ...]


def _acts(
    session: Session, judgement: Judgement, decisions: list[Choice], dearest: Choice
) -> _Acts:
    available = _available(session, judgement.moment, decisions)
    # An act of an older version of the scenario may be gone from it, but the play was replayed with
    # the saved version, so what was done is always among what was available.
    did = available[judgement.option.id if judgement.option else WAITED]
    better = tuple(available[act] for act in dearest.best) if dearest.cost > 0 else ()
    others = (act for act in available.values() if act != did and act not in better)
    return _Acts(did, better, tuple(others))


def _title(session: Session, moment: Moment) -> str:
    return session.setup.fill(moment_title(moment, session.setup.program.scenario.catalogue))


def _aim(session: Session, moment: Moment) -> str:
    return session.setup.fill(moment_aim(moment, session.setup.program.scenario.catalogue))


def _mended(session: Session, moment: Moment) -> str:
    """Return the title of the moment that this one mends, or its id if it has none."""
    if not moment.mends:
        return ""
    mended = session.setup.program.scenario.moment(moment.mends)
    return _title(session, mended) or mended.id


def _available(
    session: Session, moment: Moment, decisions: list[Choice]
) -> Mapping[str, Alternative]:
    """Return the acts that were available in at least one decision of a moment, waiting first.

    The best acts are among them even if they become available after a later turn than the leader
    waited for.
    """
    offered = {act for choice in decisions for act in (*choice.offered, *choice.best)}
    found = {WAITED: _waiting(session, moment)}
    # In the file's order, not the drawn one: a debrief reads the same for every seed.
    for option in moment.options:
        if option.id in offered:
            found[option.id] = _speaking(session, option)
    return found


def _speaking(session: Session, option: Option) -> Alternative:
    words, why = session.setup.fill(option.say), session.setup.fill(option.why)
    return Alternative(option.id, option.do, words, float(option.credit), why, option.breaks)


def _waiting(session: Session, moment: Moment) -> Alternative:
    passing = moment.passing
    why = session.setup.fill(passing.why)
    return Alternative(WAITED, None, None, float(passing.credit), why, ())
