"""How a scenario reads, in words and as data; for the page of one scenario and for that of the library."""

from typing import Any

from simulator.analysis.readability import Readability, Reads

NOTE = "The reading age (Automated Readability Index) counts letters and words; half-sentences bring it down."


def named(reads: Reads) -> tuple[tuple[str, Readability], ...]:
    """What is heard, the options, and the reasons, each with its name."""
    return (("heard", reads.heard), ("options", reads.options), ("reasons", reads.reasons))


def figures(read: Readability) -> tuple[str, str]:
    """Words in a sentence, on average, and the reading age."""
    return (f"{read.sentence:.1f}", f"{read.age:.0f}")


def as_data(reads: Reads) -> dict[str, Any]:
    """Words in a sentence on average (``sentence``) and at most (``longest``), and the reading age in years (``age``)."""
    return {
        name: {"sentence": read.sentence, "longest": read.longest, "age": read.age}
        for name, read in named(reads)
    }
