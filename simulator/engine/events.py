"""What happens in a play, as data: events name moments and options, never positions; front ends turn them into words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    """The meeting entered a phase."""

    phase: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn: ``form`` is say, leader, silence or aside; ``text`` is ready to be shown.

    ``moment`` and ``number`` say which turn of which moment it was, where it was one.
    """

    form: str
    speaker: str
    text: str
    breaks: tuple[str, ...] = ()
    moment: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Acted:
    """The leader took an option of a moment after its ``after``-th turn; ``timing`` is early, timely or late."""

    moment: str
    option: str
    after: int
    timing: str


@dataclass(frozen=True, slots=True)
class Waited:
    """The leader could have acted after this turn of the moment and did not."""

    moment: str
    after: int


@dataclass(frozen=True, slots=True)
class Passed:
    """The moment went by and nobody acted: missed in a cue, waited out in a leave."""

    moment: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """The leader spoke outside any moment (live play): recorded, never scored."""

    kind: str
    wording: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The play is over: ``reason`` is end, script (it ran off its last step) or circle (it led back to itself in silence)."""

    reason: str


Event = PhaseBegan | Spoken | Acted | Waited | Passed | Remarked | Ended
