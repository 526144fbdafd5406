"""A strip as text: its moments by phase, for formats that do not draw."""

from collections.abc import Iterator
from itertools import groupby

from simulator.messages import say
from simulator.render.sections import Strip, StripCell


def by_phase(strip: Strip) -> Iterator[tuple[str, tuple[tuple[int, StripCell], ...]]]:
    """Yield each phase with its moments, which are numbered from 1 through the whole strip."""
    numbered = enumerate(strip.cells, 1)
    # Only neighbours are grouped: a phase that comes again is printed again.
    for phase, cells in groupby(numbered, key=lambda entry: entry[1].phase):
        yield phase, tuple(cells)


def in_one_line(strip: Strip) -> Iterator[str]:
    """Yield the moments of a strip as texts; the first of a phase has its name before it."""
    for phase, cells in by_phase(strip):
        for place, (number, cell) in enumerate(cells):
            label = "" if place else phase_label(phase)
            yield f"{label} {cell_text(number, cell)}".lstrip()


def phase_label(phase: str) -> str:
    """Return the name of a phase as a label, or nothing before the first phase."""
    return say("debrief.speaker", name=phase) if phase else ""


def cell_text(number: int, cell: StripCell) -> str:
    """Return a moment of the strip with its number, its sign and its word."""
    return say("debrief.strip_cell", number=number, sign=cell.sign, word=cell.word)


def cell_words(number: int, cell: StripCell) -> str:
    """Return the same without the sign, for those who would hear it spelt out."""
    return say("debrief.strip_cell_words", number=number, word=cell.word)
