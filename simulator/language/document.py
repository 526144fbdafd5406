"""A file of YAML as plain data, with the line and column of every key and value."""

from dataclasses import dataclass, field
from typing import Any

from simulator.language.findings import START, Mark
from simulator.language.positions import locate

LARGEST_FILE = 1_000_000
"""Largest size of a file, in bytes."""

Place = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """A file as plain data, with the mark of each key and value by its path.

    The data are dicts, lists, texts, numbers, true/false and None. ``written`` maps to numbers as
    they are spelled in the file (1.50 where the number is 1.5). ``cut`` maps to the mark of a ``#``
    that ends a text and may have been meant as part of it. ``lines`` is the whole file. ``partial``
    is true if a part had to be left out, so that nothing can be said about missing keys, and
    ``repaired`` if any line was read otherwise than it is written.
    """

    file: str
    data: Any
    keys: dict[Place, Mark] = field(default_factory=dict)
    values: dict[Place, Mark] = field(default_factory=dict)
    written: dict[Place, str] = field(default_factory=dict)
    cut: dict[Place, Mark] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    partial: bool = False
    repaired: bool = False

    def key(self, place: Place) -> Mark:
        """Return the mark of the key at ``place``.

        For a list item or a missing key return what ``value`` returns.
        """
        return self.keys.get(place) or self.value(place)

    def value(self, place: Place) -> Mark:
        """Return the mark of the value at ``place``, or of the nearest one around it."""
        while place not in self.values and place:
            place = place[:-1]
        return self.values.get(place, START)

    def inside(self, place: Place, text: str, offset: int) -> Mark:
        """Return the mark of the character at ``offset`` in the text at ``place``.

        The text may be quoted or span several lines.
        """
        return locate(self.lines, self.value(place), text, offset)
