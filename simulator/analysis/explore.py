"""The decision process of a scenario: every state in which the leader decides, and where each act leads.

Between two decisions a play runs by itself, so a state is a moment met for the first time together with what can still be
read from there on (``liveness``). Each decision judges one more moment, so the states form no circle.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.analysis.liveness import Pick, liveness
from simulator.analysis.patience import Stop, never
from simulator.play.program import FAILED, HELD, MOST_SILENT, SEEN, Meet, Program
from simulator.play.runs import Met, Run, Way, adjusted, cut
from simulator.scenario.condition import Judged, Values

END = -1
"""The target of a way on which play ends."""

ENDLESS = -2
"""The target of a way on which the script leads back to itself for ever, with nothing left to decide."""

UNSEEN = -3
"""The target of a way that was not followed to its next decision: nothing is known of what comes there."""

WAITED = "wait"
"""The act of saying nothing, where acts are named."""

MOST_STATES = 300_000
"""States explored unless told otherwise: some seventy times what a full scenario has, in half a gigabyte."""

PATIENCE = 1_000
"""States between two questions whether to stop."""

Key = tuple[int, Values, Judged]
"""A state: the moment's instruction, the values and the judgements that can still be read."""


@dataclass(slots=True, eq=False)
class Node:
    """A state: a moment met for the first time.

    ``ways`` are the places of the options on offer and the nodes (or END, ENDLESS, UNSEEN) they lead to; ``passing`` is where
    nobody acting leads. ``values`` and ``judged`` are those of the play in which it was found.
    """

    meet: Meet
    values: Values
    judged: Judged
    ways: tuple[tuple[int, int], ...] = ()
    passing: int = UNSEEN


class Reading:
    """The script of one program as states see it: its runs, and for each moment what of a state belongs to its key.

    ``seen``, one byte an instruction, gathers SEEN at the start of each run come by, HELD and FAILED where runs fork.
    """

    def __init__(self, program: Program) -> None:
        """Cut the program and work out what is still read where."""
        live = liveness(program)
        self.program = program
        self.runs = cut(program)
        self.seen = bytearray(len(program.code))
        self.met = {run.met.at: run.met for run in self.runs.values() if run.met is not None}
        self.parts: dict[int, tuple[Pick, Judged]] = {at: (live.pick(at), live.judged[at]) for at in self.met}

    def key(self, at: int, values: Values, judged: Judged) -> Key:
        """The state of a play that meets the moment at this instruction."""
        pick, mask = self.parts[at]
        return at, pick(values), judged & mask

    def onward(self, run: Run, values: Values, judged: Judged) -> tuple[int, Values]:
        """Run on to the next decision; return where its moment stands (or END, ENDLESS, UNSEEN) and the values there."""
        seen = self.seen
        begin, left = (run, values), MOST_SILENT
        while left > 0:
            left -= run.length
            seen[run.at] |= SEEN
            if run.changes:
                values = adjusted(values, run.changes)
            after: Run | None = run.on
            if run.condition is not None:
                holds = run.condition(values, judged)
                seen[run.last] |= HELD if holds else FAILED
                after = run.on if holds else run.otherwise
            elif run.met is not None:
                if not judged & run.met.own:
                    return run.met.at, values
                after = run.met.after
            if after is None:
                return END, values
            run = after
        return (ENDLESS if comes_round(*begin, judged) else UNSEEN), values


def comes_round(run: Run, values: Values, judged: Judged) -> bool:
    """Whether the group, let go on, comes to the very same state again (Brent's search), so that it never stops.

    A counter that runs for very long does not: what comes after it was not seen, and nothing may be claimed of it.
    """
    mark = (run, values)
    for limit in (2**power for power in range(MOST_SILENT.bit_length() + 1)):
        for _ in range(limit):
            after, values = one_run(run, values, judged)
            if after is None:
                return False
            run = after
            if (run, values) == mark:
                return True
        mark = (run, values)
    return False


def one_run(run: Run, values: Values, judged: Judged) -> tuple[Run | None, Values]:
    """Go on by one run; None where the meeting ends or a moment is met for the first time."""
    values = adjusted(values, run.changes)
    if run.condition is not None:
        return (run.on if run.condition(values, judged) else run.otherwise), values
    if run.met is not None:
        return (run.met.after if judged & run.met.own else None), values
    return run.on, values


@dataclass(slots=True)
class Graph:
    """All nodes that were found; ``first`` is the one play comes to first.

    ``truncated`` says by what the search was stopped, and is empty where it saw everything; the nodes from ``expanded`` on
    were found and not looked into. ``came`` has for each node the node and the act that the play with the
    fewest decisions comes from.
    """

    program: Program
    reading: Reading
    nodes: list[Node] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)
    came: list[tuple[int, int]] = field(default_factory=list)
    first: int = END
    expanded: int = 0
    truncated: str = ""

    @property
    def seen(self) -> bytearray:
        """What was come by: SEEN, HELD and FAILED for each instruction."""
        return self.reading.seen

    def node_at(self, at: int, values: Values, judged: Judged) -> int:
        """Return the node of a play that stands at this moment (KeyError if the search did not come here)."""
        return self.keys[self.reading.key(at, values, judged)]

    def departures(self, number: int) -> "Iterator[Departure]":
        """Every act of a node that was looked into: the options on offer, then waiting."""
        node = self.nodes[number]
        meet, options = node.meet, node.meet.moment.options
        for i, target in node.ways:
            yield Departure(options[i].id, meet.options[i], node.values, node.judged | meet.took(i), target)
        yield Departure(WAITED, meet.passing, node.values, node.judged | meet.passed, node.passing)

    def play_to(self, number: int) -> tuple[tuple[str, str], ...]:
        """The decisions (moment, act) of the play with the fewest that comes to this node."""
        decisions = []
        while number >= 0:
            before, act = self.came[number]
            if before >= 0:
                moment = self.nodes[before].meet.moment
                decisions.append((moment.id, moment.options[act].id if act >= 0 else WAITED))
            number = before
        return tuple(reversed(decisions))


@dataclass(frozen=True, slots=True)
class Departure:
    """An act of a node: the instruction it leads to with values and judgements there, and the node it comes to next."""

    act: str
    at: int
    values: Values
    judged: Judged
    target: int


def explore(program: Program, limit: int = MOST_STATES, stop: Stop = never) -> Graph:
    """Find every decision that any play can come to, up to ``limit`` of them, or until ``stop`` says why not."""
    graph = Graph(program, Reading(program))
    graph.first = _find(graph, graph.reading.runs[0], program.start_values, 0, (END, 0))
    for node in graph.nodes:  # grows while it is walked
        if reason := _stopped(graph, limit, stop):
            graph.truncated = reason
            break
        _expand(graph, graph.expanded, node)
        graph.expanded += 1
    _see_words(graph)
    return graph


def _stopped(graph: Graph, limit: int, stop: Stop) -> str:
    if len(graph.nodes) > limit:
        return f"{limit} states"
    return "" if graph.expanded % PATIENCE else stop(graph.expanded, len(graph.nodes))


def _expand(graph: Graph, number: int, node: Node) -> None:
    """Find what each act in a node leads to."""
    values, judged = node.values, node.judged
    met = graph.reading.met[graph.program.meets[node.meet.number]]
    node.ways = tuple(
        [(i, _find(graph, way.run, values, judged | way.judged, (number, i))) for i, way in on_offer(met, values, judged)]
    )
    node.passing = _find(graph, met.passing.run, values, judged | met.passing.judged, (number, -1))


def _find(graph: Graph, run: Run, values: Values, judged: Judged, came: tuple[int, int]) -> int:
    """Run on to the next decision; return its node, made new if it is met for the first time."""
    at, values = graph.reading.onward(run, values, judged)
    if at == UNSEEN:
        graph.truncated = f"{MOST_SILENT} steps without a decision"
    if at < 0:
        return at
    key = graph.reading.key(at, values, judged)
    found = graph.keys.get(key)
    if found is None:
        found = graph.keys[key] = len(graph.nodes)
        graph.nodes.append(Node(graph.reading.met[at].meet, values, judged))
        graph.came.append(came)
    return found


def on_offer(met: Met, values: Values, judged: Judged) -> Iterator[tuple[int, Way]]:
    """The options on offer in a moment, each with its place in the file's order."""
    for i, way in enumerate(met.options):
        if way.when is None or way.when(values, judged):
            yield i, way


def _see_words(graph: Graph) -> None:
    """Mark every instruction of the runs that were come by."""
    for run in graph.reading.runs.values():
        if graph.seen[run.at] & SEEN:
            for at in range(run.at, run.last + 1):
                graph.seen[at] |= SEEN
