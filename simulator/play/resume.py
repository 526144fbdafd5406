"""Going on with a play after its scenario was edited: as far as it still makes sense, and never on the wrong branch.

Records name moments and options. Where the scenario is the same, they are simply played again. Where it has changed, only
the leader's decisions are: the group goes on by itself to the next decision that was made, and stops at the first one that
does not fit, or at a moment that was not there before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.play.events import Spoken
from simulator.play.program import Finish
from simulator.play.session import Record, Session, act_of
from simulator.play.step import WAIT, NotOnOffer

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
    decisions = [record for record in records if record.moment or record.act == "remark"]
    for record in decisions:
        problem = _reach(session, record) if record.moment else ""
        problem = problem or _repeat(session, record, changes)
        if problem:
            return Resumed((*changes, problem), whole=False)
    _drift_on(session, records)
    return Resumed(tuple(changes))


def _reach(session: Session, wanted: Record) -> str:
    """Let the group go on to the decision that ``wanted`` was; return why it is not met, or nothing."""
    while True:
        now = session.pause
        if now.ended or _about_to_end(session):
            return f"The moment '{wanted.moment}', where you made a decision, no longer comes."
        if now.asks and now.moment is not None:
            if (now.moment.id, now.after) == (wanted.moment, wanted.after):
                return ""
            return f"The moment '{now.moment.id}' is new here or comes earlier than before; from here on you decide."
        if len(session.events) > MOST_EVENTS:
            return f"The moment '{wanted.moment}', where you made a decision, is not reached any more."
        session.act(WAIT)


def _repeat(session: Session, record: Record, changes: list[str]) -> str:
    try:
        events = session.act(act_of(record))
    except NotOnOffer:
        return f"What you said in '{record.moment}' ({record.option}) is no longer on offer; decide there anew."
    said = next((event.text for event in events if isinstance(event, Spoken)), "")
    if record.act == "take" and said != record.say:
        changes.append(f"Your line in '{record.moment}' now reads: {said}")
    return ""


def _drift_on(session: Session, records: Sequence[Record]) -> None:
    """Go on as many turns as were heard after the last decision, but into no decision and not to the end."""
    heard = 0
    for record in reversed(records):
        if record.act != "wait" or record.moment:
            break
        heard += 1
    for _ in range(heard):
        if session.pause.asks or session.ended or _about_to_end(session):
            return
        session.act(WAIT)


def _about_to_end(session: Session) -> bool:
    return isinstance(session.setup.program.code[session.state.at], Finish)
