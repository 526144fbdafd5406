"""Everything plain mode says, as lines of text: no cursor tricks, no colour, nothing that a screen reader stumbles over."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from simulator.engine.seats import Seats
from simulator.engine.session import Session
from simulator.engine.step import Setup
from simulator.messages.climate import mood
from simulator.plain.console import WIDTH
from simulator.practice.branches import Behind, fork
from simulator.practice.plays import KeptPlay
from simulator.practice.programmes import Part
from simulator.render.circle_words import circle_in_words
from simulator.render.transcript import NOTE, told
from simulator.review.debrief import Line, phase_name
from simulator.scenario.model import Scenario

HELP = """\
Enter alone goes on; where you are asked, it waits. w waits as well.
A number takes the choice of that number.
b goes back from the words to the first question.
o lets you say it in your own words before you see any; they are kept, shown in the debrief and never scored. \
What you paste there may have several lines. After it Enter alone decides nothing: w waits.
t goes back to a moment and leads it another way; both plays are kept, and only the first counts for progress.
? shows this help. s says who sits here, the phase and the clock. q leaves; everything is kept.
What is yours: when to speak, and which words. In live play you may speak after any turn."""

PREVIEW_HELP = HELP.replace("everything is kept", "nothing is kept of a preview")


def help_lines(text: str) -> Iterator[str]:
    """A help text, each of its lines folded."""
    for line in text.splitlines():
        yield from wrap(line, WIDTH, subsequent_indent="  ")


def transcript_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Write a transcript like a script."""
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
    """Say which part of a programme comes now, and before the first what the programme is."""
    yield ""
    yield part.told
    if part.number == 0:
        yield from _paragraph(part.programme.about)
    yield ""


def briefing_lines(setup: Setup) -> Iterator[str]:
    """Say who sits in the circle, the frame, what to practise, and how this is played."""
    scenario = setup.program.scenario
    yield scenario.title
    yield "=" * len(scenario.title)
    yield from _paragraph(scenario.teaser)
    if scenario.content_note:
        yield from _paragraph(f"Before you begin: {scenario.content_note}")
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
        "Guided: play halts and asks."
        if setup.mode == "guided"
        else "Live: play never halts; speak after any turn."
    )
    yield f"{minutes}{how} Seed {setup.seed}."
    yield "Enter goes on, ? helps, q leaves and keeps everything."


def resumed_lines(kept: KeptPlay) -> Iterator[str]:
    """Say what an edited scenario changed."""
    if kept.resumed.changes:
        yield ""
    for change in kept.resumed.changes:
        yield from wrap(f"[{change}]", WIDTH, break_on_hyphens=False)


def preview_lines(kept: KeptPlay) -> Iterator[str]:
    """Say where a preview begins and what led there."""
    for note in kept.resumed.changes:
        yield from wrap(note, WIDTH, break_on_hyphens=False)
    yield "Enter goes on, ? helps, q leaves."


def frame_lines(scenario: Scenario) -> Iterator[str]:
    """Say the format and its phases with their minutes."""
    yield f"The frame: {scenario.format.name}."
    phases = ", ".join(f"{phase_name(p.phase).lower()} {p.minutes}" for p in scenario.format.phases)
    yield from wrap(f"Minutes: {phases}.", WIDTH, initial_indent="  ", subsequent_indent="  ")


def status_lines(session: Session) -> Iterator[str]:
    """Say where the meeting is."""
    view = session.view()
    yield f"{phase_name(view.phase) if view.phase else 'Before the beginning'}, minute {view.minute:.0f} of {view.length}."
    names = (session.setup.names[person] for person in session.setup.program.scenario.cast)
    yield from wrap(f"In the circle: you, {', '.join(names)}.", WIDTH, subsequent_indent="  ")
    seats = Seats(session.setup)
    seats.hear(session.events)
    yield from wrap(circle_in_words(seats.seats()), WIDTH, subsequent_indent="  ")
    yield from wrap(f"In the room: {'; '.join(mood(view.climate))}.", WIDTH, subsequent_indent="  ")


def option_lines(session: Session) -> Iterator[str]:
    """Number the words that can be spoken now."""
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
    """Number the moments that were met, each by what was heard before the leader acted, and what the leader did."""
    for i, moment in enumerate(moments, 1):
        yield from wrap(f"{i}  {moment.heard}", WIDTH, subsequent_indent="   ")
        yield from wrap(f"   {moment.did}", WIDTH, subsequent_indent="   ")


def branch_lines(kept: KeptPlay) -> Iterator[str]:
    """Say where another way begins, and what was heard there last."""
    left = fork(kept)
    yield ""
    yield from wrap(f"{left.told if left else ''} This is play {kept.play.id}.", WIDTH)
    yield ""
    yield from transcript_lines(told(kept.session, kept.session.events[-HEARD_AGAIN:]))


HEARD_AGAIN = 4
"""Events that are told again where another way begins."""


def _paragraph(text: str) -> list[str]:
    return wrap(text, WIDTH)
