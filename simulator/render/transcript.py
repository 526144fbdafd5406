"""Turn events into transcript lines, the same for every front end and format.

With feedback ``now`` a line also says what an act earned and why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.engine.events import Acted, Event, Passed, PhaseBegan, Spoken
from simulator.engine.session import Session
from simulator.messages import say
from simulator.render.names import phase_name, rule_names
from simulator.render.numbers import number
from simulator.review.debrief import Debrief
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import LEADER
from simulator.scoring.evidence import credit_of

NOTE = "note"
"""The form of a line that is feedback and was not said in the room."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the transcript.

    ``form`` is phase, say, leader, silence, aside or note; ``who`` is a name or empty; ``breaks``
    are the names of the ground rules that the words broke.
    """

    form: str
    who: str
    text: str
    breaks: tuple[str, ...] = ()


def lines_of(session: Session, events: Iterable[Event]) -> Iterator[Line]:
    """Yield a line for each of ``events`` that was heard or seen, in order."""
    catalogue = session.setup.program.scenario.catalogue
    for event in events:
        if isinstance(event, Spoken | PhaseBegan):
            yield _line(event, session.setup.names, catalogue)


def transcript(debrief: Debrief) -> tuple[Line, ...]:
    """Return the lines of a whole play."""
    return tuple(_line(event, debrief.names, debrief.catalogue) for event in debrief.transcript)


def _line(event: Spoken | PhaseBegan, names: Mapping[str, str], catalogue: Catalogue) -> Line:
    if isinstance(event, PhaseBegan):
        return Line("phase", "", phase_name(event.phase))
    who = say("debrief.leader") if event.speaker == LEADER else names.get(event.speaker, "")
    return Line(event.form, who, event.text, rule_names(catalogue, event.breaks))


def reason(session: Session, event: Event) -> str:
    """Return what an act in a moment earned and why; an empty string for all other events."""
    scenario = session.setup.program.scenario
    match event:
        case Passed(moment=name):
            passing = scenario.moment(name).passing
            why, credit, timing = passing.why, passing.credit, ""
        case Acted(moment=name, option=chosen, after=after, timing=timing):
            moment = scenario.moment(name)
            option = moment.option(chosen)
            why, credit = option.why, credit_of(scenario, moment, option, after)
        case _:
            return ""
    earned = say(f"debrief.feedback_{timing or 'timely'}", credit=number(float(credit)))
    return f"{earned} {session.setup.fill(why)}".rstrip()
