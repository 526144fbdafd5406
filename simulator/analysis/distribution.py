"""How the percents of all plays by chance are spread: the probability of each percent.

The spread of what is still earned from a state on is a polynomial: the coefficient of x^k is the probability of earning k
units. A polynomial is kept as one large whole number, a field of ``FIELD`` bits a coefficient (Kronecker's substitution), so
that earning credit is a shift and bringing two futures together is a sum, each one operation on all coefficients at once.
Probabilities are fixed-point numbers of ``PRECISION`` bits; in each state a coefficient loses less than two of its last places.
"""

from dataclasses import dataclass
from math import fsum

from simulator.analysis.values import Analysis

PRECISION = 30
"""Bits after the point of a probability; a factor of this size is one digit of Python's whole numbers."""

FIELD = 72
"""Bits of a coefficient: a probability, times a factor below one, and room for the sum over all acts of a moment."""

MOST_FIELDS = 20_000
"""Amounts of credit told apart at most; with more of them amounts are rounded, and ``Spread.rounding`` says how far."""

FEWEST_FIELDS = 200
"""Amounts told apart even where there are very many states."""

MOST_WORK = 30_000_000
"""States times amounts; it keeps a large scenario's spread to seconds."""

PERCENTS = 101
"""The classes told: from each whole percent up to the next, and one of its own for 100."""


@dataclass(frozen=True, slots=True)
class Spread:
    """``shares[p]`` is the probability of at least p and less than p + 1 percent of the best; the last is that of 100.

    ``rounding`` is how many percent a play may stand from its true place: 0 unless the credits are too fine to be told apart.
    """

    shares: tuple[float, ...]
    rounding: float

    def classes(self, width: int) -> list[tuple[int, int, float]]:
        """Gather the shares in classes of ``width`` percent: from, up to, probability; 100 is in the last one."""
        starts = range(0, PERCENTS - 1, width)
        sums = [fsum(self.shares[start : start + width]) for start in starts]
        sums[-1] += self.shares[-1]
        return [(start, start + width, share) for start, share in zip(starts, sums, strict=True)]


def distribution(analysis: Analysis) -> Spread:
    """Work out the spread of an exhaustive analysis of guided play."""
    best, states = analysis.whole.best, max(1, len(analysis.order))
    if best == 0:
        return Spread((1.0,) + (0.0,) * (PERCENTS - 1), 0.0)
    fields = max(FEWEST_FIELDS, min(MOST_FIELDS, MOST_WORK // states))
    grain = -(-best // fields)
    shares = [0.0] * PERCENTS
    for amount, share in enumerate(_coefficients(_future(analysis, grain))):
        shares[min(PERCENTS - 1, amount * grain * 100 // best)] += share
    total = fsum(shares)
    rounding = 0.0 if grain == 1 else 50.0 * grain * len(analysis.prices.moments) / best
    return Spread(tuple(share / total for share in shares), rounding)


def _future(analysis: Analysis, grain: int) -> int:
    """The polynomial of the first state; one unit of its amounts is ``grain`` units of credit."""
    graph = analysis.graph
    nodes, certain = graph.nodes, 1 << PRECISION
    if graph.first < 0:
        return certain
    futures: list[int] = [0] * len(nodes) + [certain, certain, certain]
    asked_for = _times_asked_for(analysis)
    mask = _mask(analysis.whole.best // grain + len(analysis.prices.moments) + 1)

    def take(target: int) -> int:
        """A state's future, let go of after it was asked for the last time."""
        future = futures[target]
        if target >= 0:
            asked_for[target] -= 1
            if not asked_for[target]:
                futures[target] = 0
        return future

    for number in analysis.order:
        node = nodes[number]
        price = analysis.prices.moments[node.meet.number]
        future = take(node.passing) << FIELD * ((price.passing + grain // 2) // grain)
        for i, to in node.ways:
            future += take(to) << FIELD * ((price.asked[i] + grain // 2) // grain)
        share = round(certain / (len(node.ways) + 1))
        futures[number] = future * share >> PRECISION & mask
    return futures[graph.first]


def _times_asked_for(analysis: Analysis) -> list[int]:
    times = [0] * (len(analysis.graph.nodes) + 3)
    times[analysis.graph.first] = 1
    for number in analysis.order:
        node = analysis.graph.nodes[number]
        times[node.passing] += 1
        for _, to in node.ways:
            times[to] += 1
    return times


def _mask(fields: int) -> int:
    """What keeps the lower part of each field: without what a shift brought in from the field above."""
    return int.from_bytes(
        (((1 << PRECISION + 1) - 1).to_bytes(FIELD // 8, "little")) * fields, "little"
    )


def _coefficients(future: int) -> list[float]:
    size = FIELD // 8
    data = future.to_bytes((future.bit_length() + 7) // 8, "little")
    return [
        int.from_bytes(data[i : i + size], "little") / (1 << PRECISION)
        for i in range(0, len(data), size)
    ]
