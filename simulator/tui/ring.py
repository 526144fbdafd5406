"""The ring and its chairs: an ellipse in a drawing, a place on it for everybody, and the line from chair to chair.

Whoever sits back leaves the ring for a place outside it, as far as there is room, and the line stays open where the chair was.
A label has cells that are kept free for a sign, so that a sign may come and go without moving the name.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from simulator.engine.seats import Seat
from simulator.tui.drawing import Piece

SMALLEST = (26, 11)
"""Columns and rows below which there is no room for a ring."""

UPRIGHT = 1.4
"""Rows of the ring for each column of its radius. A cell is about twice as high as wide, so that 1 would look round; a little
more gives the names at the sides their rows."""

SIGN = 2
"""Cells kept free before each name for a sign and a space."""

GAP = (3, 1)
"""Columns and rows to either side of an empty place in which the ring stays open."""

OFF_CENTRE = 2.5
"""Rows by which what stands in the middle of the ring may give way to the names at its sides."""

BRAILLE = 0x2800
"""The first of Unicode's braille patterns: two dots by four in a cell, each with a bit."""
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@dataclass(frozen=True, slots=True)
class Label:
    """Who sits on a chair: the name with what belongs to it, the sign before it, if there is one now, and the style of both.

    ``most`` are the cells it may ever take: those for a sign, and for the brackets of somebody who sits back.
    """

    text: str
    sign: str
    style: str
    most: int

    @property
    def cells(self) -> int:
        """The cells it takes now, those for a sign always among them."""
        return SIGN + cell_len(self.text)


@dataclass(frozen=True, slots=True)
class Chair:
    """A label in its place; ``column`` is the first of the cells for a sign."""

    row: int
    column: int
    label: Label

    @property
    def end(self) -> int:
        """The column after its last cell."""
        return self.column + self.label.cells

    def piece(self) -> Piece:
        """What is drawn of it."""
        label = self.label
        if label.sign:
            return Piece(self.row, self.column, f"{label.sign} {label.text}", label.style)
        return Piece(self.row, self.column + SIGN, label.text, label.style)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chair belongs: its row, its middle column, and the half of the ring: -1 left, 0 top or bottom, 1 right."""

    row: int
    column: float
    half: int


@dataclass(frozen=True, slots=True)
class Ring:
    """An ellipse that stands upright in ``width`` by ``height`` cells; ``radius`` is half its width, in columns."""

    width: int
    height: int
    radius: float

    @property
    def rise(self) -> float:
        """Half its height, in rows."""
        return (self.height - 1) / 2

    def half(self, down: float) -> float:
        """Half its width, in columns, so many rows below the upper edge of the drawing."""
        off = (down - self.height / 2) / self.rise
        return self.radius * math.sqrt(max(0.0, 1 - off * off))

    def at(self, turn: float) -> tuple[float, float]:
        """Column and row of the point ``turn`` (0 to 1) of the way round: from the bottom by the left side to the top."""
        angle = math.tau * turn
        column = self.width / 2 - self.radius * math.sin(angle)
        return round(column, 6), round(self.height / 2 + self.rise * math.cos(angle), 6)


def ring_through(labels: Sequence[Label], width: int, height: int) -> Ring:
    """Return the ring of ``width`` columns and at most ``height`` rows whose line runs through the middles of the labels.

    There must be at least one label.
    """
    radius = (width - max(label.most for label in labels)) / 2
    tall = max(round(radius * UPRIGHT) + 1, len(labels) // 2 + 2, SMALLEST[1])
    return Ring(width, min(height, tall), radius)


def seated(
    seats: Sequence[Seat], chairs: Sequence[Chair], ring: Ring, character: str
) -> Iterator[Piece]:
    """Draw the chairs and, in this character or in braille dots where it is empty, the line between them.

    The line is open where a chair has moved back.
    """
    yield from (chair.piece() for chair in chairs)
    yield from _line_of(
        ring,
        chairs,
        [ring.at(i / len(seats)) for i, seat in enumerate(seats) if seat.back],
        character,
    )


def chairs_on(seats: Sequence[Seat], labels: Sequence[Label], ring: Ring) -> list[Chair]:
    """Put each chair in its place, and then those of people who sit back outside the ring, as far as there is room."""
    places = list(_places(len(seats), ring))
    chairs = [
        Chair(place.row, _column(ring, place, label), label)
        for place, label in zip(places, labels, strict=True)
    ]
    for i, seat in enumerate(seats):
        if seat.back:
            chairs[i] = (
                _outside(ring, places[i], labels[i], [*chairs[:i], *chairs[i + 1 :]]) or chairs[i]
            )
    return chairs


def _places(count: int, ring: Ring) -> Iterator[Place]:
    """Yield the places of so many chairs, from the bottom by the left to the top and down again; a row is used once a side."""
    left = (count - 1) // 2
    rows = [ring.height - 1]
    for i in range(1, left + 1):
        highest = 1 + left - i
        rows.append(min(rows[-1] - 1, max(highest, math.floor(ring.at(i / count)[1]))))
    if count % 2 == 0:
        rows.append(0)
    rows += rows[left:0:-1]
    for i, row in enumerate(rows):
        yield Place(row, ring.at(i / count)[0], (2 * i > count) - (0 < 2 * i < count))


def _column(ring: Ring, place: Place, label: Label) -> int:
    """The column in which a label begins whose name stands about its place and keeps to its half."""
    first = {-1: 0, 0: 0, 1: (ring.width + 1) // 2}[place.half]
    last = {-1: ring.width // 2 - 1, 0: ring.width, 1: ring.width}[place.half] - label.cells
    return max(first, min(last, math.floor(place.column - (label.cells - SIGN) / 2 + 0.5) - SIGN))


def _outside(ring: Ring, place: Place, label: Label, chairs: Sequence[Chair]) -> Chair | None:
    """The chair in the nearest row, towards the bottom or the top, in which it stands wholly outside; None if there is none."""
    rows = (
        range(place.row, ring.height)
        if 2 * place.row + 2 > ring.height
        else range(place.row, -1, -1)
    )
    for row in rows:
        spare = _free(ring, row, place.half, chairs) - label.cells
        if spare >= 0:
            return Chair(
                row, spare // 2 if place.half <= 0 else ring.width - label.cells - spare // 2, label
            )
    return None


def _free(ring: Ring, row: int, half: int, chairs: Sequence[Chair]) -> int:
    """How many columns are free from the edge of the drawing to the ring's line, or to a chair that stands nearer."""
    ends = [math.floor(ring.width / 2 - ring.half(row + 0.5))]
    ends += [
        chair.column if half <= 0 else ring.width - chair.end
        for chair in chairs
        if chair.row == row
    ]
    return min(ends) - 1


def room_in(ring: Ring, chairs: Sequence[Chair], row: int) -> float:
    """How far one may write to either side of the middle in this row, in columns."""
    centre = ring.width / 2
    sides = [
        max(chair.column - centre, centre - chair.end, 0) for chair in chairs if chair.row == row
    ]
    return max(0.0, min([ring.half(row) - 0.5, ring.half(row + 1) - 0.5, *sides]) - 1)


def from_the_middle(height: int, rows: int) -> list[int]:
    """The rows in which a block of so many rows could begin without standing far from the middle, the nearest first."""
    off = {top: abs(2 * top + rows - height) for top in range(1, height - rows)}
    return sorted((top for top in off if off[top] <= 2 * OFF_CENTRE), key=off.__getitem__)


def _line_of(
    ring: Ring, chairs: Sequence[Chair], places: Sequence[tuple[float, float]], character: str
) -> Iterator[Piece]:
    """Draw the ring's line but where somebody sits, and where an empty place lets one see that somebody sat there."""
    covered = {
        (p.row, column)
        for p in (chair.piece() for chair in chairs)
        for column in range(p.column - 1, p.end + 1)
    }
    for (row, column), dots in _line_cells(ring, character).items():
        empty = any(
            abs(column + 0.5 - x) <= GAP[0] and abs(row + 0.5 - y) <= GAP[1] for x, y in places
        )
        if (row, column) not in covered and not empty:
            yield Piece(row, column, dots, "$primary 50%")


@lru_cache(maxsize=32)
def _line_cells(ring: Ring, character: str) -> dict[tuple[int, int], str]:
    """The cells, row and column, through which the line runs: each the character, or braille dots where it is empty."""
    if character:
        return dict.fromkeys(((row, column) for column, row in _dots(ring, 1, 1)), character)
    cells: dict[tuple[int, int], int] = {}
    for column, row in _dots(ring, 2, 4):
        cell = (row // 4, column // 2)
        cells[cell] = cells.get(cell, BRAILLE) | DOTS[row % 4][column % 2]
    return {cell: chr(pattern) for cell, pattern in cells.items()}


def _dots(ring: Ring, across: int, down: int) -> set[tuple[int, int]]:
    """The ellipse as dots, column and row, so many a cell: one a column where it is flat, and one a row where it is steep."""
    wide, high = ring.width * across, ring.height * down
    x_radius, y_radius = ring.radius * across, ring.rise * down
    slope = math.hypot(x_radius, y_radius)
    quarter = set()
    for column in range(wide // 2, wide):
        x = (column + 0.5 - wide / 2) / x_radius
        if x <= x_radius / slope:
            quarter.add((column, math.floor(high / 2 + y_radius * math.sqrt(1 - x * x))))
    for row in range(high // 2, high):
        y = (row + 0.5 - high / 2) / y_radius
        if y <= y_radius / slope:
            quarter.add((math.floor(wide / 2 + x_radius * math.sqrt(1 - y * y)), row))
    right = quarter | {(column, high - 1 - row) for column, row in quarter}
    return right | {(wide - 1 - column, row) for column, row in right}
