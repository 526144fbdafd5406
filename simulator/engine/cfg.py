"""The control-flow graph of a compiled script: where each instruction leads, and what it uses.

What the analysis knows of the instruction set is stated here once: liveness, basic blocks, bounds
and reachability are computed from it. No condition is evaluated, so the graph over-approximates:
every step of every play is an edge, but not every edge is taken by some play.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from simulator.engine.program import (
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
)
from simulator.scenario.condition import Condition

Mask = int
"""A set of what conditions can read, as bits: the variables first, then the judgements."""


class Edge(NamedTuple):
    """Play can continue at ``to``; ``writes`` is what was assigned on the way."""

    to: int
    writes: Mask = 0


def ends_block(instruction: Instruction) -> bool:
    """Return whether a basic block ends here: play may continue elsewhere than with the next."""
    return not isinstance(instruction, (Say, Begin, Draw, Apply))


def ends_leg(instruction: Instruction) -> bool:
    """Return whether a leg ends here: the path of a play from one decision to the next."""
    return isinstance(instruction, (Meet, Finish, Over))


@dataclass(frozen=True, slots=True)
class ControlFlow:
    """The control-flow graph of ``program``.

    For each instruction, ``edges`` has the edges from it, and ``reads`` what it reads before any
    of them assigns something. The lowest ``width`` bits of a mask are the variables.

    A branch has the edge for a true condition first. A moment has those of its options in the
    file's order, then that of passing, then that of a moment that was judged before.
    """

    program: Program
    width: int
    edges: tuple[tuple[Edge, ...], ...]
    reads: tuple[Mask, ...]

    def successors(self, at: int) -> tuple[int, ...]:
        """Return the instructions that the edges from this one lead to."""
        return tuple([edge.to for edge in self.edges[at]])

    def predecessors(self) -> list[list[int]]:
        """Return the predecessors of each instruction, in the order of the script."""
        before: list[list[int]] = [[] for _ in self.edges]
        for at, leading in enumerate(self.edges):
            for edge in leading:
                before[edge.to].append(at)
        return before

    def back_edges(self) -> list[int]:
        """Return the instructions with an edge backwards; without one, no play can loop."""
        return [
            at for at, leading in enumerate(self.edges) if min(leading, default=(at + 1,))[0] <= at
        ]

    def reachable(self) -> bytearray:
        """Return a byte for each instruction: 1 if the graph leads to it from the start."""
        reached = bytearray(len(self.edges))
        pending = [0]
        while pending:
            at = pending.pop()
            if not reached[at]:
                reached[at] = 1
                pending += self.successors(at)
        return reached

    def components(self) -> Iterator[list[int]]:
        """Yield the strongly connected components of the graph, in reverse topological order.

        Each component comes after all those that it leads to; most have one member. The algorithm
        is Tarjan's (1972), with an explicit stack because scripts may be deeper than Python's
        recursion.
        """
        count = len(self.edges)
        number = [0] * count  # order of discovery, from 1; 0 means not visited yet
        low = [0] * count  # the smallest number on the path that the instruction leads back to
        settled = count + 1  # replaces the number of finished instructions; larger than any other
        path: list[int] = []
        found = 0
        for root in range(count):
            work = [] if number[root] else [(root, iter(self.successors(root)))]
            while work:
                at, pending = work[-1]
                if not number[at]:
                    found += 1
                    number[at] = low[at] = found
                    path.append(at)
                for to in pending:
                    if not number[to]:
                        work.append((to, iter(self.successors(to))))
                        break  # descend; the iterator continues here afterwards
                    low[at] = min(low[at], number[to])
                else:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[at])
                    if low[at] == number[at]:
                        yield _pop_component(path, at, number, settled)


def control_flow(program: Program) -> ControlFlow:
    """Return the control-flow graph of a program."""
    width = len(program.scenario.variables)
    used = [_uses(at, instruction, width) for at, instruction in enumerate(program.code)]
    return ControlFlow(
        program,
        width,
        tuple(edges for edges, _ in used),
        tuple(read for _, read in used),
    )


def _uses(at: int, instruction: Instruction, width: int) -> tuple[tuple[Edge, ...], Mask]:
    """Return the edges from an instruction, and what it reads."""
    match instruction:
        case Branch(condition=condition, otherwise=otherwise):
            return (Edge(at + 1), Edge(otherwise)), _read(condition, width)
        case Jump(to=to):
            return (Edge(to),), 0
        case Apply(change=change):
            # Adding to a variable reads it, so that only an assignment ends its life. What an
            # addition changes is read by a condition or by nobody, so the addition reads nothing.
            assigned = {place for place, _ in change.assign}
            return (Edge(at + 1, sum(1 << place for place in assigned)),), 0
        case Meet():
            return _edges_of_moment(instruction, width), _read_by_moment(instruction, width)
        case Finish() | Over():
            return (), 0
        case _:
            return (Edge(at + 1),), 0


def _edges_of_moment(meet: Meet, width: int) -> tuple[Edge, ...]:
    """Return the edges of a moment: an act decides all its bits, a repetition none."""
    writes = _own_bits(meet) << width
    acts = [Edge(to, writes) for to in (*meet.options, meet.passing)]
    return *acts, Edge(meet.after)


def _read_by_moment(meet: Meet, width: int) -> Mask:
    asked = 0
    for option in meet.moment.options:
        if option.when is not None:
            asked |= _read(option.when, width)
    # Options are offered only before the moment is judged, when all its own bits are 0. So the
    # only one of them that says anything is the one for judged.
    return asked & ~(_own_bits(meet) << width) | meet.bits.judged << width


def _read(condition: Condition, width: int) -> Mask:
    return sum(1 << place for place in condition.values) | condition.judged << width


def _own_bits(meet: Meet) -> int:
    return (1 << meet.bits.end) - (1 << meet.bits.first)


def _pop_component(path: list[int], first: int, number: list[int], settled: int) -> list[int]:
    """Remove a whole component, down to ``first``, from the path and mark it as settled."""
    group = [path.pop()]
    while group[-1] != first:
        group.append(path.pop())
    for member in group:
        number[member] = settled
    return group
