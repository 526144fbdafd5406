"""Turn events into transcript lines, the same for every front end and format.

With feedback ``now`` a line also says what an act earned and why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.engine.events import Asked, Event, LetGo, PhaseBegan, Spoken
from simulator.engine.prompt import Offer
from simulator.engine.session import Session
from simulator.messages import say
from simulator.render.names import phase_name, rule_names
from simulator.render.numbers import number
from simulator.review.debrief import Debrief, Reflection
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.model import LEADER
from simulator.scoring.feedback import feedback

NOTE = "note"
"""The form of a line that is feedback and was not said in the room."""

COACH = "coach"
"""The form of a line in which the author speaks to the learner."""

QUOTE = "quote"
"""The form of words of which everybody knows who has said them."""

QUESTION, ANSWER = "reflect", "answer"
"""The forms of a question to oneself, and of what the learner wrote about it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the transcript.

    ``form`` is phase, say, leader, silence, aside, coach, note, reflect or answer; ``who`` is a
    name, for the last two a label, or empty; ``breaks`` are the names of the ground rules that the
    words broke. ``seconds`` is the length of a silence, which its text says too, or 0 if the author
    gives none.
    """

    form: str
    who: str
    text: str
    breaks: tuple[str, ...] = ()
    seconds: int = 0


def lines_of(session: Session, events: Iterable[Event]) -> Iterator[Line]:
    """Yield a line for each of ``events`` that was heard or seen, in order.

    Questions to oneself are among them, answers are not.
    """
    catalogue = session.setup.program.scenario.catalogue
    for event in events:
        if isinstance(event, Asked):
            yield question_line(event.text)
        elif isinstance(event, Spoken | PhaseBegan | LetGo):
            yield line_of(event, session.setup.names, catalogue)


def offer_text(offer: Offer) -> str:
    """Return a line as it is listed; a gesture is in parentheses, like a stage direction."""
    return say("meeting.stage_direction", text=offer.words) if offer.gesture else offer.words


def transcript(debrief: Debrief) -> tuple[Line, ...]:
    """Return the lines of a whole play, with the answers to questions to oneself."""
    lines: list[Line] = []
    for event in debrief.transcript:
        if not isinstance(event, Reflection):
            lines.append(line_of(event, debrief.names, debrief.catalogue))
            continue
        lines.append(question_line(event.question))
        if event.answer:
            lines.append(Line(ANSWER, say("debrief.answer"), event.answer))
    return tuple(lines)


def question_line(text: str) -> Line:
    """Return the line of a question to oneself."""
    return Line(QUESTION, say("debrief.to_yourself"), text)


def line_of(
    event: Spoken | PhaseBegan | LetGo, names: Mapping[str, str], catalogue: Catalogue
) -> Line:
    """Return the line of one event; ``names`` are those of the cast by their ids."""
    if isinstance(event, PhaseBegan):
        return Line("phase", "", phase_name(event.phase))
    if isinstance(event, LetGo):
        # It was seen and not heard, so it is a stage direction.
        return Line("aside", "", say("meeting.let_go"))
    # A silence and an aside have no speaker.
    who = say("debrief.leader") if event.speaker == LEADER else names.get(event.speaker, "")
    text = event.text
    if event.seconds:
        text = say("meeting.silence", text=text, count=event.seconds)
    return Line(event.form, who, text, rule_names(catalogue, event.breaks), event.seconds)


def reason(session: Session, event: Event) -> str:
    """Return what an act in a moment earned and why; an empty string for all other events."""
    judged = feedback(session.setup, event)
    if judged is None:
        return ""
    credit = number(float(judged.credit))
    earned = say(f"debrief.feedback_{judged.timing or 'timely'}", credit=credit)
    return f"{earned} {judged.why}".rstrip()
