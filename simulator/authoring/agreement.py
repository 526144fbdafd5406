"""How far several raters agree: Krippendorff's alpha, with a bootstrap interval.

Alpha is 1 for perfect agreement and 0 for what chance would give. It takes any number of raters,
ordered marks, and missing ones. Everything is computed from how often each unit got each category,
so which rater chose it, and the order of the raters, do not matter.

Written here because the maintained Python packages need numpy or are under the GPL. Tests compare
it with published examples.

Sources:

- Alpha, its coincidences and its metrics: K. Krippendorff, *Computing Krippendorff's
  Alpha-Reliability*, University of Pennsylvania 2011 (repository.upenn.edu/asc_papers/43), parts B
  to E; *Content Analysis*, 4th edition, Sage 2019, chapter 12.
- The bootstrap of units for its interval: A. Zapf, S. Castell, L. Morawietz, A. Karch, *Measuring
  inter-rater reliability for nominal data*, BMC Medical Research Methodology 2016, 16:93.
- Drawing whole clusters, because the lines of one moment are marked together: C. A. Field, A. H.
  Welsh, *Bootstrapping clustered data*, Journal of the Royal Statistical Society B 2007, 69:369.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import shake_256
from itertools import accumulate, combinations
from math import lcm
from typing import Literal

Counts = Sequence[int]
"""How many raters put one unit into each category; the categories are in their order."""

Metric = Literal["nominal", "ordinal"]

RESAMPLES = 2_000
"""How often clusters are drawn again for an interval."""

FEWEST_CLUSTERS = 5
"""With fewer clusters there is no interval: there are too few different samples of them."""

LEVEL = Fraction(95, 100)
"""The level of an interval."""

_BYTES = 4  # of each draw


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha with its interval.

    ``units`` is how many units at least two raters marked. ``alpha`` is None if it is not defined:
    without such a unit, or if all marks are the same. ``low`` and ``high`` are None if there is no
    interval.
    """

    alpha: float | None
    low: float | None
    high: float | None
    units: int


def alpha(units: Sequence[Counts], metric: Metric) -> Fraction | None:
    """Return Krippendorff's alpha, exact; None if it is not defined."""
    matrices, scale = _coincidences(units)
    return _alpha(_sum(matrices), scale, metric) if matrices else None


def agreement(clusters: Sequence[Sequence[Counts]], metric: Metric) -> Agreement:
    """Return alpha over the units of all clusters, with its bootstrap interval.

    The interval has the percentiles of alpha over samples of as many clusters, drawn with
    replacement. There is none with fewer than FEWEST_CLUSTERS, or if alpha is not defined in more
    than one sample of twenty. The draws are the same on every machine.
    """
    units = [unit for cluster in clusters for unit in cluster if sum(unit) > 1]
    found = alpha(units, metric)
    if found is None:
        return Agreement(None, None, None, len(units))
    low, high = _interval(clusters, metric)
    return Agreement(float(found), low, high, len(units))


def _interval(
    clusters: Sequence[Sequence[Counts]], metric: Metric
) -> tuple[float | None, float | None]:
    matrices, scale = _coincidences([unit for cluster in clusters for unit in cluster])
    # The matrices are in the order of the clusters, without the units that fewer than two marked.
    left, sums = iter(matrices), []
    for cluster in clusters:
        marked = sum(sum(unit) > 1 for unit in cluster)
        if marked:
            sums.append(_sum([next(left) for _ in range(marked)]))
    if len(sums) < FEWEST_CLUSTERS:
        return None, None
    drawn = (_alpha(_sum([sums[at] for at in sample]), scale, metric) for sample in _samples(sums))
    found = sorted(float(value) for value in drawn if value is not None)
    if len(found) < LEVEL * RESAMPLES:
        return None, None
    return _percentile(found, (1 - LEVEL) / 2), _percentile(found, (1 + LEVEL) / 2)


def _samples(clusters: Sequence[object]) -> Iterator[Sequence[int]]:
    """Yield samples of as many positions as there are clusters, drawn with replacement.

    They come from a hash: a generator of Python may change with its version.
    """
    count = len(clusters)
    width = _BYTES * count
    drawn = shake_256(str(count).encode()).digest(width * RESAMPLES)
    for start in range(0, len(drawn), width):
        places = range(start, start + width, _BYTES)
        # 32 bits for a few dozen clusters, so the bias of the modulo is negligible.
        yield [int.from_bytes(drawn[at : at + _BYTES]) % count for at in places]


def _percentile(values: Sequence[float], share: Fraction) -> float:
    """Return the value below which this share of the sorted values is."""
    return values[min(int(share * len(values)), len(values) - 1)]


_Matrix = Sequence[Sequence[int]]
"""How often each two categories met in the same unit; symmetric."""


def _coincidences(units: Sequence[Counts]) -> tuple[list[_Matrix], int]:
    """Return the matrix of each unit that two raters marked, and the scale of all numbers in them.

    A unit of m raters counts each of its pairs 1 / (m - 1) times. All are multiplied by the scale,
    so that they are whole numbers and alpha is exact.
    """
    marked = [unit for unit in units if sum(unit) > 1]
    scale = lcm(*(sum(unit) - 1 for unit in marked))
    matrices: list[_Matrix] = []
    for unit in marked:
        times = scale // (sum(unit) - 1)
        rows = []
        for here, count in enumerate(unit):
            # A rater makes no pair with themselves.
            others = (other - (here == there) for there, other in enumerate(unit))
            rows.append([times * count * other for other in others])
        matrices.append(rows)
    return matrices, scale


def _sum(matrices: Sequence[_Matrix]) -> _Matrix:
    return [
        [sum(cells) for cells in zip(*rows, strict=True)] for rows in zip(*matrices, strict=True)
    ]


def _alpha(matrix: _Matrix, scale: int, metric: Metric) -> Fraction | None:
    """Return 1 - observed / expected disagreement of a sum of coincidences."""
    # With numbers that are not scaled: 1 - (n - 1) * sum(o_ck d_ck) / sum(n_c n_k d_ck).
    totals = [sum(row) for row in matrix]
    sums = list(accumulate(totals))
    observed = expected = 0
    for c, k in combinations(range(len(totals)), 2):
        if metric == "nominal":
            difference = 1
        else:
            # The marks from c to k, of which those in c and in k count half; all times 2.
            difference = (2 * (sums[k] - sums[c]) + totals[c] - totals[k]) ** 2
        observed += matrix[c][k] * difference
        expected += totals[c] * totals[k] * difference
    if expected == 0:
        return None
    # The scale is once in n - 1 and in the observed sum, and twice in the expected one: it cancels
    # out.
    return 1 - Fraction((sums[-1] - scale) * observed, expected)
