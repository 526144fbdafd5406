"""Play silently to just before a moment, by the shortest play that reaches it.

A trainer who works on the last moment of a scenario need not play the others each time, and a
drill has one moment by itself.
"""

from collections.abc import Mapping, Sequence

from simulator.analysis.explore import WAITED, Graph
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.events import Event, Spoken
from simulator.engine.plan import MOST_ACTS, OffPlan
from simulator.engine.session import Session
from simulator.engine.state import Pause
from simulator.engine.step import step
from simulator.scenario.problem import problem


def way_to(graph: Graph, moment: str) -> tuple[tuple[str, str], ...] | None:
    """Return the decisions (moment, act) of the shortest play to ``moment``.

    The shortest play is the one with the fewest decisions. Return None if none was found.
    """
    # The nodes were found breadth first, so the first match has the fewest decisions.
    for number, node in enumerate(graph.nodes):
        if node.meet.moment.id == moment:
            return graph.play_to(number)
    return None


def play_to_moment(session: Session, moment: str, decisions: Sequence[tuple[str, str]]) -> int:
    """Play to just before ``moment``; return the number of events before its first turn.

    Options are taken where guided play pauses, in live play too. If one act produced both the
    group's last answer and the moment's first turn, that turn is already in ``session.events``,
    starting at the returned index. Raise OffPlan if the group does not reach the moment within
    MOST_ACTS acts.
    """
    acts = dict(decisions)
    for _ in range(MOST_ACTS):
        now = session.pause
        act = _act(now, acts)
        # Tried with the pure ``step`` first, because an act in the session cannot be undone.
        _, events = step(session.setup, session.state, act)
        before = _before(events, moment)
        if before is not None and not now.asks:
            return len(session.events)
        session.act(act)
        if before is not None:
            return len(session.events) - len(events) + before
    raise OffPlan(problem("P106.far", moment=moment, most=MOST_ACTS))


def _act(now: Pause, acts: Mapping[str, str]) -> Act:
    # In live play every turn of a moment asks; only the guided one is where the path was found.
    if now.asks and now.moment is not None and now.after == now.moment.ask:
        wanted = acts.get(now.moment.id, WAITED)
        return WAIT if wanted == WAITED else Take(wanted)
    return WAIT


def _before(events: Sequence[Event], moment: str) -> int | None:
    """Return the index of the moment's first turn in these events, or None if it is absent."""
    for i, event in enumerate(events):
        if isinstance(event, Spoken) and event.moment == moment:
            return i
    return None
