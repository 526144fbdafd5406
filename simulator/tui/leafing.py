"""Leafing through a long page from part to part."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget


def leaf(page: VerticalScroll, parts: Iterable[Widget], by: int) -> None:
    """Scroll to the next part (``by`` above 0) or the one before; past the last, to the end of the page."""
    here = round(page.scroll_y)
    tops = [part.virtual_region.y for part in parts]
    ways = (
        [top for top in tops if top > here]
        if by > 0
        else [top for top in reversed(tops) if top < here]
    )
    page.scroll_to(y=ways[0] if ways else (page.max_scroll_y if by > 0 else 0), animate=False)
