"""A demonstration in plain mode: the author's key leads, with the reason after each decision."""

import sys
from typing import TextIO

from simulator.messages import say
from simulator.plain import lines
from simulator.plain.answers import WATCH, help_lines
from simulator.plain.console import Console, Left
from simulator.practice.demonstration import Demonstration, NoDemonstration
from simulator.render.transcript import NOTE, Line, lines_of

PIECE = 3
"""The number of turns that are printed at once on a terminal."""


def watch(shown: Demonstration, source: TextIO | None = None, target: TextIO | None = None) -> int:
    """Print a demonstration to its end; return the exit status 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    try:
        tell(console, shown)
    except NoDemonstration as problem:
        console.say(str(problem))
    except KeyboardInterrupt:
        console.say("", _over())
    return 0


def tell(console: Console, shown: Demonstration) -> bool:
    """Print a demonstration with a pause after each decision, on a terminal after each piece.

    ``q`` ends it: return False then. If the input ends, the remainder is printed without pauses.
    Raise NoDemonstration if the demonstration cannot continue.
    """
    title = shown.session.setup.program.scenario.title
    console.say(say("watch.led_by", title=title), say("watch.one_good_way"), "")
    turns, pauses = 0, True
    while not shown.session.ended:
        events = shown.go_on()
        console.say_all(lines.transcript_lines(lines_of(shown.session, events)))
        comment = shown.comment(events)
        if comment:
            console.say_all(lines.transcript_lines([Line(NOTE, "", comment)]))
        turns += 1
        if comment or (console.on_terminal and turns >= PIECE):
            try:
                # The end of input is no reason to stop: a demonstration in a pipe is printed whole.
                pauses = pauses and _paused(console, shown)
            except Left:
                console.say("", _over())
                return False
            turns = 0
    console.say("", _over())
    return True


def _over() -> str:
    return f"{say('watch.over')} {say('watch.nothing_saved')}"


def _paused(console: Console, shown: Demonstration) -> bool:
    """Wait for Enter; return False if the input has ended. Raise Left if the learner leaves."""
    try:
        while (answer := console.choose("", WATCH)) != "":
            if answer == "r":
                console.say_all(lines.heard_again(shown.session, lines.RESUMED))
            else:
                console.say_all(help_lines(WATCH))
    except Left as left:
        if not left.at_end_of_input:
            raise
        return False
    return True
