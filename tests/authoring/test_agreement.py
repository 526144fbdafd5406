"""Krippendorff's alpha: published examples, and what must hold for all marks."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.authoring.agreement import (
    FEWEST_CLUSTERS,
    Agreement,
    Counts,
    Metric,
    agreement,
    alpha,
)


def counted(rows: Sequence[str], categories: str) -> list[Counts]:
    """How many raters put each unit into which category; a full stop is a missing mark.

    A row has the marks of one rater.
    """
    return [
        [column.count(category) for category in categories]
        for column in zip(*(row.split() for row in rows), strict=True)
    ]


FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff 2011, part C and D: four observers, twelve units, missing marks."""


@pytest.mark.parametrize(
    ("rows", "categories", "metric", "published"),
    [
        # Krippendorff 2011, part A: binary, two observers, no mark missing.
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), "01", "nominal", 0.095),
        # Part B: nominal, two observers, no mark missing.
        (
            ("a a b b d c c c e d d a", "b a b b b c c c e d d d"),
            "abcde",
            "nominal",
            0.692,
        ),
        (FOUR_OBSERVERS, "12345", "nominal", 0.743),
        (FOUR_OBSERVERS, "12345", "ordinal", 0.815),
    ],
)
def test_published_examples_come_out_as_published(
    rows: Sequence[str], categories: str, metric: Metric, published: float
) -> None:
    found = alpha(counted(rows, categories), metric)
    assert found is not None
    assert round(float(found), 3) == published


UNITS = st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=1, max_size=6)


def by_pairs(units: Sequence[Counts], metric: Metric) -> Fraction | None:
    """Alpha from its definition, pair by pair: 1 - observed / expected disagreement."""
    marks = [
        [category for category, count in enumerate(unit) for _ in range(count)]
        for unit in units
        if sum(unit) > 1
    ]
    every = [mark for unit in marks for mark in unit]

    def difference(one: int, other: int) -> Fraction:
        if metric == "nominal":
            return Fraction(one != other)
        low, high = sorted((one, other))
        between = sum(every.count(mark) for mark in range(low, high + 1))
        return (between - Fraction(every.count(low) + every.count(high), 2)) ** 2

    observed = sum(
        sum((difference(*pair) for pair in permutations(unit, 2)), Fraction(0)) / (len(unit) - 1)
        for unit in marks
    )
    expected = sum((difference(*pair) for pair in permutations(every, 2)), Fraction(0))
    if not expected:
        return None
    return 1 - observed * (len(every) - 1) / expected


@given(UNITS, st.sampled_from(["nominal", "ordinal"]))
def test_alpha_is_what_its_definition_says(units: list[list[int]], metric: Metric) -> None:
    assert alpha(units, metric) == by_pairs(units, metric)


@given(UNITS, st.permutations(range(4)))
def test_other_names_of_categories_change_nothing(units: list[list[int]], order: list[int]) -> None:
    renamed = [[unit[at] for at in order] for unit in units]
    assert alpha(renamed, "nominal") == alpha(units, "nominal")


@given(UNITS)
def test_a_scale_read_from_its_other_end_changes_nothing(units: list[list[int]]) -> None:
    assert alpha([unit[::-1] for unit in units], "ordinal") == alpha(units, "ordinal")


@given(UNITS)
def test_units_that_fewer_than_two_marked_say_nothing(units: list[list[int]]) -> None:
    more = [*units, [0, 0, 0, 0], [0, 1, 0, 0]]
    assert alpha(more, "ordinal") == alpha(units, "ordinal")


@given(UNITS)
def test_alpha_is_at_most_one_and_one_if_all_agree(units: list[list[int]]) -> None:
    found = alpha(units, "ordinal")
    assert found is None or found <= 1
    agreeing = [[4 * (at == number % 4) for at in range(4)] for number in range(len(units) + 1)]
    assert alpha(agreeing, "ordinal") == 1


def test_alpha_is_not_defined_without_two_marks_or_two_categories() -> None:
    for units in ([], [[1, 0]], [[3, 0], [2, 0]]):
        assert alpha(units, "nominal") is None
        assert agreement([units], "nominal").alpha is None


def clusters() -> list[list[Counts]]:
    """The four observers' units, two in a cluster."""
    units = counted(FOUR_OBSERVERS, "12345")
    return [units[at : at + 2] for at in range(0, len(units), 2)]


def test_the_interval_is_round_alpha_and_the_same_each_time() -> None:
    found = agreement(clusters(), "ordinal")
    assert found.units == 11
    assert found.alpha is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.alpha < found.high <= 1
    assert agreement(clusters(), "ordinal") == found


def test_there_is_no_interval_for_a_few_clusters() -> None:
    few = clusters()[: FEWEST_CLUSTERS - 1]
    found = agreement(few, "ordinal")
    assert found.alpha is not None
    assert (found.low, found.high) == (None, None)


def test_there_is_no_interval_if_too_many_samples_leave_alpha_open() -> None:
    same: list[list[Counts]] = [[[3, 0]]] * 8
    # One unit of another category, which a third of the samples miss.
    assert agreement([*same, [[0, 3]]], "nominal") == Agreement(1.0, None, None, 9)


def test_lines_of_a_moment_are_drawn_together() -> None:
    units = [unit for cluster in clusters() for unit in cluster]
    apart = agreement([[unit] for unit in units], "ordinal")
    together = agreement(clusters(), "ordinal")
    assert apart.alpha == together.alpha
    assert (apart.low, apart.high) != (together.low, together.high)
