"""The case of a play: drawn by its seed, or asked for by its number."""

from simulator.engine.draw import draw
from simulator.scenario.model import SEED_RANGE


def case_of(seed: int, cases: int) -> int:
    """Return the index of the case that a seed draws from this many; 0 if there are none."""
    return draw(seed, "case", cases) if cases else 0


def seed_of_case(case: int, cases: int, first: int) -> int:
    """Return the first seed from ``first`` on that draws this case (from 0) of ``cases``.

    After the last valid seed it continues at 0.
    """
    assert 0 <= case < cases
    seed = first
    # Each seed draws the case with a probability of 1 in ``cases``, so this ends soon.
    while case_of(seed, cases) != case:
        seed = seed + 1 if seed + 1 in SEED_RANGE else SEED_RANGE[0]
    return seed
