"""Statistics of the moments of a course: means with intervals, difficulty, item-rest correlation.

Correlations and normal quantiles are those of Python's own ``statistics``; the libraries that have
quantiles of Student's t are larger than this program. Tests compare all of it with scipy.

Sources:

- The interval of a mean: Student, *The probable error of a mean*, Biometrika 1908, 6:1-25. Its
  quantile: M. Abramowitz, I. A. Stegun, *Handbook of Mathematical Functions*, 1964, 26.7.5.
- Difficulty, the mean score of an item by its highest score, and discrimination, the correlation
  of an item with the rest of the test: L. Crocker, J. Algina, *Introduction to Classical and Modern
  Test Theory*, 1986, chapter 14; the correction for overlap, that is to leave the item out:
  S. Henrysson, *Correction of item-total correlations in item analysis*, Psychometrika 1963,
  28:211-218.
- d' and its correction for extreme rates: M. J. Hautus, *Corrections for extreme proportions and
  their biasing effects on estimated values of d'*, Behavior Research Methods, Instruments, &
  Computers 1995, 27:46-51 (``scoring/scorecard.py``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, StatisticsError, correlation

FEWEST_FOR_ITEMS = 20
"""From this many learners on, difficulty and item-rest correlation are shown."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The number of values, their sum, and the sum of their squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    @property
    def mean(self) -> float:
        """The mean; raises ZeroDivisionError of nothing."""
        return self.total / self.count

    def interval(self) -> tuple[float, float] | None:
        """Return the 95 percent interval of the mean by Student's t.

        None with fewer than two values, or if all are the same: then it would have no width.
        """
        if self.count < 2:
            return None
        variance = (self.squares - self.total**2 / self.count) / (self.count - 1)
        if variance < 1e-12:  # the same values, apart from the rounding of their squares
            return None
        half = t_quantile(self.count - 1) * sqrt(variance / self.count)
        return self.mean - half, self.mean + half


def sums(counted: Iterable[tuple[float, int]]) -> Sums:
    """Return the sums of values, each with how often it is there."""
    count, total, squares = 0, 0.0, 0.0
    for value, times in counted:
        count += times
        total += value * times
        squares += value * value * times
    return Sums(count, total, squares)


def t_quantile(freedom: int) -> float:
    """Return the 97.5 percent quantile of Student's t with this many degrees of freedom.

    Abramowitz and Stegun 26.7.5; from 4 degrees on it is off by less than 0.002. Means of fewer
    than five learners are never shown.
    """
    x, n = NormalDist().inv_cdf(0.975), freedom
    first = (x**3 + x) / 4
    second = (5 * x**5 + 16 * x**3 + 3 * x) / 96
    third = (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384
    fourth = (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92_160
    return x + first / n + second / n**2 + third / n**3 + fourth / n**4


def item_rest(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the correlation of an item with the rest of each learner's session.

    ``pairs`` have the score in the item and the mean score in the other items. None with fewer than
    FEWEST_FOR_ITEMS, or if all learners are alike in one of the two.
    """
    if len(pairs) < FEWEST_FOR_ITEMS:
        return None
    try:
        return correlation([one for one, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:
        return None
