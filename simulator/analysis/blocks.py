"""Split a compiled script into basic blocks, so that the analysis can follow very many plays.

Interactive play goes by ``step``, one turn at a time. A block goes straight to the next branch or
moment. Following blocks reaches the same states as ``step``, in less time.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import reduce
from operator import or_

from simulator.engine.cfg import ControlFlow
from simulator.engine.instructions import Adjustment, Apply, Branch, Draw, Meet, Say
from simulator.engine.program import Program
from simulator.scenario.condition import Evaluate, Judged
from simulator.scenario.model import Mode

VALUES_A_STEP = 32
"""How many values can be copied, or characters of a condition evaluated, in the time of one step.

An estimate, used to charge blocks that change many variables or evaluate a long condition.
"""

END = -1
"""The target of an edge on which play ends."""

WAITING = -1
"""The act of saying nothing, if acts are given by an index."""


# Blocks, moments and edges refer to each other in cycles, so they are compared by identity, and are
# not frozen: ``split`` makes all of them first and links them afterwards.
@dataclass(slots=True, eq=False)
class ActEdge:
    """The edge of one way to act in a moment, or of saying nothing.

    ``option`` is the index of the option, WAITING for saying nothing. ``when`` is the condition
    under which the act is available (None: always), ``judged`` the bits it adds to the judgements,
    and ``block`` the block it leads to. ``judged`` holds only bits that something can read later.
    """

    option: int
    when: Evaluate | None
    judged: Judged
    block: "Block"


@dataclass(slots=True, eq=False)
class BlockMoment:
    """The moment at the end of a block; ``ways`` has the edges of ``Meet.ways`` in their order.

    ``edges`` are the ways and then ``passing``. ``own`` is the bit set once the moment has been
    judged (0 if it cannot be met again). If it is set, play skips the moment and continues with
    ``after``. ``work`` is the cost, in steps, of finding the available options.
    """

    at: int
    meet: Meet
    own: Judged
    ways: tuple[ActEdge, ...]
    passing: ActEdge
    after: "Block"
    work: int
    edges: tuple[ActEdge, ...]


@dataclass(slots=True, eq=False)
class Block:
    """A basic block: the instructions from ``at`` to ``last``.

    ``changes`` are applied in order. Then play continues with ``next`` or, if there is a
    ``condition`` and it does not hold, with ``otherwise``. A block without ``next`` ends at the
    moment ``moment``, or with the end of the meeting.

    ``length`` is the number of instructions; one with several turns counts once per turn. ``work``
    is the cost of following the block once, in steps: 1, or more if it changes very many variables
    or evaluates a very long condition. ``leg`` is the path to the next decision if it is always the
    same; only blocks at which the consequences of an act begin have one.
    """

    at: int
    last: int = 0
    length: int = 1
    work: int = 1
    changes: tuple[Adjustment, ...] = ()
    condition: Evaluate | None = None
    next: "Block | None" = None
    otherwise: "Block | None" = None
    moment: BlockMoment | None = None
    leg: "Leg | None" = None


@dataclass(frozen=True, slots=True)
class Leg:
    """The path from a block to the next decision, if no condition and nothing judged changes it.

    ``to`` is the instruction of the decision, or END. ``changes`` and ``work`` are those of all
    ``blocks`` on the path. Most consequences are such a path, which is followed in one step.
    """

    blocks: tuple[Block, ...]
    changes: tuple[Adjustment, ...]
    work: int
    to: int


def straight_leg(block: Block, longest: int) -> Leg | None:
    """Return the path from a block to the next decision, if it is always the same.

    None if it has a branch, a moment that can be met again, or more than ``longest`` steps.
    """
    blocks: list[Block] = []
    changes: tuple[Adjustment, ...] = ()
    length = work = 0
    after: Block | None = block
    while after is not None:
        blocks.append(after)
        changes += after.changes
        length += after.length
        work += after.work
        moment = after.moment
        # A loop of blocks ends here as well, because it has too many steps.
        if after.condition is not None or length > longest or (moment and moment.own):
            return None
        if moment is not None:
            return Leg(tuple(blocks), changes, work, moment.at)
        after = after.next
    return Leg(tuple(blocks), changes, work, END)


def split(cfg: ControlFlow, mode: Mode) -> dict[int, Block]:
    """Split a program into blocks, keyed by their first instruction; play begins at 0.

    ``mode`` is the mode of play, because some options are available in live play only.
    """
    # Only the last instruction of a block can have a target other than the next instruction.
    leaders = sorted({0}.union(*(cfg.successors[end] for end in cfg.ends)))
    # All blocks exist before any is linked, because jumps lead forward and back.
    blocks = {at: Block(at) for at in leaders}
    remembered = _read_later(cfg)
    for block, next_leader in zip(
        blocks.values(), [*leaders[1:], len(cfg.successors)], strict=True
    ):
        # A block also ends before one that play can jump to.
        end = cfg.ends[bisect_left(cfg.ends, block.at)]
        block.last = min(end, next_leader - 1)
        _fill(cfg.program, block)
        _link(cfg, blocks, block, remembered, mode)
    return blocks


def _read_later(cfg: ControlFlow) -> Judged:
    """Return the bits of the judgements that something can read.

    Without a back edge no moment can be met twice, so the bits for judged are never read as set.
    """
    # A bit that nothing reads would make states differ that have the same future.
    read = reduce(or_, cfg.reads.values(), 0) >> cfg.width
    if not cfg.back_edges():
        for at in cfg.program.meets:
            meet = cfg.program.code[at]
            assert isinstance(meet, Meet)
            read &= ~meet.bits.judged
    return read


def _fill(program: Program, block: Block) -> None:
    """Collect the changes of a block, and count its turns."""
    block.length = block.last - block.at + 1
    if block.length == 1 and not isinstance(program.code[block.at], (Apply, Draw, Branch)):
        return  # a moment, a jump or a turn
    changes: list[Adjustment] = []
    for instruction in program.code[block.at : block.last + 1]:
        if isinstance(instruction, Say):
            continue  # most instructions
        if isinstance(instruction, Apply):
            changes += instruction.adjustments
        elif isinstance(instruction, Draw):
            # The instruction itself was counted above.
            # The longest alternative, because the seed decides which one is spoken.
            block.length += max(map(len, instruction.alternatives)) - 1
    block.changes = tuple(changes)
    block.work = _work(program, block)


def _link(
    cfg: ControlFlow, blocks: dict[int, Block], block: Block, remembered: Judged, mode: Mode
) -> None:
    """Link a block to the blocks after it."""
    last = cfg.program.code[block.last]
    if isinstance(last, Meet):
        block.moment = _moment(last, blocks, block.last, remembered, mode)
        return
    # The end of the meeting has no target. A branch has the edge of a true condition first.
    targets = cfg.successors[block.last]
    if targets:
        block.next = blocks[targets[0]]
    if isinstance(last, Branch):
        block.condition, block.otherwise = last.condition.evaluate, blocks[targets[1]]


def _work(program: Program, block: Block) -> int:
    """Return the cost of following a block once, in steps."""
    # ``changed`` copies all values, however few of them change.
    copied = len(program.scenario.variables) + len(block.changes) if block.changes else 0
    instruction = program.code[block.last]
    asked = len(instruction.condition.source) if isinstance(instruction, Branch) else 0
    return 1 + (copied + asked) // VALUES_A_STEP


def _moment(
    meet: Meet, blocks: dict[int, Block], at: int, remembered: Judged, mode: Mode
) -> BlockMoment:
    ways = []
    asked = 0
    for way in meet.ways(mode):
        condition = meet.moment.options[way.option].when
        when = condition.evaluate if condition is not None else None
        asked += len(condition.source) if condition is not None else 0
        block = blocks[meet.options[way.option]]
        ways.append(ActEdge(way.option, when, way.judged & remembered, block))
    passing = ActEdge(WAITING, None, meet.passed & remembered, blocks[meet.passing])
    return BlockMoment(
        at,
        meet,
        meet.bits.judged & remembered,
        tuple(ways),
        passing,
        blocks[meet.after],
        len(ways) + asked // VALUES_A_STEP,
        (*ways, passing),
    )
