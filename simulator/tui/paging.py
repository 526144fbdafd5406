"""Scroll a long page from part to part."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget


def scroll_to_part(page: VerticalScroll, parts: Iterable[Widget], by: int) -> None:
    """Scroll to the next part (``by`` above 0) or the previous one.

    From the last part scroll to the end of the page, from the first to its beginning.
    """
    here = round(page.scroll_y)
    tops = [part.virtual_region.y for part in parts]
    if by > 0:
        # Behind the last part there may be less than a page, so its top cannot be reached.
        target = next((top for top in tops if top > here), page.max_scroll_y)
    else:
        target = next((top for top in reversed(tops) if top < here), 0)
    page.scroll_to(y=target, animate=False)
