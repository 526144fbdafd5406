"""Explore the decision process of a scenario: every state in which the leader decides.

Between two decisions a play is deterministic. A state is therefore a moment met for the first time,
together with everything that can still be read afterwards (``liveness``). Each decision judges one
more moment, so the graph of states is acyclic.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from simulator.analysis.block_follower import SEEN, UNSEEN, BlockFollower, Key
from simulator.analysis.blocks import END, WAITING, ActEdge, BlockMoment
from simulator.analysis.garbage import collection_paused
from simulator.analysis.stop import Stop, never
from simulator.engine.execution import MOST_SILENT, Position
from simulator.engine.instructions import Meet
from simulator.engine.program import Program
from simulator.messages import say
from simulator.scenario.model import Mode, Moment

T = TypeVar("T")

WAITED = "wait"
"""The act of saying nothing, if acts are given by name."""

MOST_STATES = 300_000
"""The default limit: about seventy times the states of a full scenario, in half a gigabyte."""

MOST_STATES_OF_A_CHECK = 60_000
"""The limit for checks and library figures, which the user did not request explicitly.

About five times the states of a full scenario.
"""

BYTES_A_STATE = 2_000
"""Memory that a search may use per state of its limit.

Enough for the states of an ordinary scenario and their values.
"""

STEPS_A_STATE = 60
"""Steps that a search may take per state of its limit: about four times the ordinary number."""

FEWEST_STATES = 10_000
"""A search with a lower limit may still use the memory and the steps of this limit."""

PATIENCE = 1_000
"""States between two calls of ``stop``."""

_BYTES_AN_ACT = 110  # of each act of a node

START = -1
"""The predecessor of the first node, if nodes (or moments) are given by number."""


@dataclass(slots=True, eq=False)
class Node:
    """A state: a moment met for the first time.

    ``edges`` are the indices (in ``Meet.ways``) of the ways to act that are available, and the
    nodes (or END, ENDLESS, UNSEEN) they lead to; ``passing`` is the target if nobody acts.
    ``position`` is that of the play that first reached the node.
    """

    meet: Meet
    position: Position
    edges: tuple[tuple[int, int], ...] = ()
    passing: int = UNSEEN


class TooMuchWork(Exception):
    """Raised inside a search that has used up its steps."""


@dataclass(slots=True)
class Graph:
    """All nodes that were found; ``first`` is the first node of every play.

    ``truncated`` says what stopped the search, and is empty if it was exhaustive. The nodes from
    ``expanded`` on were found but not expanded. ``interrupted`` is true if the caller stopped the
    search. ``reached_by`` has, for each node, the predecessor (or START) and the act on the play
    with the fewest decisions. ``bytes`` is an estimate of the memory of all nodes.

    ``too_far`` has the acts after which the group continues for too long before the next decision.
    Its keys are moment (or START) and option (or WAITING); its values are the node and the act of
    the first such play.
    """

    program: Program
    follower: BlockFollower
    nodes: list[Node] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)
    reached_by: list[tuple[int, int]] = field(default_factory=list)
    bytes: int = 0
    first: int = END
    expanded: int = 0
    truncated: str = ""
    interrupted: bool = False
    too_far: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def seen(self) -> bytearray:
        """Return the flags SEEN, HELD and FAILED of each instruction."""
        return self.follower.seen

    def departures(self, number: int) -> "Iterator[Departure]":
        """Yield every act of an expanded node: the available options, then waiting."""
        node = self.nodes[number]
        moment = self.follower.moments[node.position.at]
        edges = [(moment.ways[i], target) for i, target in node.edges]
        for edge, target in (*edges, (moment.passing, node.passing)):
            position = self.follower.departing(edge, node.position)
            yield Departure(act_name(moment.meet.moment, edge.option), position, target)

    def play_to(self, number: int) -> tuple[tuple[str, str], ...]:
        """Return the decisions (moment, act) of the shortest play that reaches this node."""
        decisions = []
        while number >= 0:
            before, act = self.reached_by[number]
            if before != START:
                moment = self.nodes[before].meet.moment
                decisions.append((moment.id, act_name(moment, act)))
            number = before
        return tuple(reversed(decisions))


@dataclass(frozen=True, slots=True)
class Departure:
    """An act of a node.

    ``position`` is where it leads; ``target`` is the next node (or END, ENDLESS, UNSEEN).
    """

    act: str
    position: Position
    target: int


def explore(
    program: Program, limit: int = MOST_STATES, stop: Stop = never, mode: Mode = "guided"
) -> Graph:
    """Find every decision that any play in this mode can reach, up to ``limit`` decisions.

    If the program is ``same_in_both_modes``, the graph is that of the other mode as well.

    The search ends early if ``stop`` returns a reason. It also ends when it has used the memory or
    the steps that ``limit`` states of an ordinary scenario need, so it is bounded for every
    scenario.
    """
    with collection_paused():
        graph = Graph(program, BlockFollower(program, mode))
        most = _most(limit)
        try:
            _search(graph, most, stop)
        except TooMuchWork:
            graph.truncated = say("report.limit_steps", steps=most.steps)
        _mark_visited(graph)
    return graph


def _search(graph: Graph, most: "_Most", stop: Stop) -> None:
    """Find the first node and expand the others in turn; raise TooMuchWork as ``_expand``."""
    start = graph.follower.blocks[0]
    graph.first = UNSEEN  # stays if the first search runs out of steps
    at, values = graph.follower.decide(start, graph.program.start_values, 0)
    if graph.follower.steps > most.steps:
        raise TooMuchWork
    graph.first = _arrive(graph, Position(at, values, 0), START, WAITING)
    for node in graph.nodes:  # a breadth-first queue: it grows during the loop
        if len(graph.nodes) > most.states or graph.bytes > most.bytes:
            graph.truncated = _too_large(graph, most)
            break
        # Not for every node, because ``stop`` may read a clock or draw a progress bar.
        if not graph.expanded % PATIENCE and (reason := stop(graph.expanded, len(graph.nodes))):
            graph.truncated, graph.interrupted = reason, True
            break
        _expand(graph, graph.expanded, node, most.steps)
        graph.expanded += 1


@dataclass(frozen=True, slots=True)
class _Most:
    """The limits of a search."""

    states: int
    bytes: int
    steps: int


def _most(limit: int) -> _Most:
    ordinary = max(limit, FEWEST_STATES)
    return _Most(limit, ordinary * BYTES_A_STATE, ordinary * STEPS_A_STATE)


def _too_large(graph: Graph, most: _Most) -> str:
    """Return which limit a search has reached."""
    if len(graph.nodes) > most.states:
        return say("report.limit_states", states=most.states)
    return say("report.limit_memory", megabytes=most.bytes // 1_000_000)


def _expand(graph: Graph, number: int, node: Node, most_steps: int) -> None:
    """Find the successor of each act of a node; raise TooMuchWork if the steps are used up."""
    at, values, judged = node.position
    follower, parts, keys = graph.follower, graph.follower.parts, graph.keys
    moment = follower.moments[at]
    follower.steps += moment.work
    targets = []
    # ``available`` and ``_arrive`` written out, because calls would take most of the time of this
    # loop, which runs for every edge of the search.
    for i, edge in enumerate(moment.edges):
        if edge.when is not None and not edge.when(values, judged):
            continue
        after = judged | edge.judged
        at, reached = follower.decide(edge.block, values, after)
        # Following one edge takes a bounded number of steps, so the limit is checked after it.
        if follower.steps > most_steps:
            raise TooMuchWork
        target = None
        if at >= 0:
            pick, mask = parts[at]  # not ``follower.key``, which needs a ``Position``
            target = keys.get((at, pick(reached), after & mask))
        if target is None:
            target = _arrive(graph, Position(at, reached, after), number, edge.option)
        targets.append((i, target))
    # Passing is the last edge and always available.
    node.passing = targets.pop()[1]
    node.edges = tuple(targets)
    graph.bytes += _BYTES_AN_ACT * len(targets)


def _arrive(graph: Graph, position: Position, before: int, act: int) -> int:
    """Return the node of a play that reaches this position, creating it if it is new.

    ``before`` is the node that ``act`` leaves. Return END, ENDLESS or UNSEEN if there is none.
    """
    follower, at = graph.follower, position.at
    if at < 0:
        if at == UNSEEN:
            _note_too_far(graph, (before, act))
        return at
    key = follower.key(position)
    found = graph.keys.get(key)
    if found is None:
        found = graph.keys[key] = len(graph.nodes)
        # Later plays that reach this node may have other values, but nothing reads the difference.
        graph.nodes.append(Node(follower.moments[at].meet, position))
        graph.reached_by.append((before, act))
        graph.bytes += follower.bytes_of[at]
    return found


def _note_too_far(graph: Graph, came: tuple[int, int]) -> None:
    """Record that the group continues for too long after this act before the next decision."""
    # The search continues: only this edge has an unknown future, which ``bounds`` encloses.
    graph.truncated = say("report.limit_silent", steps=MOST_SILENT)
    number, act = came
    moment = START if number == START else graph.nodes[number].meet.number
    # The search is breadth-first, so the first such play has the fewest decisions.
    graph.too_far.setdefault((moment, act), came)


def available(moment: BlockMoment, position: Position) -> Iterator[tuple[int, ActEdge]]:
    """Yield the available ways to act in a moment, each with its index in ``Meet.ways``."""
    _, values, judged = position
    for i, edge in enumerate(moment.ways):
        if edge.when is None or edge.when(values, judged):
            yield i, edge


def act_name(moment: Moment, act: int) -> str:
    """Return the name of an act: the option's id, or WAITED."""
    return WAITED if act == WAITING else moment.options[act].id


def by_target(nodes: list[T], *, unseen: T, endless: T, end: T) -> list[T]:
    """Return a list with an item for each node, and for UNSEEN, ENDLESS and END.

    These are negative (-3, -2, -1), so as indices they count from the end of a list. Loops over
    very many edges need no test for them this way.
    """
    return [*nodes, unseen, endless, end]


def _mark_visited(graph: Graph) -> None:
    """Mark every instruction of the visited blocks."""
    seen = graph.seen
    for block in graph.follower.blocks.values():
        # Only the first block of a leg was marked.
        if block.leg is not None and seen[block.at] & SEEN:
            for other in block.leg.blocks:
                seen[other.at] |= SEEN
    for block in graph.follower.blocks.values():
        if seen[block.at] & SEEN:
            for at in range(block.at + 1, block.last + 1):
                seen[at] |= SEEN
