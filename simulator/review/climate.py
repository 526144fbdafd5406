"""The climate over time: at the beginning, and after each moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.engine.events import Acted, Event, Passed
from simulator.engine.records import act_of
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.engine.state import State
from simulator.engine.step import start, step
from simulator.scenario.model import CLIMATE


@dataclass(frozen=True, slots=True)
class ClimateThen:
    """Safety, focus and depth, from 0 to 10; ``moment`` is the moment that has just been judged.

    It is empty at the beginning.
    """

    moment: str
    climate: tuple[tuple[str, int], ...]


def climate_over_time(session: Session) -> tuple[ClimateThen, ...]:
    """Return the climate at the beginning, and after what was done in each moment."""
    setup = session.setup
    state = start(setup)
    found = [ClimateThen("", _climate(setup, state))]
    # Played again, because a session has only its latest state.
    for record in session.records:
        state, events = step(setup, state, act_of(record))
        found += (ClimateThen(moment, _climate(setup, state)) for moment in _judged(events))
    return tuple(found)


def _climate(setup: Setup, state: State) -> tuple[tuple[str, int], ...]:
    variables = setup.program.scenario.variables
    # The climate is always the first of the variables, in this order.
    return tuple(
        (variable.name, value)
        for variable, value in zip(variables, state.values, strict=True)
        if variable.name in CLIMATE
    )


def _judged(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        if isinstance(event, Acted | Passed):
            yield event.moment
