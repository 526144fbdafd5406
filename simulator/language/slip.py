"""A slip of somebody who writes in a word processor: how it is reported, and how it is repaired.

The functions that recognise slips are in ``slips_of_lists``, ``slips_of_texts`` and
``slips_of_indents``. Lines and columns are counted from 0 in all of them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.language.yaml_source import Changes
from simulator.scenario.problem import Problem

MOST_BACK = 30
"""How many lines above an error are searched for the quote that caused it."""

MOST_ABOVE = 200
"""How many lines above an error are searched for the columns in which lines begin."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the parser stopped: its words, the line and column, and the line where it began.

    ``begun`` is the line of the list, the quote or the bracket that the parser was reading.
    Lines and columns are counted from 0.
    """

    said: str
    row: int
    column: int
    begun: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip and how to repair it.

    Without ``problem`` the parser's own error describes it. ``whole`` is false if the repair drops
    a part of the file. ``swallows`` is true if lines after the slip were taken for text, so that
    the next error may be in one of them.
    """

    changes: Changes
    problem: Problem | None = None
    row: int = 0
    column: int = 0
    whole: bool = True
    swallows: bool = False

    @property
    def last(self) -> int:
        """The last line that is repaired."""
        return max(self.changes)


Lines = tuple[str, ...]


Finder = Callable[[Lines, int, Stop], Iterator[Slip]]

# Possessive quantifiers, because a hostile line must not take long.
# Its groups are the indent, the dashes and the key.
ENTRY = re.compile(r"( *+)((?:- ++)*+)(?:([\w-]++):(?:[ \t]++|$))?+")


def rows_above(lines: Lines, row: int, most: int) -> list[int]:
    """Return the numbers of up to ``most`` lines above that are not empty, the nearest first."""
    found: list[int] = []
    for above in range(row - 1, max(-1, row - 1 - MOST_BACK), -1):
        if len(found) == most:
            break
        if lines[above].strip():
            found.append(above)
    return found


def indent_of(line: str) -> int:
    """Return the number of spaces and tabs before the first letter of a line."""
    return len(line) - len(line.lstrip(" \t"))


def value_at(line: str) -> int:
    """Return the column at which the value of a line begins: after its dash and its key."""
    match = ENTRY.match(line)
    return match.end() if match is not None else 0


def is_structure(line: str) -> bool:
    """Return whether a line is empty, or begins with a dash or a key."""
    match = ENTRY.match(line)
    return not line.strip() or (match is not None and bool(match[2] or match[3]))


def is_entry(line: str) -> bool:
    """Return whether a line begins an entry of a list."""
    return line[indent_of(line) :].startswith("- ")


def last_of_block(lines: Lines, row: int) -> int:
    """Return the last line of the block that begins here: all lines not further left."""
    here, last = indent_of(lines[row]), row
    for number in range(row + 1, len(lines)):
        if lines[number].strip():
            if indent_of(lines[number]) < here:
                break
            last = number
    return last
