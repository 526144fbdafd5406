"""Give each line of a moment the letter by which papers and mark sheets name it."""

from simulator.engine.draw import order
from simulator.scenario.model import Moment

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(moment: Moment, seed: int) -> dict[str, str]:
    """Return the letter of each option of a moment, by the option's id.

    The lines that guided play offers come first, in an order drawn from the seed.
    """
    offered = set(moment.offered(moment.ask))
    # A draw of its own, so that the letters do not follow the order on the screen.
    drawn = order(seed, f"print/{moment.id}", len(moment.options))
    # Stable, so that each part stays in the order that was drawn.
    ranked = sorted(drawn, key=lambda at: at not in offered)
    return {moment.options[at].id: _letter(rank) for rank, at in enumerate(ranked)}


def _letter(rank: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    first, last = divmod(rank, len(_ALPHABET))
    return (_letter(first - 1) if first else "") + _ALPHABET[last]
