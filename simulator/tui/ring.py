"""The ring and its chairs: an ellipse, a place on it for each person, and the line between chairs.

A person who sits back moves to a place outside the ring if there is space, and the line has a gap
where the chair was. Each label has reserved cells for a sign, so that the name does not move when
a sign appears or disappears.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from simulator.engine.seats import Seat
from simulator.tui.drawing import Piece

SMALLEST = (26, 11)
"""The columns and rows that a ring needs at least."""

UPRIGHT = 1.4
"""Rows of the ring per column of its radius.

A cell is about twice as high as wide, so 1 would look round; a little more gives each name at the
sides a row of its own.
"""

SIGN = 2
"""Cells reserved before each name for a sign and a space."""

LINE = "$primary 75%"
"""The style of the ring's line."""

GAP = (3, 1)
"""The gap in the ring at an empty place: columns and rows to either side of it."""

OFF_CENTRE = 2.5
"""Rows by which the text in the ring may be off the middle, to avoid the names at the sides."""

BRAILLE = 0x2800
"""The first of Unicode's braille patterns: a cell has two columns of four dots, one bit each."""
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a chair: the name with its role, the current sign (may be empty), and the style.

    ``most`` is the largest width it can ever have in cells, with a sign and with brackets.
    """

    text: str
    sign: str
    style: str
    most: int

    @property
    def cells(self) -> int:
        """The current width in cells, always including those for a sign."""
        return SIGN + cell_len(self.text)


@dataclass(frozen=True, slots=True)
class Chair:
    """A label at its place; ``column`` is the first of the cells for a sign."""

    row: int
    column: int
    label: Label

    @property
    def end(self) -> int:
        """The column after its last cell."""
        return self.column + self.label.cells

    def piece(self) -> Piece:
        """Return the visible part: without a sign, the reserved cells stay free."""
        label = self.label
        if label.sign:
            return Piece(self.row, self.column, f"{label.sign} {label.text}", label.style)
        return Piece(self.row, self.column + SIGN, label.text, label.style)


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a chair on the ring: row, middle column, and half.

    The half is -1 on the left, 0 at the top or bottom, and 1 on the right.
    """

    row: int
    column: float
    half: int


@dataclass(frozen=True, slots=True)
class Ring:
    """An ellipse in ``width`` by ``height`` cells; ``radius`` is half its width, in columns."""

    width: int
    height: int
    radius: float

    @property
    def rise(self) -> float:
        """Half its height, in rows."""
        return (self.height - 1) / 2

    def half(self, down: float) -> float:
        """Return half its width, in columns, ``down`` rows below the top of the drawing."""
        off = (down - self.height / 2) / self.rise
        return self.radius * math.sqrt(max(0.0, 1 - off * off))  # 0 above and below the ellipse

    def at(self, turn: float) -> tuple[float, float]:
        """Return column and row of a point on the ellipse.

        ``turn`` goes from 0 to 1: from the bottom along the left side to the top (0.5), and back
        along the right side.
        """
        angle = math.tau * turn
        column = self.width / 2 - self.radius * math.sin(angle)
        # Rounded, so that points that mirror each other get equal floats.
        return round(column, 6), round(self.height / 2 + self.rise * math.cos(angle), 6)


def ring_through(labels: Sequence[Label], width: int, height: int) -> Ring:
    """Return the ring whose line goes through the middles of the labels.

    It has ``width`` columns and at most ``height`` rows. There must be at least one label.
    """
    radius = (width - max(label.most for label in labels)) / 2
    tall = max(round(radius * UPRIGHT) + 1, len(labels) // 2 + 2, SMALLEST[1])
    return Ring(width, min(height, tall), radius)


def seated(
    seats: Sequence[Seat], chairs: Sequence[Chair], ring: Ring, character: str
) -> Iterator[Piece]:
    """Yield the chairs and the line between them, with a gap where a chair has moved back.

    The line is drawn with ``character``, or with braille dots if that is empty.
    """
    yield from (chair.piece() for chair in chairs)
    empty = [ring.at(i / len(seats)) for i, seat in enumerate(seats) if seat.back]
    yield from _line_of(ring, chairs, empty, character)


def chairs_on(seats: Sequence[Seat], labels: Sequence[Label], ring: Ring) -> list[Chair]:
    """Return a chair for each label; people who sit back are outside the ring if there is space."""
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
    """Yield the places of ``count`` chairs, clockwise from the bottom; one a row on each side."""
    left = (count - 1) // 2
    rows = [ring.height - 1]
    for i in range(1, left + 1):
        highest = 1 + left - i  # leave a row for each chair still to come on this side
        rows.append(min(rows[-1] - 1, max(highest, math.floor(ring.at(i / count)[1]))))
    if count % 2 == 0:
        rows.append(0)
    # The right side mirrors the left one, without the bottom and the top.
    rows += rows[left:0:-1]
    for i, row in enumerate(rows):
        half = (2 * i > count) - (0 < 2 * i < count)  # -1 left, 1 right, 0 bottom and top
        yield Place(row, ring.at(i / count)[0], half)


def _column(ring: Ring, place: Place, label: Label) -> int:
    """Return the first column of a label whose name is centred at its place, within its half."""
    first = {-1: 0, 0: 0, 1: (ring.width + 1) // 2}[place.half]
    last = {-1: ring.width // 2 - 1, 0: ring.width, 1: ring.width}[place.half] - label.cells
    return max(first, min(last, math.floor(place.column - (label.cells - SIGN) / 2 + 0.5) - SIGN))


def _outside(ring: Ring, place: Place, label: Label, chairs: Sequence[Chair]) -> Chair | None:
    """Return a chair outside the ring in the nearest row with enough space, or None.

    Rows are searched towards the bottom from the lower half, towards the top from the upper half.
    """
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
    """Return the free columns between the edge of the drawing and the ring's line.

    If a chair in this row is nearer to the edge, the free columns end there.
    """
    ends = [math.floor(ring.width / 2 - ring.half(row + 0.5))]
    ends += [
        chair.column if half <= 0 else ring.width - chair.end
        for chair in chairs
        if chair.row == row
    ]
    return min(ends) - 1


def room_in(ring: Ring, chairs: Sequence[Chair], row: int) -> float:
    """Return the free columns to either side of the middle in this row."""
    centre = ring.width / 2
    sides = [
        max(chair.column - centre, centre - chair.end, 0) for chair in chairs if chair.row == row
    ]
    # The narrower edge of the row, less half the line and one free cell.
    return max(0.0, min([ring.half(row) - 0.5, ring.half(row + 1) - 0.5, *sides]) - 1)


def from_the_middle(height: int, rows: int) -> list[int]:
    """Return the rows in which a block of ``rows`` rows can begin, nearest to the middle first.

    Rows that would put it more than OFF_CENTRE rows off the middle are left out.
    """
    off = {top: abs(2 * top + rows - height) for top in range(1, height - rows)}
    return sorted((top for top in off if off[top] <= 2 * OFF_CENTRE), key=off.__getitem__)


def _line_of(
    ring: Ring, chairs: Sequence[Chair], places: Sequence[tuple[float, float]], character: str
) -> Iterator[Piece]:
    """Yield the ring's line, without the cells of chairs and without those near an empty place."""
    covered = {
        (p.row, column)
        for p in (chair.piece() for chair in chairs)
        # One free cell on either side of a name.
        for column in range(p.column - 1, p.end + 1)
    }
    for (row, column), dots in _line_cells(ring, character).items():
        empty = any(
            abs(column + 0.5 - x) <= GAP[0] and abs(row + 0.5 - y) <= GAP[1] for x, y in places
        )
        if (row, column) not in covered and not empty:
            yield Piece(row, column, dots, LINE)


@lru_cache(maxsize=32)
def _line_cells(ring: Ring, character: str) -> dict[tuple[int, int], str]:
    """Return the cells (row and column) of the line: ``character``, or braille if that is empty."""
    if character:
        return dict.fromkeys(((row, column) for column, row in _dots(ring, 1, 1)), character)
    cells: dict[tuple[int, int], int] = {}
    for column, row in _dots(ring, 2, 4):
        cell = (row // 4, column // 2)
        cells[cell] = cells.get(cell, BRAILLE) | DOTS[row % 4][column % 2]
    return {cell: chr(pattern) for cell, pattern in cells.items()}


def _dots(ring: Ring, across: int, down: int) -> set[tuple[int, int]]:
    """Return the ellipse as dots (column and row), with ``across`` by ``down`` dots in a cell.

    There is one dot per column where the ellipse is flat, and one per row where it is steep. One
    quarter is computed, and mirrored twice.
    """
    wide, high = ring.width * across, ring.height * down
    x_radius, y_radius = ring.radius * across, ring.rise * down
    # At ``x_radius / slope`` the ellipse falls by 45 degrees: flat before it, steep behind.
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
