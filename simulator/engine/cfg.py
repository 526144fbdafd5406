"""The control-flow graph of a compiled script: where each instruction leads, and what it uses.

What the analysis knows of the instruction set is stated here once: liveness, basic blocks, bounds
and reachability are computed from it. No condition is evaluated, so the graph over-approximates:
every step of every play is an edge, but not every edge is taken by some play.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.engine.instructions import (
    Apply,
    Ask,
    Begin,
    Branch,
    ChangeSeat,
    Draw,
    Finish,
    Instruction,
    Jump,
    Meet,
    Over,
    Say,
)
from simulator.engine.program import Program
from simulator.scenario.condition import Condition

Targets = tuple[int, ...]
"""The instructions that edges lead to."""

Mask = int
"""A set of what conditions can read, as bits: the variables first, then the judgements."""


_STRAIGHT = (Say, Begin, ChangeSeat, Ask, Draw, Apply)


def ends_block(instruction: Instruction) -> bool:
    """Return whether a basic block ends here: play may continue elsewhere than with the next."""
    return not isinstance(instruction, _STRAIGHT)


def ends_leg(instruction: Instruction) -> bool:
    """Return whether a leg ends here: the path of a play from one decision to the next."""
    return isinstance(instruction, (Meet, Finish, Over))


@dataclass(frozen=True, slots=True)
class ControlFlow:
    """The control-flow graph of ``program``.

    For each instruction, ``successors`` has the instructions that its edges lead to. ``reads`` has
    what it reads before any edge assigns something, and ``writes`` what is assigned on each of its
    edges; both leave out the instructions that read or write nothing. The lowest ``width`` bits of
    a mask are the variables. ``ends`` has the instructions at which a basic block ends, in order.

    A branch has the edge for a true condition first. A moment has those of its options in the
    file's order, then that of passing, then that of a moment that was judged before.
    """

    program: Program
    width: int
    successors: tuple[Targets, ...]
    reads: Mapping[int, Mask]
    writes: Mapping[int, tuple[Mask, ...]]
    ends: tuple[int, ...]

    def predecessors(self) -> list[list[int]]:
        """Return the predecessors of each instruction, in the order of the script."""
        before: list[list[int]] = [[] for _ in self.successors]
        for at, targets in enumerate(self.successors):
            for to in targets:
                before[to].append(at)
        return before

    def back_edges(self) -> list[int]:
        """Return the instructions with an edge backwards; without one, no play can loop."""
        # Only the end of a block can lead backwards, and the end of the meeting leads nowhere.
        found = []
        for at in self.ends:
            targets = self.successors[at]
            if targets and min(targets) <= at:
                found.append(at)
        return found

    def reachable(self, avoiding: int | None = None) -> bytearray:
        """Return a byte for each instruction: 1 if the graph leads to it from the start.

        Only paths that do not come through the instruction ``avoiding`` count. What they do not
        reach is dominated by that instruction: every path to it comes through there.
        """
        reached = bytearray(len(self.successors))
        pending = [0]
        while pending:
            at = pending.pop()
            if not reached[at] and at != avoiding:
                reached[at] = 1
                pending += self.successors[at]
        return reached

    def components(self) -> Iterator[list[int]]:
        """Yield the strongly connected components of the graph, in reverse topological order.

        Each component comes after all those that it leads to; most have one member. The algorithm
        is Tarjan's (1972), with an explicit stack because scripts may be deeper than Python's
        recursion.
        """
        count = len(self.successors)
        number = [0] * count  # order of discovery, from 1; 0 means not visited yet
        low = [0] * count  # the smallest number on the path that the instruction leads back to
        settled = count + 1  # replaces the number of finished instructions; larger than any other
        path: list[int] = []
        found = 0
        for root in range(count):
            work = [] if number[root] else [(root, iter(self.successors[root]))]
            while work:
                at, pending = work[-1]
                if not number[at]:
                    found += 1
                    number[at] = low[at] = found
                    path.append(at)
                for to in pending:
                    if not number[to]:
                        work.append((to, iter(self.successors[to])))
                        break  # descend; the iterator continues here afterwards
                    # A finished instruction has the number ``settled``, which lowers nothing.
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
    successors: list[Targets] = [(at + 1,) for at in range(len(program.code))]
    reads: dict[int, Mask] = {}
    writes: dict[int, tuple[Mask, ...]] = {}
    ends = []
    for at, instruction in enumerate(program.code):
        # Turns, phases, seats, questions, draws and jumps neither read nor write anything. Turns
        # are first, because most instructions are turns.
        match instruction:
            case Say():
                continue
            case Apply(change=change):
                # An addition is neither a read nor a write: it needs the old value, but only if a
                # condition reads the new one, and then the variable is live before it anyway.
                if change.assign:
                    writes[at] = (_bits({place for place, _ in change.assign}),)
            case Branch(condition=condition):
                reads[at] = _read(condition, width)
            case Meet():
                reads[at] = _read_by_moment(instruction, width)
                writes[at] = _written_by_moment(instruction, width)
        if ends_block(instruction):
            ends.append(at)
            successors[at] = _targets(at, instruction)
    return ControlFlow(program, width, tuple(successors), reads, writes, tuple(ends))


def _targets(at: int, instruction: Instruction) -> Targets:
    """Return where play can continue after an instruction that ends a block."""
    match instruction:
        case Branch(otherwise=otherwise):
            return at + 1, otherwise
        case Jump(to=to):
            return (to,)
        case Meet(options=options, passing=passing, after=after):
            return *options, passing, after
        case Finish() | Over():
            return ()
        case _:
            raise AssertionError(f"no block ends at {instruction!r}")


def _written_by_moment(meet: Meet, width: int) -> tuple[Mask, ...]:
    """Return what the edges of a moment write: an act decides all its bits, a repetition none."""
    own = _own_bits(meet) << width
    acts = len(meet.options) + 1
    # An act writes the bits of the other acts as well: they are known to be 0 from here on.
    return (own,) * acts + (0,)


def _read_by_moment(meet: Meet, width: int) -> Mask:
    asked = 0
    for option in meet.moment.options:
        if option.when is not None:
            asked |= _read(option.when, width)
    # Options are offered only before the moment is judged, when all its own bits are 0. So the
    # only one of them that says anything is the one for judged.
    mended = meet.mends.bits if meet.mends is not None else 0
    return asked & ~(_own_bits(meet) << width) | (meet.bits.judged | mended) << width


def _read(condition: Condition, width: int) -> Mask:
    return _bits(condition.values) | condition.judged << width


def _bits(places: Iterable[int]) -> Mask:
    # The sum is the union, because no place occurs twice.
    return sum(1 << place for place in places)


def _own_bits(meet: Meet) -> int:
    lost = meet.loss.bits if meet.loss is not None else 0
    return (1 << meet.bits.end) - (1 << meet.bits.first) | lost


def _pop_component(path: list[int], first: int, number: list[int], settled: int) -> list[int]:
    """Remove a whole component, down to ``first``, from the path and mark it as settled."""
    group = [path.pop()]
    while group[-1] != first:
        group.append(path.pop())
    for member in group:
        number[member] = settled
    return group
