"""Write a printed page as HTML (one file that loads nothing) or as Markdown.

Both have headings, paragraphs and tables only, which word processors open as they are. In Markdown
a cell has one line, so a cell with several pieces takes several rows.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import zip_longest

from simulator.messages import current_language
from simulator.render.paper import Block, Grid, GridKind, Heading, Paper, Piece, Row
from simulator.render.write_html import languages_of, template
from simulator.render.write_markdown import escape_markdown

_COLUMNS: dict[GridKind, tuple[int, ...]] = {
    "script": (7, 7, 66, 20),
    "acts": (7, 14, 59, 20),
    "blind": (7, 51, 8, 8, 8, 18),
    "panel": (6, 43, 5, 5, 5, 5, 5, 8, 18),
    "between": (16, 64, 20),
    "plain": (),
    "form": (25, 75),
    "lines": (),
}
"""The widths of the columns of each kind of table, in percent."""

# Markdown strips plain spaces at the beginning of a paragraph or a cell.
_INDENT = "\N{EM SPACE}"


def write_paper_html(page: Paper) -> str:
    """Return a page as HTML, in the language of the messages."""
    language = current_language()
    voices = languages_of(page.language, language)
    return _template()(page=page, language=language, languages=voices, columns=_COLUMNS)


@cache
def _template() -> Callable[..., str]:
    return template("paper.html.j2")


def write_paper_markdown(page: Paper) -> str:
    """Return a page as Markdown; every text is escaped."""
    return "\n\n".join(_blocks(page)) + "\n"


def _blocks(page: Paper) -> Iterator[str]:
    yield f"# {escape_markdown(page.heading)}"
    yield escape_markdown(page.aside)
    for block in page.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escape_markdown(block.text)}"
        case Piece():
            return _piece(block)
        case Grid():
            return "\n".join(_grid(block))


def _grid(grid: Grid) -> Iterator[str]:
    width = len(grid.heads) or max(len(row.cells) for row in grid.rows)
    # A table of Markdown must have a row of heads, even an empty one.
    yield _row(list(map(escape_markdown, grid.heads)) or [""] * width)
    yield "| --- " * width + "|"
    for row in grid.rows:
        yield from _lines(grid, row, width)


def _lines(grid: Grid, row: Row, width: int) -> Iterator[str]:
    cells = list(row.cells)
    if row.across:
        cells = [()] * width
        cells[min(grid.main, width - 1)] = row.cells[0]
    # A row of a form is empty, and still a row.
    for pieces in list(zip_longest(*cells)) or [(None,) * width]:
        yield _row([_piece(piece) if piece else "" for piece in pieces])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _piece(piece: Piece) -> str:
    text = escape_markdown(piece.text)
    if piece.look == "stage":
        text = f"*{text}*"
    elif piece.look in ("strong", "rule"):
        text = f"**{text}**"
    label = f"**{escape_markdown(piece.label)}** " if piece.label else ""
    return f"{_INDENT * piece.depth}{label}{text}"
