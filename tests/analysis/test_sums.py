"""Figures are the same on every Python: ``fsum`` is used, as ``sum`` changed in Python 3.12."""

import builtins
import sys
from collections.abc import Iterable
from typing import Any

import pytest

from simulator.analysis.exact import Exact
from simulator.analysis.explore import explore
from simulator.analysis.report import report
from simulator.analysis.survey import figures
from simulator.analysis.values import analyse
from simulator.engine.program import compile_scenario
from simulator.library.find import find_scenario
from simulator.render.debrief import render
from simulator.render.flow_chart import chart
from simulator.render.flow_svg import svg
from simulator.render.report_text import as_data, page
from simulator.review.debrief import debrief
from tests.plays import NOWHERE
from tests.scripts import acted, opened
from tests.workspaces import load

MODULES = ("analysis", "scoring", "review", "practice", "render")


def sum_of_no_floats(values: Iterable[Any], start: Any = 0) -> Any:
    """Sum as ever, but no floats; a sum of none may be called by another name."""
    listed = list(values)
    assert not any(isinstance(value, float) for value in (*listed, start)), (
        f"floats are summed: {listed[:3]}"
    )
    return builtins.sum(listed, start)


def test_no_floats_are_summed_by_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.authoring.flow import flow

    path = find_scenario(NOWHERE, "nineteen-seconds")
    assert path is not None
    for name, module in list(sys.modules.items()):
        if name.startswith(tuple(f"simulator.{part}." for part in MODULES)):
            monkeypatch.setattr(module, "sum", sum_of_no_floats, raising=False)
    scenario = load(path).scenario
    assert scenario is not None
    graph = explore(compile_scenario(scenario))
    for mode in ("guided", "live"):
        found = report(analyse(graph, "live" if mode == "live" else "guided"))
        assert as_data(found)["scenario"] == "nineteen-seconds"
        assert page(found, "=-")
    assert figures(analyse(graph, "guided")).percents
    assert svg(chart(flow(graph)))
    assert render(debrief(acted(opened(scenario)), Exact.of_graphs(graph, graph)), "text")
