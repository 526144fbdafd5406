"""The moments of a scenario one by one, to be marked without the key on a page each.

What is on them is what the paper without the key has (``print_blind``): nothing else of a scenario
may be shown to a panel before it has marked it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.authoring.mark_sheet import WAIT
from simulator.authoring.screenplay import Screenplay
from simulator.render.paper import Grid, Heading, Piece
from simulator.render.print_page import blind_script


@dataclass(frozen=True, slots=True)
class BlindLine:
    """A line to be marked; ``letter`` is ``wait`` for saying nothing."""

    letter: str
    words: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class BlindStep:
    """A moment with what is heard since the one before, up to the pause."""

    number: int
    heard: tuple[Heading | Piece, ...]
    lines: tuple[BlindLine, ...]


def blind_steps(play: Screenplay) -> tuple[BlindStep, ...]:
    """Return the moments in the order in which they are marked; later ones follow from a line."""
    return tuple(_steps(play))


def _steps(play: Screenplay) -> Iterator[BlindStep]:
    heard: list[Heading | Piece] = []
    number = 0
    for block in blind_script(play):
        match block:
            case Heading(moment=found) if found:
                number = found
            case Grid(kind="panel"):
                yield BlindStep(number, tuple(heard), tuple(_lines(block)))
                heard = []
            case Grid():
                heard += _heard(block)
            case Piece(look="strong"):
                pass  # the question with its boxes
            case _:
                heard.append(block)


def _heard(grid: Grid) -> Iterator[Piece]:
    """Yield what a table of the script says, without numbers, minutes and room for remarks."""
    for row in grid.rows:
        # A rule marks the pause, with which the page ends anyway.
        if not row.rule:
            yield from row.cells[grid.main]


def _lines(grid: Grid) -> Iterator[BlindLine]:
    for row in grid.rows:
        letter, words = row.cells[0], row.cells[1]
        yield BlindLine(letter[0].text if letter else WAIT, words)
