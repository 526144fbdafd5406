"""The circle of chairs, drawn with characters; with too little space, it becomes a line of names.

``drawn`` is a pure function from a scene to rows of styled text, each exactly ``width`` cells wide.
A name may be any text, so everything is measured in cells and cut to the available ones. No
information depends on colour alone: the speaker, whom you address, people who have been silent for
long, the presenter, the co-leader and an empty chair each have a sign. Cells are reserved for these
signs, so that no name moves when they change; only the presenter's name moves, with the chair.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.engine.seats import CO_LEADER, PRESENTER, Seat, short_names, silent_long
from simulator.messages import say
from simulator.messages.climate import QUALITIES, Look, changed, phrases
from simulator.render.names import phase_name, phase_names
from simulator.render.widths import wrap
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

BELOW = (6, 4, 0)
"""Rows below the ring for the climate, the largest that fits.

They are a blank row, three qualities, and, in the largest, two rows for what has changed.
"""


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
    """What the circle shows: ``phase`` is an id or empty, ``passed`` a share of it (0 to 1)."""

    seats: tuple[Seat, ...]
    phase: str
    minute: float
    length: int
    climate: tuple[Look, ...]
    passed: float = 0.0


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


# The circle: first the chairs, then the text in the middle, then the ring's line in free cells.


def _circle(scene: Scene, width: int, height: int, signs: Signs) -> list[Piece]:
    """Draw the ring with the climate inside or, if it does not fit, below it.

    Return nothing if there are too many people for a ring.
    """
    climate, clocks = _mood(scene.climate, signs), list(_clocks(scene, signs))
    inside, ring = _around(scene.seats, width, height, [[*clocks[0], [], *climate]], signs)
    if inside:
        return lowered(inside, (height - ring.height) // 2)
    below = next(rows for rows in BELOW if rows <= height - SMALLEST[1])
    outside, ring = _around(scene.seats, width, height - below, clocks, signs)
    if not outside:
        return []
    shown = climate[: below - 1] if below else []  # one of these rows is blank
    under = stacked(shown, height - below + 1, max(0, (width - _phrase_cells()) // 2))
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


# The text in the middle, and below.


def _clocks(scene: Scene, signs: Signs) -> Iterator[Block]:
    """Yield blocks for phase and clock, from the fullest to an empty one.

    The fullest block has the same width in every phase.
    """
    phase = _phase(scene, signs)
    # A name in each form: with cells reserved for the longest one, alone, and in several rows.
    longest = min(_phrase_cells(), max(map(cell_len, phase_names())))
    names = (
        [filled(phase, longest, "^")],
        [phase],
        wrap(phase, max(map(cell_len, phase.split()))),
    )
    # The last minute has the longest text, whose cells are reserved from the first minute on.
    now, widest = _times(round(scene.minute), scene.length), _times(scene.length, scene.length)
    for time, last in zip(now, widest, strict=True):
        cells = cell_len(last)
        clock = filled(time, cells, "^")
        for bar in (_bar(scene.passed, cells, signs), []):
            for name in names:
                yield [*([(row, "bold $secondary")] for row in name), [(clock, "")], *bar]
    yield [[(clock, "")]]
    yield []


def _times(minute: int, length: int) -> tuple[str, str, str]:
    """Return the time in words, from the longest to the shortest."""
    return (
        say("meeting.clock", minute=minute, length=length),
        say("meeting.clock_short", minute=minute, length=length),
        f"{minute}/{length}",
    )


def _phase(scene: Scene, signs: Signs) -> str:
    phase = clean_line(phase_name(scene.phase)) if scene.phase else say("meeting.before")
    return cut(phase, _phrase_cells(), signs.cut)


def _bar(share: float, cells: int, signs: Signs) -> Block:
    """Return a thin bar that shows how much of the phase's time has passed."""
    gone = round(share * cells)
    return [
        [(signs.passed * gone, "$secondary"), (signs.ahead * (cells - gone), "$text-muted 60%")]
    ]


def _mood(looks: Sequence[Look], signs: Signs) -> Block:
    """Return the climate: shade and words of each quality, and below them what has changed."""
    cells = _phrase_cells() - 3
    rows = [
        [(signs.shades[look.shade] * 2, "$secondary"), (f" {filled(look.words, cells)}", "")]
        for look in looks
    ]
    # Always two rows, so that nothing moves when a change is noticed.
    since = [*wrap(changed(looks), cells), "", ""][:2]
    return rows + [[(f"   {filled(row, cells)}", "$text-muted")] for row in since]


def _phrase_cells() -> int:
    """Return the cells of the longest climate phrase, with its shade and a space before it."""
    # Of all phrases, not of those shown now, so that nothing moves when the climate changes.
    longest = 0
    for quality in QUALITIES:
        longest = max(longest, *map(cell_len, phrases(quality)))
    return 3 + longest


# The line.


def _line(scene: Scene, width: int, height: int, signs: Signs) -> list[Piece]:
    """Draw the names in order, cut as little as possible; then clock and climate if they fit."""
    chairs = _fitting(scene.seats, width, height, signs)
    phase, minute = _phase(scene, signs), f", {_times(round(scene.minute), scene.length)[0]}"
    rest = [[(phase, "bold $secondary"), (minute, "")], *_mood(scene.climate, signs)]
    pieces = [
        *(chair.piece() for chair in chairs),
        *stacked(rest, chairs[-1].row + 1 if chairs else 0, SIGN),
    ]
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

    def show(
        self,
        seats: tuple[Seat, ...],
        phase: str,
        minute: float,
        length: int,
        climate: tuple[Look, ...],
        passed: float = 0.0,
    ) -> None:
        """Show the group; ``passed`` is the share of the phase's time (``View.passed``)."""
        # A reactive draws only if the value differs: an equal scene costs nothing.
        self.scene = Scene(seats, phase, minute, length, climate, passed)

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
