"""A scenario as plain data is the same scenario again, in every part and in every play."""

import json
from pathlib import Path

import pytest

from simulator.analysis.exact import fingerprint
from simulator.engine.program import compile_scenario
from simulator.library.scenarios import scenario_files
from simulator.scenario.condition import Condition
from simulator.scenario.model import walk
from simulator.scenario.plain_data import (
    catalogue_from_data,
    catalogue_to_data,
    scenario_from_data,
    scenario_to_data,
)
from tests.workspaces import SHIPPED, catalogue, load

FILES = scenario_files(SHIPPED)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_shipped_scenario_is_the_same_again(file: Path) -> None:
    scenario = load(file).scenario
    again = scenario_from_data(json.loads(json.dumps(scenario_to_data(scenario))), catalogue())
    assert again == scenario
    # Places are not compared, and neither is what conditions were compiled to.
    assert repr(again) == repr(scenario)
    assert fingerprint(compile_scenario(again)) == fingerprint(compile_scenario(scenario))
    for one, other in zip(walk(again.script), walk(scenario.script), strict=True):
        assert getattr(one, "place", ()) == getattr(other, "place", ())
        mine, theirs = getattr(one, "when", None), getattr(other, "when", None)
        if isinstance(mine, Condition):
            assert isinstance(theirs, Condition)
            assert (mine.values, mine.judged) == (theirs.values, theirs.judged)


def test_the_catalogue_is_the_same_again() -> None:
    again = catalogue_from_data(json.loads(json.dumps(catalogue_to_data(catalogue()))))
    assert again == catalogue()
    assert list(again.rules) == list(catalogue().rules)


@pytest.mark.parametrize(
    "data", [None, {}, {"form": 0}, {"form": 1, "variables": [], "moments": [], "scenario": 1}]
)
def test_data_that_are_no_scenario_are_refused(data: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several sentences
        scenario_from_data(data, catalogue())


@pytest.mark.parametrize("data", [["Path", "/"], ["Words"], ["(", 1], "text"])
def test_data_that_are_no_catalogue_are_refused(data: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several sentences
        catalogue_from_data(data)
