"""The widgets of the debrief's page: headings that fold their section, texts, and links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from simulator.tui.debrief_page import LEADS_TO
from simulator.tui.hanging import Paragraph, Paragraphs
from simulator.tui.text import content

CLOSED, OPENED = "▸ ", "▾ "  # ``ascii_only`` has forms of both
"""The signs before a heading that folds its section."""

_FOUND, _CURRENT = "bold underline", "bold reverse"
"""The styles of what was found: of all matches, and of the one that is shown."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a text was found: in this paragraph of a block, from start to end."""

    paragraph: int
    start: int
    end: int


class Block(Paragraphs):
    """One heading, text or link of the page; ``section`` is the index of its section.

    It can be focused if it is a heading that ``folds`` its section, or a link to the moment
    ``leads_to``. The focused one is drawn like the selected line of a list.
    """

    DEFAULT_CSS = """
    Block.link {
        text-style: underline;
    }
    Block:focus {
        background: $primary;
        color: $background;
        text-style: $mark-style;
    }
    """

    @dataclass
    class Chosen(Message):
        """A block was clicked; ``moment`` is where the clicked text leads to, or empty."""

        block: "Block"
        moment: str

    def __init__(
        self,
        section: int,
        paragraphs: Sequence[Paragraph],
        *,
        folds: bool = False,
        leads_to: str = "",
        name: str | None = None,
        classes: str = "part",
    ) -> None:
        super().__init__(paragraphs, name=name, classes=classes)
        self.section = section
        self.folds = folds
        self.leads_to = leads_to
        self.can_focus = folds or bool(leads_to)
        self.set_class(bool(leads_to), "link")
        self._matches: Sequence[Match] = ()
        self._shown: Match | None = None

    def replace(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs."""
        self._paragraphs = paragraphs
        self.refresh(layout=True)

    def find(self, wanted: re.Pattern[str]) -> list[Match]:
        """Return all places where the text was found."""
        return [
            Match(number, *found.span())
            for number, paragraph in enumerate(self._paragraphs)
            for found in wanted.finditer(paragraph.text.plain)
        ]

    def mark(self, matches: Sequence[Match], shown: Match | None) -> None:
        """Draw these matches; the one that is shown in a style of its own."""
        if matches or self._matches:
            self._matches, self._shown = matches, shown
            self.refresh()

    def row_of(self, match: Match) -> int:
        """Return the row of the block in which a match begins."""
        width = self.content_size.width
        above = self._paragraphs[: match.paragraph]
        rows = sum(len(paragraph.wrapped(width)) for paragraph in above)
        marked = _marked(self._paragraphs[match.paragraph], [match], match).wrapped(width)
        inside = (at for at, row in enumerate(marked) if _has_current(row))
        return rows + next(inside, 0)

    def render(self) -> Content:
        """Return the rows at the current width."""
        shown = super().render()
        # In the colour of the selected line: others could not be read on its background.
        return content(shown.plain) if self.has_focus else shown

    def _wrapped(self, width: int) -> list[Content]:
        rows = []
        for number, paragraph in enumerate(self._paragraphs):
            here = [match for match in self._matches if match.paragraph == number]
            rows += _marked(paragraph, here, self._shown).wrapped(width)
        return rows

    def on_click(self, event: Click) -> None:
        """Report the click; a double click is one click."""
        if event.chain == 1:
            self.post_message(self.Chosen(self, event.style.meta.get(LEADS_TO, self.leads_to)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at this width."""
        return len(self._wrapped(width))


def _marked(paragraph: Paragraph, matches: Sequence[Match], shown: Match | None) -> Paragraph:
    text = paragraph.text
    for match in matches:
        text = text.stylize(_CURRENT if match == shown else _FOUND, match.start, match.end)
    return replace(paragraph, text=text)


def _has_current(row: Content) -> bool:
    return any(span.style == _CURRENT for span in row.spans)
