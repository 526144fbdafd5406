"""A list that draws only its visible rows, so that 500 entries open as fast as 20.

Textual's ``OptionList`` lays out all its options: to fill it with 500 takes 47 ms against 7 ms here
(80x24, two rows each), as often as new figures arrive; and its rows do not know their width.

It knows nothing about its items: each has a height in rows and a function that draws it. An item
without a key is a heading and cannot be selected. The selected item has a sign, bold text and a
background colour, so that it is recognisable without any one of them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import OptionList

from simulator.tui.text import content


class Lines(OptionList):
    """Textual's list, with a ``>`` before the selected entry, and a double click is one click.

    Otherwise its second press would choose from the list that the first one opened.
    """

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window; the first row of the selected entry has the sign."""
        row = super().render_line(y)
        if self.highlighted is None or _option_of(row) != self.highlighted:
            return row
        above = super().render_line(y - 1) if self.scroll_offset.y + y > 0 else Strip([])
        if _option_of(above) != self.highlighted:
            first = next(iter(row))
            row = Strip.join([Strip([Segment(">", first.style)]), row.crop(1)])
        return text_underlined(row)

    def on_click(self, event: Click) -> None:
        """Ignore the second press of a double click."""
        if event.chain > 1:
            # Or ``_on_click`` of Textual's class would run after this method.
            event.prevent_default()


def _option_of(row: Strip) -> int | None:
    """Return the index of the option to which a row of Textual's list belongs."""
    # Textual writes it into the row, to find what is clicked.
    metas = (segment.style.meta for segment in row if segment.style is not None)
    return next((meta["option"] for meta in metas if "option" in meta), None)


def text_underlined(row: Strip) -> Strip:
    """Return the row of a selected entry without a line under its margins and gaps.

    Themes may underline what is selected; the background colour fills the whole row.
    """
    parts, at = [], 0
    for gap in _GAP.finditer(row.text):
        start, end = (cell_len(row.text[:place]) for place in gap.span())
        empty = Segment.apply_style(row.crop(start, end), post_style=Style(underline=False))
        parts += [row.crop(at, start), Strip(empty)]
        at = end
    return Strip.join([*parts, row.crop(at)])


_GAP = re.compile("^ +| {2,}| +$")

MARGIN = 3
"""Columns that an item cannot use: two for the selection sign, one before the scroll bar."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: ``draw`` takes a width in columns and returns at most ``height`` rows.

    The ``key`` of a heading is empty.
    """

    key: str
    height: int
    draw: Callable[[int], Sequence[Content]]


def heading(name: str, first: bool) -> Item:
    """Return a heading, with an empty row above it unless it is the first."""
    shown = content((name, "bold $primary"))
    return Item("", 1, lambda _: [shown]) if first else Item("", 2, lambda _: [content(""), shown])


class Listing(ScrollView, can_focus=True):
    """A scrolling list of items, one of which is selected."""

    # Textual selects text in what ``render`` returns; this widget draws line by line.
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--marked"}
    DEFAULT_CSS = """
    Listing {
        padding: 0 1;
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    Listing > .listing--marked {
        background: $primary;
        color: $background;
        text-style: $mark-style;
    }
    """

    @dataclass
    class Marked(Message):
        """Another item has been selected; ``key`` is empty if the list has none."""

        key: str

    @dataclass
    class Chosen(Message):
        """An item was clicked."""

        key: str

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._tops: list[int] = [0]
        self._at = -1
        self._drawn: dict[int, list[Strip]] = {}

    @property
    def marked(self) -> str:
        """The key of the selected item; empty if there is none."""
        return self._items[self._at].key if self._at >= 0 else ""

    def show(self, items: Sequence[Item], mark: str = "") -> None:
        """Show these items; select the one with this key, or else the first."""
        before = self._place()
        self._items = items
        self._tops = [0, *accumulate(item.height for item in items)]
        keys = [item.key for item in items]
        first = next((at for at, key in enumerate(keys) if key), -1)
        self._at = keys.index(mark) if mark and mark in keys else first
        # New figures must not scroll back to a selection that was scrolled out of the window.
        self._laid_out(follow=self._place() != before)
        self.post_message(self.Marked(self.marked))

    def mark(self, key: str) -> None:
        """Select the item with this key."""
        self._mark(next(at for at, item in enumerate(self._items) if item.key == key))

    def action_move(self, by: int) -> None:
        """Select the next or the previous item; after the last comes the first."""
        markable = self._markable()
        if markable:
            here = markable.index(self._at)
            self._mark(markable[(here + by) % len(markable)])

    def action_page(self, by: int) -> None:
        """Select an item about one page further down or up."""
        if self._at < 0:
            return
        row = self._tops[self._at] + by * max(1, self.scrollable_content_region.height - 1)
        at = bisect_right(self._tops, max(0, row), hi=len(self._items)) - 1
        markable = self._markable()
        self._mark(min(markable, key=lambda one: abs(one - at)))

    def action_first(self) -> None:
        """Select the first item."""
        self._mark(next(iter(self._markable()), -1))

    def action_last(self) -> None:
        """Select the last item."""
        self._mark(next(reversed(self._markable()), -1))

    def on_click(self, event: Click) -> None:
        """Select the clicked item, and post ``Chosen``."""
        if event.chain > 1:  # a double click counts once
            return
        # Unlike ``get_content_offset`` it is never None, not even for a click on the padding.
        row = event.get_content_offset_capture(self).y + self.scroll_offset.y
        at = bisect_right(self._tops, row) - 1
        if 0 <= at < len(self._items) and self._items[at].key:
            self._mark(at)
            self.post_message(self.Chosen(self.marked))

    def on_resize(self, _: Resize) -> None:
        """Draw everything again, with the selected item visible."""
        self._laid_out(follow=True)

    def notify_style_update(self) -> None:
        """Draw again in the colours of a new theme."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        at = bisect_right(self._tops, row) - 1
        # ``_tops`` has one item more than ``_items``: the row below the last one.
        if at >= len(self._items):
            return Strip.blank(width, self.rich_style)
        strips = self._drawn.get(at)
        if strips is None:
            # An item is drawn when it first becomes visible; its rows are cached.
            strips = self._drawn[at] = self._strips(at, width)
        return strips[row - self._tops[at]]

    def _strips(self, at: int, width: int) -> list[Strip]:
        item = self._items[at]
        if not item.key:
            return self._rows(item, item.draw(width), width)
        first, *further = item.draw(max(1, width - MARGIN))
        if at == self._at:
            # In the colour of the selected line: others could not be read on its background.
            first, *further = (content(row.plain) for row in (first, *further))
        sign = content("> ") if at == self._at else content("  ")
        return self._rows(
            item, [sign + first, *(content("  ") + row for row in further)], width, at == self._at
        )

    def _rows(
        self, item: Item, rows: Sequence[Content], width: int, marked: bool = False
    ) -> list[Strip]:
        style = self.visual_style
        if marked:
            style += self.get_visual_style("listing--marked")
        filled = [*rows, *[content("")] * (item.height - len(rows))]
        cut = [row.truncate(width, ellipsis=True) for row in filled]
        strips = [Visual.to_strips(self, row, width, 1, style, pad=True)[0] for row in cut]
        return [text_underlined(strip) for strip in strips] if marked else strips

    def _markable(self) -> list[int]:
        return [at for at, item in enumerate(self._items) if item.key]

    def _mark(self, at: int) -> None:
        if at < 0 or at == self._at:
            return
        self._drawn.pop(self._at, None)
        self._drawn.pop(at, None)
        self._at = at
        self._to_the_mark()
        self.refresh()
        self.post_message(self.Marked(self.marked))

    def _place(self) -> tuple[str, int]:
        return (self.marked, self._tops[self._at]) if self._at >= 0 else ("", 0)

    def _laid_out(self, follow: bool) -> None:
        self._drawn.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])
        if follow:
            self._to_the_mark()
        self.refresh()

    def _to_the_mark(self) -> None:
        """Scroll just enough to show the selected item and the headings directly above it."""
        if self._at < 0:
            return
        above = self._at
        while above and not self._items[above - 1].key:
            above -= 1
        top, bottom = self._tops[above], self._tops[self._at + 1]
        # ``scroll_y`` is a float.
        height, y = self.scrollable_content_region.height, round(self.scroll_y)
        # Before the first layout the height is 0.
        if top < y or not height:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif bottom > y + height:
            self.scroll_to(y=bottom - height, animate=False, immediate=True)
