"""Drivers that play with our own engine; each play is a list of choice numbers.

A number is an index into the available options in the order of the file, modulo their count, as an
ink engine numbers its choices. The preparation of a driver is not measured.
"""

from collections.abc import Callable

from simulator.engine.acts import WAIT, Take
from simulator.engine.events import Event, Spoken
from simulator.engine.pause import pause
from simulator.engine.program import Program
from simulator.engine.setup import Setup
from simulator.engine.state import Pause, State
from simulator.engine.step import start, step

Plays = list[list[int]]
Play = Callable[[Plays], list[Event]]
"""Plays all of these plays in guided mode; returns their events."""


def by_steps(program: Program) -> Play:
    """Return a driver that plays turn by turn, as the screens do."""
    setup = Setup(program, "guided", seed=1)

    def play(plays: Plays) -> list[Event]:
        heard: list[Event] = []
        for numbers in plays:
            state = start(setup)
            for number in numbers:
                state, now = _to_choice(setup, state, heard)
                state, events = step(setup, state, Take(_nth(now, number)))
                heard += events
            _to_choice(setup, state, heard)
        return heard

    return play


def lines(events: list[Event]) -> list[str]:
    """Return the text of every spoken line."""
    return [event.text for event in events if isinstance(event, Spoken)]


def _to_choice(setup: Setup, state: State, heard: list[Event]) -> tuple[State, Pause]:
    """Continue until the group asks or the meeting ends; append the events to ``heard``."""
    now = pause(setup, state)
    while not (now.asks or now.ended):
        state, events = step(setup, state, WAIT)
        heard += events
        now = pause(setup, state)
    return state, now


def _nth(now: Pause, number: int) -> str:
    """Return the id of one of the available options, counted in the order of the file."""
    assert now.moment is not None
    if len(now.options) == len(now.moment.options):
        return now.moment.options[number % len(now.options)].id
    available = [option for option in now.moment.options if option in now.options]
    return available[number % len(available)].id
