"""Events told as lines, the same in both front ends: who said what; and, for feedback now, what an act earned and why."""

from collections.abc import Iterable, Iterator

from simulator.engine.events import Acted, Event, Passed, PhaseBegan, Spoken
from simulator.engine.session import Session
from simulator.render.sentences import number
from simulator.review.debrief import Line, line
from simulator.scoring.evidence import credit_of

NOTE = "note"
"""The form of a line that is feedback and was not said in the room."""


def told(session: Session, events: Iterable[Event]) -> Iterator[Line]:
    """Tell ``events`` in order, as far as they were heard or seen."""
    return (line(session, event) for event in events if isinstance(event, Spoken | PhaseBegan))


def reason(session: Session, event: Event) -> str:
    """What an act in a moment earned and why; nothing for all other events."""
    if not isinstance(event, Acted | Passed):
        return ""
    scenario, moment = (
        session.setup.program.scenario,
        session.setup.program.scenario.moment(event.moment),
    )
    if isinstance(event, Passed):
        why, credit, timing = moment.passing.why, moment.passing.credit, ""
    else:
        option = moment.option(event.option)
        why, credit = option.why, credit_of(scenario, moment, option, event.after)
        timing = f", {event.timing}" if event.timing in ("early", "late") else ""
    return f"Credit {number(float(credit))} of 1{timing}. {session.setup.fill(why)}".rstrip()
