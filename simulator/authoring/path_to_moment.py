"""Coming to a moment: the shortest play that leads there, done silently, up to just before its first turn.

A trainer who works on the last moment of a scenario need not play the others each time.
"""

from collections.abc import Mapping, Sequence

from simulator.analysis.explore import WAITED, Graph
from simulator.engine.events import Event, Spoken
from simulator.engine.plan import MOST_ACTS, OffPlan
from simulator.engine.session import Session
from simulator.engine.step import WAIT, Act, Pause, Take, step


def way_to(graph: Graph, moment: str) -> tuple[tuple[str, str], ...] | None:
    """The decisions (moment, act) of the play with the fewest that comes to ``moment``; None where none was found."""
    for number, node in enumerate(graph.nodes):
        if node.meet.moment.id == moment:
            return graph.play_to(number)
    return None


def approach(session: Session, moment: str, decisions: Sequence[tuple[str, str]]) -> int:
    """Play from the start to just before ``moment``; return how many events lie before its first turn.

    Options are taken where guided play halts, in live play too. Where the group's last answer and the moment's first turn come
    of one act, that turn has been heard already, and the events from the returned number on are it. Raise OffPlan if the group
    talks for too long before it comes there.
    """
    acts = dict(decisions)
    for _ in range(MOST_ACTS):
        now = session.pause
        act = _act(now, acts)
        _, events = step(session.setup, session.state, act)
        before = _before(events, moment)
        if before is not None and not now.asks:
            return len(session.events)
        session.act(act)
        if before is not None:
            return len(session.events) - len(events) + before
    raise OffPlan(
        f"The play to '{moment}' has more than {MOST_ACTS:,} turns before it comes there."
    )


def _act(now: Pause, acts: Mapping[str, str]) -> Act:
    if now.asks and now.moment is not None and now.after == now.moment.ask:
        wanted = acts.get(now.moment.id, WAITED)
        return WAIT if wanted == WAITED else Take(wanted)
    return WAIT


def _before(events: Sequence[Event], moment: str) -> int | None:
    """How many of these events come before the moment's first turn; None where it is not among them."""
    for i, event in enumerate(events):
        if isinstance(event, Spoken) and event.moment == moment:
            return i
    return None
