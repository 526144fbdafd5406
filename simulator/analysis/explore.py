"""The decision process of a scenario: every state in which the leader decides, and where each act leads.

Between two decisions a play runs by itself, so a state is a moment met for the first time together with what can still be
read from there on (``liveness``). Each decision judges one more moment, so the states form no circle.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.analysis.liveness import Liveness, Pick, liveness
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
"""The default limit of states: some seventy times what a full scenario has, in half a gigabyte."""

MOST_STATES_OF_A_CHECK = 60_000
"""States explored by a check and for the figures of a library, which nobody asked for: some five times a full scenario."""

BYTES_A_STATE = 2_000
"""Memory that a search may use for each state of its limit: enough for the states of an ordinary scenario and their values."""

STEPS_A_STATE = 60
"""Steps that a search may take for each state of its limit: some four times what an ordinary scenario needs."""

FEWEST_STATES = 10_000
"""A search with a lower limit may use as much memory and as many steps as one with this limit."""

PATIENCE = 1_000
"""States between two questions whether to stop."""

LEG = 500
"""Steps without a decision after which a play is first suspected to turn in a circle."""

_BYTES, _BYTES_AN_ACT = 1_000, 110

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


class TooMuchWork(Exception):
    """Raised inside a search that has taken all the steps it may take."""


class Reading:
    """The script of one program as states see it: its runs, and for each moment what of a state belongs to its key.

    ``seen``, one byte an instruction, collects SEEN at the start of each run reached, HELD and FAILED where runs fork.
    ``steps`` counts the work done so far: the runs that were followed, more where a run takes longer.
    """

    def __init__(self, program: Program) -> None:
        """Cut the program and work out what is still read where."""
        live = liveness(program)
        self.program = program
        self.runs = cut(program)
        self.seen = bytearray(len(program.code))
        self.met = {run.met.at: run.met for run in self.runs.values() if run.met is not None}
        self.parts: dict[int, tuple[Pick, Judged]] = {at: (live.pick(at), live.judged(at)) for at in self.met}
        self.steps = 0
        self.bytes_of = _bytes_of_states(program, self.met, live)

    def key(self, at: int, values: Values, judged: Judged) -> Key:
        """The state of a play that meets the moment at this instruction."""
        pick, mask = self.parts[at]
        return at, pick(values), judged & mask

    def onward(self, run: Run, values: Values, judged: Judged, leg: int = LEG) -> tuple[int, Values]:
        """Run on to the next decision; return where its moment stands (or END, ENDLESS, UNSEEN) and the values there.

        A play that has not come to one after ``leg`` steps is looked at for a circle: first after ``LEG``, then after
        ``MOST_SILENT``.
        """
        seen = self.seen
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
                left -= len(run.met.meet.moment.turns)
                after = run.met.after
            if after is None:
                self.steps = steps
                return END, values
            run = after
        self.steps = steps
        if self._comes_round(run, values, judged, leg):
            return ENDLESS, values
        rest = MOST_SILENT - LEG + left
        return (UNSEEN, values) if leg != LEG or rest <= 0 else self.onward(run, values, judged, rest)

    def _comes_round(self, run: Run, values: Values, judged: Judged, leg: int) -> bool:
        """Return whether the group repeats a state without a decision (Brent's cycle detection), so it never stops.

        A counter that runs for very long does not: what comes after it was not seen, and nothing may be claimed of it.
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
        """Go on by one run; None where the meeting ends or a moment is met for the first time."""
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
    """Estimate the memory that a state of each moment takes, with what the analysis works out for it, from above.

    What grows with the scenario is counted: the values and judgements that a state holds and is known by, and the number of
    plays, which has up to a digit for each moment. Acts on offer are counted where they are found.
    """
    ways = [way for one in met.values() for way in (*one.options, one.passing)]
    judged = max((way.judged.bit_length() for way in ways), default=0) // 7
    plays = sum((1 + len(m.turns) * len(m.options)).bit_length() for m in program.moments) // 7
    each = _BYTES + 8 * len(program.scenario.variables) + judged + plays
    return {at: each + 8 * len(live.values(at)) + live.judged(at).bit_length() // 7 for at in met}


@dataclass(slots=True)
class Graph:
    """All nodes that were found; ``first`` is the one play comes to first.

    ``truncated`` says by what the search was stopped, and is empty where it saw everything; the nodes from ``expanded`` on
    were found and not looked into. ``interrupted`` says that it was the caller who stopped it. ``came`` has for each node the
    node and the act that the play with the fewest decisions comes from, ``bytes`` is an estimate of what all nodes take.
    ``too_far`` has the acts (moment and option; -1 is the start, and waiting) after which the group goes on for too long before
    the next decision, each with the node and the act of the first play that does it.
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
        """What was reached: SEEN, HELD and FAILED for each instruction."""
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
    """Find every decision that any play can come to, up to ``limit`` of them, or until ``stop`` says why not.

    The search also stops when it has used as much memory or has taken as many steps as ``limit`` states of an ordinary scenario
    need, so that it is bounded whatever the scenario is like.
    """
    graph = Graph(program, Reading(program))
    most = _most(limit)
    try:
        graph.first = UNSEEN  # as long as nothing is known
        graph.first = _find(graph, graph.reading.runs[0], program.start_values, 0, (END, 0), most)
        for node in graph.nodes:  # grows while it is walked
            if reason := _too_large(graph, most):
                graph.truncated = reason
                break
            if not graph.expanded % PATIENCE and (reason := stop(graph.expanded, len(graph.nodes))):
                graph.truncated, graph.interrupted = reason, True
                break
            _expand(graph, graph.expanded, node, most)
            graph.expanded += 1
    except TooMuchWork:
        graph.truncated = f"{most.steps} steps"
    _see_words(graph)
    return graph


@dataclass(frozen=True, slots=True)
class _Most:
    """What a search may use."""

    states: int
    bytes: int
    steps: int


def _most(limit: int) -> _Most:
    ordinary = max(limit, FEWEST_STATES)
    return _Most(limit, ordinary * BYTES_A_STATE, ordinary * STEPS_A_STATE)


def _too_large(graph: Graph, most: _Most) -> str:
    if len(graph.nodes) > most.states:
        return f"{most.states} states"
    return f"{most.bytes // 1_000_000} MB of memory" if graph.bytes > most.bytes else ""


def _expand(graph: Graph, number: int, node: Node, most: _Most) -> None:
    """Find what each act in a node leads to."""
    values, judged = node.values, node.judged
    met = graph.reading.met[graph.program.meets[node.meet.number]]
    graph.reading.steps += met.work
    node.ways = tuple(
        [(i, _find(graph, way.run, values, judged | way.judged, (number, i), most)) for i, way in on_offer(met, values, judged)]
    )
    node.passing = _find(graph, met.passing.run, values, judged | met.passing.judged, (number, -1), most)
    graph.bytes += _BYTES_AN_ACT * len(node.ways)


def _find(graph: Graph, run: Run, values: Values, judged: Judged, came: tuple[int, int], most: _Most) -> int:
    """Run on to the next decision; return its node, made new if it is met for the first time.

    Raise TooMuchWork if the search has taken all its steps.
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
    """Note that what comes after this act was not seen: the group goes on for too long before the next decision."""
    graph.truncated = f"{MOST_SILENT} steps without a decision"
    graph.too_far.setdefault((graph.nodes[came[0]].meet.number if came[0] >= 0 else -1, came[1]), came)


def on_offer(met: Met, values: Values, judged: Judged) -> Iterator[tuple[int, Way]]:
    """The options on offer in a moment, each with its place in the file's order."""
    for i, way in enumerate(met.options):
        if way.when is None or way.when(values, judged):
            yield i, way


def _see_words(graph: Graph) -> None:
    """Mark every instruction of the runs that were reached."""
    for run in graph.reading.runs.values():
        if graph.seen[run.at] & SEEN:
            for at in range(run.at, run.last + 1):
                graph.seen[at] |= SEEN
