"""The library as a whole: its figures keep within their bounds, and it has what it promises."""

import re
from collections import Counter

import pytest

from simulator.analysis.explore import explore
from simulator.analysis.strategies import ALWAYS_SPEAK, ALWAYS_WAIT, CHANCE
from simulator.engine.acts import WAIT, Take
from simulator.engine.events import Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.library.cards import TUTORIAL
from simulator.library.find_programmes import library_programmes
from simulator.library.plans import load_plan
from simulator.library.scenarios import plan_files, scenario_files
from simulator.scenario.model import Moment, Scenario
from tests.plays import NOWHERE
from tests.surveyed import scenarios, surveyed
from tests.workspaces import SHIPPED

MOST_OVER_THE_LIBRARY = 8
MOST_IN_ONE = 15
"""Points above chance that a leader may have who goes by the look of the options, or always does
the same.
"""

NAMES_A_KEY = re.compile(r"\b(?:[Ee]nter|[Pp]ress|[Ee]sc|[a-z] is|[0-9] is|shown above)\b")
"""Words of coaching that fit one front end only, or one learner's own keys."""

NAMES = [file.parent.name for file in scenario_files(SHIPPED)]
EACH = pytest.mark.parametrize("scenario", NAMES, indirect=True)
FULL = pytest.mark.parametrize(
    "scenario", [name for name in NAMES if name != TUTORIAL], indirect=True
)


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """The scenario of this id; none is read before its test."""
    return next(one for one in scenarios() if one.id == request.param)


# Figures.


def test_the_mean_chance_line_is_low() -> None:
    chance = surveyed().chance
    assert chance is not None
    assert chance < 45


def test_every_scenario_was_looked_at_whole() -> None:
    assert not surveyed().left_out
    assert len(surveyed().scenarios) == len(scenario_files(SHIPPED))


def test_no_habit_does_well_in_a_scenario() -> None:
    for figures in surveyed().scenarios:
        assert figures.always_wait < 50, figures.id
        assert figures.always_speak < 50, figures.id
        points = {strategy: figures.points(strategy) for strategy in figures.percents}
        assert max(points.values()) <= MOST_IN_ONE, (figures.id, points)


def test_no_habit_does_well_over_the_library() -> None:
    for mean in surveyed().means:
        assert mean.points <= MOST_OVER_THE_LIBRARY, mean.strategy
    assert {CHANCE, ALWAYS_WAIT, ALWAYS_SPEAK} <= {mean.strategy for mean in surveyed().means}


# What there is.


def test_every_level_has_two_scenarios_every_format_one_and_both_styles_are_there() -> None:
    levels = Counter(scenario.level for scenario in scenarios())
    assert all(levels[level] >= 2 for level in ("foundation", "developing", "advanced")), levels
    assert {scenario.style for scenario in scenarios()} == {"guiding", "analytic"}
    formats = {scenario.format.id for scenario in scenarios()}
    assert {
        "weekly-90",
        "monthly-hour",
        "two-case-90",
        "placement",
        "circle",
        "intensive-45",
    } <= formats


def test_at_least_twenty_situations_are_met_and_every_moment_names_one() -> None:
    assert sum(1 for covered in surveyed().coverage.situations if covered.moments) >= 20
    assert all(moment.situation for scenario in scenarios() for moment in scenario.moments())


def test_every_ground_rule_is_at_stake_somewhere() -> None:
    assert [covered.id for covered in surveyed().coverage.rules if not covered.moments] == []


def test_the_evening_has_the_same_people_in_both_its_cases() -> None:
    (evening,) = (
        programme
        for programme in library_programmes(NOWHERE)
        if programme.id == "an-evening-with-two-cases"
    )
    by_id = {scenario.id: scenario for scenario in scenarios()}
    first, second = (_people(by_id[meeting.scenario]) for meeting in evening.meetings)
    assert first == second


def test_nobody_of_one_group_has_the_name_of_somebody_in_another() -> None:
    groups = {frozenset(_people(scenario)) for scenario in scenarios()}
    names = Counter(name for group in groups for name in group)
    assert [name for name, times in names.items() if times > 1] == []


def test_a_group_is_led_in_both_styles() -> None:
    styles: dict[frozenset[str], set[str]] = {}
    for scenario in scenarios():
        styles.setdefault(frozenset(_people(scenario)), set()).add(scenario.style)
    assert {"guiding", "analytic"} in styles.values()


# Each one.


@FULL
def test_a_scenario_is_long_enough_and_has_moments_enough(scenario: Scenario) -> None:
    plays = [_played(scenario, seed, speaks) for seed in (1, 2) for speaks in (False, True)]
    assert max(sum(isinstance(event, Spoken) for event in play.events) for play in plays) >= 50
    assert {6, 7, 8, 9, 10}.issuperset(
        len({record.moment for record in play.records if record.moment}) for play in plays
    )
    assert scenario.minutes in range(10, 16)


@FULL
def test_two_cases_or_more_change_the_clinical_world_and_not_the_dynamics(
    scenario: Scenario,
) -> None:
    assert len(scenario.cases) >= 2


@EACH
def test_on_every_way_four_to_six_lines_are_on_offer(scenario: Scenario) -> None:
    for node in explore(compile_scenario(scenario)).nodes:
        assert 4 <= len(node.edges) <= 6, node.meet.moment.id


@EACH
def test_every_moment_has_a_better_and_a_worse_act_and_says_why(scenario: Scenario) -> None:
    for moment in scenario.moments():
        assert all(option.why.source for option in moment.options), moment.id
        assert moment.passing.why.source, moment.id
        assert moment.rules, moment.id
        assert moment.about.source, moment.id
        assert _defensible(moment), moment.id


@EACH
def test_a_scenario_says_where_its_judgements_come_from(scenario: Scenario) -> None:
    assert scenario.sources
    assert scenario.objectives
    assert scenario.teaser


@EACH
def test_an_exemplary_play_and_three_weaker_leaders_lie_beside_it(scenario: Scenario) -> None:
    (file,) = (file for file in scenario_files(SHIPPED) if file.parent.name == scenario.id)
    plans = {
        plan.id: plan
        for path in plan_files(file)
        if (plan := load_plan(path, scenario)[0]) is not None
    }
    assert "exemplary" in plans
    assert plans["exemplary"].expect["percent"].low == 100
    weaker = [plan for name, plan in plans.items() if name != "exemplary"]
    assert len(weaker) >= (2 if scenario.id == TUTORIAL else 3)
    assert all(plan.expect for plan in plans.values())


@EACH
def test_coaching_names_no_key_because_each_front_end_and_each_learner_has_others(
    scenario: Scenario,
) -> None:
    """Nor does it say where a thing is shown: a demonstration and plain mode show other things."""
    session = _played(scenario, 1, speaks=False)
    coaching = [
        event.text
        for event in session.events
        if isinstance(event, Spoken) and event.form == "coach"
    ]
    assert coaching or scenario.id != TUTORIAL
    for said in coaching:
        assert not NAMES_A_KEY.search(said), said


def _people(scenario: Scenario) -> set[str]:
    return {person.name.source for person in scenario.cast.values()}


def _defensible(moment: Moment) -> bool:
    """Whether at least two acts are worth something and differ, and at least one is worth little."""
    worth = {option.credit for option in moment.options} | {moment.passing.credit}
    return len(worth) >= 3 and min(worth) <= 0.3


def _played(scenario: Scenario, seed: int, speaks: bool) -> Session:
    """The play of somebody who always takes the first option, or always waits."""
    session = Session(Setup(compile_scenario(scenario), "guided", seed), lambda record: None)
    while not session.ended:
        options = session.pause.options
        session.act(Take(options[0].id) if speaks and options else WAIT)
    return session
