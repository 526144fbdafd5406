"""Liveness: which climate, state and judgements a later condition can still read, for each instruction.

Only these belong to the key of a state; two plays that differ in nothing that will be read again have the same future. What was
done in a moment counts bit by bit: where a later condition asks only ``did('drift.contain')``, all other acts are one. That a
moment was judged counts where it can be met again, because it is judged once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from simulator.engine.cfg import onwards
from simulator.engine.program import Apply, Branch, Finish, Instruction, Jump, Meet, Over, Program
from simulator.scenario.condition import Condition, Judged, Values

Pick = Callable[[Values], Values]
"""Takes the values that count out of all."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """For each instruction, what is still read from there on: a bit for each of the ``width`` variables, then those judged."""

    width: int
    masks: list[int]

    def values(self, at: int) -> tuple[int, ...]:
        """The places of the values still read from ``at`` on."""
        mask = self.masks[at]
        return tuple(i for i in range(self.width) if mask >> i & 1)

    def judged(self, at: int) -> Judged:
        """The bits of what was judged that are still read from ``at`` on."""
        return self.masks[at] >> self.width

    def pick(self, at: int) -> Pick:
        """What takes the values still read from ``at`` on."""
        places = self.values(at)
        if len(places) > 1:
            return itemgetter(*places)
        return (lambda values: (values[places[0]],)) if places else (lambda values: ())


def liveness(program: Program) -> Liveness:
    """Solve the backward data-flow equations live(at) = read(at) + (live(next) - assigned(at)) to their least solution.

    Sets are bit masks: the variables first, then the bits of what was judged. One pass from the end does where nothing leads
    back; then whatever a change can reach is looked at again, and nothing else.
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
    """The instructions from which an arrow leads back."""
    return [at for at in range(len(program.code)) if any(to <= at for to in onwards(program, at))]


def _led_from(program: Program) -> list[list[int]]:
    """For each instruction, those from which an arrow leads to it."""
    before: list[list[int]] = [[] for _ in program.code]
    for at in range(len(program.code)):
        for to in onwards(program, at):
            before[to].append(at)
    return before


def _live(instruction: Instruction, at: int, live: list[int], width: int) -> int:
    match instruction:
        case Branch(condition=condition, otherwise=otherwise):
            return live[at + 1] | live[otherwise] | _read(condition, width)
        case Jump(to=to):
            return live[to]
        case Apply(change=change):
            return live[at + 1] & ~sum(
                1 << place for place in {place for place, _ in change.assign}
            )
        case Meet():
            return _live_at_moment(instruction, live, width)
        case Finish() | Over():
            return 0
        case _:
            return live[at + 1]


def _live_at_moment(meet: Meet, live: list[int], width: int) -> int:
    """A moment reads whether it was judged; if it was not, each act settles all its bits."""
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
