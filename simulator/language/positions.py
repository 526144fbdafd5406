"""Map an offset in a scalar's text to its position in the file.

YAML folds lines, removes quotes and doubles some characters, so an offset in the text of a quoted
or multi-line scalar is not an offset in the file. The text and its source are walked in parallel,
and what only the source has (quotes, indents, backslashes) is skipped.
"""

import re
from collections.abc import Sequence

from simulator.language.findings import Mark

_BLOCK = ("|", ">")
# Possessive, because a line may consist of very many spaces.
_BLANK = re.compile(r"\s*+$")


def locate(lines: Sequence[str], start: Mark, text: str, offset: int) -> Mark:
    """Return the mark of ``text[offset]``.

    ``start`` is the mark of the scalar's first character: a letter, a quote or a block indicator.
    It is also returned if the character is not found.
    """
    row, column = start.line - 1, start.column - 1
    if lines[row][column : column + 1] in _BLOCK:
        row, column = row + 1, 0  # a block text begins on the line below its indicator
    return _walk(lines, row, column, text[: offset + 1]) or start


def _walk(lines: Sequence[str], row: int, column: int, text: str) -> Mark | None:
    """Return the mark of the last character of ``text``, or None if the lines do not contain it."""
    found = None
    lines = lines[: row + len(text) + 1]  # a text spans at most one line per character
    for character in text:
        if character in " \n" and row < len(lines) and _BLANK.match(lines[row], column):
            found = Mark(row + 1, column + 1)  # a line end that was folded into a space
            row, column = row + 1, 0
        else:
            row, column = _next(lines, row, column, character)
            if row == len(lines):
                return None
            found = Mark(row + 1, column + 1)
            column += 1
    return found


def _next(lines: Sequence[str], row: int, column: int, character: str) -> tuple[int, int]:
    """Return row and column of the next ``character`` from here.

    Return (number of lines, 0) if it does not occur, because it is written as an escape.
    """
    while row < len(lines):
        # Searching skips quotes, indents and backslashes, which are not in the text.
        at = lines[row].find(character, column)
        if at >= 0:
            return row, at
        row, column = row + 1, 0
    return row, 0
