"""The output of plain mode, as lines of text.

It uses no colour, no cursor movement and nothing else that disturbs a screen reader.
"""

from collections.abc import Iterable, Iterator

from simulator.engine.prompt import Offer
from simulator.engine.reflections import Question, heard_before, shown_now
from simulator.engine.seats import Seats
from simulator.engine.session import Session
from simulator.messages import say
from simulator.messages.climate import climate_words
from simulator.messages.lists import enumerated
from simulator.practice.branches import Behind, fork
from simulator.practice.programmes import Part
from simulator.practice.saved_play import SavedPlay
from simulator.render.briefing import Briefing
from simulator.render.circle_words import circle_in_words
from simulator.render.names import phase_name
from simulator.render.script import script_line
from simulator.render.transcript import NOTE, Line, lines_of, offer_text, question_line
from simulator.render.widths import WIDTH, wrap
from simulator.scenario.model import Mode


def transcript_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines of a transcript, written like a play script."""
    for said in lines:
        yield from _said(said)


def _said(said: Line) -> Iterator[str]:
    line = script_line(said)
    if said.form == "phase":
        yield ""
        yield line
    elif said.form == NOTE:
        yield from wrap(line, WIDTH)
    elif said.form in ("silence", "aside"):
        # One column: further rows are aligned with the text behind the opening bracket.
        yield from wrap(line, WIDTH, subsequent_indent=" ")
    else:
        yield from wrap(line, WIDTH, subsequent_indent="  ")


def part_lines(part: Part) -> Iterator[str]:
    """Yield the name of the next part of a programme; before the first, also what it is about."""
    yield ""
    yield part.as_text
    if part.number == 0:
        yield from _paragraph(part.programme.about)
    yield ""


def briefing_lines(shown: Briefing, mode: Mode) -> Iterator[str]:
    """Yield the briefing: who is in the circle, the format, the objectives, mode and seed."""
    yield shown.title
    yield "=" * len(shown.title)
    yield from _paragraph(shown.teaser)
    if shown.content_note:
        yield from _paragraph(f"{say('briefing.content_note')}: {shown.content_note}")
    yield ""
    yield f"{say('briefing.in_the_circle')}:"
    yield f"  {say('briefing.you')}"
    for person in shown.people:
        line = f"{person.name_and_role}: {person.about}" if person.about else person.name_and_role
        yield from wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield f"{say('briefing.frame')}: {shown.frame}."
    phases = ", ".join(f"{phase.name.lower()} {phase.minutes}" for phase in shown.phases)
    yield from _indented(say("briefing.plain_minutes", phases=phases))
    if shown.objectives:
        yield f"{say('briefing.to_practise')}:"
        for objective in shown.objectives:
            yield from _indented(objective)
    yield ""
    how = say("briefing.guided") if mode == "guided" else say("briefing.live")
    yield from _paragraph(f"{how} {shown.length}")
    yield say("briefing.plain_keys")


def _indented(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def resumed_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield notes on what changed in a scenario that was edited since the play was saved."""
    if saved.resumed.changes:
        yield ""
    for change in saved.resumed.changes:
        # Ids of moments have hyphens, and can be searched for only if they stay whole.
        yield from wrap(f"[{change}]", WIDTH, break_on_hyphens=False)


def preview_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield lines that say where a preview begins and which choices lead there."""
    for note in saved.resumed.changes:
        yield from wrap(note, WIDTH, break_on_hyphens=False)
    yield say("briefing.plain_preview_keys")


def status_lines(session: Session) -> Iterator[str]:
    """Yield the state of the meeting: phase, clock, people, seats and climate."""
    view = session.view()
    phase = phase_name(view.phase) if view.phase else say("meeting.before")
    yield say("plain.status", phase=phase, minute=view.minute, length=view.length)
    names = (session.setup.names[person] for person in session.setup.program.scenario.cast)
    people = say("plain.people", names=enumerated(list(names)))
    yield from wrap(people, WIDTH, subsequent_indent="  ")
    seats = Seats(session.setup)
    # From the beginning: no circle is drawn in plain mode that would know the seats.
    seats.hear(session.events)
    yield from wrap(circle_in_words(seats.seats()), WIDTH, subsequent_indent="  ")
    climate = say("plain.climate", phrases="; ".join(climate_words(view.climate)))
    yield from wrap(climate, WIDTH, subsequent_indent="  ")


def offer_lines(offers: Iterable[Offer]) -> Iterator[str]:
    """Yield the lines the leader can say now, numbered by their ids."""
    for offer in offers:
        yield from wrap(f"{offer.id}  {offer_text(offer)}", WIDTH, subsequent_indent="   ")


def moment_lines(moments: Iterable[Behind]) -> Iterator[str]:
    """Yield the moments met so far, numbered.

    Each shows the line that was heard before the leader acted, and what the leader did.
    """
    for i, moment in enumerate(moments, 1):
        yield from wrap(f"{i}  {moment.heard}", WIDTH, subsequent_indent="   ")
        yield from wrap(f"   {moment.did}", WIDTH, subsequent_indent="   ")


def branch_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield where a new attempt branches off, and the last lines heard before it."""
    left = fork(saved)
    yield ""
    this_session = say("plain.this_session", number=saved.play.number)
    yield from wrap(f"{left.sentence} {this_session}" if left else this_session, WIDTH)
    yield ""
    # Not all of it: a screen reader would read the whole session again.
    heard = shown_now(saved.session, saved.session.events)
    yield from transcript_lines(lines_of(saved.session, heard[-HEARD_AGAIN:]))


HEARD_AGAIN = 4
"""The number of events that are printed again when a new attempt begins."""


def before_debrief_lines(count: int) -> Iterator[str]:
    """Yield the announcement of the questions to oneself that live play asks at its end."""
    yield from _paragraph(say("meeting.questions_first", count=count))


def question_lines(saved: SavedPlay, question: Question) -> Iterator[str]:
    """Yield a question to oneself that live play asks at its end, after what was heard before."""
    yield ""
    yield from transcript_lines(lines_of(saved.session, heard_before(saved.session, question)))
    yield from transcript_lines([question_line(question.text)])


def _paragraph(text: str) -> list[str]:
    return wrap(text, WIDTH)
