"""The output of plain mode, as lines of text.

It uses no colour, no cursor movement and nothing else that disturbs a screen reader.
"""

from collections.abc import Iterable, Iterator

from simulator.engine.seats import Seats
from simulator.engine.session import Session
from simulator.engine.step import Setup
from simulator.messages.climate import climate_words
from simulator.practice.branches import Behind, fork
from simulator.practice.plays import SavedPlay
from simulator.practice.programmes import Part
from simulator.render.circle_words import circle_in_words
from simulator.render.names import phase_name
from simulator.render.transcript import NOTE, Line, lines_of
from simulator.render.widths import WIDTH, wrap
from simulator.scenario.model import Scenario

HELP = """\
Enter alone continues; when you are asked, it means wait. w also means wait.
A number makes the choice with that number.
b goes back from the lines to the first question.
o lets you write your own words before you see any lines; \
they are saved, shown in the debrief and never scored. \
What you paste there may have several lines. After it Enter alone decides nothing: w means wait.
t lets you try again from an earlier moment; both attempts are saved, \
and only your first play counts towards your progress.
? shows this help. s shows who sits here, the phase and the clock. q leaves; everything is saved.
You decide when to speak, and what to say. In live play you may speak after any turn."""

PREVIEW_HELP = HELP.replace("everything is saved", "nothing is saved in a preview")


def help_lines(text: str) -> Iterator[str]:
    """Yield a help text with each of its lines wrapped."""
    for line in text.splitlines():
        yield from wrap(line, WIDTH, subsequent_indent="  ")


def transcript_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines of a transcript, written like a play script."""
    for said in lines:
        yield from _said(said)


def _said(said: Line) -> Iterator[str]:
    if said.form == "phase":
        yield ""
        yield f"-- {said.text} --"
    elif said.form == NOTE:
        yield from wrap(f"[{said.text}]", WIDTH)
    elif said.form in ("silence", "aside"):
        yield from wrap(f"({said.text})", WIDTH, subsequent_indent=" ")
    else:
        yield from wrap(f"{said.who}: {said.text}", WIDTH, subsequent_indent="  ")


def part_lines(part: Part) -> Iterator[str]:
    """Yield the name of the next part of a programme; before the first, also what it is about."""
    yield ""
    yield part.as_text
    if part.number == 0:
        yield from _paragraph(part.programme.about)
    yield ""


def briefing_lines(setup: Setup) -> Iterator[str]:
    """Yield the briefing: who is in the circle, the format, the objectives, mode and seed."""
    scenario = setup.program.scenario
    yield scenario.title
    yield "=" * len(scenario.title)
    yield from _paragraph(scenario.teaser)
    if scenario.content_note:
        yield from _paragraph(f"Content note: {scenario.content_note}")
    yield ""
    yield "In the circle:"
    yield "  You: the leader"
    for person in scenario.cast.values():
        about = f", {setup.fill(person.about)}" if person.about.source else ""
        yield from wrap(
            f"{setup.names[person.id]}: {person.role}{about}",
            WIDTH,
            initial_indent="  ",
            subsequent_indent="    ",
        )
    yield from frame_lines(scenario)
    if scenario.objectives:
        yield "To practise:"
        for objective in scenario.objectives:
            yield from wrap(objective, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    minutes = f"About {scenario.minutes} minutes of playing. " if scenario.minutes else ""
    how = (
        "Guided: the group pauses whenever you need to decide."
        if setup.mode == "guided"
        else "Live: the group does not stop for you; speak after any turn."
    )
    yield from _paragraph(f"{minutes}{how} Seed {setup.seed}.")
    yield "Enter continues, ? shows the help, q leaves; everything is saved."


def resumed_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield notes on what changed in a scenario that was edited since the play was saved."""
    if saved.resumed.changes:
        yield ""
    for change in saved.resumed.changes:
        yield from wrap(f"[{change}]", WIDTH, break_on_hyphens=False)


def preview_lines(saved: SavedPlay) -> Iterator[str]:
    """Yield where a preview begins, and which choices were made to get there."""
    for note in saved.resumed.changes:
        yield from wrap(note, WIDTH, break_on_hyphens=False)
    yield "Enter continues, ? shows the help, q leaves."


def frame_lines(scenario: Scenario) -> Iterator[str]:
    """Yield the format and its phases with their minutes."""
    yield f"The frame: {scenario.format.name}."
    phases = ", ".join(f"{phase_name(p.phase).lower()} {p.minutes}" for p in scenario.format.phases)
    yield from wrap(f"Minutes: {phases}.", WIDTH, initial_indent="  ", subsequent_indent="  ")


def status_lines(session: Session) -> Iterator[str]:
    """Yield the state of the meeting: phase, clock, people, seats and climate."""
    view = session.view()
    phase = phase_name(view.phase) if view.phase else "Before the beginning"
    yield f"{phase}, minute {view.minute:.0f} of {view.length}."
    names = (session.setup.names[person] for person in session.setup.program.scenario.cast)
    yield from wrap(f"In the circle: you, {', '.join(names)}.", WIDTH, subsequent_indent="  ")
    seats = Seats(session.setup)
    seats.hear(session.events)
    yield from wrap(circle_in_words(seats.seats()), WIDTH, subsequent_indent="  ")
    yield from wrap(
        f"In the room: {'; '.join(climate_words(view.climate))}.", WIDTH, subsequent_indent="  "
    )


def option_lines(session: Session) -> Iterator[str]:
    """Yield the lines the leader can say now, numbered: options first, or else remarks."""
    now = session.pause
    for i, option in enumerate(now.options, 1):
        yield from wrap(f"{i}  {session.setup.fill(option.say)}", WIDTH, subsequent_indent="   ")
    if now.remarks:
        kinds = session.setup.program.scenario.catalogue.kinds
        for i, remark in enumerate(now.remarks, 1):
            yield from wrap(
                f"{i}  {kinds[remark.kind].say[remark.wording]}", WIDTH, subsequent_indent="   "
            )


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
    yield from wrap(f"{left.told if left else ''} This is session {saved.play.id}.", WIDTH)
    yield ""
    yield from transcript_lines(lines_of(saved.session, saved.session.events[-HEARD_AGAIN:]))


HEARD_AGAIN = 4
"""The number of events that are printed again when a new attempt begins."""


def _paragraph(text: str) -> list[str]:
    return wrap(text, WIDTH)
