"""The circle of chairs, drawn with characters in whatever room it has; where there is too little, it becomes a line of names.

``drawn`` is pure: what there is to draw goes in, rows of styled text come out, each exactly as wide as was asked. Names may be
anything that a scenario can hold, so everything is measured in cells and cut to the cells there are. Nothing is told by colour
alone: who speaks, who has long been silent, who brings the case and who leads with you each have a sign. A sign comes and goes
in cells that are kept free for it, so that nobody's name ever moves but the presenter's, with the chair.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from textwrap import wrap

from rich.cells import cell_len, split_graphemes
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.debrief.contents import phase_name
from simulator.debrief.mood import PHRASES, Look, changed
from simulator.play.seats import CO_LEADER, PRESENTER, Seat, short_names, silent_long
from simulator.scenario.catalogue import Format
from simulator.scenario.model import LEADER
from simulator.scenario.text import clean_line
from simulator.tui.text import content, lines

Part = tuple[str, str]
"""A text and its style."""
Block = list[list[Part]]
"""Rows that stand under one another."""

SMALLEST = (26, 11)
"""Columns and rows below which the circle becomes a line."""

UPRIGHT = 1.4
"""Rows of the ring for each column of its radius. A cell is about twice as high as wide, so that 1 would look round; a little
more gives the names at the sides their rows."""

SIGN = 2
"""Cells kept free before each name for a sign and a space."""

ROLE = {PRESENTER: 4, CO_LEADER: 2}
"""Cells kept free about a name for the mark of its role, and for the brackets of a presenter who sits back."""

GAP = (3, 1)
"""Columns and rows to either side of an empty place in which the ring stays open."""

BELOW = (6, 4, 0)
"""Rows below the ring for the climate: a blank one, three, and two more for what has changed, as far as there are so many."""

OFF_CENTRE = 2.5
"""Rows by which what stands in the middle of the ring may give way to the names at its sides."""

PHRASE = 3 + max(cell_len(phrase) for phrases in PHRASES.values() for phrase in phrases)
"""Cells of the longest phrase for the climate, with its shade before it."""

PHASE = 17
"""Cells kept free for a phase's name in the middle, so that all stays in its place from *Closing* to *Presenter returns*."""

BEFORE = "Before the beginning"
"""What stands for the phase before there is one."""

LONGEST = 40
"""Cells of the longest label in a line."""

INVISIBLE = "\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}"
"""What changes the width of a neighbour when it stands at the edge of a name."""

BRAILLE = 0x2800
"""The first of Unicode's braille patterns: two dots by four in a cell, each with a bit."""
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters of a drawing, each one cell wide; ``shades`` go from 0 to 3, an empty ``ring`` is drawn in braille."""

    speaking: str
    silent: str
    presenter: str
    co_leader: str
    cut: str
    passed: str
    ahead: str
    shades: str
    ring: str

    def legend(self) -> str:
        """Say what the signs mean."""
        return (
            f"{self.speaking} speaks, {self.silent} has long been silent, {self.presenter} brings the case (in brackets: sits "
            f"back and listens), {self.co_leader} leads with you."
        )


UNICODE = Signs("►", "…", "◆", "◇", "…", "━", "─", "·░▒▓", "")
ASCII = Signs(">", "-", "*", "+", "~", "=", "-", ".:%#", ".")


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to draw: ``phase`` is its id or empty, ``passed`` the share of its time that has passed (0 to 1)."""

    seats: tuple[Seat, ...]
    phase: str
    minute: float
    length: int
    mood: tuple[Look, ...]
    passed: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that stands somewhere in the drawing, at a row and a column."""

    row: int
    column: int
    text: str
    style: str = ""

    @property
    def end(self) -> int:
        """The column after its last cell."""
        return self.column + cell_len(self.text)


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


def drawn(scene: Scene, width: int, height: int, signs: Signs = UNICODE, *, compact: bool = False) -> list[list[Part]]:
    """Draw the circle, or the line it becomes (``compact``, or too little room): ``height`` rows of exactly ``width`` cells."""
    too_small = width < SMALLEST[0] or height < SMALLEST[1]
    pieces = [] if compact or too_small else _circle(scene, width, height, signs)
    return _rows(pieces or _line(scene, width, height, signs), width, height)


def share_passed(frame: Format, phase: str, minute: float) -> float:
    """Return which share (0 to 1) of a phase's time has passed at this minute of the meeting; 0 of a phase it does not have."""
    minutes = next((part.minutes for part in frame.phases if part.phase == phase), 0)
    return min(1.0, max(0.0, (minute - frame.starts()[phase]) / minutes)) if minutes else 0.0


def _rows(pieces: Iterable[Piece], width: int, height: int) -> list[list[Part]]:
    """Put the pieces in their places, with blanks between them."""
    rows: list[list[Part]] = [[] for _ in range(height)]
    ends = [0] * height
    for piece in sorted(pieces, key=lambda piece: (piece.row, piece.column)):
        assert piece.column >= ends[piece.row], "no piece lies on another"
        rows[piece.row] += [(" " * (piece.column - ends[piece.row]), ""), (piece.text, piece.style)]
        ends[piece.row] = piece.end
    return [[part for part in (*row, (" " * (width - end), "")) if part[0]] for row, end in zip(rows, ends, strict=True)]


# Names and labels.


def cut(text: str, cells: int, ellipsis: str) -> str:
    """Return ``text``, or as much of it as goes into so many cells with the ellipsis (of one cell) after it."""
    if cell_len(text) <= cells:
        return text
    kept = ""
    for letter in _letters(text):
        if cell_len(kept + letter) >= cells:
            break
        kept += letter
    return kept + ellipsis


def _letters(text: str) -> list[str]:
    """What is seen as one letter each, with its accents, or as one emoji."""
    return [text[start:end] for start, end, _ in split_graphemes(text)[0]]


def _labels(seats: tuple[Seat, ...], most: Sequence[int], signs: Signs) -> list[Label]:
    """Write a label for each chair; ``most`` are the cells that each name may take."""
    long = silent_long(seats)
    names = short_names([clean_line(seat.name) for seat in seats])
    return [
        _label(seat, cut(_shown(seat, name), cells, signs.cut), seat in long, signs)
        for seat, name, cells in zip(seats, names, most, strict=True)
    ]


def _shown(seat: Seat, name: str) -> str:
    """A name that can be seen and leaves the width of its neighbours alone; where there is none, the person's id."""
    bare = name.strip(INVISIBLE)
    return bare if cell_len(bare) else seat.person


def _label(seat: Seat, name: str, long: bool, signs: Signs) -> Label:
    marks = {PRESENTER: f" {signs.presenter}", CO_LEADER: f" {signs.co_leader}"}
    text = name + marks.get(seat.role, "")
    sign = signs.speaking if seat.speaking else signs.silent if long else ""
    return Label(f"({text})" if seat.back else text, sign, _style(seat, long), SIGN + cell_len(name) + ROLE.get(seat.role, 0))


def _style(seat: Seat, long: bool) -> str:
    if seat.role == LEADER:
        return "bold $accent" if seat.speaking else "$accent"
    return "bold $primary" if seat.speaking else "$text-muted" if long else ""


# The circle: the chairs first, then what stands in the middle, then the ring's line where nothing else is.


def _circle(scene: Scene, width: int, height: int, signs: Signs) -> list[Piece]:
    """Draw the ring with the climate in it or, where it has no room there, below; nothing where too many sit there."""
    mood, clocks = _mood(scene.mood, signs), list(_clocks(scene, signs))
    inside, ring = _around(scene.seats, width, height, [[*clocks[0], [], *mood]], signs)
    if inside:
        return _lowered(inside, (height - ring.height) // 2)
    below = next(rows for rows in BELOW if rows <= height - SMALLEST[1])
    outside, ring = _around(scene.seats, width, height - below, clocks, signs)
    under = _set(mood[: below - 1] if below else [], height - below + 1, max(0, (width - PHRASE) // 2))
    return [*_lowered(outside, (height - below - ring.height) // 2), *_clipped(under, width, signs)] if outside else []


def _around(
    seats: tuple[Seat, ...], width: int, height: int, blocks: Iterable[Block], signs: Signs
) -> tuple[list[Piece], Ring]:
    """Draw chairs and ring about the first block that has room between them; nothing if none has, or if too many sit there.

    Room is measured with everybody in the circle, so that a chair that moves back moves nothing else.
    """
    most = [width // 2 - 4 - SIGN - ROLE.get(seat.role, 0) for seat in seats]
    gathered = tuple(replace(seat, back=False) for seat in seats)
    labels = _labels(gathered, most, signs)
    ring = _ring(labels, width, height)
    if (len(seats) - 1) // 2 > ring.height - 2:
        return [], ring
    everybody = _chairs(gathered, labels, ring)
    room = [_room(ring, everybody, row) for row in range(ring.height)]
    for block in blocks:
        for top in _from_the_middle(ring.height, len(block)):
            if all(_cells(row) <= 2 * room[top + i] for i, row in enumerate(block)):
                chairs = _chairs(seats, _labels(seats, most, signs), ring)
                return [*_seated(seats, chairs, ring, signs), *_centred(block, top, ring)], ring
    return [], ring


def _ring(labels: Sequence[Label], width: int, height: int) -> Ring:
    """The ring whose line runs through the middles of the labels."""
    radius = (width - max(label.most for label in labels)) / 2
    tall = max(round(radius * UPRIGHT) + 1, len(labels) // 2 + 2, SMALLEST[1])
    return Ring(width, min(height, tall), radius)


def _seated(seats: Sequence[Seat], chairs: Sequence[Chair], ring: Ring, signs: Signs) -> Iterator[Piece]:
    """Draw the chairs and the ring's line between them, open where a chair has moved back."""
    yield from (chair.piece() for chair in chairs)
    yield from _line_of(ring, chairs, [ring.at(i / len(seats)) for i, seat in enumerate(seats) if seat.back], signs)


def _chairs(seats: Sequence[Seat], labels: Sequence[Label], ring: Ring) -> list[Chair]:
    """Put each chair in its place, and then those of people who sit back outside the ring, as far as there is room."""
    places = list(_places(len(seats), ring))
    chairs = [Chair(place.row, _column(ring, place, label), label) for place, label in zip(places, labels, strict=True)]
    for i, seat in enumerate(seats):
        if seat.back:
            chairs[i] = _outside(ring, places[i], labels[i], [*chairs[:i], *chairs[i + 1 :]]) or chairs[i]
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
    rows = range(place.row, ring.height) if 2 * place.row + 2 > ring.height else range(place.row, -1, -1)
    for row in rows:
        spare = _free(ring, row, place.half, chairs) - label.cells
        if spare >= 0:
            return Chair(row, spare // 2 if place.half <= 0 else ring.width - label.cells - spare // 2, label)
    return None


def _free(ring: Ring, row: int, half: int, chairs: Sequence[Chair]) -> int:
    """How many columns are free from the edge of the drawing to the ring's line, or to a chair that stands nearer."""
    ends = [math.floor(ring.width / 2 - ring.half(row + 0.5))]
    ends += [chair.column if half <= 0 else ring.width - chair.end for chair in chairs if chair.row == row]
    return min(ends) - 1


def _room(ring: Ring, chairs: Sequence[Chair], row: int) -> float:
    """How far one may write to either side of the middle in this row, in columns."""
    centre = ring.width / 2
    sides = [max(chair.column - centre, centre - chair.end, 0) for chair in chairs if chair.row == row]
    return max(0.0, min([ring.half(row) - 0.5, ring.half(row + 1) - 0.5, *sides]) - 1)


def _from_the_middle(height: int, rows: int) -> list[int]:
    """The rows in which a block of so many rows could begin without standing far from the middle, the nearest first."""
    off = {top: abs(2 * top + rows - height) for top in range(1, height - rows)}
    return sorted((top for top in off if off[top] <= 2 * OFF_CENTRE), key=off.__getitem__)


def _line_of(ring: Ring, chairs: Sequence[Chair], places: Sequence[tuple[float, float]], signs: Signs) -> Iterator[Piece]:
    """Draw the ring's line but where somebody sits, and where an empty place lets one see that somebody sat there."""
    covered = {(p.row, column) for p in (chair.piece() for chair in chairs) for column in range(p.column - 1, p.end + 1)}
    for (row, column), character in _line_cells(ring, signs.ring).items():
        empty = any(abs(column + 0.5 - x) <= GAP[0] and abs(row + 0.5 - y) <= GAP[1] for x, y in places)
        if (row, column) not in covered and not empty:
            yield Piece(row, column, character, "$primary 50%")


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


# What stands in the middle and below.


def _clocks(scene: Scene, signs: Signs) -> Iterator[Block]:
    """Yield the phase and its clock, from the fullest way of saying it to none; the fullest is as wide in every phase."""
    phase = _phase(scene, signs)
    for words in ("minute {} of {}", "{} of {}", "{}/{}"):
        cells = len(words.format(scene.length, scene.length))
        clock = f"{words.format(round(scene.minute), scene.length):^{cells}}"
        for bar in (_bar(scene.passed, cells, signs), []):
            for name in ([f"{phase:^{PHASE}}"], [phase], wrap(phase, max(map(len, phase.split())))):
                yield [*([(row, "bold $secondary")] for row in name), [(clock, "")], *bar]
    yield [[(clock, "")]]
    yield []


def _phase(scene: Scene, signs: Signs) -> str:
    return cut(clean_line(phase_name(scene.phase)) if scene.phase else BEFORE, PHRASE, signs.cut)


def _bar(share: float, cells: int, signs: Signs) -> Block:
    """A thin bar of the phase's time."""
    gone = round(share * cells)
    return [[(signs.passed * gone, "$secondary"), (signs.ahead * (cells - gone), "$text-muted 60%")]]


def _mood(looks: Sequence[Look], signs: Signs) -> Block:
    """The climate: shade and words of each quality, and below what has changed."""
    rows = [[(signs.shades[look.shade] * 2, "$secondary"), (f" {look.words:<{PHRASE - 3}}", "")] for look in looks]
    since = [*wrap(changed(looks), PHRASE - 3), "", ""][:2]
    return rows + [[(f"   {row:<{PHRASE - 3}}", "$text-muted")] for row in since]


def _centred(block: Block, top: int, ring: Ring) -> Iterator[Piece]:
    for i, row in enumerate(block):
        yield from _set([row], top + i, math.floor((ring.width - _cells(row)) / 2 + 0.5))


def _set(block: Block, top: int, left: int) -> Iterator[Piece]:
    """Put rows under one another from a place on."""
    for i, row in enumerate(block):
        column = left
        for text, style in row:
            yield Piece(top + i, column, text, style)
            column += cell_len(text)


def _cells(row: Iterable[Part]) -> int:
    return sum(cell_len(text) for text, _ in row)


def _lowered(pieces: Iterable[Piece], rows: int) -> list[Piece]:
    return [replace(piece, row=piece.row + rows) for piece in pieces]


def _clipped(pieces: Iterable[Piece], width: int, signs: Signs) -> Iterator[Piece]:
    """Cut what would stand out of the drawing."""
    for piece in pieces:
        if piece.column < width and piece.text.rstrip():
            yield replace(piece, text=cut(piece.text.rstrip(), width - piece.column, signs.cut))


# The line.


def _line(scene: Scene, width: int, height: int, signs: Signs) -> list[Piece]:
    """Draw names in order with their signs, cut as little as the rows allow; the clock and the climate where rows are left."""
    chairs = _fitting(scene.seats, width, height, signs)
    phase, minute = _phase(scene, signs), f", minute {round(scene.minute)} of {scene.length}"
    rest = [[(phase, "bold $secondary"), (minute, "")], *_mood(scene.mood, signs)]
    pieces = [*(chair.piece() for chair in chairs), *_set(rest, chairs[-1].row + 1 if chairs else 0, SIGN)]
    return [piece for piece in _clipped(pieces, width, signs) if piece.row < height]


def _fitting(seats: tuple[Seat, ...], width: int, height: int, signs: Signs) -> list[Chair]:
    """Whole names with cells free for signs if they fit, else the longest that fit without; at the least one letter of each."""
    labels = _labels(seats, [LONGEST] * len(seats), signs)
    chairs = _in_line(labels, width)
    longest = max((label.most for label in labels), default=0)
    while longest and chairs[-1].row >= height:
        chairs = _in_line(_labels(seats, [longest] * len(seats), signs), width, tight=True)
        longest -= 1
    return chairs


def _in_line(labels: Iterable[Label], width: int, *, tight: bool = False) -> list[Chair]:
    """Put labels beside one another, and under one another where a row is full; ``tight`` keeps no cells free for signs."""
    chairs: list[Chair] = []
    row = end = 0
    for label in labels:
        spared = SIGN if tight and not label.sign else 0
        if end and end + label.cells - spared > width:
            row, end = row + 1, 0
        chairs.append(Chair(row, end - spared, label))
        end = chairs[-1].end + 1
    return chairs


class Circle(Widget, can_focus=False):
    """The circle on the screen; ``compact`` makes it a line of names, as does too little room."""

    DEFAULT_CSS = """
    Circle {
        width: 1fr;
        height: 1fr;
        text-wrap: nowrap;
    }
    Circle.-compact {
        height: 2;
    }
    """

    scene: reactive[Scene | None] = reactive(None)
    compact: reactive[bool] = reactive(False)

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """Draw in the characters of Unicode or, for a terminal without them, in those of ASCII."""
        super().__init__(id=id)
        self.signs = ASCII if ascii_only else UNICODE

    def show(
        self, seats: tuple[Seat, ...], phase: str, minute: float, length: int, mood: tuple[Look, ...], passed: float = 0.0
    ) -> None:
        """Show how the group sits now; ``passed`` is the share of the phase's time that has passed (``share_passed``)."""
        self.scene = Scene(seats, phase, minute, length, mood, passed)

    def watch_compact(self, compact: bool) -> None:
        """Take the height of a line."""
        self.set_class(compact, "-compact")

    def render(self) -> Content:
        """Draw in the room there is."""
        if self.scene is None:
            return content()
        width, height = self.content_size
        return lines(*(content(*row) for row in drawn(self.scene, width, height, self.signs, compact=self.compact)))
