"""What happens in a play, as data.

Events name moments and options by id, never by position. Front ends turn them into text.
"""

from dataclasses import dataclass
from typing import Literal

from simulator.scenario.model import Form, Timing

EndReason = Literal["end", "script", "loop"]
"""Why a play is over: an ``end`` step, the last step passed, or a script that loops."""


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    """The meeting entered a phase."""

    phase: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn; ``text`` is ready to be shown.

    ``moment`` and ``number`` (from 1) identify a turn of a moment; for other turns they are None
    and 0. ``to`` is the id of the person whom the leader addresses, empty if nobody in particular.
    ``seconds`` is the length of a silence, 0 if the author gives none.
    """

    form: Form
    speaker: str
    text: str
    breaks: tuple[str, ...] = ()
    moment: str | None = None
    number: int = 0
    to: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Acted:
    """The leader took an option of a moment after its ``after``-th turn.

    ``offered`` are the ids of the options available then, in the file's order.
    """

    moment: str
    option: str
    after: int
    timing: Timing
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waited:
    """The leader could have acted after this turn of the moment, and said nothing."""

    moment: str
    after: int


@dataclass(frozen=True, slots=True)
class Passed:
    """The moment passed and nobody acted: a missed cue, or a leave in which the leader waited."""

    moment: str


@dataclass(frozen=True, slots=True)
class Began:
    """The leader began to speak (live play); ``moment`` is empty outside moments."""

    moment: str


@dataclass(frozen=True, slots=True)
class LetGo:
    """The leader began to speak and let it go (live play); ``moment`` is empty outside moments."""

    moment: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """The leader spoke outside any moment (live play).

    It earns no credit, and is counted (``spoke_between``).
    """

    kind: str
    wording: int


@dataclass(frozen=True, slots=True)
class SeatChanged:
    """Somebody left the circle (``out``) or came back."""

    person: str
    out: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to oneself was put; ``text`` is ready to be shown."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The play is over."""

    reason: EndReason


Event = (
    PhaseBegan
    | Spoken
    | Acted
    | Waited
    | Passed
    | Began
    | LetGo
    | Remarked
    | SeatChanged
    | Asked
    | Ended
)
