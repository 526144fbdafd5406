"""What is drilled today: what is due, twins on different days, and one new situation at most."""

from datetime import timedelta, timezone

import pytest

from simulator.practice.drill_plan import Due, case_for, chosen, due_drills
from simulator.practice.reviews import Review, counting
from simulator.practice.schedule import Schedule, schedule_of
from tests.drills import START, case, cases, on_day, review

ADVICE = case("advice", "one"), case("advice", "two"), case("advice", "three", played=False)
TEARS = case("tears", "one")


def schedule(*reviews: Review) -> Schedule:
    return schedule_of(counting((), reviews))


def what(due: list[Due]) -> list[tuple[str, str]]:
    return [(one.situation, one.reason) for one in due]


def test_a_costly_moment_is_due_the_next_day_and_a_good_one_later() -> None:
    made = schedule(review("advice", 0, 1), review("tears", 0, 3))
    library = cases(*ADVICE, TEARS)
    assert what(due_drills(made, library, on_day(0))) == []
    assert what(due_drills(made, library, on_day(1, hour=1))) == [("advice", "due")]
    assert what(due_drills(made, library, on_day(2))) == [("advice", "due"), ("tears", "due")]


def test_a_day_is_a_day_where_the_learner_is() -> None:
    made, library = schedule(review("advice", 0, 1)), cases(*ADVICE)
    far_east = timezone(timedelta(hours=13))
    evening_before = on_day(0, hour=12)  # already the next day there
    assert what(due_drills(made, library, evening_before)) == []
    assert what(due_drills(made, library, evening_before.astimezone(far_east))) == [
        ("advice", "due")
    ]


def test_the_longest_overdue_comes_first() -> None:
    made = schedule(review("tears", 1, 1), review("advice", 0, 1))
    due = due_drills(made, cases(*ADVICE, TEARS), on_day(5))
    assert what(due) == [("advice", "due"), ("tears", "due")]


def test_a_situation_without_a_scenario_is_left_out() -> None:
    assert due_drills(schedule(review("gone", 0, 1)), cases(*ADVICE), on_day(9)) == []


def test_another_case_is_drilled_than_last_time() -> None:
    library = cases(*ADVICE)
    for last, wanted in (("one", "two"), ("two", "one"), ("elsewhere", "one")):
        found = case_for("advice", schedule(review("advice", 0, 1, last)), library, on_day(1))
        assert found is not None
        assert found.scenario == wanted


def test_a_scenario_that_was_not_played_is_drilled_only_if_there_is_no_other() -> None:
    library = cases(ADVICE[0], ADVICE[2])
    found = case_for("advice", schedule(review("advice", 0, 1, "one")), library, on_day(1))
    assert found == ADVICE[2]
    found = case_for("advice", schedule(review("advice", 0, 1, "three")), library, on_day(1))
    assert found == ADVICE[0]


def test_with_one_scenario_another_moment_of_it_and_with_one_moment_the_same() -> None:
    again = case("tears", "one", "again")
    made = schedule(review("tears", 0, 1, "one"))
    assert case_for("tears", made, cases(TEARS, again), on_day(1)) == again
    assert case_for("tears", made, cases(TEARS), on_day(1)) == TEARS


def test_all_played_cases_take_turns() -> None:
    library = cases(case("tears", "one"), case("tears", "two"), case("tears", "three"))
    reviews: list[Review] = []
    for day in range(6):
        found = case_for("tears", schedule(*reviews), library, on_day(day))
        assert found is not None
        reviews.append(review("tears", day, 1, found.scenario))
    assert [one.scenario for one in reviews] == ["one", "two", "three"] * 2


# Twins.

FIRST, SECOND = case("advice", "one", "a"), case("tears", "two", "b")
PAIR = cases(FIRST, SECOND, twins=[(FIRST, SECOND)])


def test_the_twin_of_a_drilled_moment_is_due_on_the_next_day_and_not_before() -> None:
    made = schedule(review("advice", 0, 3, "one", "a"))
    assert due_drills(made, PAIR, on_day(0, hour=23)) == []
    assert due_drills(made, PAIR, on_day(1)) == [Due("tears", SECOND, "twin")]


def test_a_pair_is_complete_once_both_were_drilled() -> None:
    made = schedule(review("advice", 0, 3, "one", "a"), review("tears", 1, 3, "two", "b"))
    assert [one for one in due_drills(made, PAIR, on_day(9)) if one.reason == "twin"] == []


def test_a_pair_opens_again_with_its_next_drill() -> None:
    made = schedule(
        review("advice", 0, 3, "one", "a"),
        review("tears", 1, 3, "two", "b"),
        review("tears", 2, 3, "two", "b"),
    )
    assert ("advice", "twin") not in what(due_drills(made, PAIR, on_day(2)))
    assert Due("advice", FIRST, "due") in due_drills(made, PAIR, on_day(3))
    later = schedule(
        review("advice", 0, 4, "one", "a"),
        review("tears", 1, 4, "two", "b"),
        review("tears", 2, 4, "two", "b"),
    )
    assert Due("advice", FIRST, "twin") in due_drills(later, PAIR, on_day(3))


def test_twins_never_come_on_one_day() -> None:
    made = schedule(review("advice", 0, 1, "elsewhere"), review("tears", 0, 1, "elsewhere"))
    assert what(due_drills(made, PAIR, on_day(3))) == [("advice", "due")]
    drilled = schedule(
        review("advice", 0, 1, "elsewhere"),
        review("tears", 0, 1, "elsewhere"),
        review("advice", 3, 3, "one", "a"),
    )
    assert due_drills(drilled, PAIR, on_day(3, hour=20)) == []
    assert chosen("tears", drilled, PAIR, on_day(3, hour=20)) is None
    assert what(due_drills(drilled, PAIR, on_day(4))) == [("tears", "due")]


# New situations.

LIBRARY = cases(
    case("advice", "one"),
    case("tears", "two", played=False),
    case("scapegoat", "two", played=False),
)


def test_one_new_situation_a_day_comes_from_scenarios_not_played() -> None:
    made = schedule(review("advice", 0, 1, drilled=False))
    assert what(due_drills(made, LIBRARY, on_day(0))) == [("tears", "new")]
    drilled = schedule(review("advice", 0, 1, drilled=False), review("tears", 0, 3, "two"))
    assert what(due_drills(drilled, LIBRARY, on_day(0, hour=22))) == []
    assert ("scapegoat", "new") in what(due_drills(drilled, LIBRARY, on_day(1)))


def test_nothing_is_new_before_the_first_session() -> None:
    library = cases(case("tears", "two", played=False))
    assert due_drills(schedule(), library, START) == []


def test_what_was_met_in_a_session_and_cost_nothing_is_not_new() -> None:
    assert due_drills(schedule(), cases(case("tears", "two")), START) == []


@pytest.mark.parametrize("situation", ["advice", "tears"])
def test_a_situation_that_is_asked_for_need_not_be_due(situation: str) -> None:
    found = chosen(situation, schedule(), LIBRARY, START)
    assert found is not None
    assert (found.situation, found.reason) == (situation, "chosen")


def test_a_situation_that_no_scenario_has_cannot_be_asked_for() -> None:
    assert chosen("overrun", schedule(), LIBRARY, START) is None
