"""The intervals are those that the papers print, and never claim more than they can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.review.shares import Share, difference, wilson
from tests.examples import examples


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe 1998, Stat. Med. 17:857-872, table I, method 3: the interval of Wilson.
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_an_interval_is_that_of_wilson(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=0.005)


def test_the_interval_of_a_difference_is_that_of_newcombe() -> None:
    # Newcombe 1998, Stat. Med. 17:873-890, table II, method 10: 56 of 70 against 48 of 80.
    assert difference(Share(48, 80), Share(56, 70)) == pytest.approx((5.24, 33.39), abs=0.005)


SHARES = st.integers(1, 500).flatmap(
    lambda total: st.builds(Share, st.integers(0, total), st.just(total))
)


@given(SHARES)
@examples(200)
def test_an_interval_has_the_share_in_it_and_stays_within_bounds(share: Share) -> None:
    low, high = wilson(share.count, share.total)
    assert share.percent is not None
    assert 0 <= low <= share.percent <= high <= 100
    assert low < high


@given(SHARES, st.integers(2, 20))
@examples(200)
def test_more_moments_make_an_interval_narrower(share: Share, times: int) -> None:
    low, high = wilson(share.count, share.total)
    more_low, more_high = wilson(share.count * times, share.total * times)
    assert more_high - more_low < high - low


@given(SHARES, SHARES)
@examples(200)
def test_a_change_the_other_way_round_has_the_interval_the_other_way_round(
    one: Share, other: Share
) -> None:
    low, high = difference(one, other)
    assert difference(other, one) == pytest.approx((-high, -low))
    assert one.percent is not None
    assert other.percent is not None
    assert low <= other.percent - one.percent <= high


def test_a_share_of_nothing_has_neither_percent_nor_interval() -> None:
    assert Share(0, 0).percent is None
    assert Share(0, 0).interval is None
