"""The decision process of a scenario: every state in which the leader decides, and where each act leads.

Between two decisions a play runs by itself, so a state is a moment met for the first time together with what can still be
read from there on (``liveness``). Each decision judges one more moment, so the states form no circle.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from simulator.analysis.liveness import Liveness, liveness
from simulator.play.program import (
    MOST_SILENT,
    Apply,
    Begin,
    Branch,
    Draw,
    Finish,
    Instruction,
    Jump,
    Meet,
    Over,
    Program,
    Say,
    changed,
    follow,
)
from simulator.scenario.condition import PASSED, Judged, Values

END = -1
"""The target of a way on which play ends."""

ENDLESS = -2
"""The target of a way on which the script leads back to itself for ever, with nothing left to decide."""

WAITED = "wait"
"""The act of saying nothing, where acts are named."""

MOST_STATES = 1_000_000
"""States explored unless told otherwise."""


@dataclass(slots=True)
class Node:
    """A moment met for the first time; ``offered`` are the places of the options on offer.

    ``targets`` are the nodes (or END, ENDLESS) that the options in ``offered`` lead to; ``passing`` the one after nobody acted.
    """

    meet: Meet
    offered: tuple[int, ...]
    targets: tuple[int, ...] = ()
    passing: int = END


@dataclass(slots=True)
class Graph:
    """All nodes that were found; ``first`` is the one play comes to first, ``seen`` has a byte for each instruction.

    ``truncated`` says by what the search was stopped, and is empty where it saw everything. For each node, ``states`` has the
    state in which it was found, and ``came`` the node and the act that the play with the fewest decisions comes from.
    """

    program: Program
    nodes: list[Node] = field(default_factory=list)
    keys: dict[tuple[int, Values, Judged], int] = field(default_factory=dict)
    first: int = END
    seen: bytearray = field(default_factory=bytearray)
    truncated: str = ""
    states: list[tuple[int, Values, Judged]] = field(default_factory=list)
    came: list[tuple[int, str]] = field(default_factory=list)
    live: Liveness = field(init=False)
    wordless: Program = field(init=False)

    def __post_init__(self) -> None:
        """Work out what can be read where, and what is only heard."""
        self.live = liveness(self.program)
        self.wordless = _without_words(self.program)
        self.seen = bytearray(len(self.program.code))

    def node_at(self, at: int, values: Values, judged: Judged) -> int:
        """Return the node of a play that stands at this moment (KeyError if the search did not come here)."""
        return self.keys[self.live.key(at, values, judged)]

    def play_to(self, number: int) -> tuple[tuple[str, str], ...]:
        """The decisions (moment, act) of the play with the fewest that comes to this node."""
        decisions = []
        while number >= 0:
            before, act = self.came[number]
            if before >= 0:
                decisions.append((self.nodes[before].meet.moment.id, act))
            number = before
        return tuple(reversed(decisions))

    @staticmethod
    def judged(judged: Judged, number: int, judgement: int) -> Judged:
        """The judgements with one more."""
        return (*judged[:number], judgement, *judged[number + 1 :])


def explore(program: Program, limit: int = MOST_STATES) -> Graph:
    """Find every decision that any play can come to, up to ``limit`` of them."""
    graph = Graph(program)
    graph.first = _find(graph, 0, program.start_values, program.start_judged, (END, ""))
    for number, node in enumerate(graph.nodes):  # grows while it is walked
        if len(graph.nodes) > limit:
            graph.truncated = f"{limit} states"
            break
        _expand(graph, number, node)
    _see_words(graph)
    return graph


def _expand(graph: Graph, number: int, node: Node) -> None:
    """Find what each act in a node leads to."""
    _, values, judged = graph.states[number]
    meet, options = node.meet, node.meet.moment.options
    node.targets = tuple(
        _find(graph, meet.options[i], values, graph.judged(judged, meet.number, i + 1), (number, options[i].id))
        for i in node.offered
    )
    node.passing = _find(graph, meet.passing, values, graph.judged(judged, meet.number, PASSED), (number, WAITED))


def _find(graph: Graph, at: int, values: Values, judged: Judged, came: tuple[int, str]) -> int:
    """Run on to the next decision; return its node, made new if it is met for the first time."""
    at, values = _next_decision(graph, at, values, judged)
    if at < 0:
        return at
    key = graph.live.key(at, values, judged)
    if key not in graph.keys:
        graph.keys[key] = len(graph.nodes)
        graph.nodes.append(_node(graph.program, at, values, judged))
        graph.states.append((at, values, judged))
        graph.came.append(came)
    return graph.keys[key]


def _node(program: Program, at: int, values: Values, judged: Judged) -> Node:
    meet = program.code[at]
    assert isinstance(meet, Meet)
    return Node(meet, tuple(_offered(meet, values, judged)))


def _offered(meet: Meet, values: Values, judged: Judged) -> Iterator[int]:
    for i, option in enumerate(meet.moment.options):
        if option.when is None or option.when.evaluate(values, judged):
            yield i


def _next_decision(graph: Graph, at: int, values: Values, judged: Judged) -> tuple[int, Values]:
    """Let the group go on until a moment is met that has not been judged; a play that finds none and no end is endless."""
    wordless, begin = graph.wordless, (at, values)
    for _ in range(MOST_SILENT):
        at, values = follow(wordless, at, values, judged, graph.seen)
        instruction = wordless.code[at]
        if isinstance(instruction, Meet):
            if judged[instruction.number] == 0:
                return at, values
            at = instruction.after
        elif at == wordless.circle:
            break
        else:
            return END, values
    if not _comes_round(wordless, *begin, judged):
        graph.truncated = f"{MOST_SILENT} steps without a decision"
    return ENDLESS, values


def _comes_round(wordless: Program, at: int, values: Values, judged: Judged) -> bool:
    """Whether the group, let go on, comes to the very same state again (Brent's search), so that it never stops.

    A counter that runs for very long does not: what comes after it was not seen, and nothing may be claimed of it.
    """
    mark = (at, values)
    for limit in (2**power for power in range(MOST_SILENT.bit_length() + 1)):
        for _ in range(limit):
            at, values = _one_step(wordless, at, values, judged)
            if (at, values) == mark:
                return _goes_on(wordless.code[at], judged)
        mark = (at, values)
    return False


def _one_step(wordless: Program, at: int, values: Values, judged: Judged) -> tuple[int, Values]:
    match wordless.code[at]:
        case Branch(condition=condition, otherwise=otherwise):
            return (at + 1 if condition.evaluate(values, judged) else otherwise), values
        case Jump(to=to):
            return to, values
        case Apply(change=change):
            return at + 1, changed(wordless, values, change)
        case Meet(after=after) as meet if judged[meet.number] != 0:
            return after, values
        case _:
            return at, values


def _goes_on(instruction: Instruction, judged: Judged) -> bool:
    """Whether play does not stand still here for a decision or the end."""
    return not isinstance(instruction, Finish | Over) and not (
        isinstance(instruction, Meet) and judged[instruction.number] == 0
    )


def _without_words(program: Program) -> Program:
    """The same program with everything that is only heard left out: runs of words and jumps become one jump."""
    code = list(program.code)
    for at in range(len(code) - 1, -1, -1):
        if isinstance(code[at], Say | Begin | Draw):
            code[at] = Jump(_onward(code, at + 1))
    for at, instruction in enumerate(code):
        if isinstance(instruction, Jump):
            code[at] = Jump(_onward(code, instruction.to))
    return replace(program, code=tuple(code))


def _onward(code: list[Instruction], at: int) -> int:
    for _ in code:
        instruction = code[at]
        if not isinstance(instruction, Jump):
            return at
        at = instruction.to
    return at


def _see_words(graph: Graph) -> None:
    """Mark what lies on the runs of words that were come by."""
    code = graph.program.code
    for start in range(len(code)):
        at = start
        while graph.seen[at]:
            instruction = code[at]
            if isinstance(instruction, Jump):
                at = instruction.to
            elif isinstance(instruction, Say | Begin | Draw):
                at += 1
            else:
                break
            if graph.seen[at]:
                break
            graph.seen[at] = 1
