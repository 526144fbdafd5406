"""A debrief shows only available options, not those whose condition did not hold."""

from pathlib import Path

import pytest

from simulator.analysis.exact import Exact
from simulator.engine.plan import LETS_GO, LiveAct, Plan, run_plan
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.review.debrief import debrief
from tests.plays import written

SCENARIO = """\
scenario: one
title: One
level: foundation
style: guiding
format: weekly-90
cast:
  priya: {name: Dr Priya Nair, role: presenter}
  ben: {name: Ben, role: member}
script:
  - cue: first
    turns: [{ben: one}]
    options:
      - {do: contain, say: I contain., credit: 1}
      - {do: advise, say: I advise., credit: 0}
  - cue: second
    turns: [{ben: two}]
    options:
      - {do: contain, say: I contain again., credit: 1}
      - {do: frame, say: I frame., credit: 0.5}
      - {do: open-up, say: You said it yourself., credit: 0.2, when: did('first.advise')}
"""


def others(folder: Path, first: str) -> list[str]:
    scenario = written(folder / "one", SCENARIO).scenario
    assert scenario is not None
    program = compile_scenario(scenario)
    session = Session(Setup(program, "guided", 1), lambda record: None)
    run_plan(
        session, Plan(id="one", mode="guided", seed=1, guided={"first": first, "second": "contain"})
    )
    (_, second) = debrief(session, Exact.of(program)).moments
    return [other.act for other in second.others]


def test_an_option_that_was_not_on_offer_is_not_told_of(tmp_path: Path) -> None:
    assert others(tmp_path, "contain") == ["wait", "frame"]


def test_one_that_was_is(tmp_path: Path) -> None:
    assert others(tmp_path, "advise") == ["wait", "frame", "open-up"]


AFTER = SCENARIO.replace("turns: [{ben: two}]", "turns: [{ben: two}, {ben: three}]").replace(
    "I contain again., credit: 1}", "I contain again., credit: 1, after: 2}"
)


@pytest.mark.parametrize(("act", "others"), [("frame", ["wait"]), (LETS_GO, ["frame"])])
def test_a_line_that_comes_after_a_later_turn_can_be_the_better_one(
    act: str, others: list[str], tmp_path: Path
) -> None:
    scenario = written(tmp_path / "one", AFTER).scenario
    assert scenario is not None
    program = compile_scenario(scenario)
    session = Session(Setup(program, "live", 1), lambda record: None)
    acts = LiveAct("first", 1, "contain"), LiveAct("second", 1, act)
    run_plan(session, Plan(id="one", mode="live", seed=1, live=acts))
    (_, second) = debrief(session, Exact.of(program)).moments
    assert [better.act for better in second.better] == ["contain"]
    assert [other.act for other in second.others] == others
