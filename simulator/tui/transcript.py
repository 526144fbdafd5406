"""The transcript: it grows turn by turn and wraps to its width.

Adding a turn takes the same time however long the transcript is.
"""

from collections.abc import Iterable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from simulator.messages import say
from simulator.render import transcript
from simulator.render.script import script_line
from simulator.render.transcript import Line
from simulator.tui.text import joined, rich_text

_APART = ("phase", "silence", "leader", transcript.NOTE, transcript.QUESTION)
"""The forms of lines that are followed by an empty row."""


class Transcript(ScrollView, can_focus=False):
    """The lines of a play: those of the debrief, and notes (form ``note``), such as feedback."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--name",
        "transcript--you",
        "transcript--stage",
        "transcript--phase",
        "transcript--note",
    }

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._said: list[Line] = []
        self._rows: list[Text] = []

    @property
    def rows(self) -> list[str]:
        """The drawn rows, as plain text."""
        return [row.plain for row in self._rows]

    @property
    def text(self) -> str:
        """The whole transcript, unwrapped, one line each: the text that is copied."""
        return transcript_text(self._said)

    def add(self, said: Iterable[Line]) -> None:
        """Add lines at the end and show them."""
        for line in said:
            self._said.append(line)
            self._rows += self._wrapped(line)
        self._grown()

    def on_resize(self, _: Resize) -> None:
        """Wrap everything to the new width."""
        self._rows = [row for line in self._said for row in self._wrapped(line)]
        self._grown()

    def notify_style_update(self) -> None:
        """Draw again in the colours of a new theme."""
        super().notify_style_update()
        self._rows = [row for line in self._said for row in self._wrapped(line)]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        segments = self._rows[number].render(self.app.console)
        return (
            Strip(segments).apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)
        )

    def _grown(self) -> None:
        """Scroll to the end; in the same frame if there is a scroll bar already."""
        size = Size(self.scrollable_content_region.width, len(self._rows))
        if self.show_vertical_scrollbar and size.height > self.size.height:
            # Setting virtual_size would lay out the whole screen again. The private method updates
            # the scroll bar without that.
            self.set_reactive(Transcript.virtual_size, size)
            self._scroll_update(size)
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)
        else:
            self.virtual_size = size
            # A scroll bar may appear, and the rows wrap anew: the end is known after the layout.
            self.call_after_refresh(self.scroll_end, animate=False)
        self.refresh()

    def _wrapped(self, line: Line) -> list[Text]:
        # Before the first layout the width is 0.
        width = max(10, self.scrollable_content_region.width - 2)
        first, hanging, text = self._written(line)
        wrapped = text.wrap(self.app.console, width - len(hanging))
        rows = [joined(Text(first if i == 0 else hanging), row) for i, row in enumerate(wrapped)]
        return [*rows, Text("")] if line.form in _APART else rows

    def _written(self, line: Line) -> tuple[str, str, Text]:
        """Return the prefix of the first row, that of the others, and the text."""
        match line.form:
            case "phase":
                return "", "", rich_text(script_line(line), self._style("phase"))
            case "silence" | "aside":
                return "    ", "    ", rich_text(line.text, self._style("stage"))
            case transcript.NOTE:
                return "  | ", "  | ", rich_text(line.text, self._style("note"))
            case transcript.QUESTION:
                # Marked like a note: nobody says it in the room.
                return "  | ", "  | ", rich_text(script_line(line), self._style("note"))
            case "leader":
                you = self._style("you")
                name = rich_text(
                    f"{say('debrief.speaker', name=say('debrief.leader'))} ", you + Style(bold=True)
                )
                return "> ", "  ", joined(name, rich_text(line.text, you))
            case _:
                name = rich_text(f"{line.who}: ", self._style("name"))
                return "", "  ", joined(name, rich_text(line.text, Style()))

    def _style(self, name: str) -> Style:
        style = self.get_component_rich_style(f"transcript--{name}", partial=True)
        return style if name != "stage" else style + Style(italic=True)


def transcript_text(said: Iterable[Line]) -> str:
    """Return the lines as a script, unwrapped."""
    return "".join(f"{script_line(line)}\n" for line in said)
