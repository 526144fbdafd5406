"""A page to be printed: headings, texts and tables, for every format in which it can be written.

It has tables and no other layout, so that a word processor opens it as it was meant.
"""

from dataclasses import dataclass
from typing import Literal

Voice = Literal["scenario", "program"]
"""Who wrote a text; it may be in another language than the program speaks."""

Look = Literal["", "stage", "why", "soft", "note", "strong", "rule", "box"]

GridKind = Literal["script", "acts", "blind", "panel", "between", "plain", "form", "lines"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with a label before it; ``look`` is never the only thing that tells it apart."""

    text: str
    label: str = ""
    look: Look = ""
    voice: Voice = "program"
    depth: int = 0


Cell = tuple[Piece, ...]
"""The pieces of a cell, each on a line of its own."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; with ``across``, its only cell takes the whole width."""

    cells: tuple[Cell, ...]
    across: bool = False
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``main`` is the column in which formats without wide cells write those.

    Tables of a script have a last column for remarks, which no narrow screen needs.
    """

    kind: GridKind
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    main: int = 0

    @property
    def remarks(self) -> bool:
        """Whether the last column is left empty, for remarks on paper."""
        return self.kind in ("script", "acts", "blind", "between")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; ``moment`` is the number of its moment, or 0."""

    text: str
    level: int = 2
    voice: Voice = "program"
    moment: int = 0


Block = Heading | Piece | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole page; ``language`` is that of the scenario."""

    title: str
    heading: str
    aside: str
    language: str
    blocks: tuple[Block, ...]


def cell(text: str, look: Look = "", voice: Voice = "program") -> Cell:
    """Return a cell with one text; an empty one without."""
    return (Piece(text, look=look, voice=voice),) if text else ()
