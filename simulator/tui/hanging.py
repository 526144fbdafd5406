"""A widget of paragraphs, each with a margin of its own below which its further rows begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from simulator.tui.text import content, lines

EMPTY = content("")

_GAP = content("  ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with what stands before it in its first row, such as a sign or a number."""

    text: Content
    before: Content = EMPTY

    @property
    def unwrapped(self) -> Content:
        """The paragraph as one row."""
        return self.before + self.text

    def wrapped(self, width: int) -> list[Content]:
        """Return the rows of the paragraph."""
        margin = self.before.cell_length
        # Before the first layout there is no width.
        rows = self.text.wrap(max(10, width - margin)) or [content("")]
        return [self.before + rows[0], *(content(" " * margin) + row for row in rows[1:])]


@dataclass(frozen=True, slots=True)
class Flow(Paragraph):
    """Pieces one after another, none of which is broken at the end of a row."""

    pieces: tuple[Content, ...] = ()

    @property
    def unwrapped(self) -> Content:
        """The pieces as one row."""
        return _GAP.join(self.pieces)

    def wrapped(self, width: int) -> list[Content]:
        """Return rows of as many pieces as have room."""
        rows: list[list[Content]] = [[]]
        for piece in self.pieces:
            if rows[-1] and _GAP.join([*rows[-1], piece]).cell_length > width:
                rows.append([])
            rows[-1].append(piece)
        return [_GAP.join(row) for row in rows]


class Paragraphs(Widget):
    """Paragraphs, wrapped with hanging indents; the text can be selected."""

    DEFAULT_CSS = """
    Paragraphs {
        height: auto;
    }
    """

    def __init__(
        self, paragraphs: Sequence[Paragraph], *, name: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(name=name, classes=classes)
        self._paragraphs = paragraphs

    def render(self) -> Content:
        """Return the rows at the current width."""
        return lines(*self._wrapped(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at this width."""
        return len(self._wrapped(width))

    def _wrapped(self, width: int) -> list[Content]:
        return [row for paragraph in self._paragraphs for row in paragraph.wrapped(width)]
