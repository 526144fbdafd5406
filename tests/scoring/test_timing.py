"""The factors of an act's timing."""

from tests.workspaces import catalogue


def test_no_act_earns_more_for_its_timing_than_a_timely_one() -> None:
    """``Exact`` relies on it: the most that an option can earn is what it earns in time."""
    timing = catalogue().timing
    assert set(timing) == {"early", "timely", "late"}
    assert all(0 <= time.factor <= timing["timely"].factor for time in timing.values())
