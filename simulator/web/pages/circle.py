"""The circle of chairs as a drawing: where each chair is, and what its signs are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from typing import TYPE_CHECKING

from simulator.engine.seats import CO_LEADER, PRESENTER, Seat, short_names, silent_long
from simulator.messages import say
from simulator.scenario.model import LEADER
from simulator.web.pages.layout import macro

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH, HEIGHT = 400, 290
"""The size of the drawing, in its own units."""

ACROSS, DOWN = 135, 92
"""Half the width and half the height of the ring on which the chairs stand."""

OUTSIDE = 1.24
"""How far the chair of somebody who sits back is from the middle, in place of 1."""

LONGEST = 14
"""The most characters of a name in the drawing."""


@dataclass(frozen=True, slots=True)
class Chair:
    """A chair of the drawing.

    ``x`` and ``y`` are its middle; ``label_y`` is the base line of its name. ``sign`` is a
    character for its role, and ``marks`` are the classes of its state.
    """

    name: str
    x: float
    y: float
    label_y: float
    sign: str
    marks: str

    @property
    def svg(self) -> "Markup":
        """The chair as it is drawn."""
        return _drawn(self)


def chairs(seats: Sequence[Seat]) -> list[Chair]:
    """Return the chairs of a circle, yours at the bottom and then clockwise."""
    silent = {seat.person for seat in silent_long(tuple(seats))}
    names = short_names([_name(seat) for seat in seats])
    return [
        _chair(seat, name, number / len(seats), seat.person in silent)
        for number, (seat, name) in enumerate(zip(seats, names, strict=True))
    ]


# Shared by all rooms and languages: nothing of a chair is in a language but its name, which is a
# part of the key.
@lru_cache(maxsize=1_000)
def _drawn(chair: Chair) -> "Markup":
    """Return a drawing, which is made once: a turn changes two or three of ten chairs."""
    return macro("chair.svg.j2", "drawn")(chair)


def _chair(seat: Seat, name: str, turn: float, silent: bool) -> Chair:
    # In a drawing y grows downwards: the first chair is at the bottom, the next one to its left.
    angle = pi / 2 + 2 * pi * turn
    away = OUTSIDE if seat.back else 1.0
    x = WIDTH / 2 + ACROSS * away * cos(angle)
    # 8 units up: the name below the lowest chair must be within the drawing, also of one that
    # sits back.
    y = HEIGHT / 2 - 8 + DOWN * away * sin(angle)
    shown = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    # 33 is clear of the ring around who speaks (``chair.svg.j2``).
    return Chair(shown, x, y, y + 33, _sign(seat), " ".join(_marks(seat, silent)))


def _name(seat: Seat) -> str:
    return say("circle.you") if seat.person == LEADER else seat.name


def _sign(seat: Seat) -> str:
    return {PRESENTER: "P", CO_LEADER: "L", LEADER: "L"}.get(seat.role, "")


def _marks(seat: Seat, silent: bool) -> Iterator[str]:
    if seat.speaking:
        yield "speaking"
    if seat.addressed:
        yield "addressed"
    if seat.back:
        yield "back"
    if seat.away:
        yield "away"
    if silent:
        yield "silent"
