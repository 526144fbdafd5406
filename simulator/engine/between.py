"""The lines that live play offers outside moments: which ones, and how the group reacts.

They are the scenario's own (``between``), or the catalogue's wordings if it has none.
"""

from simulator.engine.draw import draw, order
from simulator.scenario.catalogue import Kind
from simulator.scenario.model import BetweenLine, Scenario

LineNumber = tuple[str, int]
"""An intervention kind, and the index of the line in ``between`` or in the kind's wordings."""


def drawn_lines(scenario: Scenario, seed: int, place: str, count: int) -> tuple[LineNumber, ...]:
    """Return ``count`` lines drawn for this place of the play, in the order of the screen.

    There are fewer if the scenario has fewer. Those of the catalogue are each of another kind.
    """
    if scenario.between:
        numbers = order(seed, f"between/{place}", len(scenario.between))[:count]
        return tuple((scenario.between[number].do, number) for number in numbers)
    kinds = list(scenario.catalogue.kinds.values())
    # The names of these draws are older than ``between``: saved plays were led with them.
    name = f"remarks/{place}"
    drawn = [kinds[i] for i in order(seed, name, len(kinds))[:count]]
    return tuple((kind.id, draw(seed, f"{name}/{kind.id}", len(kind.say))) for kind in drawn)


def own_line(scenario: Scenario, kind: str, number: int) -> BetweenLine | None:
    """Return the scenario's line with this index if it is of this kind, else None."""
    if not 0 <= number < len(scenario.between):
        return None
    line = scenario.between[number]
    return line if line.do == kind else None


def wording(kind: Kind | None, number: int) -> str:
    """Return a wording of the catalogue, or an empty text if there is none with this index."""
    return kind.say[number] if kind is not None and 0 <= number < len(kind.say) else ""
