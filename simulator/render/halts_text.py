"""Render every decision of guided play as paragraphs for an author."""

from collections.abc import Iterable, Iterator

from simulator.authoring.halts import Halt
from simulator.engine.session import Session
from simulator.messages import say
from simulator.render.transcript import Line, lines_of
from simulator.scenario.model import Option

Paragraph = tuple[str, str, str]
"""A text, the indent of its first line, and that of the others."""


def as_text(halts: Iterable[Halt]) -> Iterator[Paragraph]:
    """Yield the paragraphs of every decision; an empty one separates them."""
    first = True
    for halt in halts:
        if not first:
            yield "", "", ""
        first = False
        yield from _halt(halt)
    if first:
        yield say("halts.none"), "", ""


def _halt(halt: Halt) -> Iterator[Paragraph]:
    moment, session = halt.moment, halt.session
    if session is None:
        yield say("halts.unreached", moment=moment.id), "", ""
        return
    kind = say(f"halts.kind_{moment.kind}")
    turns = len(moment.turns)
    yield say("halts.head", moment=moment.id, kind=kind, after=moment.ask, turns=turns), "", ""
    if halt.decisions:
        acts = "; ".join(say("halts.act", moment=before, act=act) for before, act in halt.decisions)
        yield say("halts.path", acts=acts), "", ""
    for line in lines_of(session, halt.heard):
        yield _heard(line), "  ", "    "
    for number, option in enumerate(halt.offered, 1):
        text = _words(session, option)
        yield say("halts.line", number=number, text=text, option=option.id), "  ", "     "
    for option in halt.withheld:
        yield _withheld(session, option, option.after > moment.ask), "  ", "     "


def _heard(line: Line) -> str:
    if line.who:
        return say("halts.heard", who=line.who, text=line.text)
    return say("meeting.stage_direction", text=line.text)


def _withheld(session: Session, option: Option, later: bool) -> str:
    text = _words(session, option)
    if later:
        return say("halts.later", text=text, option=option.id, after=option.after)
    return say("halts.condition", text=text, option=option.id)


def _words(session: Session, option: Option) -> str:
    words = session.setup.fill(option.say)
    return say("meeting.stage_direction", text=words) if option.gesture else words
