"""Liveness: which climate, state and judgements later conditions can read, per instruction.

Only these form the key of a state: two plays that agree on everything that will be read again have
the same future. The acts of a moment are tracked bit by bit: if a later condition reads only
``did('drift.contain')``, all other acts are equivalent. Whether a moment was judged is live if the
moment can be met again, because each moment is judged only once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from simulator.engine.cfg import onwards
from simulator.engine.program import Apply, Branch, Finish, Instruction, Jump, Meet, Over, Program
from simulator.scenario.condition import Condition, Judged, Values

Pick = Callable[[Values], Values]
"""Selects the live values from all values."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """What is still read from each instruction on, as one bit mask per instruction.

    The lowest ``width`` bits are the variables; the bits above are the judgements.
    """

    width: int
    masks: list[int]

    def values(self, at: int) -> tuple[int, ...]:
        """Return the indices of the values still read from ``at`` on."""
        mask = self.masks[at]
        return tuple(i for i in range(self.width) if mask >> i & 1)

    def judged(self, at: int) -> Judged:
        """Return the bits of the judgements still read from ``at`` on."""
        return self.masks[at] >> self.width

    def pick(self, at: int) -> Pick:
        """Return the function that selects the values still read from ``at`` on."""
        places = self.values(at)
        if not places:
            return lambda values: ()
        if len(places) == 1:  # itemgetter of one index returns a bare value
            return lambda values: (values[places[0]],)
        return itemgetter(*places)


def liveness(program: Program) -> Liveness:
    """Compute the least solution of the backward data-flow equations.

    The equations are live(at) = read(at) + (live(next) - assigned(at)). Sets are bit masks: the
    variables first, then the bits of the judgements. Without back edges, one pass from the end is
    enough. Otherwise a work list revisits only the predecessors of what changed.
    """
    width = len(program.scenario.variables)
    live = [0] * len(program.code)
    for at in range(len(program.code) - 1, -1, -1):
        live[at] = _live(program.code[at], at, live, width)
    before = _led_from(program)
    waiting = _led_back(program)
    while waiting:
        at = waiting.pop()
        found = _live(program.code[at], at, live, width)
        if found != live[at]:
            live[at] = found
            waiting += before[at]
    return Liveness(width, live)


def _led_back(program: Program) -> list[int]:
    """Return the instructions that have a back edge."""
    return [at for at in range(len(program.code)) if any(to <= at for to in onwards(program, at))]


def _led_from(program: Program) -> list[list[int]]:
    """Return the predecessors of each instruction."""
    before: list[list[int]] = [[] for _ in program.code]
    for at in range(len(program.code)):
        for to in onwards(program, at):
            before[to].append(at)
    return before


def _live(instruction: Instruction, at: int, live: list[int], width: int) -> int:
    """Return the mask of what is live before an instruction, from the masks of its successors."""
    match instruction:
        case Branch(condition=condition, otherwise=otherwise):
            return live[at + 1] | live[otherwise] | _read(condition, width)
        case Jump(to=to):
            return live[to]
        case Apply(change=change):
            # Adding to a variable reads it, so that only an assignment ends its life.
            assigned = {place for place, _ in change.assign}
            return live[at + 1] & ~sum(1 << place for place in assigned)
        case Meet():
            return _live_at_moment(instruction, live, width)
        case Finish() | Over():
            return 0
        case _:
            return live[at + 1]


def _live_at_moment(meet: Meet, live: list[int], width: int) -> int:
    """Return the mask of what is live before a moment.

    A moment reads whether it was judged. If it was not, each act assigns all its bits.
    """
    ways = live[meet.passing]
    for way in meet.options:
        ways |= live[way]
    for option in meet.moment.options:
        if option.when is not None:
            ways |= _read(option.when, width)
    bits = (1 << meet.bits.end) - (1 << meet.bits.first)
    return meet.bits.judged << width | live[meet.after] | ways & ~(bits << width)


def _read(condition: Condition, width: int) -> int:
    return sum(1 << i for i in condition.values) | condition.judged << width
