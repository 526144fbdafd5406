"""Explore the decision process of a scenario: every state in which the leader decides.

Between two decisions a play is deterministic. A state is therefore a moment met for the first time,
together with everything that can still be read afterwards (``liveness``). Each decision judges one
more moment, so the graph of states is acyclic.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.analysis.blocks import Met, Run, Way, adjusted, cut
from simulator.analysis.liveness import Liveness, Pick, liveness
from simulator.analysis.stop import Stop, never
from simulator.engine.program import FAILED, HELD, MOST_SILENT, SEEN, Meet, Program
from simulator.messages import say
from simulator.scenario.condition import Judged, Values

END = -1
"""The target of an edge on which play ends."""

ENDLESS = -2
"""The target of an edge on which the script loops for ever with nothing left to decide."""

UNSEEN = -3
"""The target of an edge that was not followed to its next decision: its future is unknown."""

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

LEG = 500
"""Steps without a decision after which a play is first checked for an endless loop."""

_BYTES, _BYTES_AN_ACT = 1_000, 110  # of a node with its key and values, and of each of its acts

Key = tuple[int, Values, Judged]
"""A state: the moment's instruction, the values and the judgements that can still be read."""


@dataclass(slots=True, eq=False)
class Node:
    """A state: a moment met for the first time.

    ``ways`` are the indices of the available options and the nodes (or END, ENDLESS, UNSEEN) they
    lead to; ``passing`` is the target if nobody acts. ``values`` and ``judged`` are those of the
    play that first reached the node.
    """

    meet: Meet
    values: Values
    judged: Judged
    ways: tuple[tuple[int, int], ...] = ()
    passing: int = UNSEEN


class TooMuchWork(Exception):
    """Raised inside a search that has used up its steps."""


class Reading:
    """The basic blocks of a program, and for each moment the parts of a state that form its key.

    ``seen`` has one byte of flags per instruction: SEEN if a visited run starts there; HELD and
    FAILED record branch outcomes. ``steps`` counts the work done so far: at least 1 for each run
    followed, more for a run that takes longer.
    """

    def __init__(self, program: Program) -> None:
        """Split the program into runs and compute its liveness."""
        live = liveness(program)
        self.program = program
        self.runs = cut(program)
        self.seen = bytearray(len(program.code))
        self.met = {run.met.at: run.met for run in self.runs.values() if run.met is not None}
        self.parts: dict[int, tuple[Pick, Judged]] = {
            at: (live.pick(at), live.judged(at)) for at in self.met
        }
        self.steps = 0
        self.bytes_of = _bytes_of_states(program, self.met, live)

    def key(self, at: int, values: Values, judged: Judged) -> Key:
        """Return the state of a play that meets the moment at this instruction."""
        pick, mask = self.parts[at]
        return at, pick(values), judged & mask

    def onward(
        self, run: Run, values: Values, judged: Judged, leg: int = LEG
    ) -> tuple[int, Values]:
        """Follow runs to the next decision; return its instruction and the values there.

        The first item is END, ENDLESS or UNSEEN if there is no further decision. If none was
        reached after ``leg`` steps, the play is checked for an endless loop: first after ``LEG``
        steps, then after ``MOST_SILENT``.
        """
        seen = self.seen  # local, as is ``steps``: this is the innermost loop of the search
        left, steps = leg, self.steps
        while left > 0:
            left -= run.length
            steps += run.work
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
                    self.steps = steps
                    return run.met.at, values
                # The moment was judged before: its turns are heard, and play continues.
                left -= len(run.met.meet.moment.turns)
                after = run.met.after
            if after is None:
                self.steps = steps
                return END, values
            run = after
        self.steps = steps
        if self._comes_round(run, values, judged, leg):
            return ENDLESS, values
        rest = MOST_SILENT - LEG + left  # ``left`` is 0 or the negative overrun of this leg
        if leg != LEG or rest <= 0:
            return UNSEEN, values
        return self.onward(run, values, judged, rest)

    def _comes_round(self, run: Run, values: Values, judged: Judged, leg: int) -> bool:
        """Return whether play reaches exactly the same state again (Brent's cycle detection).

        If so, the group never stops. A counter that runs for very long reaches no state twice; its
        continuation is unknown, and nothing may be claimed about it.
        """
        mark = (run, values)
        for limit in (2**power for power in range(leg.bit_length() + 1)):
            for _ in range(limit):
                after, values = self._one_run(run, values, judged)
                if after is None:
                    return False
                run = after
                if (run, values) == mark:
                    return True
            mark = (run, values)
        return False

    def _one_run(self, run: Run, values: Values, judged: Judged) -> tuple[Run | None, Values]:
        """Follow one run; return None if the meeting ends or a moment is met for the first time."""
        self.steps += run.work
        self.seen[run.at] |= SEEN
        values = adjusted(values, run.changes)
        if run.condition is not None:
            holds = run.condition(values, judged)
            self.seen[run.last] |= HELD if holds else FAILED
            return (run.on if holds else run.otherwise), values
        if run.met is not None:
            return (run.met.after if judged & run.met.own else None), values
        return run.on, values


def _bytes_of_states(program: Program, met: dict[int, Met], live: Liveness) -> dict[int, int]:
    """Return an upper estimate of the bytes per state of each moment, with the analysis of it.

    Counts what grows with the scenario: the values and judgements of a state and of its key, and
    the number of plays, an integer that grows by the bits of each moment's acts. Available acts are
    counted when they are found.
    """
    ways = [way for one in met.values() for way in (*one.options, one.passing)]
    # Python's integers use 30 of every 32 bits; a byte for every 7 bits is a safe estimate.
    judged = max((way.judged.bit_length() for way in ways), default=0) // 7
    plays = sum((1 + len(m.turns) * len(m.options)).bit_length() for m in program.moments) // 7
    each = _BYTES + 8 * len(program.scenario.variables) + judged + plays
    return {at: each + 8 * len(live.values(at)) + live.judged(at).bit_length() // 7 for at in met}


@dataclass(slots=True)
class Graph:
    """All nodes that were found; ``first`` is the first node of every play.

    ``truncated`` says what stopped the search, and is empty if it was exhaustive. The nodes from
    ``expanded`` on were found but not expanded. ``interrupted`` is true if the caller stopped the
    search. ``came`` has, for each node, the predecessor and the act on the play with the fewest
    decisions. ``bytes`` is an estimate of the memory of all nodes.

    ``too_far`` has the acts after which the group continues for too long before the next decision.
    Its keys are moment (-1: the start) and option (-1: waiting); its values are the node and the
    act of the first such play.
    """

    program: Program
    reading: Reading
    nodes: list[Node] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)
    came: list[tuple[int, int]] = field(default_factory=list)
    bytes: int = 0
    first: int = END
    expanded: int = 0
    truncated: str = ""
    interrupted: bool = False
    too_far: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def seen(self) -> bytearray:
        """Return the flags SEEN, HELD and FAILED of each instruction."""
        return self.reading.seen

    def node_at(self, at: int, values: Values, judged: Judged) -> int:
        """Return the node of a play at this moment; raise KeyError if the search missed it."""
        return self.keys[self.reading.key(at, values, judged)]

    def departures(self, number: int) -> "Iterator[Departure]":
        """Yield every act of an expanded node: the available options, then waiting."""
        node = self.nodes[number]
        meet, options = node.meet, node.meet.moment.options
        for i, target in node.ways:
            yield Departure(
                options[i].id, meet.options[i], node.values, node.judged | meet.took(i), target
            )
        yield Departure(WAITED, meet.passing, node.values, node.judged | meet.passed, node.passing)

    def play_to(self, number: int) -> tuple[tuple[str, str], ...]:
        """Return the decisions (moment, act) of the shortest play that reaches this node."""
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
    """An act of a node.

    ``at`` is the instruction it leads to, with ``values`` and ``judged`` there; ``target`` is the
    next node (or END, ENDLESS, UNSEEN).
    """

    act: str
    at: int
    values: Values
    judged: Judged
    target: int


def explore(program: Program, limit: int = MOST_STATES, stop: Stop = never) -> Graph:
    """Find every decision that any play can reach, up to ``limit`` decisions.

    The search ends early if ``stop`` returns a reason. It also ends when it has used the memory or
    the steps that ``limit`` states of an ordinary scenario need, so it is bounded for every
    scenario.
    """
    graph = Graph(program, Reading(program))
    most = _most(limit)
    try:
        graph.first = UNSEEN  # stays if the first search runs out of steps
        graph.first = _find(graph, graph.reading.runs[0], program.start_values, 0, (END, 0), most)
        for node in graph.nodes:  # a breadth-first queue: it grows during the loop
            if reason := _too_large(graph, most):
                graph.truncated = reason
                break
            if not graph.expanded % PATIENCE and (reason := stop(graph.expanded, len(graph.nodes))):
                graph.truncated, graph.interrupted = reason, True
                break
            _expand(graph, graph.expanded, node, most)
            graph.expanded += 1
    except TooMuchWork:
        graph.truncated = say("report.limit_steps", steps=most.steps)
    _see_words(graph)
    return graph


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
    if len(graph.nodes) > most.states:
        return say("report.limit_states", states=most.states)
    if graph.bytes > most.bytes:
        return say("report.limit_memory", megabytes=most.bytes // 1_000_000)
    return ""


def _expand(graph: Graph, number: int, node: Node, most: _Most) -> None:
    """Find the successor of each act of a node."""
    values, judged = node.values, node.judged
    met = graph.reading.met[graph.program.meets[node.meet.number]]
    graph.reading.steps += met.work
    node.ways = tuple(
        [
            (i, _find(graph, way.run, values, judged | way.judged, (number, i), most))
            for i, way in on_offer(met, values, judged)
        ]
    )
    node.passing = _find(
        graph, met.passing.run, values, judged | met.passing.judged, (number, -1), most
    )
    graph.bytes += _BYTES_AN_ACT * len(node.ways)


def _find(
    graph: Graph, run: Run, values: Values, judged: Judged, came: tuple[int, int], most: _Most
) -> int:
    """Follow runs to the next decision; return its node, creating it if it is new.

    Raise TooMuchWork if the search has used up its steps.
    """
    reading = graph.reading
    at, values = reading.onward(run, values, judged)
    if reading.steps > most.steps:
        raise TooMuchWork
    if at < 0:
        if at == UNSEEN:
            _note_too_far(graph, came)
        return at
    key = reading.key(at, values, judged)
    found = graph.keys.get(key)
    if found is None:
        found = graph.keys[key] = len(graph.nodes)
        graph.nodes.append(Node(reading.met[at].meet, values, judged))
        graph.came.append(came)
        graph.bytes += reading.bytes_of[at]
    return found


def _note_too_far(graph: Graph, came: tuple[int, int]) -> None:
    """Record that the group continues for too long after this act before the next decision."""
    graph.truncated = say("report.limit_silent", steps=MOST_SILENT)
    graph.too_far.setdefault(
        (graph.nodes[came[0]].meet.number if came[0] >= 0 else -1, came[1]), came
    )


def on_offer(met: Met, values: Values, judged: Judged) -> Iterator[tuple[int, Way]]:
    """Yield the available options of a moment, each with its index in the file's order."""
    for i, way in enumerate(met.options):
        if way.when is None or way.when(values, judged):
            yield i, way


def _see_words(graph: Graph) -> None:
    """Mark every instruction of the visited runs."""
    for run in graph.reading.runs.values():
        if graph.seen[run.at] & SEEN:
            for at in range(run.at, run.last + 1):
                graph.seen[at] |= SEEN
