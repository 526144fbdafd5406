"""Events told as lines, the same in both front ends: who said what, and (feedback now) what a moment earned and why."""

from collections.abc import Iterable, Iterator

from simulator.debrief.contents import Line, line
from simulator.debrief.words import number
from simulator.play.events import Acted, Event, Passed, PhaseBegan, Spoken
from simulator.play.session import Session
from simulator.scoring.evidence import credit_of

NOTE = "note"
"""The form of a line that is feedback and was not said in the room."""


def told(session: Session, events: Iterable[Event], feedback: bool) -> Iterator[Line]:
    """Tell ``events`` in order; with ``feedback``, a note follows the leader's words, or a moment that went by."""
    owed: Line | None = None
    for event in events:
        if isinstance(event, Acted | Passed) and feedback:
            owed = Line(NOTE, "", _note(session, event))
        if isinstance(event, Spoken | PhaseBegan):
            yield line(session, event)
        if owed is not None and not isinstance(event, Acted):
            yield owed
            owed = None


def _note(session: Session, event: Acted | Passed) -> str:
    scenario, moment = session.setup.program.scenario, session.setup.program.scenario.moment(event.moment)
    if isinstance(event, Passed):
        why, credit, timing = moment.passing.why, moment.passing.credit, ""
    else:
        option = moment.option(event.option)
        why, credit = option.why, credit_of(scenario, moment, option, event.after)
        timing = f", {event.timing}" if event.timing in ("early", "late") else ""
    return f"Credit {number(float(credit))} of 1{timing}. {session.setup.fill(why)}".rstrip()
