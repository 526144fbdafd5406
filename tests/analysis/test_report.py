"""The figures of one scenario, for authors."""

import pytest

from simulator.analysis.distribution import Spread, distribution
from simulator.analysis.explore import explore
from simulator.analysis.report import Range, Reached, Report, report
from simulator.analysis.values import Analysis, analyse
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Mode
from tests.scripts import CUE, HEAD, LEAVE, scripted


def analysis_of(script: str, mode: Mode = "guided", limit: int = 100) -> Analysis:
    return analyse(explore(compile_scenario(scripted(script)), limit), mode)


def reported(script: str, mode: Mode = "guided", limit: int = 100) -> Report:
    return report(analysis_of(script, mode, limit))


def exactly(percent: float) -> Range:
    return Range(pytest.approx(percent), pytest.approx(percent))  # type: ignore[arg-type]


def test_a_report_of_guided_play_has_all_figures() -> None:
    found = reported(CUE + LEAVE)
    assert (found.scenario, found.title, found.mode) == ("on-stage", "On stage", "guided")
    assert (found.truncated, found.states, found.paths) == ("", 2, 6)
    assert (found.best, found.worst) == (Range(2, 2), exactly(10))
    assert found.chance == exactly((1 / 3 + 0.6) / 2 * 100)
    assert found.wait == exactly(50)
    assert found.speak == exactly((0.5 + 0.2) / 2 * 100)
    assert found.spread == distribution(analysis_of(CUE + LEAVE))
    assert (found.steps, found.options) == (Reached(2, 2), Reached(3, 3))
    assert found.line == (("drift", 2, "contain"), ("quiet", 2, "wait"))
    assert [(decision.moment, decision.act) for decision in found.decisions] == [
        ("drift", "wait"),
        ("drift", "contain"),
        ("drift", "advise"),
        ("quiet", "wait"),
        ("quiet", "feeling"),
    ]
    assert [moment.moment for moment in found.leverage] == ["drift", "quiet"]


def test_a_report_of_live_play_has_no_chance_line() -> None:
    found = reported(CUE + LEAVE, "live")
    assert (found.chance, found.wait, found.speak, found.spread) == (None, None, None, None)
    assert (found.best, found.worst) == (Range(2, 2), exactly(10))
    assert len(found.decisions) == 13  # each act after each turn
    assert found.line


def test_a_truncated_report_has_bounds_and_nothing_that_only_all_plays_tell() -> None:
    found = reported(CUE + LEAVE, limit=1)
    assert found.truncated == "1 states"
    assert (found.spread, found.decisions, found.leverage, found.line) == (None, (), (), ())
    assert found.best.low <= 2 <= found.best.high
    assert found.wait is not None
    assert found.wait.low < 50 < found.wait.high <= 100


def test_no_bound_of_a_percent_is_above_a_hundred_even_if_the_best_may_be_nothing() -> None:
    found = reported(CUE + CUE.replace("drift", "again"), limit=0)
    assert (found.best.low, found.best.high) == (0, 2)
    assert found.wait is not None
    assert (found.wait.low, found.wait.high) == (0, 100)


def test_credits_are_counted_in_the_largest_unit_that_divides_them_all() -> None:
    assert analysis_of(CUE).prices.unit == 2  # being early halves a credit
    assert analysis_of(LEAVE).prices.unit == 5


def test_where_the_best_is_nothing_every_percent_is_nothing() -> None:
    found = reported(CUE.replace("credit: 1}", "credit: 0}"))
    assert (found.best, found.worst, found.chance) == (Range(0, 0), Range(0, 0), Range(0, 0))


def test_steps_and_options_that_no_play_reaches_are_counted() -> None:
    refused = CUE.replace("credit: 0}", "credit: 0, when: safety > 10}")
    found = reported(refused + "- end:\n- label: far\n" + LEAVE)
    assert found.options.seen == 1
    assert found.options.total >= 2
    assert found.steps.seen < found.steps.total
    assert found.unreached == ("drift.advise", "quiet", "far")


def test_classes_hold_all_plays_and_the_last_those_with_the_best() -> None:
    spread = distribution(analysis_of(CUE))
    assert spread.shares[0] == pytest.approx(2 / 3)
    assert spread.shares[100] == pytest.approx(1 / 3)
    assert [share for _, _, share in spread.classes(50)] == pytest.approx([2 / 3, 1 / 3])
    assert [start for start, _, _ in spread.classes(20)] == [0, 20, 40, 60, 80]
    assert sum(share for _, _, share in spread.classes(10)) == pytest.approx(1)


def test_classes_are_as_wide_as_asked_for() -> None:
    shares = (0.25, *(0.0,) * 29, 0.125, *(0.0,) * 68, 0.125, 0.5)
    assert len(shares) == 101
    assert Spread(shares, 0.0).classes(25) == [
        *((0, 25, 0.25), (25, 50, 0.125)),
        *((50, 75, 0.0), (75, 100, 0.625)),
    ]


def test_a_script_without_a_moment_earns_nothing_for_certain() -> None:
    spread = distribution(analysis_of("- ben: x\n"))
    assert spread.shares == (1.0,) + (0.0,) * 100
    assert spread.rounding == 0


def test_the_names_of_the_first_case_are_read() -> None:
    head = HEAD + "cases: [{who: Al, sign: x}, {who: A very long name indeed, sign: y}]\n"
    scenario = scripted("- ben: '{who} is here. So am I.'\n" + CUE, head)
    heard = report(analyse(explore(compile_scenario(scenario)), "guided")).reads.heard
    assert (heard.sentences, heard.words, heard.longest) == (5, 9, 3)
    assert heard.characters == len("AlishereSoamI" + "onetwothree")
