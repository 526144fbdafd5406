"""Wrap a line of the transcript to the rows that are drawn, each kind of line in a look of its own.

Each look also differs without colour: names are bold, what the leader says has a ``>``, stage
directions are indented and in italics, reasons have a bar at their left, coaching has a border.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.text import Text

from simulator.messages import say
from simulator.render import transcript
from simulator.render.script import script_line
from simulator.render.transcript import Line
from simulator.tui.text import joined, rich_text

WIDEST = 92
"""The columns that reading text fills at most; longer rows are hard to read."""

_APART = (
    "phase",
    "silence",
    "leader",
    transcript.COACH,
    transcript.NOTE,
    transcript.QUESTION,
    transcript.QUOTE,
)
"""The forms of lines that are followed by an empty row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One drawn row of line ``line``: ``indent`` characters of margin, then text of the line.

    ``start`` is the position of that text in the whole text of the line. ``after`` is what stands
    in the line between this row and the next one: a space, or nothing if a long word was cut.
    """

    text: Text
    line: int
    indent: int = 0
    start: int = 0
    after: str = " "

    @property
    def words(self) -> str:
        """The text of the line in this row, without the margin."""
        return self.text.plain[self.indent :]


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is drawn: the margin of its first row and of the others, and its text."""

    first: str
    hanging: str
    text: Text
    margin: Style


Styles = Callable[[str], Style]
"""Returns the style of ``name``, ``you``, ``stage``, ``phase``, ``note`` or ``bar``."""


def look_of(line: Line, style: Styles, *, ascii_only: bool = False) -> Look:
    """Return the look of a line."""
    bar = "  | " if ascii_only else "  \N{BOX DRAWINGS HEAVY VERTICAL} "
    match line.form:
        case "phase":
            return Look("", "", rich_text(script_line(line), style("phase")), Style())
        case "silence" | "aside":
            return Look("    ", "    ", rich_text(line.text, style("stage")), Style())
        case transcript.QUOTE:
            return Look("", "", rich_text(line.text, Style()), Style())
        case transcript.NOTE:
            return Look(bar, bar, rich_text(line.text, style("note")), style("bar"))
        case transcript.COACH:
            return Look(bar, bar, rich_text(line.text, style("note")), style("bar"))
        case transcript.QUESTION:
            # Marked like a note: nobody says it in the room.
            return Look(bar, bar, rich_text(script_line(line), style("note")), style("bar"))
        case "leader":
            you = style("you")
            said_by = f"{say('debrief.speaker', name=say('debrief.leader'))} "
            text = joined(rich_text(said_by, you + Style(bold=True)), rich_text(line.text, you))
            return Look("> ", "  ", text, you + Style(bold=True))
        case _:
            name = rich_text(f"{line.who}: ", style("name"))
            return Look("", "  ", joined(name, rich_text(line.text, Style())), Style())


def rows_of(line: Line, number: int, look: Look, console: Console, width: int) -> list[Row]:
    """Return the rows of line ``number``, wrapped to ``width`` columns."""
    plain, at, rows = look.text.plain, 0, []
    # Before the first layout there is no width.
    room = max(10, min(width, WIDEST) - len(look.hanging))
    for i, part in enumerate(look.text.wrap(console, room)):
        margin = look.first if i == 0 else look.hanging
        at = max(at, plain.find(part.plain, at))
        end = at + len(part.plain)
        after = " " if plain[end : end + 1].isspace() else ""
        text = joined(Text(margin, style=look.margin, end=""), part)
        rows.append(Row(text, number, len(margin), at, after))
        at = end
    if line.form == transcript.COACH:
        rows = _bordered(rows, look, room)
    if line.form in _APART:
        rows.append(Row(Text("", end=""), number, 0, len(plain)))
    return rows


def _bordered(rows: list[Row], look: Look, room: int) -> list[Row]:
    """Return the rows of coaching with a line above and below them, from the bar to the right."""
    plain = look.hanging == "  | "
    heavy = "\N{BOX DRAWINGS HEAVY DOWN AND RIGHT}\N{BOX DRAWINGS HEAVY UP AND RIGHT}"
    corners = "++" if plain else heavy
    line = ("-" if plain else "\N{BOX DRAWINGS HEAVY HORIZONTAL}") * (room + 1)
    above, below = (Text(f"  {one}{line}", style=look.margin, end="") for one in corners)
    number, end = rows[0].line, rows[-1].start
    first = Row(above, number, len(above), 0, "")
    return [first, *rows, Row(below, number, len(below), end, "")]
