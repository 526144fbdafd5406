"""The instructions of a compiled script.

Loud instructions (``Say``, ``Begin``, ``ChangeSeat``, ``Ask``, ``Meet``, ``Draw``, ``Finish``,
``Over``) are visible to the leader; silent ones (``Branch``, ``Jump``, ``Apply``) are not.
"""

from dataclasses import dataclass
from fractions import Fraction

from simulator.engine.events import EndReason
from simulator.scenario.condition import Condition, Judgeable, Judged
from simulator.scenario.model import (
    Change,
    End,
    Mode,
    Moment,
    Option,
    SeatStep,
    Turn,
)
from simulator.scenario.placeholders import Words

Adjustment = tuple[int, int, int, int]
"""A variable's index, the amount to add, and the lower and upper bound of the result."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak a turn, or show a silence or a stage direction."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a phase; ``clock`` is the minute at which it begins, None if the format says so."""

    phase: str
    clock: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSeat:
    """Somebody leaves the circle or comes back."""

    step: SeatStep


@dataclass(frozen=True, slots=True)
class Ask:
    """Put a question to oneself."""

    question: Words


@dataclass(frozen=True, slots=True)
class Loss:
    """What a play can lose in a moment that a later one mends, as bits of the judgements.

    ``amounts`` are the possible amounts of weighted credit, from 0 up. The bits hold the position
    of the amount that was lost. They are 0 before the moment is judged: nothing is lost yet.
    """

    first: int
    amounts: tuple[Fraction, ...]

    @property
    def end(self) -> int:
        """The number of the first bit after these."""
        return self.first + (len(self.amounts) - 1).bit_length()

    @property
    def bits(self) -> Judged:
        """All bits that hold the position."""
        return (1 << self.end) - (1 << self.first)

    def lost(self, amount: Fraction) -> Judged:
        """Return the bits to set if this amount was lost."""
        return self.amounts.index(amount) << self.first

    def position(self, judged: Judged) -> int:
        """Return the position of the amount that was lost in a play with these judgements."""
        return (judged & self.bits) >> self.first


@dataclass(frozen=True, slots=True)
class Way:
    """An option, and the ``turns`` after which it leaves the same judgements (``judged``)."""

    option: int
    judged: Judged
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meet:
    """Begin a moment.

    ``options`` and ``passing`` are the indexes at which its consequences begin, ``after`` is the
    index at which play continues after it. ``bits`` are its bits in the mask of judged moments;
    ``loss`` has further bits if a later moment mends this one, and ``mends`` is the loss of the
    moment that this one mends.
    """

    number: int
    moment: Moment
    bits: Judgeable
    options: tuple[int, ...]
    passing: int
    after: int
    loss: Loss | None = None
    mends: Loss | None = None

    def took(self, option: int, after: int) -> Judged:
        """Return the bits to set if this option (from 0) is taken after this turn."""
        taken = self.bits.judged | self.bits.taken(option)
        return taken | self._lost(self.moment.options[option], after)

    @property
    def passed(self) -> Judged:
        """The bits to set if nobody acted."""
        return self.bits.judged | self.bits.passed | self._lost(None, 0)

    def ways(self, mode: Mode) -> tuple[Way, ...]:
        """Return the ways to act in this mode, if all conditions hold, in the file's order.

        In live play an option has several ways if a later moment mends what a bad time loses.
        """
        found = []
        pauses = self.moment.pauses(mode)
        for number, option in enumerate(self.moment.options):
            turns = tuple([after for after in pauses if option.after <= after])
            if self.loss is not None:
                found += self._ways_after(number, turns)
            elif turns:
                found.append(Way(number, self.took(number, turns[0]), turns))
        return tuple(found)

    def _ways_after(self, option: int, turns: tuple[int, ...]) -> list[Way]:
        """Return the ways of taking an option: one for each amount that its turns lose."""
        found: dict[Judged, list[int]] = {}
        for after in turns:
            found.setdefault(self.took(option, after), []).append(after)
        return [Way(option, bits, tuple(after)) for bits, after in found.items()]

    def _lost(self, option: Option | None, after: int) -> Judged:
        """Return the bits of what is lost by this act."""
        if self.loss is None:
            return 0
        return self.loss.lost(lost_credit(self.moment, self.moment.credit(option, after)))


def lost_credit(moment: Moment, earned: Fraction) -> Fraction:
    """Return the weighted credit that is lost in a moment if this credit is earned in it."""
    return max(Fraction(0), moment.most() - earned * moment.weight)


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw one of the alternatives of the ``number``-th (from 0) ``vary`` of the script."""

    number: int
    alternatives: tuple[tuple[Turn, ...], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Continue with the next instruction if the condition holds, else at ``otherwise``."""

    condition: Condition
    otherwise: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Continue at ``to``."""

    to: int


@dataclass(frozen=True, slots=True)
class Apply:
    """Change climate and state: make the ``adjustments`` one after another."""

    change: Change
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True)
class Finish:
    """End the meeting, with the leader's last line if ``step`` has one."""

    step: End | None
    reason: EndReason


@dataclass(frozen=True, slots=True)
class Over:
    """The state after the end; it has no successor."""


Instruction = Say | Begin | ChangeSeat | Ask | Meet | Draw | Branch | Jump | Apply | Finish | Over
