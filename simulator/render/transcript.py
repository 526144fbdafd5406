"""Turn events into transcript lines, the same for both front ends.

With feedback ``now`` a line also says what an act earned and why.
"""

from collections.abc import Iterable, Iterator

from simulator.engine.events import Acted, Event, Passed, PhaseBegan, Spoken
from simulator.engine.session import Session
from simulator.render.sentences import number
from simulator.review.debrief import Line, line
from simulator.scoring.evidence import credit_of

NOTE = "note"
"""The form of a line that is feedback and was not said in the room."""


def lines_of(session: Session, events: Iterable[Event]) -> Iterator[Line]:
    """Yield a line for each of ``events`` that was heard or seen, in order."""
    return (line(session, event) for event in events if isinstance(event, Spoken | PhaseBegan))


def reason(session: Session, event: Event) -> str:
    """Return what an act in a moment earned and why; an empty string for all other events."""
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
