"""Compute the distribution of the percents of all random plays.

The distribution of the credit still earned from a state is a polynomial: the coefficient of x^k is
the probability of earning k units. Each polynomial is one large integer with a field of ``FIELD``
bits per coefficient (Kronecker substitution). Earning credit is a shift, and merging two futures is
a sum: one operation on all coefficients at once. Probabilities are fixed-point numbers with
``PRECISION`` bits. In each state a coefficient loses less than two units in the last place.

In a deep story most of the lowest coefficients are 0. They are not part of the integer: ``lowest``
has the power at which the polynomial of each state begins.
"""

from dataclasses import dataclass
from math import fsum

from simulator.analysis.explore import by_target
from simulator.analysis.prices import Price
from simulator.analysis.values import Analysis

PRECISION = 30
"""Fractional bits of a probability; a factor of this size fits one digit of Python's integers."""

FIELD = 64
"""Bits per coefficient: a probability times a factor, and room for the sum over a moment's acts.

The factor is 1 divided by the number of acts, so that the product of both is little above
``1 << 2 * PRECISION``. A whole number of bytes, so that fields can be read as byte strings.
"""

WINDOW = 8
"""How many of the lowest coefficients of a state are examined, to leave out those that are 0."""

_WINDOW = (1 << FIELD * WINDOW) - 1
"""The bits of these coefficients."""

MOST_FIELDS = 20_000
"""The most amounts of credit that are distinguished.

Above that number, amounts are rounded; ``Spread.rounding`` gives the error.
"""

FEWEST_FIELDS = 200
"""The number of amounts that are distinguished even if there are very many states."""

MOST_WORK = 30_000_000
"""Limit on states times amounts, so that a large scenario takes seconds at most."""

PERCENTS = 101
"""The number of classes: one from each whole percent up to the next, and one for exactly 100."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The distribution of random plays.

    ``shares[p]`` is the probability of at least p and less than p + 1 percent of the best; the last
    entry is the probability of 100. ``rounding`` is the largest error of a play's percent: 0 unless
    the credits are too fine to be distinguished.
    """

    shares: tuple[float, ...]
    rounding: float

    def classes(self, width: int) -> list[tuple[int, int, float]]:
        """Return classes of ``width`` percent: from, up to, probability; the last includes 100."""
        starts = range(0, PERCENTS - 1, width)
        sums = [fsum(self.shares[start : start + width]) for start in starts]
        sums[-1] += self.shares[-1]
        return [(start, start + width, share) for start, share in zip(starts, sums, strict=True)]


def distribution(analysis: Analysis) -> Spread:
    """Compute the distribution from an exhaustive analysis of guided play."""
    best, states = analysis.whole.best, max(1, len(analysis.order))
    if best == 0:
        # Nothing can be earned, so every play has 0 percent, as in ``Analysis.percent``.
        return Spread((1.0,) + (0.0,) * (PERCENTS - 1), 0.0)
    fields = max(FEWEST_FIELDS, min(MOST_FIELDS, MOST_WORK // states))
    grain = -(-best // fields)  # rounded up
    shares = [0.0] * PERCENTS
    for amount, share in enumerate(_coefficients(_future(analysis, grain))):
        # Amounts that were rounded up can add up to more than the best.
        shares[min(PERCENTS - 1, amount * grain * 100 // best)] += share
    total = fsum(shares)  # a little off 1 because coefficients are truncated
    # Rounding to the nearest grain errs by half a grain, at most once per moment.
    rounding = 0.0 if grain == 1 else 50.0 * grain * len(analysis.prices.moments) / best
    return Spread(tuple(share / total for share in shares), rounding)


def _future(analysis: Analysis, grain: int) -> int:
    """Return the polynomial of the first state; its k-th power stands for k * ``grain`` units."""
    graph = analysis.graph
    nodes, certain = graph.nodes, 1 << PRECISION
    if graph.first < 0:
        return certain
    # After the end, and in a loop, it is certain that nothing more is earned.
    futures = by_target([0] * len(nodes), unseen=certain, endless=certain, end=certain)
    lowest = by_target([0] * len(nodes), unseen=0, endless=0, end=0)
    readers = _count_readers(analysis)
    # Each moment can add a field, because its credit may be rounded up.
    mask = _mask(analysis.whole.best // grain + len(analysis.prices.moments) + 1)
    # By identity, because all states of a moment share their price.
    unique = {id(price): price for price in analysis.priced}
    rounded = {key: _in_grains(price, grain) for key, price in unique.items()}

    def take(target: int) -> int:
        """Return a state's polynomial; free it once its last predecessor has read it."""
        future = futures[target]
        # END, ENDLESS and UNSEEN are never freed: they are small, and many edges lead to them.
        if target >= 0:
            readers[target] -= 1
            if not readers[target]:
                futures[target] = 0
        return future

    for number in analysis.order:
        node, (most, passing) = nodes[number], rounded[id(analysis.priced[number])]
        future, low = take(node.passing), passing + lowest[node.passing]
        for i, to in node.edges:
            above = most[i] + lowest[to] - low
            if above >= 0:
                future += take(to) << FIELD * above
            else:
                future = take(to) + (future << -FIELD * above)
                low += above
        futures[number], empty = _mean(future, len(node.edges) + 1, mask)
        lowest[number] = low + empty
    return futures[graph.first] << FIELD * lowest[graph.first]


def _mean(future: int, acts: int, mask: int) -> tuple[int, int]:
    """Divide the sum of the polynomials of several acts by their number.

    Return the quotient without its lowest coefficients that are 0, and the number of these.
    """
    if acts & acts - 1:
        # One factor for the whole sum, so that the large integer is multiplied only once.
        future *= round((1 << PRECISION) / acts)
        places = PRECISION
    else:
        places = acts.bit_length() - 1  # a power of two: the same without the factor
    # The lowest coefficients that are not 0 begin at the lowest bit that is set.
    bottom = (future & _WINDOW) >> places & mask
    empty = ((bottom & -bottom).bit_length() - 1) // FIELD if bottom else 0
    return future >> places + FIELD * empty & mask, empty


def _in_grains(price: Price, grain: int) -> tuple[list[int], int]:
    """Return the most that each way to act earns, and what passing earns, rounded to grains."""
    half = grain // 2
    return [(units + half) // grain for units in price.most], (price.passing + half) // grain


def _count_readers(analysis: Analysis) -> list[int]:
    """Return how often ``_future`` reads the polynomial of each state."""
    times = by_target([0] * len(analysis.graph.nodes), unseen=0, endless=0, end=0)
    # The read at the end of ``_future``; without it the result would be freed.
    times[analysis.graph.first] = 1
    for number in analysis.order:
        node = analysis.graph.nodes[number]
        times[node.passing] += 1
        for _, to in node.edges:
            times[to] += 1
    return times


def _mask(fields: int) -> int:
    """Return the mask for the lower bits of each field.

    It clears the bits that a right shift moved in from the field above.
    """
    # One bit more than PRECISION, because a probability of 1 is ``1 << PRECISION``.
    return int.from_bytes(
        (((1 << PRECISION + 1) - 1).to_bytes(FIELD // 8, "little")) * fields, "little"
    )


def _coefficients(future: int) -> list[float]:
    """Unpack a polynomial into its coefficients, lowest power first."""
    size = FIELD // 8
    data = future.to_bytes((future.bit_length() + 7) // 8, "little")
    return [
        int.from_bytes(data[i : i + size], "little") / (1 << PRECISION)
        for i in range(0, len(data), size)
    ]
