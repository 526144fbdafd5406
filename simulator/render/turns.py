"""Turns of a session as paragraphs: who speaks, as a label, and the words."""

from collections.abc import Iterable

from simulator.engine.events import Spoken
from simulator.messages import say
from simulator.render.sections import Paragraph
from simulator.render.transcript import ANSWER, Line, line_of
from simulator.review.debrief import Debrief


def turns(debrief: Debrief, spoken: Iterable[Spoken]) -> tuple[Paragraph, ...]:
    """Return turns of a session as paragraphs."""
    names, catalogue = debrief.names, debrief.catalogue
    return tuple(line_paragraph(line_of(turn, names, catalogue)) for turn in spoken)


def line_paragraph(line: Line) -> Paragraph:
    """Return a line of the transcript as a paragraph."""
    if line.form == "phase":
        return Paragraph(line.text, "phase")
    if line.form in ("silence", "aside", "coach"):
        return Paragraph(line.text, "stage", voice="scenario")
    if line.form == ANSWER:
        return answer(line.text)
    broken = say("debrief.breaks", rules=", ".join(line.breaks)) if line.breaks else ""
    who = say("debrief.speaker", name=line.who)
    return Paragraph(line.text, "speech", label=who, aside=broken, voice="scenario")


def answer(text: str) -> Paragraph:
    """Return the learner's answer to a question to oneself."""
    # Like own words, an answer is most likely in the scenario's language.
    label = say("debrief.speaker", name=say("debrief.answer"))
    return Paragraph(text, "own", label=label, voice="scenario")
