"""Execute the instructions between two decisions, where the script alone decides.

``follow`` takes interactive play to the next loud instruction. ``advance`` goes one instruction
further, loud ones included, for callers that look at the path itself. The exploration of every play
has a faster loop of its own over basic blocks (``analysis.block_follower``).
"""

from typing import NamedTuple

from simulator.engine.instructions import Adjustment, Apply, Branch, Finish, Jump, Meet, Over
from simulator.engine.program import Program
from simulator.scenario.condition import Judged, Values

MOST_SILENT = 10_000
"""The number of silent instructions in a row after which a play is considered to loop."""


class Position(NamedTuple):
    """A place in a play: an instruction, the values of climate and state, and the judgements.

    It is everything that the future of a play depends on. It is a named tuple, not a dataclass,
    because the exploration makes very many.
    """

    at: int
    values: Values
    judged: Judged


def beginning(program: Program) -> Position:
    """Return the position before anything has happened."""
    return Position(0, program.start_values, 0)


def follow(program: Program, at: int, values: Values, judged: Judged) -> tuple[int, Values]:
    """Execute silent instructions; return the next loud one and the values there.

    Silent instructions that never reach a loud one end the play (``Program.loop_end``).
    """
    code = program.code
    # ``judged`` is not returned: only an act of the leader or the end of a moment changes it.
    for _ in range(MOST_SILENT):
        instruction = code[at]
        # Not a ``match``: a comparison of types is the fastest test, and every turn comes here.
        kind = type(instruction)
        if kind is Jump:
            at = instruction.to  # type: ignore[union-attr]
        elif kind is Apply:
            values = changed(values, instruction.adjustments)  # type: ignore[union-attr]
            at += 1
        elif kind is Branch:
            at, values = _next(program, at, values, judged)
        else:
            return at, values
    return program.loop_end, values


def advance(program: Program, position: Position) -> Position | None:
    """Execute one instruction; return None if it is a decision or the end of the meeting.

    Turns are passed over. A moment that was judged before is passed over with all its turns.
    """
    at, values, judged = position
    match program.code[at]:
        case Meet(bits=bits, after=after):
            return Position(after, values, judged) if judged & bits.judged else None
        case Finish() | Over():
            return None
        case _:
            at, values = _next(program, at, values, judged)
            return Position(at, values, judged)


def _next(program: Program, at: int, values: Values, judged: Judged) -> tuple[int, Values]:
    """Execute an instruction that decides nothing; return the next one and the values there."""
    match program.code[at]:
        case Branch(condition=condition, otherwise=otherwise):
            return (at + 1 if condition.evaluate(values, judged) else otherwise), values
        case Jump(to=to):
            return to, values
        case Apply(adjustments=adjustments):
            return at + 1, changed(values, adjustments)
        case _:
            return at + 1, values


def changed(values: Values, adjustments: tuple[Adjustment, ...]) -> Values:
    """Return the values after these adjustments; each is clamped before the next one."""
    after = list(values)
    for place, amount, low, high in adjustments:
        value = after[place] + amount
        # Not min(max(...)): calls are slower than comparisons, and every search comes here often.
        if value < low:
            value = low
        elif value > high:
            value = high
        after[place] = value
    return tuple(after)
