"""The survey of a library: what is covered or missing, and which strategies give the key away."""

from dataclasses import replace
from fractions import Fraction

import pytest

from simulator.analysis.coverage import Coverage, coverage, standing
from simulator.analysis.explore import explore
from simulator.analysis.survey import Figures, LeftOut, Survey, figures, survey
from simulator.analysis.values import analyse
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Scenario
from tests.scripts import CUE, HEAD, LEAVE, scripted

TALKATIVE = CUE.replace("I contain.", "I contain and it takes me a good many words to do it.")
"""The long option is always right."""


def named(scenario: str, script: str) -> Scenario:
    return scripted(script, HEAD.replace("on-stage", scenario))


def measured(scenario: Scenario) -> Figures:
    return figures(analyse(explore(compile_scenario(scenario)), "guided"))


def surveyed(*scenarios: Scenario) -> Survey:
    return survey(covering(*scenarios), [measured(scenario) for scenario in scenarios])


def covering(*scenarios: Scenario) -> Coverage:
    return coverage(scripted(CUE).catalogue, scenarios)


def told(found: Survey) -> set[tuple[str | None, str]]:
    return {(flag.scenario, flag.strategy) for flag in found.flags}


def test_a_scenario_has_its_head_and_its_figures() -> None:
    found = measured(scripted(CUE + LEAVE))
    assert (found.id, found.title, found.level, found.style) == (
        "on-stage",
        "On stage",
        "foundation",
        "guiding",
    )
    assert (found.format, found.moments, found.leaves, found.best) == (
        "intensive-45",
        2,
        1,
        Fraction(2),
    )
    assert found.chance == pytest.approx((1 / 3 + 0.6) / 2 * 100)
    assert found.always_wait == pytest.approx(50)
    assert found.always_speak == pytest.approx((0.5 + 0.2) / 2 * 100)


def test_a_long_option_that_is_always_right_is_flagged() -> None:
    found = surveyed(scripted(TALKATIVE))
    assert told(found) == {
        (None, "longest"),
        (None, "always contain"),
        ("on-stage", "longest"),
        ("on-stage", "always contain"),
    } | {(scenario, "always speak") for scenario in (None, "on-stage")}
    flag = next(flag for flag in found.flags if flag.scenario and flag.strategy == "longest")
    assert (flag.percent, flag.chance, flag.points) == pytest.approx((100, 100 / 3, 200 / 3))


def test_a_long_option_that_is_always_wrong_is_not() -> None:
    found = surveyed(
        scripted(CUE.replace("I advise.", "I advise and it takes me a good many words to do it."))
    )
    assert (None, "longest") not in told(found)
    assert (None, "shortest") in told(found)


@pytest.mark.parametrize(("percent", "flagged"), [(35.2, False), (35.21, True), (0.0, False)])
def test_fifteen_points_above_chance_are_no_flag_yet(percent: float, flagged: bool) -> None:
    scenario = replace(measured(scripted(CUE)), percents={"chance": 20.2, "longest": percent})
    assert 35.2 - 20.2 > 15  # so it is for floats
    assert bool(survey(covering(), [scenario]).flags) is flagged


def test_waiting_and_speaking_are_flagged_like_any_strategy() -> None:
    assert ("on-stage", "always wait") in told(surveyed(scripted(LEAVE)))
    one = (
        "- cue: one\n  turns: [{ben: a}]\n"
        "  options: [{do: contain, say: x, credit: 1}, {do: protect, say: y, credit: 1}]\n"
    )
    assert ("on-stage", "always speak") in told(surveyed(scripted(one)))


def test_the_mean_of_a_strategy_is_over_the_scenarios_that_it_fits() -> None:
    found = surveyed(named("one", CUE), named("two", LEAVE))
    means = {mean.strategy: mean for mean in found.means}
    assert found.chance == pytest.approx((100 / 3 + 60) / 2)
    assert (means["always wait"].scenarios, means["always wait"].percent) == (2, 50)
    contain = means["always contain"]
    assert (contain.scenarios, contain.percent) == (1, 100)
    assert contain.chance == pytest.approx(100 / 3)
    assert contain.points == pytest.approx(200 / 3, abs=1e-5)


def test_a_flag_of_the_library_looks_at_the_means() -> None:
    found = surveyed(named("one", TALKATIVE), named("two", LEAVE))
    assert ("one", "longest") in told(found)
    assert (None, "longest") not in told(found)
    assert ("two", "longest") not in told(found)


def test_a_library_without_scenarios_has_no_chance_line_and_no_flags() -> None:
    found = survey(covering(), [], [LeftOut("large", "1000 states")])
    assert (found.chance, found.means, found.flags) == (None, (), ())
    assert [one.scenario for one in found.left_out] == ["large"]


def test_moments_best_left_alone_are_counted() -> None:
    found = covering(scripted(CUE + LEAVE), scripted(CUE), scripted(CUE))
    assert (found.scenarios, found.moments, found.leaves, found.left_alone) == (3, 4, 1, 0.25)
    assert covering(scripted(CUE)).left_alone == 0
    assert covering().left_alone == 0


def test_every_rule_of_the_catalogue_is_counted_also_those_at_stake_nowhere() -> None:
    scenario = scripted(f"{CUE}  rules: [no-advice, respect]\n{LEAVE}  rules: [no-advice]\n")
    found = {rule.id: rule.moments for rule in covering(scenario).rules}
    assert list(found) == list(scenario.catalogue.rules)
    assert {rule: moments for rule, moments in found.items() if moments} == {
        "no-advice": 2,
        "respect": 1,
    }


def test_every_kind_is_counted_and_how_often_it_earns_half_a_credit_or_more() -> None:
    half, less = "{do: contain, say: x, credit: 0.5}", "{do: contain, say: y, id: b, credit: 0.49}"
    best = "{do: contain, say: w, id: c, credit: 1}"
    options = f"[{half}, {less}, {best}, {{do: advise, say: z, credit: 0}}]"
    scenario = scripted(f"- cue: a\n  turns: [{{ben: one}}]\n  options: {options}\n{LEAVE}")
    found = {kind.id: (kind.options, kind.earning) for kind in covering(scenario).kinds}
    assert list(found) == list(scenario.catalogue.kinds)
    assert {kind: counts for kind, counts in found.items() if counts[0]} == {
        "feeling": (1, 0),
        "contain": (3, 2),
        "advise": (1, 0),
    }


def test_every_situation_is_counted() -> None:
    scenario = scripted(f"{CUE}  situation: advice\n{LEAVE}")
    found = {
        situation.id: situation.moments for situation in covering(scenario, scenario).situations
    }
    assert list(found) == list(scenario.catalogue.situations)
    assert {situation: moments for situation, moments in found.items() if moments} == {"advice": 2}


NESTED = f"""
{CUE}
- phase: questions
{LEAVE.replace("quiet", "asked")}
- phase: group-work
- if: told
  then:
    - cue: inside
      turns: [{{ben: one}}]
      options:
        - do: contain
          say: x
          credit: 1
          then:
            - leave: deep
              turns: [{{silence: a}}]
              options: [{{do: frame, say: x, credit: 0}}]
- phase: closing
{LEAVE}
"""


def test_a_moment_stands_in_the_phase_that_began_last_in_the_file() -> None:
    assert [(moment.id, phase) for moment, phase in standing(scripted(NESTED))] == [
        ("drift", "opening"),
        ("asked", "questions"),
        ("inside", "group-work"),
        ("deep", "group-work"),
        ("quiet", "closing"),
    ]


def test_the_phases_of_all_formats_are_counted_each_once() -> None:
    scenario = scripted(NESTED)
    found = [phase.id for phase in covering(scenario).phases]
    assert set(found) == {
        phase.phase for frame in scenario.catalogue.formats.values() for phase in frame.phases
    }
    assert len(found) == len(set(found))
    counts = {phase.id: phase.moments for phase in covering(scenario).phases}
    assert counts["group-work"] == 2
    assert counts["presentation"] == 0


def test_a_scenario_that_was_left_out_can_still_be_counted_as_covering_something() -> None:
    found = survey(
        covering(named("large", LEAVE)),
        [measured(named("small", CUE))],
        [LeftOut("large", "1000 states")],
    )
    assert found.coverage.leaves == 1
    assert [scenario.id for scenario in found.scenarios] == ["small"]
