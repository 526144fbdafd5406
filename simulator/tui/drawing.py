"""A drawing made of characters: texts, each put at a row and a column, and laid out as rows that are exactly as wide as asked.

Everything is measured in cells and never in characters, for a Chinese letter or an emoji takes two cells, and an accent none.
A text is only ever cut between what is seen as one letter and the next.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.cells import cell_len, split_graphemes

Part = tuple[str, str]
"""A text and its style."""

Block = list[list[Part]]
"""Rows that stand under one another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that stands somewhere in the drawing, at a row and a column."""

    row: int
    column: int
    text: str
    style: str = ""

    @property
    def end(self) -> int:
        """The column after its last cell."""
        return self.column + cell_len(self.text)


def laid_out(pieces: Iterable[Piece], width: int, height: int) -> list[list[Part]]:
    """Return ``height`` rows of exactly ``width`` cells: the pieces in their places, with blanks between them.

    All pieces stand within these rows and columns, and none on another.
    """
    rows: list[list[Part]] = [[] for _ in range(height)]
    ends = [0] * height
    for piece in sorted(pieces, key=lambda piece: (piece.row, piece.column)):
        assert piece.column >= ends[piece.row], "no piece lies on another"
        rows[piece.row] += [(" " * (piece.column - ends[piece.row]), ""), (piece.text, piece.style)]
        ends[piece.row] = piece.end
    return [
        [part for part in (*row, (" " * (width - end), "")) if part[0]]
        for row, end in zip(rows, ends, strict=True)
    ]


def stacked(block: Block, top: int, left: int) -> Iterator[Piece]:
    """Put rows under one another from a place on: ``top`` is the row of the first, ``left`` the column in which all begin."""
    for i, row in enumerate(block):
        column = left
        for text, style in row:
            yield Piece(top + i, column, text, style)
            column += cell_len(text)


def centred(block: Block, top: int, width: int) -> Iterator[Piece]:
    """Put rows under one another from row ``top`` on, each in the middle of so many columns."""
    for i, row in enumerate(block):
        yield from stacked([row], top + i, math.floor((width - cells_of(row)) / 2 + 0.5))


def lowered(pieces: Iterable[Piece], rows: int) -> list[Piece]:
    """Move everything down by so many rows."""
    return [replace(piece, row=piece.row + rows) for piece in pieces]


def clipped(pieces: Iterable[Piece], width: int, ellipsis: str) -> Iterator[Piece]:
    """Cut what would stand out of so many columns, with the ellipsis (of one cell) after it; no text ends in blanks."""
    for piece in pieces:
        if piece.column < width and piece.text.rstrip():
            yield replace(piece, text=cut(piece.text.rstrip(), width - piece.column, ellipsis))


def cells_of(row: Iterable[Part]) -> int:
    """Return how many cells a row takes."""
    return sum(cell_len(text) for text, _ in row)


def cut(text: str, cells: int, ellipsis: str) -> str:
    """Return ``text``, or as much of it as goes into so many cells with the ellipsis (of one cell) after it."""
    if cell_len(text) <= cells:
        return text
    kept = ""
    for letter in _letters(text):
        if cell_len(kept + letter) >= cells:
            break
        kept += letter
    return kept + ellipsis


def _letters(text: str) -> list[str]:
    """What is seen as one letter each, with its accents, or as one emoji."""
    return [text[start:end] for start, end, _ in split_graphemes(text)[0]]
