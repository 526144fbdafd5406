"""Follow the basic blocks of a script from one decision to the next.

This is the innermost loop of the exploration. ``execution.advance`` does the same one instruction
at a time; tests compare the exploration with ``step``.
"""

from simulator.analysis.blocks import END, ActEdge, Block, BlockMoment, split, straight_leg
from simulator.analysis.liveness import Liveness, Pick, liveness
from simulator.engine.cfg import control_flow
from simulator.engine.execution import MOST_SILENT, Position, changed
from simulator.engine.program import Program
from simulator.scenario.condition import Judged, Values
from simulator.scenario.model import Mode

# These two and END are negative, so that ``at < 0`` tests for all of them, and indices from the
# end of a list (``explore.by_target``).
ENDLESS = -2
"""The target of an edge on which the script loops for ever with nothing left to decide."""

UNSEEN = -3
"""The target of an edge that was not followed to its next decision: its future is unknown."""

SEEN, HELD, FAILED = 1, 2, 4
"""Flags of an instruction: a play reached it; its condition was true; its condition was false."""

# Far above what authors write between two decisions, so that ordinary plays never pay for the
# check.
LEG = 500
"""Steps without a decision after which a play is first checked for an endless loop."""

_BYTES = 1_000  # of a state with its key and values

Key = tuple[int, Values, Judged]
"""A state: the moment's instruction, the values and the judgements that can still be read."""


class BlockFollower:
    """The basic blocks of a program, and for each moment the parts of a state that form its key.

    ``seen`` has one byte of flags per instruction: SEEN if a visited block starts there; HELD and
    FAILED record branch outcomes. ``steps`` counts the work done so far: at least 1 for each block
    followed, more for a block that takes longer.
    """

    def __init__(self, program: Program, mode: Mode) -> None:
        """Split the program into blocks and compute its liveness."""
        self.program = program
        self.mode = mode
        self.cfg = control_flow(program)
        live = liveness(self.cfg)
        self.blocks = split(self.cfg, mode)
        self.seen = bytearray(len(program.code))
        self.moments: dict[int, BlockMoment] = {}
        # Computed once for each moment, because ``key`` runs for every edge of the search.
        self.parts: dict[int, tuple[Pick, Judged]] = {}
        for block in self.blocks.values():
            if block.moment is not None:
                at = block.moment.at
                self.moments[at] = block.moment
                self.parts[at] = live.pick(at), live.judged(at)
                for edge in block.moment.edges:
                    edge.block.leg = straight_leg(edge.block, LEG)
        self.steps = 0
        self.bytes_of = _bytes_of_states(program, self.moments, live)

    def key(self, position: Position) -> Key:
        """Return the state of a play that meets the moment at this position."""
        at, values, judged = position
        pick, mask = self.parts[at]
        return at, pick(values), judged & mask

    def departing(self, edge: ActEdge, position: Position) -> Position:
        """Return the position at which the consequences of an act at a decision begin."""
        return Position(edge.block.at, position.values, position.judged | edge.judged)

    def follow(self, edge: ActEdge, position: Position) -> Position:
        """Do an act at a decision; return the position of the next decision.

        The instruction is END, ENDLESS or UNSEEN if there is none.
        """
        judged = position.judged | edge.judged
        at, values = self.decide(edge.block, position.values, judged)
        return Position(at, values, judged)

    def decide(self, block: Block, values: Values, judged: Judged) -> tuple[int, Values]:
        """Follow blocks to the next decision; return its instruction and the values there.

        The instruction is END, ENDLESS or UNSEEN if there is none.
        """
        leg = block.leg
        if leg is not None:
            # What ``run`` would do with the blocks of this leg, in one step.
            self.steps += leg.work
            self.seen[block.at] |= SEEN
            return leg.to, changed(values, leg.changes) if leg.changes else values
        at, values, unfinished, left = self.run(block, values, judged, LEG)
        if unfinished is not None:
            at, values = self.past_leg(unfinished, values, judged, left)
        return at, values

    def past_leg(
        self, block: Block, values: Values, judged: Judged, left: int
    ) -> tuple[int, Values]:
        """Continue a ``run`` that reached no decision within ``LEG`` steps.

        The play is checked for an endless loop, and again after ``MOST_SILENT`` steps. Return the
        next decision's instruction, or END, ENDLESS or UNSEEN if there is none, and the values
        there.
        """
        if self._loops(block, values, judged, LEG):
            return ENDLESS, values
        rest = MOST_SILENT - LEG + left  # ``left`` is 0 or the negative overrun of this leg
        if rest <= 0:
            return UNSEEN, values
        at, values, unfinished, _ = self.run(block, values, judged, rest)
        if unfinished is not None and self._loops(unfinished, values, judged, rest):
            at = ENDLESS
        return at, values

    def run(
        self, block: Block, values: Values, judged: Judged, left: int
    ) -> tuple[int, Values, Block | None, int]:
        """Follow blocks to the next decision, for at most ``left`` steps.

        Return the decision's instruction, END or UNSEEN; the values there; the block that comes
        next if no decision and no end was reached, else None; and the steps that are left.
        """
        seen, steps = self.seen, self.steps  # local, because attributes are slower
        while left > 0:
            # ``left`` counts the steps of a play; ``steps`` counts the work of following it here.
            left -= block.length
            steps += block.work
            # Only the first instruction; ``explore`` marks the others once, after the search.
            seen[block.at] |= SEEN
            if block.changes:
                values = changed(values, block.changes)
            after = block.next
            if block.condition is not None:
                holds = block.condition(values, judged)
                seen[block.last] |= HELD if holds else FAILED
                if not holds:
                    after = block.otherwise
            elif block.moment is not None:
                moment = block.moment
                # ``own`` is 0 for a moment that cannot be met again, which is therefore never
                # skipped.
                if not judged & moment.own:
                    self.steps = steps
                    return moment.at, values, None, left
                # The moment was judged before: its turns are heard, and play continues.
                left -= len(moment.meet.moment.turns)
                after = moment.after
            if after is None:
                self.steps = steps
                return END, values, None, left
            block = after
        self.steps = steps
        return UNSEEN, values, block, left

    def _loops(self, block: Block, values: Values, judged: Judged, leg: int) -> bool:
        """Return whether play reaches exactly the same state again (Brent's cycle detection).

        If so, the group never stops. A counter that runs for very long reaches no state twice; its
        continuation is unknown, and nothing may be claimed about it.
        """
        # The judgements are left out: they do not change before the next decision.
        mark = (block, values)
        # The limit doubles, so that at some point the mark is inside the loop and the limit exceeds
        # the loop's length.
        for limit in (2**power for power in range(leg.bit_length() + 1)):
            for _ in range(limit):
                # Every block has at least one step, so one step left means one block.
                _, values, after, _ = self.run(block, values, judged, 1)
                if after is None:
                    return False
                block = after
                if (block, values) == mark:
                    return True
            mark = (block, values)
        return False


def _bytes_of_states(
    program: Program, moments: dict[int, BlockMoment], live: Liveness
) -> dict[int, int]:
    """Return an upper estimate of the bytes per state of each moment, with the analysis of it.

    Counts what grows with the scenario: the values and judgements of a state and of its key, and
    the number of plays, an integer that grows by the bits of each moment's acts. Available acts are
    counted when they are found.
    """
    judged = 0
    for moment in moments.values():
        for edge in moment.edges:
            # Judgements are one integer, whose size depends on its highest bit only.
            judged = max(judged, edge.judged.bit_length())
    # A moment multiplies the number of plays by at most its turns times its options, plus 1.
    plays = sum((1 + len(m.turns) * len(m.options)).bit_length() for m in program.moments)
    # Python's integers use 30 of every 32 bits; a byte for every 7 bits is a safe estimate.
    each = _BYTES + 8 * len(program.scenario.variables) + judged // 7 + plays // 7
    return {
        at: each + 8 * len(live.values(at)) + live.judged(at).bit_length() // 7 for at in moments
    }
