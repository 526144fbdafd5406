"""The transcript: it grows turn by turn and wraps to its width.

It is text: it can be focused and scrolled, searched, selected with the mouse and copied. Adding a
turn takes the same time however long the transcript is.
"""

from collections.abc import Iterable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from simulator.render.script import script_line
from simulator.render.transcript import Line
from simulator.tui.find_text import places
from simulator.tui.transcript_rows import Row, look_of, rows_of

_FOUND = Style(bold=True, underline=True)
_CURRENT = Style(bold=True, reverse=True)
"""The styles of what was found: of all matches, and of the one that is shown."""

ABOVE = 2
"""The rows that are shown above a match."""


class Transcript(ScrollView, can_focus=True):
    """The lines of a play: those of the debrief, and notes (form ``note``), such as feedback."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--name",
        "transcript--you",
        "transcript--stage",
        "transcript--phase",
        "transcript--note",
        "transcript--bar",
    }

    def __init__(self, id: str, *, ascii_only: bool = False) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes="-ascii" if ascii_only else "")
        self._ascii_only = ascii_only
        self._said: list[Line] = []
        self._rows: list[Row] = []
        self._tops: list[int] = []  # the first row of each line
        self._texts: list[str] = []  # what is drawn of each line, without margins
        self._wanted = ""
        self._matches: list[tuple[int, int, int]] = []  # line, start and end
        self._shown = -1
        self._drawn_in: tuple[Style, ...] = ()  # the styles of the component classes

    @property
    def rows(self) -> list[str]:
        """The drawn rows, as plain text."""
        return [row.text.plain for row in self._rows]

    @property
    def text(self) -> str:
        """The whole transcript, unwrapped, one line each: the text that is copied."""
        return transcript_text(self._said)

    def add(self, said: Iterable[Line]) -> None:
        """Add lines at the end and show them, unless the learner reads further up."""
        follows = not self._reads_further_up
        for line in said:
            self._said.append(line)
            number = len(self._said) - 1
            self._wrap(number)
            self._matches += self._found_in(number)
        self._grown(follows)

    def to_end(self) -> None:
        """Scroll to the newest line."""
        self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._said)

    def show_line(self, number: int) -> None:
        """Scroll until this line, counted from 0, is the first one, as far as possible."""
        if number < len(self._tops):
            self.scroll_to(y=self._tops[number], animate=False, immediate=True)

    # Finding.

    @property
    def matches(self) -> tuple[int, int]:
        """How many places were found, and the index of the one that is shown."""
        return len(self._matches), self._shown

    def find(self, wanted: str) -> None:
        """Find all places with this text, and show the last one; an empty text ends the search."""
        self._wanted = wanted.strip()
        self._matches = []
        for number in range(len(self._said)):
            self._matches += self._found_in(number)
        self._shown = len(self._matches) - 1
        self._show_match()

    def find_next(self, by: int) -> None:
        """Show the match before (-1) or after (1) the one that is shown."""
        if self._matches:
            self._shown = (self._shown + by) % len(self._matches)
        self._show_match()

    def _found_in(self, number: int) -> list[tuple[int, int, int]]:
        return [(number, *place) for place in places(self._texts[number], self._wanted)]

    def _show_match(self) -> None:
        self.refresh()
        if not self._matches:
            return
        number, start, _ = self._matches[self._shown]
        rows = self._rows_of(number)
        inside = max(i for i, row in enumerate(rows) if row.start <= start)
        top = self._tops[number] + inside
        height = self.scrollable_content_region.height
        if not self.scroll_offset.y <= top < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, top - ABOVE), animate=False, immediate=True)

    # Selecting.

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, one line for each line of the transcript, unwrapped."""
        lines: dict[int, str] = {}
        before = ""
        for y, row in enumerate(self._rows):
            span = selection.get_span(y)
            if span is None or not row.words:
                continue
            start, end = span
            words = row.text.plain[max(start, row.indent) : None if end == -1 else end]
            between = before if row.line in lines else ""
            lines[row.line] = lines.get(row.line, "") + between + words
            before = row.after
        return "\n".join(line.rstrip() for line in lines.values()), "\n"

    # Drawing.

    def on_resize(self, _: Resize) -> None:
        """Wrap everything to the new width."""
        follows = not self._reads_further_up
        before = len(self._rows)
        self._wrap_all()
        if self.text_selection is not None and len(self._rows) != before:
            self.screen.clear_selection()  # its rows are other ones now
        self._grown(follows)

    def notify_style_update(self) -> None:
        """Draw again in the colours of a new theme."""
        super().notify_style_update()
        # Textual 8.2 calls this before it gives the component classes their new styles.
        self.call_later(self._restyle)

    def _restyle(self) -> None:
        """Draw every line again if their styles have changed."""
        if self._styles() != self._drawn_in:
            self._wrap_all()
            self.refresh()

    def _styles(self) -> tuple[Style, ...]:
        return tuple(self.get_component_rich_style(name) for name in sorted(self.COMPONENT_CLASSES))

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        text = self._marked(number)
        strip = Strip(text.render(self.app.console)).apply_style(self.rich_style)
        return strip.adjust_cell_length(width, self.rich_style).apply_offsets(0, number)

    def _marked(self, number: int) -> Text:
        """Return the text of a row, with what is found and what is selected in it."""
        row, selection = self._rows[number], self.text_selection
        if selection is None and not self._wanted:
            return row.text
        text = row.text.copy()
        for i, (line, start, end) in enumerate(self._matches):
            if line == row.line:
                left = max(0, start - row.start) + row.indent
                right = min(len(row.words), end - row.start) + row.indent
                if left < right:
                    text.stylize(_CURRENT if i == self._shown else _FOUND, left, right)
        span = None if selection is None else selection.get_span(number)
        if span is not None:
            start, end = span
            style = self.screen.get_component_rich_style("screen--selection")
            text.stylize(style, start, len(text) if end == -1 else end)
        return text

    @property
    def _reads_further_up(self) -> bool:
        """Whether the learner has scrolled back to read, search or select."""
        occupied = self.has_focus or bool(self._wanted) or self.text_selection is not None
        return occupied and self.scroll_offset.y < self.max_scroll_y

    def _grown(self, follows: bool) -> None:
        """Show the new size and scroll to the end; in the same frame if there is a scroll bar."""
        size = Size(self.scrollable_content_region.width, len(self._rows))
        if self.show_vertical_scrollbar and size.height > self.size.height:
            # Setting virtual_size would lay out the whole screen again. The private method updates
            # the scroll bar without that.
            self.set_reactive(Transcript.virtual_size, size)
            self._scroll_update(size)
            if follows:
                self.to_end()
        else:
            self.virtual_size = size
            # A scroll bar may appear, and the rows wrap anew: the end is known after the layout.
            self.call_after_refresh(self.scroll_end, animate=False)
        self.refresh()

    def _wrap_all(self) -> None:
        self._drawn_in = self._styles()
        self._rows, self._tops, self._texts = [], [], []
        for number in range(len(self._said)):
            self._wrap(number)

    def _wrap(self, number: int) -> None:
        line = self._said[number]
        look = look_of(line, self._style, ascii_only=self._ascii_only)
        width = self.scrollable_content_region.width - 2
        self._tops.append(len(self._rows))
        self._texts.append(look.text.plain)
        self._rows += rows_of(line, number, look, self.app.console, width)

    def _rows_of(self, number: int) -> list[Row]:
        following = self._tops[number + 1 : number + 2] or [len(self._rows)]
        return self._rows[self._tops[number] : following[0]]

    def _style(self, name: str) -> Style:
        style = self.get_component_rich_style(f"transcript--{name}", partial=True)
        return style if name != "stage" else style + Style(italic=True)


def transcript_text(said: Iterable[Line]) -> str:
    """Return the lines as a script, unwrapped."""
    return "".join(f"{script_line(line)}\n" for line in said)
