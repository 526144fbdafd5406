"""The width of a page and of its letters, and wrapping to it.

Letters of East Asian scripts take two cells of a terminal and combining marks none, so neither
``len`` nor ``textwrap`` can lay them out.
"""

import re
from collections.abc import Iterator
from unicodedata import category, east_asian_width

WIDTH = 78
"""The maximum width of a line of plain text, in cells. It leaves a margin of 2 in 80 columns."""

_CHUNKS = re.compile(r"\s+|\S*?[^\W\d_]{2}-(?=[^\W\d_]{2})|\S+")
"""Spaces, words, and pieces of words with a hyphen after which a line may break."""

_WORDS = re.compile(r"\s+|\S+")


def width(text: str) -> int:
    """Return the number of cells that a text takes in a terminal."""
    if text.isascii():  # most texts are, and the tables of Unicode are slow
        return len(text)
    return sum(map(_cells, text))


def _cells(letter: str) -> int:
    # Marks that combine with the letter before them, and formats such as the zero-width joiner.
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    # Wide and fullwidth; ambiguous letters take one cell outside East Asian locales (UAX #11).
    return 2 if east_asian_width(letter) in "WF" else 1


def padded(text: str, cells: int, side: str) -> str:
    """Return a text filled with spaces to a width, aligned left (``<``) or right (``>``).

    A text that is wider stays whole.
    """
    spaces = " " * (cells - width(text))
    return f"{text}{spaces}" if side == "<" else f"{spaces}{text}"


def wrap(
    text: str,
    cells: int = WIDTH,
    *,
    initial_indent: str = "",
    subsequent_indent: str = "",
    break_on_hyphens: bool = True,
) -> list[str]:
    """Return the lines of a text wrapped to a width; an empty text has none.

    Like ``textwrap.wrap``: spaces within a line stay, those at the ends go, and a word that is
    longer than a line is broken.
    """
    pattern = _CHUNKS if break_on_hyphens else _WORDS
    shortest = cells - max(width(initial_indent), width(subsequent_indent))
    lines: list[str] = []
    indent, line = initial_indent, ""
    for chunk in pattern.findall(" ".join(text.splitlines())):
        # At least one cell: an indent as wide as the page must not prevent all progress.
        for piece in _pieces(chunk, max(1, shortest)):
            # Trailing spaces do not count: they are cut off where a line ends.
            if line and width(indent + line + piece.rstrip()) > cells:
                lines.append(f"{indent}{line.rstrip()}")
                indent, line = subsequent_indent, ""
            # Spaces at the start of the text stay, as in textwrap; those after a break go.
            line += piece if line or not lines else piece.lstrip()
    if line.strip():
        lines.append(f"{indent}{line.rstrip()}")
    return lines


def _pieces(word: str, room: int) -> Iterator[str]:
    """Yield a word whole, or in pieces of at most ``room`` cells."""
    piece = ""
    for letter in word:
        if piece and width(piece) + _cells(letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece
