"""Shares of few moments, with the interval in which the true share most likely is.

With three of four moments nobody knows much, and a percentage alone hides that.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""The two-sided 95 percent point of the normal distribution, 1.96."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; both intervals and shares are in percent."""

    count: int
    total: int

    @property
    def percent(self) -> float | None:
        """The share; None of nothing."""
        return 100 * self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 percent interval of Wilson; None of nothing."""
        return wilson(self.count, self.total) if self.total else None


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95 percent score interval of a share, in percent.

    E. B. Wilson 1927, *Probable inference, the law of succession, and statistical inference*,
    J. Am. Stat. Assoc. 22:209-212. Without continuity correction. It stays within 0 and 100, and
    is a real interval even for 0 or all of a few, where the usual formula has the width 0.
    """
    share, squared = count / total, Z * Z
    middle = share + squared / (2 * total)
    half = Z * sqrt(share * (1 - share) / total + squared / (4 * total * total))
    low, high = (100 * (middle + end) / (1 + squared / total) for end in (-half, half))
    # The formula gives exactly 0 and 100 there, but floats do not.
    return (low if count else 0.0), (high if count < total else 100.0)


def difference(earlier: Share, later: Share) -> tuple[float, float]:
    """Return the 95 percent interval of ``later`` minus ``earlier``, in percentage points.

    R. G. Newcombe 1998, *Interval estimation for the difference between independent proportions*,
    Stat. Med. 17:873-890, method 10, which is made from the two intervals of Wilson.
    """
    before, after = 100 * earlier.count / earlier.total, 100 * later.count / later.total
    low_before, high_before = wilson(earlier.count, earlier.total)
    low_after, high_after = wilson(later.count, later.total)
    change = after - before
    low = change - sqrt((after - low_after) ** 2 + (high_before - before) ** 2)
    high = change + sqrt((high_after - after) ** 2 + (before - low_before) ** 2)
    return low, high
