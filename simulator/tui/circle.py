"""The circle of chairs, drawn with characters; with too little space, it becomes a line of names.

``drawn`` is a pure function from a scene to rows of styled text, each exactly ``width`` cells wide.
A name may be any text, so everything is measured in cells and cut to the available ones. No
information depends on colour alone: the speaker, whom you address, people who have been silent for
long, the presenter, the co-leader and an empty chair each have a sign. Cells are reserved for these
signs, so that no name moves when they change; only the presenter's name moves, with the chair.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.engine.seats import CO_LEADER, PRESENTER, Seat, short_names, silent_long
from simulator.messages import say
from simulator.messages.climate import QUALITIES, Look, phrases
from simulator.scenario.model import LEADER
from simulator.scenario.text import clean_line
from simulator.tui.drawing import (
    Block,
    Part,
    Piece,
    cells_of,
    centred,
    clipped,
    cut,
    filled,
    laid_out,
    lowered,
    stacked,
)
from simulator.tui.ring import (
    SIGN,
    SMALLEST,
    Chair,
    Label,
    Ring,
    chairs_on,
    from_the_middle,
    ring_through,
    room_in,
    seated,
)
from simulator.tui.text import content, lines

ROLE = {PRESENTER: 4, CO_LEADER: 2}
"""Cells reserved beside a name for the sign of its role, and for a presenter's brackets."""

BELOW = (7, 4, 0)
"""Rows below the ring for the climate, the largest that fits.

They are a blank row and, for each of three qualities, two rows or one.
"""

PASSED, AHEAD = "$secondary", "$text-muted"
"""The styles of the two parts of a time bar."""

LONGEST = 40
"""The most cells of a label in the line of names."""

INVISIBLE = "\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}"
"""Characters that would change the width of a neighbouring cell at the edge of a name."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters of a drawing, each one cell wide.

    ``shades`` are the characters for 0 to 3; if ``ring`` is empty, the ring is drawn in braille.
    """

    speaking: str
    addressed: str
    silent: str
    away: str
    presenter: str
    co_leader: str
    cut: str
    passed: str
    ahead: str
    shades: str
    ring: str

    def legend(self) -> str:
        """Return a sentence on what the signs mean."""
        return say(
            "circle.legend",
            speaking=self.speaking,
            addressed=self.addressed,
            silent=self.silent,
            away=self.away,
            presenter=self.presenter,
            co_leader=self.co_leader,
        )


UNICODE = Signs("►", "→", "…", "□", "◆", "◇", "…", "━", "─", "·░▒▓", "")
ASCII = Signs(">", "@", "-", "_", "*", "+", "~", "=", "-", ".:%#", ".")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the circle shows: the people and the climate (safety, focus and depth)."""

    seats: tuple[Seat, ...]
    climate: tuple[Look, ...]


def drawn(
    scene: Scene, width: int, height: int, signs: Signs = UNICODE, *, compact: bool = False
) -> list[list[Part]]:
    """Return the drawing: ``height`` rows of exactly ``width`` cells.

    It is a circle, or a line of names if ``compact`` or if there is too little space.
    """
    too_small = width < SMALLEST[0] or height < SMALLEST[1]
    pieces = [] if compact or too_small else _circle(scene, width, height, signs)
    return laid_out(pieces or _line(scene, width, height, signs), width, height)


# Names and labels.


def _labels(seats: tuple[Seat, ...], most: Sequence[int], signs: Signs) -> list[Label]:
    """Return a label for each chair; ``most`` are the cells that each name may take."""
    long = silent_long(seats)
    names = short_names([_name(seat) for seat in seats])
    return [
        _label(seat, cut(_shown(seat, name), cells, signs.cut), seat in long, signs)
        for seat, name, cells in zip(seats, names, most, strict=True)
    ]


def _name(seat: Seat) -> str:
    return say("circle.you") if seat.person == LEADER else clean_line(seat.name)


def _shown(seat: Seat, name: str) -> str:
    """Return the name without invisible characters at its edges, or else the person's id."""
    bare = name.strip(INVISIBLE)
    return bare if cell_len(bare) else seat.person


def _label(seat: Seat, name: str, long: bool, signs: Signs) -> Label:
    marks = {PRESENTER: f" {signs.presenter}", CO_LEADER: f" {signs.co_leader}"}
    most = SIGN + cell_len(name) + ROLE.get(seat.role, 0)
    text = name + marks.get(seat.role, "")
    if seat.away:
        # As wide as the name, so that nobody moves when a chair is left.
        return Label(filled(signs.away, cell_len(text), "^"), "", "$text-muted", most)
    sign = signs.silent if long else ""
    if seat.addressed:
        sign = signs.addressed
    if seat.speaking:
        sign = signs.speaking
    return Label(
        f"({text})" if seat.back else text,
        sign,
        _style(seat, long),
        most,
    )


def _style(seat: Seat, long: bool) -> str:
    if seat.role == LEADER:
        return "bold $accent" if seat.speaking else "$accent"
    if seat.speaking:
        return "bold $primary"
    if seat.addressed:
        return "$primary"
    return "$text-muted" if long else ""


def time_bar(share: float, cells: int, signs: Signs) -> list[Part]:
    """Return a thin bar that shows how much of the phase's time has passed."""
    gone = round(share * cells)
    return [(signs.passed * gone, PASSED), (signs.ahead * (cells - gone), AHEAD)]


# The circle: first the chairs, then the text in the middle, then the ring's line in free cells.


def _circle(scene: Scene, width: int, height: int, signs: Signs) -> list[Piece]:
    """Draw the ring with the climate inside or, if it does not fit, below it.

    Return nothing if there are too many people for a ring.
    """
    climate = _mood(scene.climate, signs)
    inside, ring = _around(scene.seats, width, height, [climate], signs)
    if inside:
        return lowered(inside, (height - ring.height) // 2)
    below = next(rows for rows in BELOW if rows <= height - SMALLEST[1])
    outside, ring = _around(scene.seats, width, height - below, [[]], signs)
    if not outside:
        return []
    shown = climate if below > len(climate) else _mood_in_short(scene.climate, width, signs)
    shown = shown[: below - 1] if below else []  # one of these rows is blank
    under = stacked(shown, height - below + 1, max(0, (width - cells_of(climate[0])) // 2))
    return [
        *lowered(outside, (height - below - ring.height) // 2),
        *clipped(under, width, signs.cut),
    ]


def _around(
    seats: tuple[Seat, ...], width: int, height: int, blocks: Iterable[Block], signs: Signs
) -> tuple[list[Piece], Ring]:
    """Draw chairs and ring around the first block that fits between them.

    Return nothing if none fits, or if there are too many people. The space is measured with
    everybody in the circle, so that nothing else moves when a chair moves back.
    """
    most = [width // 2 - 4 - SIGN - ROLE.get(seat.role, 0) for seat in seats]
    gathered = tuple(replace(seat, back=False) for seat in seats)
    labels = _labels(gathered, most, signs)
    ring = ring_through(labels, width, height)
    # One row for each chair at a side; bottom and top have rows of their own.
    if (len(seats) - 1) // 2 > ring.height - 2:
        return [], ring
    everybody = chairs_on(gathered, labels, ring)
    room = [room_in(ring, everybody, row) for row in range(ring.height)]
    for block in blocks:
        for top in from_the_middle(ring.height, len(block)):
            # ``room`` is that on one side of the middle.
            if all(cells_of(row) <= 2 * room[top + i] for i, row in enumerate(block)):
                chairs = chairs_on(seats, _labels(seats, most, signs), ring)
                return [*seated(seats, chairs, ring, signs.ring), *centred(block, top, width)], ring
    return [], ring


# The climate: in the middle, below, or in one row.


def _mood(looks: Sequence[Look], signs: Signs) -> Block:
    """Return two rows for each quality: its name, shade and change, and its words below them."""
    # As wide as the longest phrase there is, so that nothing moves when the climate changes.
    cells = 2 + max(cell_len(words) for quality in QUALITIES for words in phrases(quality))
    rows: Block = []
    for quality, look in zip(QUALITIES, looks, strict=True):
        rows += [
            _heading(quality, look, cells, signs),
            [(f"  {filled(look.words, cells - 2)}", "")],
        ]
    return rows


def _mood_in_short(looks: Sequence[Look], width: int, signs: Signs) -> Block:
    """Return one row for each quality: shade and words, and its name if all names fit."""
    rows: Block = []
    names = _name_cells()
    longest = max(cell_len(words) for quality in QUALITIES for words in phrases(quality))
    named = names + 4 + longest <= width
    for quality, look in zip(QUALITIES, looks, strict=True):
        name = f"{filled(say(f'climate.{quality}'), names)} " if named else ""
        shade: Part = (signs.shades[look.shade] * 2, "$secondary")
        rows.append([(name, "$text-muted"), shade, (f" {filled(look.words, longest)}", "")])
    return rows


def _mood_in_one_row(looks: Sequence[Look], signs: Signs) -> list[Part]:
    """Return the name, shade and change of each quality in one row."""
    cells = _name_cells() + 4 + max(map(cell_len, _changes()))
    return [
        part
        for quality, look in zip(QUALITIES, looks, strict=True)
        for part in (*_heading(quality, look, cells, signs), (" ", ""))
    ]


def _heading(quality: str, look: Look, cells: int, signs: Signs) -> list[Part]:
    """Return the name, shade and change of a quality in this many cells."""
    name = f"{filled(say(f'climate.{quality}'), _name_cells())} "
    change = filled(f" {look.change}", cells - cell_len(name) - 2)
    return [(name, ""), (signs.shades[look.shade] * 2, "$secondary"), (change, "$text-muted")]


def _name_cells() -> int:
    return max(cell_len(say(f"climate.{quality}")) for quality in QUALITIES)


def _changes() -> list[str]:
    """Return all words for a change of the climate."""
    ways = ("less", "more")
    return [say(f"climate.{quality}_{way}") for quality in QUALITIES for way in ways]


# The line.


def _line(scene: Scene, width: int, height: int, signs: Signs) -> list[Piece]:
    """Draw the names in order, cut as little as possible; then the climate in a row if it fits."""
    chairs = _fitting(scene.seats, width, height, signs)
    row = chairs[-1].row + 1 if chairs else 0
    mood = _mood_in_short(scene.climate, width, signs)
    if height - row < len(mood):
        mood = [_mood_in_one_row(scene.climate, signs)]
    pieces = [*(chair.piece() for chair in chairs), *stacked(mood, row, SIGN)]
    return [piece for piece in clipped(pieces, width, signs.cut) if piece.row < height]


def _fitting(seats: tuple[Seat, ...], width: int, height: int, signs: Signs) -> list[Chair]:
    """Return the labels, placed in lines that fit into ``height`` rows.

    Names are whole, with cells reserved for signs, if that fits. Otherwise they are cut to the
    longest that fit without reserved cells, but at least to one letter each.
    """
    labels = _labels(seats, [LONGEST] * len(seats), signs)
    chairs = _in_line(labels, width)
    longest = max((label.most for label in labels), default=0)
    while longest and chairs[-1].row >= height:
        # Cells reserved for signs would cost a letter of each name.
        chairs = _in_line(_labels(seats, [longest] * len(seats), signs), width, tight=True)
        longest -= 1
    return chairs


def _in_line(labels: Iterable[Label], width: int, *, tight: bool = False) -> list[Chair]:
    """Place labels in rows, left to right; if ``tight``, reserve no cells for hidden signs."""
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
    """The circle as a widget; it becomes a line of names if ``compact`` or without enough space."""

    ALLOW_SELECT = False  # a selection should have what is said, and not the drawing
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

    def __init__(
        self,
        *,
        ascii_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """Create the widget; ``ascii_only`` is for terminals without Unicode."""
        super().__init__(id=id)
        self.signs = ASCII if ascii_only else UNICODE

    def show(self, seats: tuple[Seat, ...], climate: tuple[Look, ...]) -> None:
        """Show the group."""
        # A reactive draws only if the value differs: an equal scene costs nothing.
        self.scene = Scene(seats, climate)

    def watch_compact(self, compact: bool) -> None:
        """Change the height with ``compact``."""
        self.set_class(compact, "-compact")

    def render(self) -> Content:
        """Return the drawing in the size of the widget."""
        if self.scene is None:
            return content()
        width, height = self.content_size
        return lines(
            *(
                content(*row)
                for row in drawn(self.scene, width, height, self.signs, compact=self.compact)
            )
        )
