"""Readability figures as text and as data, for the reports on one scenario and on the library."""

from typing import Any

from simulator.analysis.readability import Readability, Reads


def named(reads: Reads) -> tuple[tuple[str, Readability], ...]:
    """Return the figures of what is heard, of the options and of the reasons, with their ids."""
    return (("heard", reads.heard), ("options", reads.options), ("reasons", reads.reasons))


def figures(read: Readability) -> tuple[str, str]:
    """Return the average number of words in a sentence, and the reading age."""
    return (f"{read.sentence:.1f}", f"{read.age:.0f}")


def as_data(reads: Reads) -> dict[str, Any]:
    """Return the figures as plain data.

    ``sentence`` is the average number of words in a sentence, ``longest`` the maximum, and ``age``
    the reading age in years.
    """
    found = {}
    for name, read in named(reads):
        found[name] = {"sentence": read.sentence, "longest": read.longest, "age": read.age}
    return found
