"""Liveness: which climate, state and judgements later conditions can read, per instruction.

Only these form the key of a state: two plays that agree on everything that will be read again have
the same future. The acts of a moment are tracked bit by bit: if a later condition reads only
``did('drift.contain')``, all other acts are equivalent. Whether a moment was judged is live if the
moment can be met again, because each moment is judged only once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from simulator.engine.cfg import ControlFlow, Mask
from simulator.scenario.condition import Judged, Values

Pick = Callable[[Values], Values]
"""Selects the live values from all values."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """What is still read from each instruction on, as one bit mask per instruction.

    The lowest ``width`` bits are the variables; the bits above are the judgements.
    """

    width: int
    masks: list[Mask]

    def values(self, at: int) -> tuple[int, ...]:
        """Return the indices of the values still read from ``at`` on."""
        # Masks are very long integers: cut one once, instead of shifting it for each variable.
        mask = self.masks[at] & (1 << self.width) - 1
        return tuple([i for i in range(self.width) if mask >> i & 1])

    def judged(self, at: int) -> Judged:
        """Return the bits of the judgements still read from ``at`` on."""
        return self.masks[at] >> self.width

    def pick(self, at: int) -> Pick:
        """Return the function that selects the values still read from ``at`` on."""
        places = self.values(at)
        if not places:
            return lambda values: ()
        if len(places) == self.width:
            return tuple  # which returns the values themselves, not a copy
        if len(places) == 1:  # itemgetter of one index returns a bare value
            return lambda values: (values[places[0]],)
        return itemgetter(*places)


def liveness(cfg: ControlFlow) -> Liveness:
    """Compute the least solution of the backward data-flow equations.

    The equations are live(at) = read(at) + the sum over all edges of (live(to) - written).
    Without back edges, one pass from the end is enough. Otherwise a work list revisits only the
    predecessors of what changed.
    """
    live = [0] * len(cfg.successors)
    successors, reads, writes = cfg.successors, cfg.reads, cfg.writes
    for at in range(len(live) - 1, -1, -1):
        targets = successors[at]
        if len(targets) == 1 and at not in reads and at not in writes:
            # Most instructions: what is live before them is live after them.
            live[at] = live[targets[0]]
        else:
            live[at] = _live(cfg, at, live)
    waiting = cfg.back_edges()
    before = cfg.predecessors() if waiting else []
    # This terminates because masks only gain bits.
    while waiting:
        at = waiting.pop()
        found = _live(cfg, at, live)
        if found != live[at]:
            live[at] = found
            waiting += before[at]
    return Liveness(cfg.width, live)


def _live(cfg: ControlFlow, at: int, live: list[Mask]) -> Mask:
    """Return what is live before an instruction, from what is live at its successors."""
    writes, reads = cfg.writes.get(at), cfg.reads.get(at)
    found = 0
    if writes is None:
        for to in cfg.successors[at]:
            # Sharing an equal mask saves a copy of a very long integer.
            found = found | live[to] if found else live[to]
    else:
        for to, written in zip(cfg.successors[at], writes, strict=True):
            found |= live[to] & ~written
    return found | reads if reads else found
