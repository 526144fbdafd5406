"""Where the search is stopped, what is said is true all the same."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.bounds import enclose
from simulator.analysis.decisions import unreached
from simulator.analysis.explore import explore
from simulator.analysis.report import Range, Report, report
from simulator.analysis.values import analyse
from simulator.engine.cfg import control_flow
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Mode
from tests.analysis.test_exact import PUZZLES
from tests.examples import examples
from tests.scripts import CUE, LEAVE, scripted
from tests.strategies import Data, as_scenario, scenarios

MODES: tuple[Mode, ...] = ("guided", "live")


def ranges(told: Report) -> list[Range]:
    found = (told.best, told.worst, told.chance, told.wait, told.speak, told.timing)
    return [figure for figure in found if figure is not None]


@pytest.mark.parametrize("mode", MODES)
@examples(30)
@given(data=scenarios(), limit=st.integers(0, 8))
def test_the_bounds_of_a_stopped_search_hold_what_is_true(
    data: Data, limit: int, mode: Mode
) -> None:
    program = compile_scenario(as_scenario(data))
    whole, stopped = (
        report(analyse(explore(program, mode=mode), mode)),
        report(analyse(explore(program, limit, mode=mode), mode)),
    )
    for true, told in zip(ranges(whole), ranges(stopped), strict=True):
        assert true.low == true.high
        assert told.low - 1e-9 <= true.low <= told.high + 1e-9
    assert stopped.paths <= whole.paths
    assert set(stopped.unreached) <= set(whole.unreached)
    assert stopped.truncated == (f"{limit} states" if whole.states > limit else "")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("puzzle", PUZZLES)
def test_the_bounds_of_a_stopped_search_hold_what_is_true_of_every_puzzle(
    puzzle: str, mode: Mode
) -> None:
    program = compile_scenario(scripted(PUZZLES[puzzle]))
    whole = report(analyse(explore(program, mode=mode), mode))
    for limit in range(whole.states):
        stopped = report(analyse(explore(program, limit, mode=mode), mode))
        for true, told in zip(ranges(whole), ranges(stopped), strict=True):
            assert told.low - 1e-9 <= true.low <= told.high + 1e-9


def test_bounds_close_in_as_more_is_seen() -> None:
    program = compile_scenario(
        scripted("".join(CUE.replace("drift", f"drift-{i}") for i in range(6)) + LEAVE)
    )
    widths = []
    for limit in range(8):
        best = report(analyse(explore(program, limit), "guided")).best
        widths.append(best.high - best.low)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0
    assert widths[-1] == 0


def test_moments_that_come_round_are_counted_once_in_what_they_can_earn() -> None:
    script = "- label: round\n" + CUE + "- goto: round\n  when: did('drift.advise')\n" + LEAVE
    analysis = analyse(explore(compile_scenario(scripted(script)), 0), "guided")
    assert report(analysis).best == Range(0.0, 2.0)
    assert Fraction(analysis.most.best[0], analysis.prices.unit) == 2


def test_what_comes_after_a_loop_is_no_least_of_a_play_that_never_leaves_it() -> None:
    certain = (
        "- leave: last\n  turns: [{ben: one}]\n  options: [{do: feeling, say: I ask., credit: 1}]\n"
    )
    program = compile_scenario(
        scripted(f"- label: round\n{CUE}- goto: round\n  when: not told\n{certain}")
    )
    whole, stopped = (report(analyse(explore(program, limit), "guided")) for limit in (100, 0))
    for true, said in zip(ranges(whole), ranges(stopped), strict=True):
        assert said.low <= true.low <= said.high


def test_only_what_no_arrow_leads_to_is_called_unreached_before_everything_was_seen() -> None:
    script = (
        CUE + "- goto: never\n  when: told\n" + LEAVE + "- end:\n- label: never\n- label: nowhere\n"
    )
    lost = CUE.replace("drift", "lost")
    program = compile_scenario(scripted(script + "- end:\n- goto: never\n" + lost))
    assert unreached(explore(program)) == ("lost", "never", "nowhere")
    assert unreached(explore(program, 0)) == ("lost",)


def test_a_search_can_be_stopped_from_outside() -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    asked: list[tuple[int, int]] = []

    def stop(looked: int, known: int) -> str:
        asked.append((looked, known))
        return "Ctrl-C"

    graph = explore(program, stop=stop)
    assert graph.truncated == "Ctrl-C"
    assert asked == [(0, 1)]
    assert report(analyse(graph, "guided")).best == Range(0.2, 2.0)


def test_bounds_from_anywhere_are_nothing_and_all_moments() -> None:
    program = compile_scenario(scripted(CUE + LEAVE))
    low, high = enclose(control_flow(program), [(1, 3), (2, 5)])
    assert (low.whole, high.whole) == (0, 8)
    assert (low.at[0], high.at[0]) == (3, 8)
    assert (min(low.at), min(high.at)) == (0, 0)


def test_a_loop_may_earn_all_its_moments_and_may_never_come_to_what_is_after_it() -> None:
    script = f"- label: round\n{CUE}- goto: round\n  when: told\n{LEAVE}"
    low, high = enclose(control_flow(compile_scenario(scripted(script))), [(1, 3), (2, 5)])
    assert (low.at[0], high.at[0]) == (0, 8)
