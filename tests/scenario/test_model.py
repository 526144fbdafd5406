"""A scenario's steps, moments and rules."""

import pytest

from simulator.scenario.model import Moment, Turn, walk
from tests.scripts import CUE, LEAVE, scripted

NESTED = """\
- ben: first
- if: told
  then: [{ben: then}]
  else: [{ben: otherwise}]
- vary: [[{ben: one}, {ben: two}], [{ben: three}]]
- cue: drift
  rules: [respect]
  turns: [{ben: turn}]
  options:
    - {do: contain, say: I contain., credit: 1, then: [{ben: answer}]}
  missed: {then: [{ben: missed}]}
- ben: last
"""


def test_a_walk_visits_every_nested_step_in_the_order_of_the_file() -> None:
    said = [step.words.source for step in walk(scripted(NESTED).script) if isinstance(step, Turn)]
    assert said == (
        ["first", "then", "otherwise", "one", "two", "three", "turn", "answer", "missed", "last"]
    )


def test_the_rules_of_a_scenario_are_those_of_its_moments_in_the_order_of_the_catalogue() -> None:
    scenario = scripted(
        CUE.replace("  ripe", "  rules: [tolerate-silence, no-therapy]\n  ripe")
        + LEAVE.replace("  turns", "  rules: [no-therapy]\n  turns")
    )
    known = list(scenario.catalogue.rules)
    expected = sorted(["tolerate-silence", "no-therapy"], key=known.index)
    assert list(scenario.rules()) == expected


def test_an_option_that_a_moment_does_not_have_is_named_by_the_error() -> None:
    (moment,) = (step for step in scripted(CUE).script if isinstance(step, Moment))
    assert moment.option("advise").do == "advise"
    with pytest.raises(KeyError, match="listen"):
        moment.option("listen")
