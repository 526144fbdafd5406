"""The circle of chairs, drawn with characters in whatever room it has; where there is too little, it becomes a line of names.

``drawn`` is pure: what there is to draw goes in, rows of styled text come out, each exactly as wide as was asked. Names may be
anything that a scenario can hold, so everything is measured in cells and cut to the cells there are. Nothing is told by colour
alone: who speaks, who has long been silent, who brings the case and who leads with you each have a sign. A sign comes and goes
in cells that are kept free for it, so that nobody's name ever moves but the presenter's, with the chair.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.engine.seats import CO_LEADER, PRESENTER, Seat, short_names, silent_long
from simulator.messages.climate import PHRASES, Look, changed
from simulator.review.debrief import phase_name
from simulator.scenario.catalogue import Format
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
"""Cells kept free about a name for the mark of its role, and for the brackets of a presenter who sits back."""

BELOW = (6, 4, 0)
"""Rows below the ring for the climate: a blank one, three, and two more for what has changed, as far as there are so many."""

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


def drawn(
    scene: Scene, width: int, height: int, signs: Signs = UNICODE, *, compact: bool = False
) -> list[list[Part]]:
    """Draw the circle, or the line it becomes (``compact``, or too little room): ``height`` rows of exactly ``width`` cells."""
    too_small = width < SMALLEST[0] or height < SMALLEST[1]
    pieces = [] if compact or too_small else _circle(scene, width, height, signs)
    return laid_out(pieces or _line(scene, width, height, signs), width, height)


def share_passed(frame: Format, phase: str, minute: float) -> float:
    """Return which share (0 to 1) of a phase's time has passed at this minute of the meeting; 0 of a phase it does not have."""
    minutes = next((part.minutes for part in frame.phases if part.phase == phase), 0)
    return min(1.0, max(0.0, (minute - frame.starts()[phase]) / minutes)) if minutes else 0.0


# Names and labels.


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
    return Label(
        f"({text})" if seat.back else text,
        sign,
        _style(seat, long),
        SIGN + cell_len(name) + ROLE.get(seat.role, 0),
    )


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
        return lowered(inside, (height - ring.height) // 2)
    below = next(rows for rows in BELOW if rows <= height - SMALLEST[1])
    outside, ring = _around(scene.seats, width, height - below, clocks, signs)
    under = stacked(
        mood[: below - 1] if below else [], height - below + 1, max(0, (width - PHRASE) // 2)
    )
    return (
        [*lowered(outside, (height - below - ring.height) // 2), *clipped(under, width, signs.cut)]
        if outside
        else []
    )


def _around(
    seats: tuple[Seat, ...], width: int, height: int, blocks: Iterable[Block], signs: Signs
) -> tuple[list[Piece], Ring]:
    """Draw chairs and ring about the first block that has room between them; nothing if none has, or if too many sit there.

    Room is measured with everybody in the circle, so that a chair that moves back moves nothing else.
    """
    most = [width // 2 - 4 - SIGN - ROLE.get(seat.role, 0) for seat in seats]
    gathered = tuple(replace(seat, back=False) for seat in seats)
    labels = _labels(gathered, most, signs)
    ring = ring_through(labels, width, height)
    if (len(seats) - 1) // 2 > ring.height - 2:
        return [], ring
    everybody = chairs_on(gathered, labels, ring)
    room = [room_in(ring, everybody, row) for row in range(ring.height)]
    for block in blocks:
        for top in from_the_middle(ring.height, len(block)):
            if all(cells_of(row) <= 2 * room[top + i] for i, row in enumerate(block)):
                chairs = chairs_on(seats, _labels(seats, most, signs), ring)
                return [*seated(seats, chairs, ring, signs.ring), *centred(block, top, width)], ring
    return [], ring


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
    return [
        [(signs.passed * gone, "$secondary"), (signs.ahead * (cells - gone), "$text-muted 60%")]
    ]


def _mood(looks: Sequence[Look], signs: Signs) -> Block:
    """The climate: shade and words of each quality, and below what has changed."""
    rows = [
        [(signs.shades[look.shade] * 2, "$secondary"), (f" {look.words:<{PHRASE - 3}}", "")]
        for look in looks
    ]
    since = [*wrap(changed(looks), PHRASE - 3), "", ""][:2]
    return rows + [[(f"   {row:<{PHRASE - 3}}", "$text-muted")] for row in since]


# The line.


def _line(scene: Scene, width: int, height: int, signs: Signs) -> list[Piece]:
    """Draw names in order with their signs, cut as little as the rows allow; the clock and the climate where rows are left."""
    chairs = _fitting(scene.seats, width, height, signs)
    phase, minute = _phase(scene, signs), f", minute {round(scene.minute)} of {scene.length}"
    rest = [[(phase, "bold $secondary"), (minute, "")], *_mood(scene.mood, signs)]
    pieces = [
        *(chair.piece() for chair in chairs),
        *stacked(rest, chairs[-1].row + 1 if chairs else 0, SIGN),
    ]
    return [piece for piece in clipped(pieces, width, signs.cut) if piece.row < height]


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
        self,
        seats: tuple[Seat, ...],
        phase: str,
        minute: float,
        length: int,
        mood: tuple[Look, ...],
        passed: float = 0.0,
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
        return lines(
            *(
                content(*row)
                for row in drawn(self.scene, width, height, self.signs, compact=self.compact)
            )
        )
