"""Twelve weeks of practice by three kinds of learner: little is due, and weaknesses come sooner."""

from functools import cache
from itertools import pairwise

import pytest

from simulator.library.find import library_cards
from simulator.practice.drill_cases import Case, cases_of
from tests.plays import NOWHERE
from tests.simulated_learners import KINDS, Practice, practise

WEEKS = 12
LIMIT = 12
"""The most drills that may be due on one day: about as many minutes."""


@cache
def library() -> tuple[Case, ...]:
    found = cases_of(library_cards(NOWHERE), [])
    return tuple(case for cases in found.by_situation.values() for case in cases)


@cache
def practised(kind: str) -> Practice:
    return practise(kind, library(), WEEKS * 7)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_due_stays_bounded(kind: str) -> None:
    due = practised(kind).due
    # Two days off, after a session: the most there ever is.
    assert max(due) <= 2 * LIMIT
    assert sum(due[-28:]) / 28 <= LIMIT


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_weak_comes_back_sooner(kind: str) -> None:
    found = practised(kind)
    assert found.interval(weak=True) < found.interval(weak=False)
    assert found.mean_drills(weak=True) > found.mean_drills(weak=False)


def test_who_improves_has_less_to_do_than_who_does_not() -> None:
    last = {kind: sum(practised(kind).due[-28:]) for kind in KINDS}
    assert last["improving"] < last["steady"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_situation_comes_back_on_another_case_where_there_is_one(kind: str) -> None:
    scenarios: dict[str, set[str]] = {}
    for case in library():
        scenarios.setdefault(case.situation, set()).add(case.scenario)
    for situation, made in practised(kind).reviews.items():
        if len(scenarios[situation]) > 1:
            repeated = [
                one
                for one, later in pairwise(made)
                if later.drilled and one.scenario == later.scenario
            ]
            assert repeated == [], situation
