"""The lines of a file while slips in it are repaired, so that the rest can be read as well.

A repair changes columns. Each repaired line remembers which column of the file each of its
characters comes from, so that findings have the columns that the author sees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Change = tuple[int, int, str]
"""A change of a line: the characters from the first column up to the second become the text."""

Changes = Mapping[int, Sequence[Change]]
"""Changes by the number of the line, counted from 0, in the order of their columns."""


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file, and for each repaired line the columns that its characters come from.

    Lines and columns are counted from 0 here.
    """

    lines: tuple[str, ...]
    origins: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)

    def column(self, row: int, column: int) -> int:
        """Return the column in the file of a column of a line, which may be repaired."""
        origins = self.origins.get(row)
        return column if origins is None else origins[min(column, len(origins) - 1)]

    def changed(self, changes: Changes) -> "Source":
        """Return the source with these changes."""
        lines, origins = list(self.lines), dict(self.origins)
        for row, parts in changes.items():
            lines[row], moved = _changed(self.lines[row], parts)
            origins[row] = [self.column(row, column) for column in moved]
        return Source(tuple(lines), origins)


def _changed(line: str, changes: Sequence[Change]) -> tuple[str, list[int]]:
    """Return a line with changes, and the column before of each of its characters and its end."""
    pieces, moved, at = [], [], 0
    for start, end, inserted in changes:
        pieces += [line[at:start], inserted]
        moved += [*range(at, start), *[start] * len(inserted)]
        at = end
    return "".join((*pieces, line[at:])), [*moved, *range(at, len(line) + 1)]
