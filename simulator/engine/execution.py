"""Execute the instructions between two decisions, where the script alone decides.

``follow`` takes interactive play to the next loud instruction. ``advance`` goes one instruction
further, loud ones included, for callers that look at the path itself. The exploration of every play
has a faster loop of its own over basic blocks (``analysis.block_follower``).
"""

from typing import NamedTuple

from simulator.engine.program import Apply, Branch, Finish, Jump, Meet, Over, Program
from simulator.scenario.condition import Judged, Values
from simulator.scenario.model import Change

MOST_SILENT = 10_000
"""The number of silent instructions in a row after which a play is considered to loop."""

# A phase, a turn or a moment is visible to the leader, so play has to stop there.
_SILENT = (Branch, Jump, Apply)


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
        if not isinstance(code[at], _SILENT):
            return at, values
        at, values = _next(program, at, values, judged)
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
        case Apply(change=change):
            return at + 1, changed(program, values, change)
        case _:
            return at + 1, values


def changed(program: Program, values: Values, change: Change) -> Values:
    """Return new values: amounts added and clamped to the bounds, then assignments made."""
    after = list(values)
    for place, amount in change.add:
        variable = program.scenario.variables[place]
        after[place] = min(variable.high, max(variable.low, after[place] + amount))
    # Not clamped: the loader has checked that the value is within the bounds.
    for place, value in change.assign:
        after[place] = value
    return tuple(after)
