"""Bound the credit that can still be earned from each instruction on; the bounds always hold.

Every condition is assumed to be satisfiable, so the control-flow graph has at least the paths that
real plays have. In a loop (a strongly connected component) every moment may be met, but each is
judged only once, so a loop earns at most the sum over its moments.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.engine.cfg import ControlFlow
from simulator.engine.instructions import Meet


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One bound (lower or upper) on the credit still to be earned, in units.

    ``at`` is the bound from each instruction on, ``whole`` a bound from any instruction.
    """

    at: list[int]
    whole: int


def enclose(cfg: ControlFlow, earned: Sequence[tuple[int, int]]) -> tuple[Enclosure, Enclosure]:
    """Return the lower and the upper bound.

    ``earned`` holds, for each moment, the least and the most that an act in it earns. The strongly
    connected components arrive in reverse topological order, so the bounds of all successors are
    known when a component is processed.
    """
    code = cfg.program.code
    low, high = [0] * len(code), [0] * len(code)
    for group in cfg.components():
        # A set, because a script that jumps back to its start is one component with every
        # instruction.
        inside = set(group)
        exits: set[int] = set()
        moments = []
        for at in group:
            exits |= set(cfg.successors[at]) - inside
            instruction = code[at]
            if isinstance(instruction, Meet):
                moments.append(earned[instruction.number])
        # A play may stay in a loop for ever and never earn what comes after it.
        least = 0
        if len(group) == 1:
            least = min([low[to] for to in exits], default=0)
            least += sum(earned_least for earned_least, _ in moments)
        most = max([high[to] for to in exits], default=0) + sum(most for _, most in moments)
        for at in group:
            low[at], high[at] = least, most
    # From anywhere: no credit is negative, and each moment is judged at most once.
    return Enclosure(low, 0), Enclosure(high, sum(most for _, most in earned))
