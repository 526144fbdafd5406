"""The state of a play, and what the leader can do in it."""

from dataclasses import dataclass
from typing import NamedTuple

from simulator.engine.acts import Remark
from simulator.engine.execution import Position
from simulator.scenario.condition import Judged, Values
from simulator.scenario.model import Moment, Option


class State(NamedTuple):
    """The state of a play.

    ``at`` is the index of the next loud instruction, or of the current one while play is inside a
    moment or ``vary``; ``spoken`` counts the turns of it that have been spoken. ``open`` is true
    while the leader can still act in the moment. ``again`` is true if the moment was judged before,
    so that only its turns are repeated. ``unasked`` counts the turns since the last moment with a
    decision; it changes nothing but the end of a loop. ``speaking`` is true while the leader has
    begun to speak in live play.

    The first three are those of a ``Position``. They are not one object of their own, and this is a
    named tuple, because a state is made for every turn.
    """

    at: int
    values: Values
    judged: Judged
    spoken: int = 0
    open: bool = False
    again: bool = False
    unasked: int = 0
    speaking: bool = False

    @property
    def position(self) -> Position:
        """The instruction, the values and the judgements."""
        return Position(self.at, self.values, self.judged)


@dataclass(frozen=True, slots=True)
class Pause:
    """The acts available to the leader.

    ``asks`` is true at a guided pause and inside a live moment: here, waiting and speaking are
    judged. ``after`` is the number of the moment's last spoken turn. ``options`` are the available
    ones, in the order of the screen. Outside moments, live play has ``remarks`` instead: as many
    lines as a moment has, drawn anew each turn. While the leader is ``speaking``, only one of these
    lines or letting go is possible.
    """

    ended: bool = False
    asks: bool = False
    moment: Moment | None = None
    after: int = 0
    options: tuple[Option, ...] = ()
    remarks: tuple[Remark, ...] = ()
    speaking: bool = False
