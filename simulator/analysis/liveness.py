"""Liveness: which climate, state and judgements a later condition can still read, for each instruction.

Only these belong to the key of a state; two plays that differ in nothing that will be read again have the same future. A
moment's own judgement counts as read where the moment can be met, because a moment is judged once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.play.program import Apply, Branch, Finish, Instruction, Jump, Meet, Over, Program
from simulator.scenario.condition import Condition, Judged, Values


@dataclass(frozen=True, slots=True)
class Liveness:
    """For each instruction, the places of ``values`` and of ``judged`` that are still read from there on."""

    values: tuple[tuple[int, ...], ...]
    judged: tuple[tuple[int, ...], ...]

    def key(self, at: int, values: Values, judged: Judged) -> tuple[int, Values, Judged]:
        """Return the part of a state that its future depends on."""
        return at, tuple(values[i] for i in self.values[at]), tuple(judged[i] for i in self.judged[at])


def liveness(program: Program) -> Liveness:
    """Solve the backward data-flow equations live(at) = read(at) + (live(next) - assigned(at)) to their least solution.

    Sets are bit masks: the variables first, then the moments.
    """
    width = len(program.scenario.variables)
    live = [0] * len(program.code)
    settled = False
    while not settled:
        settled = True
        for at in range(len(program.code) - 1, -1, -1):
            found = _live(program.code[at], at, live, width)
            if found != live[at]:
                live[at] = found
                settled = False
    moments = len(program.moments)
    return Liveness(
        tuple(tuple(i for i in range(width) if mask >> i & 1) for mask in live),
        tuple(tuple(i for i in range(moments) if mask >> (width + i) & 1) for mask in live),
    )


def _live(instruction: Instruction, at: int, live: list[int], width: int) -> int:
    match instruction:
        case Branch(condition=condition, otherwise=otherwise):
            return live[at + 1] | live[otherwise] | _read(condition, width)
        case Jump(to=to):
            return live[to]
        case Apply(change=change):
            return live[at + 1] & ~sum(1 << place for place in {place for place, _ in change.assign})
        case Meet():
            return _live_at_moment(instruction, live, width)
        case Finish() | Over():
            return 0
        case _:
            return live[at + 1]


def _live_at_moment(meet: Meet, live: list[int], width: int) -> int:
    own = 1 << (width + meet.number)
    judged_here = 0
    for consequence in (*meet.options, meet.passing):
        judged_here |= live[consequence]
    read = own | live[meet.after] | (judged_here & ~own)
    for condition in _conditions(meet):
        read |= _read(condition, width)
    return read


def _conditions(meet: Meet) -> Iterator[Condition]:
    return (option.when for option in meet.moment.options if option.when is not None)


def _read(condition: Condition, width: int) -> int:
    return sum(1 << i for i in condition.values) | sum(1 << (width + i) for i in condition.moments)
