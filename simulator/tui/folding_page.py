"""A page of sections that can be folded, searched, and entered at each of its moments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from simulator.render.sections import Choices, Section
from simulator.tui.debrief_blocks import CLOSED, OPENED, Block
from simulator.tui.debrief_page import Piece, heading_text, pieces, shown_parts
from simulator.tui.folds import Folds
from simulator.tui.hanging import Paragraph
from simulator.tui.text import content


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page is read: the moment (0 before the first) of how many, and percent of it."""

    moment: int
    moments: int
    percent: int


class FoldingPage(VerticalScroll):
    """Sections below each other, some of which can be closed; ``show`` says which they are."""

    class Moved(Message):
        """The page was scrolled, folded or unfolded."""

    def __init__(self) -> None:
        super().__init__(id="page")
        self._sections: Sequence[Section] = ()
        self._folds = Folds(())
        self._blocks: list[Block] = []
        self._pieces: dict[Block, Piece] = {}
        self._reasons = False
        self._hint = ""

    # What it is made of.

    def show(
        self, sections: Sequence[Section], hint: str, further: Sequence[Paragraph] = ()
    ) -> None:
        """Show these sections, and after them ``further`` paragraphs.

        ``hint`` says how to show the reasons of other lines, as long as they are hidden.
        """
        self._sections, self._hint = sections, hint
        self._folds = Folds(sections)
        self._blocks = [block for at in range(len(sections)) for block in self._made(at)]
        if further:
            self._blocks.append(Block(len(sections), further))
        self._arrange()
        self.mount_all(self._blocks)
        self.watch(self, "scroll_y", self._moved, init=False)
        self.watch(self, "virtual_size", self._moved, init=False)

    def _made(self, at: int) -> Iterator[Block]:
        section = self._sections[at]
        if section.heading:
            folds = self._folds.can_close(at)
            classes = "part heading moment" if section.moment else "part heading"
            name = section.moment or None
            yield Block(at, self._heading(at, folds), folds=folds, name=name, classes=classes)
        for piece in pieces(section):
            block = Block(at, self._shown(piece), leads_to=piece.moment)
            self._pieces[block] = piece
            yield block

    def _shown(self, piece: Piece) -> list[Paragraph]:
        return shown_parts(piece.parts, None if self._reasons else self._hint)

    def _heading(self, at: int, folds: bool) -> list[Paragraph]:
        sign = (CLOSED if at in self._folds.closed else OPENED) if folds else ""
        return [Paragraph(heading_text(self._sections[at]), content((sign, "bold $primary")))]

    def _arrange(self) -> None:
        """Show what is not folded away, with an empty row before each section.

        There is none between closed headings of one level, so that they read as a list.
        """
        before: Block | None = None
        for block in self._blocks:
            block.display = self._folds.shows(block.section, heading=block.has_class("heading"))
            if block.display:
                begins = before is not None and block.section != before.section
                listed = before is not None and self._folds.listed(before.section, block.section)
                block.styles.margin = (int(begins and not listed), 0, 0, 0)
                before = block

    # Folding.

    @property
    def can_open(self) -> bool:
        """Whether anything is closed."""
        return bool(self._folds.closed)

    @property
    def blocks(self) -> Sequence[Block]:
        """All headings, texts and links, also those that are folded away."""
        return self._blocks

    @property
    def chosen(self) -> Block | None:
        """The focused heading or link, if it can be seen."""
        focused = self.screen.focused
        return focused if isinstance(focused, Block) and self._sees(focused) else None

    def is_closed(self, block: Block) -> bool:
        """Return True if this heading's section is closed."""
        return block.section in self._folds.closed

    def fold(self, block: Block) -> None:
        """Close the section of this heading, or open it."""
        self._folds.toggle(block.section)
        self._refolded()

    def fold_all(self) -> None:
        """Open all sections; if all are open, close those that can be."""
        read = self._read()
        self._folds.toggle_all()
        self._refolded()
        self.call_after_refresh(self._read_on, *read)

    def toggle_reasons(self) -> None:
        """Show the reasons of the other lines of each moment, or hide them."""
        self._reasons = not self._reasons
        read = self._read()
        for block, piece in self._pieces.items():
            if any(isinstance(part, Choices) for part in piece.parts):
                block.replace(self._shown(piece))
        self.call_after_refresh(self._read_on, *read)

    def _read(self) -> tuple[int, int]:
        """Return the index of a block in view, and how far below its first row the window begins.

        It is the focused one, or else the first that begins in view: a change within it moves
        nothing above it.
        """
        top = round(self.scroll_y)
        chosen = self.chosen
        if chosen is not None:
            return self._blocks.index(chosen), top - chosen.virtual_region.y
        seen = [at for at, block in enumerate(self._blocks) if self._sees(block)]
        begun = [at for at in seen if self._blocks[at].virtual_region.y >= top]
        at = next(iter(begun or seen), 0)
        return at, top - self._blocks[at].virtual_region.y if seen else 0

    def _read_on(self, at: int, row: int) -> None:
        """Scroll to this row of a block, or to the heading of its section if it was closed."""
        block = self._blocks[at] if at < len(self._blocks) else None
        if block is not None and not block.display:
            block, row = self._heading_of(block.section), 0
        if block is not None:
            y = block.virtual_region.y + min(row, block.virtual_region.height - 1)
            self.scroll_to(y=y, animate=False, immediate=True)

    def _refolded(self) -> None:
        for block in self._blocks:
            if block.folds:
                block.replace(self._heading(block.section, folds=True))
        self._arrange()
        self.call_after_refresh(self._moved)

    # Going somewhere.

    def headings(self) -> list[tuple[int, str]]:
        """Return the sections that have a heading, each as its index and its heading."""
        return [(at, one.heading) for at, one in enumerate(self._sections) if one.heading]

    def level(self, at: int) -> int:
        """Return the level of a section."""
        return self._sections[at].level

    def section_in_view(self) -> int:
        """Return the index of the section that is focused, or else at the top of the window."""
        chosen, top = self.chosen, round(self.scroll_y)
        if chosen is not None:
            return chosen.section
        above = [one for one in self._blocks if one.display and one.virtual_region.y <= top]
        return above[-1].section if above else 0

    def reveal(self, at: int) -> None:
        """Open a section, and the one that it is in."""
        if self._folds.reveal(at):
            self._refolded()

    def go_to(self, at: int) -> None:
        """Open a section, show it at the top and focus its heading."""
        self.reveal(at)
        heading = self._heading_of(at)
        if heading is not None:
            self._focus(heading)
            self.call_after_refresh(self._to_top, heading)

    def go_to_moment(self, moment: str) -> None:
        """Open the section of a moment, show it at the top and focus its heading."""
        for at, section in enumerate(self._sections):
            if section.moment == moment:
                self.go_to(at)
                return

    def go_to_number(self, number: int) -> None:
        """Go to the moment with this number, from 1, if there is one."""
        moments = [section.moment for section in self._sections if section.moment]
        if number <= len(moments):
            self.go_to_moment(moments[number - 1])

    def jump(self, by: int) -> None:
        """Scroll to the next or the previous moment and focus its heading, without opening it.

        After the last moment come the end of the page, and the beginning before the first.
        """
        moments = self._moments()
        here = self._jumped_from(moments)
        tops = [block.virtual_region.y for block in moments]
        if by > 0:
            at = next((i for i, top in enumerate(tops) if top > here), None)
        else:
            at = next((i for i in reversed(range(len(tops))) if tops[i] < here), None)
        if at is not None:
            self._focus(moments[at])
            self._to_top(moments[at])
        else:
            self.focus(scroll_visible=False)
            self.scroll_to(y=self.max_scroll_y if by > 0 else 0, animate=False)

    def _jumped_from(self, moments: Sequence[Block]) -> int:
        # At the end of the page several moments can be in view, of which one has the focus.
        chosen = self.chosen
        return chosen.virtual_region.y if chosen in moments and chosen else round(self.scroll_y)

    def _focus(self, block: Block) -> None:
        target: Widget = block if block.can_focus else self
        target.focus(scroll_visible=False)

    def _heading_of(self, at: int) -> Block | None:
        return next((one for one in self._blocks if one.section == at), None)

    def _to_top(self, block: Widget) -> None:
        self.scroll_to(y=block.virtual_region.y, animate=False, immediate=True)

    def _sees(self, block: Widget) -> bool:
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        region = block.virtual_region
        return block.display and top < region.bottom and region.y < top + height

    # Where it is read.

    @property
    def _line(self) -> float:
        # What is read begins in the upper third: *Next* puts a moment at the top.
        return self.scroll_y + self.size.height / 3

    def moment_in_view(self) -> str:
        """Return the moment that is focused or being read; empty before the first."""
        chosen = self.chosen
        if chosen is not None and (chosen.leads_to or chosen.name):
            return chosen.leads_to or chosen.name or ""
        return self._scrolled_to()

    def _scrolled_to(self) -> str:
        """Return the moment in the upper third of the window; empty before the first."""
        above = [one for one in self._moments() if one.virtual_region.y <= self._line]
        return above[-1].name or "" if above else ""

    def links_in_view(self) -> list[str]:
        """Return the moments that links in view lead to; of the focused link, if there is one."""
        chosen = self.chosen
        if chosen is not None and chosen.leads_to:
            return [chosen.leads_to]
        return [block.leads_to for block in self._blocks if block.leads_to and self._sees(block)]

    def position(self) -> Position:
        """Return where the page is read."""
        moments = [section.moment for section in self._sections if section.moment]
        chosen = self.chosen
        # A link leads to a moment, but is not read there.
        shown = self._scrolled_to() if chosen is None or chosen.leads_to else chosen.name
        moment = moments.index(shown) + 1 if shown in moments else 0
        percent = round(100 * self.scroll_y / self.max_scroll_y) if self.max_scroll_y else 100
        return Position(moment, len(moments), min(100, percent))

    def _moments(self) -> list[Block]:
        return [one for one in self._blocks if one.has_class("moment") and one.display]

    def _moved(self) -> None:
        self.post_message(self.Moved())

    @on(Block.Chosen)
    def _clicked(self, event: Block.Chosen) -> None:
        event.stop()
        if event.moment:
            self.go_to_moment(event.moment)
        elif event.block.folds:
            self.fold(event.block)
