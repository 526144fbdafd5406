"""Turn events into transcript lines, the same for both front ends.

With feedback ``now`` a line also says what an act earned and why.
"""

from collections.abc import Iterable, Iterator

from simulator.engine.events import Event, PhaseBegan, Spoken
from simulator.engine.session import Session
from simulator.render.sentences import number
from simulator.review.debrief import Line, line
from simulator.scoring.feedback import feedback

NOTE = "note"
"""The form of a line that is feedback and was not said in the room."""


def lines_of(session: Session, events: Iterable[Event]) -> Iterator[Line]:
    """Yield a line for each of ``events`` that was heard or seen, in order."""
    return (line(session, event) for event in events if isinstance(event, Spoken | PhaseBegan))


def reason(session: Session, event: Event) -> str:
    """Return what an act in a moment earned and why; an empty string for all other events."""
    judged = feedback(session.setup, event)
    if judged is None:
        return ""
    timing = f", {judged.timing}" if judged.timing in ("early", "late") else ""
    return f"Credit {number(float(judged.credit))} of 1{timing}. {judged.why}".rstrip()
