"""Character drawings: texts placed at rows and columns, laid out as rows of an exact width.

Widths are measured in terminal cells, not in characters: a Chinese character or an emoji takes two
cells, a combining accent none. A text is cut only between grapheme clusters.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rich.cells import cell_len, split_graphemes

Part = tuple[str, str]
"""A text and its style."""

Block = list[list[Part]]
"""Rows, from top to bottom."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text at a row and a column of the drawing."""

    row: int
    column: int
    text: str
    style: str = ""

    @property
    def end(self) -> int:
        """The column after its last cell."""
        return self.column + cell_len(self.text)


def laid_out(pieces: Iterable[Piece], width: int, height: int) -> list[list[Part]]:
    """Return ``height`` rows of exactly ``width`` cells: the pieces, with blanks between them.

    All pieces must fit into these rows and columns, and must not overlap.
    """
    rows: list[list[Part]] = [[] for _ in range(height)]
    ends = [0] * height
    for piece in sorted(pieces, key=lambda piece: (piece.row, piece.column)):
        assert piece.column >= ends[piece.row], "pieces must not overlap"
        rows[piece.row] += [(" " * (piece.column - ends[piece.row]), ""), (piece.text, piece.style)]
        ends[piece.row] = piece.end
    return [
        [part for part in (*row, (" " * (width - end), "")) if part[0]]
        for row, end in zip(rows, ends, strict=True)
    ]


def stacked(block: Block, top: int, left: int) -> Iterator[Piece]:
    """Yield the pieces of a block: its first row at row ``top``, all rows from column ``left``."""
    for i, row in enumerate(block):
        column = left
        for text, style in row:
            yield Piece(top + i, column, text, style)
            column += cell_len(text)


def centred(block: Block, top: int, width: int) -> Iterator[Piece]:
    """Yield the pieces of a block from row ``top``, each row centred in ``width`` columns."""
    for i, row in enumerate(block):
        # Not ``round``: it rounds halves to even numbers, so rows would be off by one in turn.
        yield from stacked([row], top + i, math.floor((width - cells_of(row)) / 2 + 0.5))


def lowered(pieces: Iterable[Piece], rows: int) -> list[Piece]:
    """Return the pieces, moved down by ``rows`` rows."""
    return [replace(piece, row=piece.row + rows) for piece in pieces]


def clipped(pieces: Iterable[Piece], width: int, ellipsis: str) -> Iterator[Piece]:
    """Yield the pieces, cut to ``width`` columns and without trailing blanks.

    A cut text ends with ``ellipsis``, which must be one cell wide.
    """
    for piece in pieces:
        if piece.column < width and piece.text.rstrip():
            yield replace(piece, text=cut(piece.text.rstrip(), width - piece.column, ellipsis))


def cells_of(row: Iterable[Part]) -> int:
    """Return the width of a row in cells."""
    return sum(cell_len(text) for text, _ in row)


def cut(text: str, cells: int, ellipsis: str) -> str:
    """Return ``text``, cut to at most ``cells`` cells.

    A cut text ends with ``ellipsis``, which must be one cell wide.
    """
    if cell_len(text) <= cells:
        return text
    saved = ""
    for letter in _letters(text):
        # Measured together, because a letter may change the width of the one before it. One cell
        # stays free for the ellipsis.
        if cell_len(saved + letter) >= cells:
            break
        saved += letter
    return saved + ellipsis


def filled(text: str, cells: int, side: Literal["<", "^"] = "<") -> str:
    """Return ``text``, filled with spaces to ``cells`` cells, at the left or in the middle.

    A wider text stays whole.
    """
    spaces = max(0, cells - cell_len(text))
    before = spaces // 2 if side == "^" else 0
    return " " * before + text + " " * (spaces - before)


def _letters(text: str) -> list[str]:
    """Return the grapheme clusters: a letter with its accents, or an emoji, is one item."""
    return [text[start:end] for start, end, _ in split_graphemes(text)[0]]
