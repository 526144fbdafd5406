"""Going on with a play after its scenario was edited: as far as it still makes sense, and never on the wrong branch.

Records name moments and options. The leader's decisions are done again one by one; between them the group goes on by itself,
as many turns as were heard, more where turns were added and fewer where a decision comes sooner. It stops at the first
decision that does not fit, at a moment that was not there before, and before the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.play.events import Ended, Spoken
from simulator.play.session import Record, Session, act_of
from simulator.play.step import WAIT, NotOnOffer, Pause, step

MOST_EVENTS = 20_000
"""Events after which a changed script is taken to lead in a circle."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """How far a play could be followed: ``changes`` are sentences about what is different, ``whole`` that nothing was lost."""

    changes: tuple[str, ...] = ()
    whole: bool = True


def resume_changed(session: Session, records: Sequence[Record]) -> Resumed:
    """Follow ``records`` of an earlier version in ``session``, which stands before the first line of the new one.

    What is followed goes through the session's journal, so that it is kept as a play of the new version.
    """
    changes: list[str] = []
    went_on = True
    for place, record in enumerate(records):
        if record.act == "wait" and not record.moment:
            went_on = _drift(session)
            continue
        went_on = True
        problem = _reach(session, record) or _too_short(session, record, records[place + 1 :])
        problem = problem or _repeat(session, record, changes)
        if problem:
            return Resumed((*changes, problem), whole=False)
    if session.pause.asks and not went_on:
        changes.append(_unlike(session.pause, records[-1]))
    return Resumed(tuple(changes))


def _reach(session: Session, wanted: Record) -> str:
    """Let the group go on to the decision that ``wanted`` was; return why it is not met, or nothing."""
    while True:
        now = session.pause
        if now.asks and now.moment is not None:
            return "" if (now.moment.id, now.after) == (wanted.moment, wanted.after) else _unlike(now, wanted)
        if not wanted.moment:
            return "" if now.remarks else "What you said between the moments comes after the end now."
        if len(session.events) > MOST_EVENTS:
            return f"The moment '{wanted.moment}', where you made a decision, is not reached any more."
        if _about_to_end(session):
            return f"The moment '{wanted.moment}', where you made a decision, no longer comes."
        session.act(WAIT)


def _unlike(now: Pause, wanted: Record) -> str:
    """Say how a decision is another one than that which was made."""
    moment = now.moment.id if now.moment is not None else ""
    if moment == wanted.moment:
        return f"In the moment '{moment}' the decision comes at another turn than before; from here on you decide."
    return f"The moment '{moment}' is new here, is longer or comes earlier than before; from here on you decide."


def _too_short(session: Session, record: Record, later: Sequence[Record]) -> str:
    """Say so where this wait would let a moment pass in which more was decided, because the moment has fewer turns now."""
    now = session.pause
    goes_by = record.act == "wait" and now.moment is not None and now.after == len(now.moment.turns)
    if goes_by and any(record.moment == other.moment for other in later):
        return f"The moment '{record.moment}' is shorter now than when you decided; decide there anew."
    return ""


def _repeat(session: Session, record: Record, changes: list[str]) -> str:
    try:
        events = session.act(act_of(record))
    except NotOnOffer:
        where = f"in '{record.moment}'" if record.moment else "between the moments"
        return f"What you said {where} ({record.option}) is no longer on offer; decide there anew."
    said = next((event.text for event in events if isinstance(event, Spoken)), "")
    if record.act == "take" and said != record.say:
        changes.append(f"Your line in '{record.moment}' now reads: {said}")
    return ""


def _drift(session: Session) -> bool:
    """Let the group go on one turn, but into no decision and not to the end; return whether it did."""
    if session.pause.asks or _about_to_end(session):
        return False
    session.act(WAIT)
    return True


def _about_to_end(session: Session) -> bool:
    return session.ended or any(isinstance(event, Ended) for event in step(session.setup, session.state, WAIT)[1])
