"""The output of plain mode, as paragraphs of text: one item is one line, however long.

It uses no colour, no cursor movement, no ruler, no indent and no sign that a screen reader would
spell out. ``Console.say`` wraps paragraphs where they are printed to a terminal.
"""

from collections.abc import Iterable, Iterator

from simulator.engine.prompt import Offer
from simulator.engine.reflections import Question, heard_before, shown_now
from simulator.engine.seats import Seats
from simulator.engine.session import Session
from simulator.messages import say
from simulator.messages.climate import QUALITIES, climate_words
from simulator.messages.lists import enumerated
from simulator.practice.branches import Behind, fork
from simulator.practice.play_options import PlayOptions
from simulator.practice.programmes import Part
from simulator.practice.saved_play import SavedPlay
from simulator.render.attempt_text import moment_called
from simulator.render.briefing import Briefing
from simulator.render.circle_words import circle_in_words
from simulator.render.names import phase_name
from simulator.render.transcript import COACH, NOTE, Line, lines_of, question_line
from simulator.scenario.text import clean_line

RESUMED = 3
"""The number of lines that are printed again when a play is continued or branches off."""


def transcript_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines of a transcript: the name of who speaks, or what it is, then the text.

    Words say what a script would say with brackets or dashes. They also keep a text of the scenario
    from passing for somebody else's words.
    """
    for said in lines:
        if said.form == "phase":
            yield ""
        yield spoken(said)


def spoken(said: Line) -> str:
    """Return a line of the transcript as it is read aloud."""
    # An answer may have several lines, which must not look like lines of the transcript.
    text = clean_line(said.text)
    if said.form in ("phase", "silence", "aside", NOTE, COACH):
        return say(f"plain.said_{said.form}", text=text)
    return say("plain.speech", who=said.who, text=text)


def heard_again(session: Session, count: int | None) -> list[str]:
    """Return the last ``count`` lines of the transcript, or all of them if it is None."""
    heard = list(lines_of(session, shown_now(session, session.events)))
    last = heard if count is None else heard[-count:]
    return [line for line in transcript_lines(last) if line]


def where_lines(session: Session) -> Iterator[str]:
    """Yield where a play is: its phase and clock, and the last lines that were heard."""
    yield say("plain.where", status=_status(session))
    again = heard_again(session, RESUMED)
    if again:
        yield say("plain.last_heard", count=len(again))
        yield from again


def part_lines(part: Part) -> Iterator[str]:
    """Yield the name of the next part of a programme; before the first, also what it is about."""
    yield ""
    yield part.as_text
    if part.number == 0 and part.programme.about:
        yield part.programme.about
    yield ""


def briefing_lines(shown: Briefing) -> Iterator[str]:
    """Yield the briefing: who is in the circle, the format, and the objectives."""
    yield shown.title
    if shown.teaser:
        yield shown.teaser
    if shown.content_note:
        yield f"{say('briefing.content_note')}: {shown.content_note}"
    if shown.objectives:
        yield f"{say('briefing.to_practise')}:"
        yield from shown.objectives
    yield f"{say('briefing.style')}: {shown.style}"
    yield ""
    yield f"{say('briefing.in_the_circle')}:"
    yield say("briefing.you")
    for person in shown.people:
        yield f"{person.name_and_role}: {person.about}" if person.about else person.name_and_role
    yield f"{say('briefing.frame')}: {shown.frame}."
    phases = ", ".join(f"{phase.name.lower()} {phase.minutes}" for phase in shown.phases)
    yield say("briefing.plain_minutes", phases=phases)
    yield ""


def option_lines(options: PlayOptions) -> Iterator[str]:
    """Yield how a play is played: its mode, and when its reasons are printed."""
    yield say("briefing.guided") if options.mode == "guided" else say("briefing.live")
    at_once = options.feedback == "now"
    yield say("plain.reasons_at_once") if at_once else say("briefing.reasons_at_end")


def resumed_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield notes on what changed in a scenario that was edited since the play was saved."""
    if saved.resumed.changes:
        yield ""
    for change in saved.resumed.changes:
        yield say("plain.changed", change=change)


def preview_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield lines that say where a preview begins and which choices lead there."""
    yield from saved.resumed.changes


def _status(session: Session) -> str:
    view = session.view()
    phase = phase_name(view.phase) if view.phase else say("meeting.before")
    return say("plain.status", phase=phase, minute=view.minute, length=view.length)


def status_lines(session: Session) -> Iterator[str]:
    """Yield the state of the meeting: phase, clock, people, seats and climate."""
    yield _status(session)
    names = (session.setup.names[person] for person in session.setup.program.scenario.cast)
    yield say("plain.people", names=enumerated(list(names)))
    seats = Seats(session.setup)
    # From the beginning: no circle is drawn in plain mode that would know the seats.
    seats.hear(session.events)
    yield circle_in_words(seats.seats())
    for quality, words in zip(QUALITIES, climate_words(session.view().climate), strict=True):
        yield say("plain.climate", quality=say(f"climate.{quality}"), words=words)


def offer_lines(offers: Iterable[Offer]) -> Iterator[str]:
    """Yield the lines the leader can say now, numbered by their ids."""
    for offer in offers:
        words = say("plain.gesture", text=offer.words) if offer.gesture else offer.words
        yield say("plain.numbered", number=offer.id, text=words)


def moment_lines(moments: Iterable[Behind]) -> Iterator[str]:
    """Yield the moments met so far, numbered.

    Each has its name and its cost, or if it is not to be named yet the line that was heard before
    the leader acted, and then what the leader did.
    """
    for i, moment in enumerate(moments, 1):
        yield say("plain.numbered", number=i, text=moment_called(moment))
        yield moment.did


def branch_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield where a new attempt branches off, and the last lines heard before it."""
    left = fork(saved)
    yield ""
    this_session = say("plain.this_session", number=saved.play.number)
    yield f"{left.sentence} {this_session}" if left else this_session
    yield ""
    # Not all of it: a screen reader would read the whole session again.
    yield from where_lines(saved.session)


def before_debrief_lines(count: int) -> Iterator[str]:
    """Yield the announcement of the questions to oneself that live play asks at its end."""
    yield say("meeting.questions_first", count=count)


def question_lines(saved: SavedPlay, question: Question) -> Iterator[str]:
    """Yield a question to oneself, after what was heard before it."""
    yield from transcript_lines(lines_of(saved.session, heard_before(saved.session, question)))
    yield from transcript_lines([question_line(question.text)])
