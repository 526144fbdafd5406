"""Drivers that play with our own engine: what is heard in many plays, each a list of the numbers of choices.

A number counts the options on offer in the order of the file, modulo how many there are, as an ink engine would count them.
What a driver makes ready beforehand is not measured.
"""

from collections.abc import Callable
from operator import attrgetter

from simulator.engine.events import Event, Spoken
from simulator.engine.program import Program
from simulator.engine.step import WAIT, Pause, Setup, State, Take, pause, start, step
from simulator.scenario.model import Option

Plays = list[list[int]]
Play = Callable[[Plays], list[Event]]
"""Plays all of these plays, in guided mode; returns what happened."""


def by_steps(program: Program) -> Play:
    """Play turn by turn, as the screens do."""
    setup = Setup(program, "guided", seed=1)

    def play(plays: Plays) -> list[Event]:
        heard: list[Event] = []
        for numbers in plays:
            state = start(setup)
            for number in numbers:
                state, now = _to_choice(setup, state, heard)
                state, events = step(setup, state, Take(_nth(now.options, number).id))
                heard += events
            _to_choice(setup, state, heard)
        return heard

    return play


def lines(events: list[Event]) -> list[str]:
    """What was said, word for word."""
    return [event.text for event in events if isinstance(event, Spoken)]


def _to_choice(setup: Setup, state: State, heard: list[Event]) -> tuple[State, Pause]:
    """Let the group go on until it asks or ends; ``heard`` grows by what is said."""
    now = pause(setup, state)
    while not (now.asks or now.ended):
        state, events = step(setup, state, WAIT)
        heard += events
        now = pause(setup, state)
    return state, now


_place = attrgetter("place")


def _nth(options: tuple[Option, ...], number: int) -> Option:
    return sorted(options, key=_place)[number % len(options)]
