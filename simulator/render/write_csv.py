"""Write a table as CSV for spreadsheets, in which no text becomes a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would calculate."""

_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?", re.ASCII)
"""A negative number, which stays a number in spite of its sign."""


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV (RFC 4180)."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([list(map(defused, row)) for row in (heads, *rows)])
    return text.getvalue()


def defused(cell: str) -> str:
    """Return a cell with a quote before it if a spreadsheet would take it for a formula."""
    if _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
