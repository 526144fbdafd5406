"""What the credits teach: the best act has the highest credit, and no habit pays."""

import pytest

from simulator.analysis.explore import explore
from simulator.analysis.survey import FLAG
from simulator.analysis.values import analyse
from simulator.authoring.discovery import Discovery
from simulator.authoring.teaching import FEWEST_MOMENTS, teaching
from simulator.engine.program import compile_scenario
from simulator.messages.findings import say_problem, say_sentence
from simulator.scenario.model import Scenario
from tests.scripts import scripted
from tests.workspaces import SHIPPED, load

BRANCH = """
- cue: embarrassed
  title: Embarrassed
  turns: [{ben: Must I?}]
  options:
    - {do: frame, say: You need not., credit: 1}
    - do: interrogate
      say: You must.
      credit: %s
      then:
        - cue: after-it
          title: After it
          weight: %s
          turns: [{ben: Well.}]
          options:
            - {do: contain, say: Thank you., credit: 1}
            - {do: advise, say: Breathe., credit: 0}
"""


def found(scenario: Scenario) -> list[Discovery]:
    return list(teaching(analyse(explore(compile_scenario(scenario)), "guided")))


def test_a_worse_act_that_leads_to_more_is_found_with_the_play() -> None:
    (discovery,) = found(scripted(BRANCH % ("0.5", "1")))
    assert discovery.problem.message == "R411"
    assert discovery.play == (("embarrassed", "interrogate"),)
    assert "0.5 credit more" in say_sentence(discovery.problem)


@pytest.mark.parametrize(("credit", "weight"), [("0.5", "0.5"), ("0.4", "0.5"), ("0", "0.9")])
def test_a_worse_act_that_leads_to_no_more_is_not_found(credit: str, weight: str) -> None:
    assert found(scripted(BRANCH % (credit, weight))) == []


def moments(longest: int, of: int) -> str:
    """Return moments in ``longest`` of which the longest line is best."""
    kinds = ("frame", "contain", "redirect", "open-up", "protect")
    lines = []
    for number in range(of):
        good, bad = "x" * 9, "y" * 3
        if number >= longest:
            good, bad = bad, good
        lines.append(
            f"- cue: moment-{number}\n  title: T\n  turns: [{{ben: Well.}}]\n  options:\n"
            f"    - {{do: {kinds[number]}, say: {good}, credit: 1}}\n"
            f"    - {{do: {kinds[number - 1]}, say: {bad}, credit: 0}}\n"
        )
    return "".join(lines)


def habits(script: str) -> set[str]:
    return {discovery.problem.message for discovery in found(scripted(script))}


def test_a_habit_that_pays_is_found() -> None:
    assert "R412.longest" in habits(moments(4, 4))
    assert "R412.shortest" in habits(moments(0, 4))


def test_a_habit_that_pays_is_found_with_the_moments_to_change() -> None:
    said = {d.problem.message: said_of(d) for d in found(scripted(moments(4, 4)))}
    assert (
        "It finds the best line in moment-0, moment-1, moment-2, moment-3: change one of them."
        in said["R412.longest"]
    )


def test_always_speaking_is_answered_with_moments_to_leave_alone() -> None:
    one_line = moments(4, 4).replace("credit: 0}", "credit: 1}")
    said = {d.problem.message: said_of(d) for d in found(scripted(one_line))}
    assert "Let more moments be best left alone." in said["R412.speak"]


def said_of(discovery: Discovery) -> str:
    return say_problem(discovery.problem)


def test_a_habit_that_pays_in_few_moments_is_luck() -> None:
    assert habits(moments(FEWEST_MOMENTS - 1, FEWEST_MOMENTS - 1)) == set()


def test_a_habit_that_earns_no_more_than_chance_is_not_found() -> None:
    assert "R412.longest" not in habits(moments(1, 4))
    assert "R412.shortest" not in habits(moments(3, 4))


def test_no_habit_pays_in_the_shipped_scenarios() -> None:
    for file in sorted(SHIPPED.glob("*/scenario.yaml")):
        loaded = load(file)
        assert found(loaded.scenario) == [], f"{file.parent.name} is above {FLAG} points"
