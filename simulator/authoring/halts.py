"""Every decision of guided play in a row: what was heard just before, and which lines there are.

Each moment is reached by the shortest play that leads to it, so an author can read all lines in
their places without playing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.analysis.explore import explore
from simulator.analysis.path_to_moment import play_to_moment, way_to
from simulator.engine.acts import WAIT
from simulator.engine.events import Event
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Moment, Option, Scenario


@dataclass(frozen=True, slots=True)
class Halt:
    """A moment where guided play pauses: the decisions that lead to it, and what is there.

    ``heard`` are the events from the moment's first turn to the pause; ``offered`` are the options
    in the order of the screen, ``withheld`` those that are not available on this path. Without a
    ``session`` no play was found that reaches the moment.
    """

    moment: Moment
    decisions: tuple[tuple[str, str], ...] = ()
    session: Session | None = None
    heard: tuple[Event, ...] = ()
    offered: tuple[Option, ...] = ()
    withheld: tuple[Option, ...] = ()


def halts(scenario: Scenario, seed: int) -> Iterator[Halt]:
    """Yield the decision of each moment, in the order of the script."""
    program = compile_scenario(scenario)
    graph = explore(program)
    for moment in program.moments:
        decisions = way_to(graph, moment.id)
        if decisions is None:
            yield Halt(moment)
            continue
        # The journal does nothing: what an author reads here is not saved.
        session = Session(Setup(program, "guided", seed), lambda record: None)
        yield _halt(session, moment, decisions)


def _halt(session: Session, moment: Moment, decisions: tuple[tuple[str, str], ...]) -> Halt:
    start = play_to_moment(session, moment.id, decisions)
    # The path was found by exploring, so the pause comes after the moment's own turns.
    while not session.pause.asks and not session.ended:
        session.act(WAIT)
    offered = session.pause.options
    withheld = tuple(option for option in moment.options if option not in offered)
    return Halt(moment, decisions, session, tuple(session.events[start:]), offered, withheld)
