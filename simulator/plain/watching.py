"""A demonstration in plain mode: the author's key leads, with the reason after each decision."""

import sys
from typing import TextIO

from simulator.plain import lines
from simulator.plain.console import Console, Left
from simulator.practice.demonstration import Demonstration, NoDemonstration
from simulator.render.transcript import NOTE, Line, lines_of

OVER = "The demonstration is over. Nothing was saved."


def watch(shown: Demonstration, source: TextIO | None = None, target: TextIO | None = None) -> int:
    """Print a demonstration to its end; return the exit status 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    try:
        tell(console, shown)
    except NoDemonstration as problem:
        console.say(str(problem))
    except KeyboardInterrupt:
        console.say("", OVER)
    return 0


def tell(console: Console, shown: Demonstration) -> None:
    """Print a demonstration with a pause after each decision; q ends it.

    If the input ends, the remainder is printed without pauses. Raise NoDemonstration if the
    demonstration cannot continue.
    """
    title = shown.session.setup.program.scenario.title
    console.say(
        f"A demonstration: '{title}', led by the author's key.",
        "It is one good way to lead, not the only one.",
        "",
    )
    pauses = True
    while not shown.session.ended:
        events = shown.go_on()
        console.say_all(lines.transcript_lines(lines_of(shown.session, events)))
        comment = shown.comment(events)
        if comment:
            console.say_all(lines.transcript_lines([Line(NOTE, "", comment)]))
            try:
                pauses = pauses and _paused(console)
            except Left:
                break
    console.say("", OVER)


def _paused(console: Console) -> bool:
    """Wait for Enter; return False if the input has ended. Raise Left if the learner leaves."""
    try:
        console.ask("Enter continues, q leaves.")
    except Left as left:
        if not left.at_end_of_input:
            raise
        return False
    return True
