"""Bounds that are certainly true: the least and the most that can still be earned from an instruction on.

Every condition is taken to be able to hold, so that more ways are open than any play has. Where arrows lead round in a circle,
each moment in it may be met, and it is judged once; so all of them together are the most that the circle can give.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.analysis.arrows import circles_last_first, onwards
from simulator.play.program import Meet, Program


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One side of what can be earned, in units: from each instruction on, and from anywhere."""

    at: list[int]
    whole: int


def enclose(program: Program, earned: Sequence[tuple[int, int]]) -> tuple[Enclosure, Enclosure]:
    """Return the least and the most; ``earned`` has, for each moment, the least and the most that an act in it earns.

    Tarjan's groups come last first, so that what a group leads to is known when it is come to.
    """
    low, high = [0] * len(program.code), [0] * len(program.code)
    for group in circles_last_first(program):
        inside = set(group)
        exits = [to for at in group for to in onwards(program, at) if to not in inside]
        moments = [earned[i.number] for i in (program.code[at] for at in group) if isinstance(i, Meet)]
        least = 0  # a play may stay in a loop for ever, and never earn what comes after it
        if len(group) == 1:
            least = min([low[to] for to in exits], default=0) + sum(least for least, _ in moments)
        most = max([high[to] for to in exits], default=0) + sum(most for _, most in moments)
        for at in group:
            low[at], high[at] = least, most
    return Enclosure(low, 0), Enclosure(high, sum(most for _, most in earned))
