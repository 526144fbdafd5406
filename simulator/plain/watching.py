"""A demonstration in plain lines: the exemplary leader leads, and after each decision the author says why."""

import sys
from typing import TextIO

from simulator.plain import lines
from simulator.plain.console import Console, Left
from simulator.practice.demonstration import Demonstration, NoDemonstration
from simulator.render.transcript import NOTE, told
from simulator.review.debrief import Line

OVER = "The demonstration is over. Nothing of it was kept."


def watch(shown: Demonstration, source: TextIO | None = None, target: TextIO | None = None) -> int:
    """Tell a demonstration to its end, in plain lines; the exit status is 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    try:
        tell(console, shown)
    except NoDemonstration as problem:
        console.say(str(problem))
    except KeyboardInterrupt:
        console.say("", OVER)
    return 0


def tell(console: Console, shown: Demonstration) -> None:
    """Tell a demonstration with a rest after each decision; q ends it. Raises NoDemonstration where it cannot go on.

    Where there is no more input, the rest is told without rests.
    """
    title = shown.session.setup.program.scenario.title
    console.say(
        f"A demonstration: '{title}', led by the author's key.",
        "It is one good way, not the only one.",
        "",
    )
    rests = True
    while not shown.session.ended:
        events = shown.go_on()
        console.say_all(lines.transcript_lines(told(shown.session, events)))
        comment = shown.comment(events)
        if comment:
            console.say_all(lines.transcript_lines([Line(NOTE, "", comment)]))
            try:
                rests = rests and _rested(console)
            except Left:
                break
    console.say("", OVER)


def _rested(console: Console) -> bool:
    """Rest until Enter; whether there was anybody to press it. Raises Left where somebody leaves."""
    try:
        console.ask("Enter goes on, q leaves.")
    except Left as left:
        if not left.at_end_of_input:
            raise
        return False
    return True
