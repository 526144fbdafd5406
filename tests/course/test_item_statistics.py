"""The statistics beside their definitions, scipy, and published examples."""

from math import isclose
from statistics import fmean, stdev

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from simulator.course.cohort import item_rests
from simulator.course.cohort_rows import Session
from simulator.course.item_statistics import Sums, item_rest, sums, t_quantile

SCORES = st.lists(
    st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.integers(1, 9)), min_size=2, max_size=6
)


@given(SCORES)
def test_mean_and_interval_are_those_of_the_values_one_by_one(
    counted: list[tuple[float, int]],
) -> None:
    values = [value for value, times in counted for _ in range(times)]
    found = sums(counted)
    assert isclose(found.mean, fmean(values), abs_tol=1e-12)
    interval = found.interval()
    if len(set(values)) == 1:
        assert interval is None
        return
    assert interval is not None
    assume(len(values) >= 5)
    half = stdev(values) / len(values) ** 0.5
    low, high = stats.t.interval(0.95, len(values) - 1, fmean(values), half)
    assert isclose(interval[0], low, abs_tol=1e-3)
    assert isclose(interval[1], high, abs_tol=1e-3)


@pytest.mark.parametrize("freedom", [4, 5, 9, 19, 29, 100, 10_000])
def test_the_quantile_of_student_is_that_of_tables(freedom: int) -> None:
    assert isclose(t_quantile(freedom), stats.t.ppf(0.975, freedom), abs_tol=2e-3)


def test_the_interval_of_a_published_example() -> None:
    """Student's own data: the hours of sleep gained by ten patients with a drug.

    Student 1908, section VIII: means 0.75 and 2.33, and 1.58 for the differences; their standard
    deviation, by ten and not by nine as he has it, is 1.17.
    """
    one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = sums((after - before, 1) for before, after in zip(one, two, strict=True))
    assert round(sums((value, 1) for value in one).mean, 2) == 0.75
    assert round(sums((value, 1) for value in two).mean, 2) == 2.33
    assert round(found.mean, 2) == 1.58
    assert round((found.squares / 10 - found.mean**2) ** 0.5, 2) == 1.17
    interval = found.interval()
    assert interval is not None
    assert [round(end, 2) for end in interval] == [0.70, 2.46]


def test_one_value_has_no_interval() -> None:
    assert Sums(1, 0.5, 0.25).interval() is None


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.2, 0.7, 1.0])),
        min_size=20,
        max_size=60,
    )
)
def test_the_correlation_is_that_of_scipy(pairs: list[tuple[float, float]]) -> None:
    ones, rests = [one for one, _ in pairs], [rest for _, rest in pairs]
    found = item_rest(pairs)
    if len(set(ones)) == 1 or len(set(rests)) == 1:
        assert found is None
    else:
        assert found is not None
        assert isclose(found, stats.pearsonr(ones, rests)[0], abs_tol=1e-9)


def test_fewer_than_twenty_learners_have_no_correlation() -> None:
    pairs = [(number % 2, number / 20) for number in range(19)]
    assert item_rest(pairs) is None
    assert item_rest([*pairs, (1, 1)]) is not None


@given(st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=4, max_size=4), min_size=20))
def test_the_rest_is_the_mean_of_the_other_moments(played: list[list[float]]) -> None:
    sessions = [
        Session(str(number), dict(zip("abcd", scores, strict=True)))
        for number, scores in enumerate(played)
    ]
    found = item_rests(sessions)
    pairs = [(scores[1], fmean([scores[0], *scores[2:]])) for scores in played]
    expected = item_rest(pairs)
    if expected is None or found["b"] is None:
        # Rounding may tell rests apart that are equal.
        assert expected is None or abs(expected) < 1e-6
    elif len({round(rest, 9) for _, rest in pairs}) > 1:
        assert isclose(found["b"], expected, abs_tol=1e-6)


def test_a_session_with_too_few_other_moments_has_no_rest() -> None:
    sessions = [Session(str(number), {"a": 0.0, "b": number / 30}) for number in range(30)]
    assert item_rests(sessions) == {}
