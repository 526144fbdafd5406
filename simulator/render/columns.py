"""Lay out plain-text tables, aligned and never wider than a page.

A name too long for its column is printed on lines of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.render.widths import WIDTH, padded, width, wrap

GAP = "  "
"""The text between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, one word per line, and its alignment.

    ``>`` is for numbers, ``<`` for words.
    """

    head: str
    side: Literal["<", ">"] = ">"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells, the name first, all on one line; ``below`` is a note printed under them."""

    cells: tuple[str, ...]
    below: str = ""


def columns(heads: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a table, heads first.

    The first column holds the names and gets the width that is left by the other columns.
    """
    widths = _widths(heads, rows)
    yield from _heads(heads, widths)
    for row in rows:
        yield from _row(heads, widths, row)


def lines(text: str, indent: int = 0, hang: int = 0) -> list[str]:
    """Wrap a text to the page width.

    All lines are indented by ``indent``, those after the first by ``hang`` more.
    """
    return wrap(
        text,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        # An id that is broken after a hyphen looks like two words, and cannot be copied.
        break_on_hyphens=False,
    )


def _widths(heads: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    widths = []
    for i, column in enumerate(heads):
        texts = column.head.split() + [row.cells[i] for row in rows]
        widths.append(max(map(width, texts), default=0))
    # Only the names shrink: a long name moves to a line of its own, a number cannot be wrapped.
    others = sum(widths[1:]) + len(GAP) * (len(heads) - 1)
    widths[0] = min(widths[0], WIDTH - others)
    return widths


def _heads(heads: Sequence[Column], widths: list[int]) -> Iterator[str]:
    """Yield the heads, aligned at the bottom, and a rule under them."""
    words = [column.head.split() for column in heads]
    # Counted from the last word, so that short heads stand directly above the rule.
    for left in range(max(map(len, words)), 0, -1):
        cells = []
        for head in words:
            cells.append(head[-left] if left <= len(head) else "")
        yield _line(heads, widths, cells)
    rules = []
    for head, cells_wide in zip(words, widths, strict=True):
        # A column without a head (of marks) has no rule, because there is nothing to underline.
        rules.append("-" * cells_wide if head else "")
    yield _line(heads, widths, rules)


def _row(heads: Sequence[Column], widths: list[int], row: Row) -> Iterator[str]:
    name, *others = row.cells
    if width(name) > widths[0]:
        yield from lines(name)
        name = ""
    yield _line(heads, widths, [name, *others])
    yield from lines(row.below, indent=4)


def _line(heads: Sequence[Column], widths: list[int], cells: Sequence[str]) -> str:
    aligned = []
    for cell, column, wanted in zip(cells, heads, widths, strict=True):
        aligned.append(padded(cell, wanted, column.side))
    return GAP.join(aligned).rstrip()
