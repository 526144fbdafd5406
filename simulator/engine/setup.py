"""The constants of a play, and the cache of what its plays share."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from simulator.engine.cases import case_of
from simulator.engine.events import Event
from simulator.engine.program import Program
from simulator.engine.state import Pause
from simulator.scenario.condition import Evaluate, Judged
from simulator.scenario.model import Mode, Scenario, names_in_case
from simulator.scenario.placeholders import Words

FeedbackTime = Literal["now", "end"]
"""When the reasons for the leader's acts are shown: during the play, or only in the debrief."""


@dataclass(frozen=True)
class Setup:
    """The constants of a play: the program, the mode, the seed.

    ``names`` has the drawn case and the people's names, by placeholder.
    ``cache`` is filled by ``step`` and ``pause``, and is not part of what a setup is.
    """

    program: Program
    mode: Mode
    seed: int
    names: dict[str, str] = field(init=False, compare=False, repr=False)
    cache: "PlayCache" = field(
        init=False, compare=False, repr=False, default_factory=lambda: PlayCache()
    )

    def __post_init__(self) -> None:
        """Draw the case; the dataclass is frozen, so plain assignment would raise."""
        object.__setattr__(self, "names", drawn_names(self.program.scenario, self.seed))

    def fill(self, words: Words) -> str:
        """Return ``words`` with the drawn case and the people's names put in."""
        return words.fill(self.names)


class PlayCache:
    """What the plays of a setup share: the events of their turns and acts.

    Texts depend on the setup alone. Most steps find their events here, and make only a new state.
    """

    def __init__(self) -> None:
        # By instruction, turns spoken, and true if the leader can act in the moment.
        self.turns: dict[tuple[int, int, bool], HeardTurn | None] = {}
        # By instruction and turns spoken.
        self.options: dict[tuple[int, int], WrittenOptions] = {}
        # By instruction, turns spoken, true if the leader has begun to speak, available options.
        self.pauses: dict[tuple[int, int, bool, tuple[int, ...]], Pause] = {}
        # By instruction, turns spoken, available options, and the id of the one that is taken.
        self.taken: dict[tuple[int, int, tuple[int, ...], str], TakenOption] = {}


class HeardTurn(NamedTuple):
    """A turn, and the state after it.

    ``judged`` is None for a turn of the script, after which play continues at ``to``; if that
    instruction is not ``loud``, silent ones have to be executed first. For a turn of a moment,
    ``judged`` is the bit that says if the moment was judged before (0 if it cannot be met again),
    and ``open`` is true if the leader can still act in it.
    """

    events: tuple[Event, ...]
    judged: Judged | None
    to: int = 0
    loud: bool = False
    open: bool = False


class WrittenOptions(NamedTuple):
    """The options of a moment that are written for a turn, with their conditions.

    ``conditions`` is empty if no option has one.
    """

    numbers: tuple[int, ...]
    conditions: tuple[Evaluate | None, ...]


class TakenOption(NamedTuple):
    """What happens if an option is taken: events, the bits to set, and where play continues."""

    events: tuple[Event, ...]
    judged: Judged
    to: int


def drawn_names(scenario: Scenario, seed: int) -> dict[str, str]:
    """Return the text of each placeholder, for the case that this seed draws."""
    return dict(names_in_case(scenario, case_of(seed, len(scenario.cases))))
