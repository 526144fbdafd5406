"""The manner of a play: what is chosen before it begins."""

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.engine.step import Mode

SEEDS = 9_999
"""Seeds that are drawn where none is given: small enough to be told to a colleague."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a play is to be played: the mode, feedback now or at the end, and the seed (None: draw one)."""

    mode: "Mode" = "guided"
    feedback: str = "now"
    seed: int | None = None

    def drawn(self) -> "Manner":
        """The same with a seed: the one that was asked for, or one drawn now."""
        return (
            self
            if self.seed is not None
            else replace(self, seed=random.SystemRandom().randint(1, SEEDS))
        )
