"""The library that comes with the program, analysed once for all tests of a module."""

from functools import cache

from simulator.analysis.coverage import coverage
from simulator.analysis.explore import explore
from simulator.analysis.survey import Survey, figures, survey
from simulator.analysis.values import analyse
from simulator.engine.program import compile_scenario
from simulator.library.scenarios import scenario_files
from simulator.scenario.model import Scenario
from tests.workspaces import SHIPPED, catalogue, load


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every scenario of the library, in the order of their ids."""
    loaded = (load(file).scenario for file in scenario_files(SHIPPED))
    return tuple(scenario for scenario in loaded if scenario is not None)


@cache
def surveyed() -> Survey:
    """Its figures: guided play, every play looked at."""
    found = [
        figures(analyse(explore(compile_scenario(scenario)), "guided")) for scenario in scenarios()
    ]
    return survey(coverage(catalogue(), scenarios()), found)
