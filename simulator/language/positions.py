"""Where a character of a text stands in the file, when the text is quoted or goes over several lines.

YAML folds lines, takes quotes off and doubles some characters, so a place in the text is not yet a place in the file. The
text and its source are walked side by side: what the source has more (quotes, indents, backslashes) is passed over.
"""

import re
from collections.abc import Sequence

from simulator.language.findings import Mark

_BLOCK = ("|", ">")
_BLANK = re.compile(r"\s*+$")


def locate(lines: Sequence[str], start: Mark, text: str, offset: int) -> Mark:
    """Return the mark of ``text[offset]``; ``start`` is where the text, or its quote or block sign, begins."""
    row, column = start.line - 1, start.column - 1
    if lines[row][column : column + 1] in _BLOCK:
        row, column = row + 1, 0
    return _walk(lines, row, column, text[: offset + 1]) or start


def _walk(lines: Sequence[str], row: int, column: int, text: str) -> Mark | None:
    found = None
    lines = lines[: row + len(text) + 1]  # a text goes over no more lines than it has characters
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
    """Find ``character`` from here on; (number of lines, 0) where it is not written as itself (an escape)."""
    while row < len(lines):
        at = lines[row].find(character, column)
        if at >= 0:
            return row, at
        row, column = row + 1, 0
    return row, 0
