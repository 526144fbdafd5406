"""Find a text on a page of folded sections: what is found in a closed section opens it."""

import re

from simulator.tui.debrief_blocks import Block, Match
from simulator.tui.folding_page import FoldingPage

ABOVE = 2
"""The rows that are shown above a match."""


class PageSearch:
    """The places on a page where a text was found, and which of them is shown."""

    def __init__(self, page: FoldingPage) -> None:
        self._page = page
        self._matches: list[tuple[Block, Match]] = []
        self._shown = -1

    @property
    def matches(self) -> tuple[int, int]:
        """How many places were found, and the index of the one that is shown."""
        return len(self._matches), self._shown

    def find(self, wanted: str) -> None:
        """Find all places with this text, and show the first; an empty text ends the search."""
        wanted = wanted.strip()
        self._matches = []
        if wanted:
            pattern = re.compile(re.escape(wanted), re.IGNORECASE)
            found = ((one, match) for one in self._page.blocks for match in one.find(pattern))
            self._matches = list(found)
        self._shown = 0 if self._matches else -1
        self._show_match()

    def find_next(self, by: int) -> None:
        """Show the match before (-1) or after (1) the one that is shown."""
        if self._matches:
            self._shown = (self._shown + by) % len(self._matches)
        self._show_match()

    def _show_match(self) -> None:
        current = self._matches[self._shown] if self._matches else None
        for block in self._page.blocks:
            mine = [match for one, match in self._matches if one is block]
            block.mark(mine, current[1] if current is not None and current[0] is block else None)
        if current is not None:
            if not current[0].display:
                self._page.reveal(current[0].section)
            # A section that was just opened has its place after the next layout.
            self._page.call_after_refresh(self._to_match, *current)

    def _to_match(self, block: Block, match: Match) -> None:
        page = self._page
        row, top = block.virtual_region.y + block.row_of(match), round(page.scroll_y)
        if not top <= row < top + page.scrollable_content_region.height:
            page.scroll_to(y=max(0, row - ABOVE), animate=False, immediate=True)
