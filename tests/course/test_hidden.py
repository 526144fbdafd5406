"""Small groups are hidden, and nobody can calculate them from what is shown."""

from collections.abc import Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from simulator.course.cohort_figures import _mean, _shown
from simulator.course.hidden import FEWEST, STEPS, hide, range_of, rounded_out, small, step_for

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=7)


@given(COUNTS)
def test_every_small_group_is_hidden_and_never_alone(counts: list[int]) -> None:
    hidden = hide(counts)
    assert all(at in hidden for at, count in enumerate(counts) if small(count))
    if hidden and len(hidden) < len(counts):
        assert len(hidden) >= 2
        assert sum(counts[at] for at in hidden) >= FEWEST


@given(COUNTS)
def test_nothing_is_hidden_without_a_small_group(counts: list[int]) -> None:
    if not any(map(small, counts)):
        assert hide(counts) == frozenset()


def test_examples() -> None:
    assert hide([10, 12]) == frozenset()
    assert hide([3, 12]) == {0, 1}
    assert hide([3, 12, 6]) == {0, 2}  # the smaller one completes it
    assert hide([1, 2, 12, 6]) == {0, 1, 3}  # the two together are three
    assert hide([4, 4, 12]) == {0, 1}
    assert hide([0, 12]) == frozenset()  # nobody is no group
    assert hide([3]) == {0}
    assert hide([3, 0]) == {0, 1}


def possible(
    learners: int, shown: Sequence[int | None], spoke: int | None, lines: Sequence[int | None]
) -> list[tuple[int, ...]]:
    """Every table that looks like this: away, waited, and each line."""
    cells = [*shown, *lines]
    free = [range(learners + 1) if cell is None else (cell,) for cell in cells]
    found = []
    for table in product(*free):
        if sum(table) == learners and spoke in (None, sum(table[2:])):
            found.append(table)
    return found


@given(
    st.integers(0, 9),
    st.integers(0, 9),
    st.lists(st.integers(1, 9), min_size=0, max_size=3),
)
def test_no_small_count_of_a_moment_can_be_worked_out(
    away: int, waited: int, lines: list[int]
) -> None:
    learners = away + waited + sum(lines)
    if learners < FEWEST:
        return
    shown = _shown(away, waited, lines)
    tables = possible(learners, (shown.away, shown.waited), shown.spoke, shown.lines)
    assert (away, waited, *lines) in tables
    spoke = sum(lines)
    for at, count in enumerate((away, waited, *lines)):
        if small(count):
            assert len({table[at] for table in tables}) > 1
    if small(spoke):
        assert len({sum(table[2:]) for table in tables}) > 1


@given(st.integers(5, 400), st.booleans())
def test_a_mean_does_not_say_how_many_of_a_small_group_there_are(
    learners: int, right: bool
) -> None:
    few, most = (1.0, 0.0) if right else (0.0, 1.0)
    shown = [
        _mean(learners, [(most, learners - few_of), (few, few_of)], hides=True)
        for few_of in range(1, FEWEST)
    ]
    if step_for(learners) is None:
        assert shown == [None] * 4
    else:
        assert len(set(shown)) == 1


@given(st.floats(0, 1), st.sampled_from(STEPS))
def test_a_value_is_in_its_range(value: float, step: float) -> None:
    low, high = range_of(value, step)
    assert low - 1e-6 <= value <= high + 1e-6
    assert 0 <= low < high <= 1
    assert abs(high - low - step) < 1e-6


@given(st.floats(-1, 1), st.floats(0, 1), st.sampled_from(STEPS))
def test_a_rounded_interval_leaves_nothing_out(low: float, width: float, step: float) -> None:
    below, above = rounded_out(low, low + width, step)
    assert below <= low + 1e-6
    assert above >= low + width - 1e-6
