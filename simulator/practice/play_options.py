"""The options of a play that are chosen before it begins."""

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.engine.setup import FeedbackTime
    from simulator.scenario.model import Mode

SEEDS = 9_999
"""The highest seed drawn if none is given: small enough to tell a colleague."""


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """The options of a play: mode, time of feedback, and seed (None: draw one)."""

    mode: "Mode" = "guided"
    feedback: "FeedbackTime" = "now"
    seed: int | None = None

    def drawn(self) -> "PlayOptions":
        """Return these options with a seed: the one given, or one drawn at random."""
        if self.seed is not None:
            return self
        # The system's generator: that of the module can have been seeded by somebody else.
        return replace(self, seed=random.SystemRandom().randint(1, SEEDS))
