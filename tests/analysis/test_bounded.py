"""For every scenario, the analysis is bounded by states, memory and steps. So is playing it."""

import tracemalloc
from collections.abc import Callable

import pytest

from simulator.analysis import liveness as living
from simulator.analysis.explore import FEWEST_STATES, MOST_STATES, STEPS_A_STATE, explore
from simulator.analysis.report import report
from simulator.analysis.values import analyse
from simulator.authoring import flow as flowing
from simulator.authoring import reachability as finding
from simulator.authoring.flow import flow
from simulator.authoring.reachability import discoveries
from simulator.engine.acts import WAIT
from simulator.engine.cfg import control_flow
from simulator.engine.program import Program, compile_scenario
from simulator.engine.step import MOST_UNASKED
from simulator.scenario.model import Mode
from tests.scripts import CUE, loaded, opened, scripted

HEAD = """\
scenario: hostile
title: Hostile
level: foundation
style: guiding
format: weekly-90
cast: {n: {name: N, role: presenter}}
"""


def told(moments: int, between: str = "") -> str:
    """Moments whose outcomes are all asked for at the end; ``between`` stands after each."""
    cue = (
        "- cue: q{0}\n  turns: [{{n: T.}}]\n"
        "  options: [{{do: contain, say: S., credit: 1, set: {{b{0}: true}}}}]\n"
    )
    asked = "".join(f"- n: B {i}.\n  when: b{i}\n" for i in range(moments))
    return "".join((cue + between).format(i) for i in range(moments)) + asked


def flags(moments: int) -> str:
    return ", ".join(f"b{i}: false" for i in range(moments))


def wide(numbers: int = 3_000, moments: int = 20) -> Program:
    """Many numbers, each read at the end."""
    state = ", ".join(f"v{i}: {{start: 0, min: 0, max: 9}}" for i in range(numbers))
    read = "".join(f"- n: B.\n  when: v{i} > 1\n" for i in range(numbers))
    return compile_scenario(
        loaded(f"{HEAD}state: {{{state}, {flags(moments)}}}\nscript:\n{told(moments)}{read}")
    )


def slow(moments: int = 16, count: int = 3_000) -> Program:
    """A long count in silence between any two moments."""
    counting = (
        "- set: {{c: 0}}\n- label: l{0}\n- effect: {{c: +1}}\n"
        f"- goto: l{{0}}\n  when: c < {count}\n"
    )
    state = f"state: {{c: {{start: 0, min: 0, max: 30000}}, {flags(moments)}}}\n"
    return compile_scenario(loaded(f"{HEAD}{state}script:\n{told(moments, counting)}"))


def endless(moments: int) -> Program:
    """A loop that nobody leaves, entered in very many states."""
    round_ = f"{told(moments)}- goto: l\n".replace("- n: B 0.", "- label: l\n- n: B 0.")
    return compile_scenario(loaded(f"{HEAD}state: {{{flags(moments)}}}\nscript:\n{round_}"))


def backwards(labels: int) -> Program:
    """Jumps that each lead to the one before: liveness must propagate through all of them."""
    back = "".join(f"- label: a{i}\n- goto: a{i - 1}\n" for i in range(1, labels + 1))
    script = f"- goto: a{labels}\n- label: a0\n- n: x\n  when: v > 1\n- end:\n{back}"
    return compile_scenario(
        loaded(f"{HEAD}state: {{v: {{start: 0, min: 0, max: 9}}}}\nscript:\n{script}")
    )


LOUD = "- label: l\n- n: Again.\n- effect: {c: +1}\n- goto: l\n  when: c < 1000000\n"
COUNTER = "state: {c: {start: 0, min: 0, max: 1000000}}\n"


def counting(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[int]:
    """Count the calls of a function."""
    calls = [0]
    counted: Callable[..., object] = getattr(module, name)

    def called(*args: object) -> object:
        calls[0] += 1
        return counted(*args)

    monkeypatch.setattr(module, name, called)
    return calls


@pytest.mark.unmutated
@pytest.mark.slow
def test_states_with_very_many_values_stop_the_search_by_their_memory() -> None:
    program = wide()
    tracemalloc.start()
    try:
        graph = explore(program, FEWEST_STATES)
        stopped = analyse(graph, "guided")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert graph.truncated == "20 MB of memory"
    assert most < 40_000_000
    assert not stopped.exhaustive
    assert report(stopped).truncated == "20 MB of memory"


def test_very_long_silence_between_decisions_stops_the_search_by_its_steps() -> None:
    graph = explore(slow(), FEWEST_STATES)
    most = FEWEST_STATES * STEPS_A_STATE
    assert graph.truncated == f"{most} steps"
    assert most < graph.follower.steps < most * 1.1
    assert report(analyse(graph, "live")).truncated == graph.truncated


def test_one_moment_of_very_many_options_can_be_stopped_in_the_middle() -> None:
    count = "- label: l\n- effect: {c: +1}\n- goto: l\n  when: c < 2000\n"
    options = "".join(
        f"  - {{id: o{i}, do: contain, say: S {i}., credit: 1}}\n" for i in range(500)
    )
    script = f"- cue: many\n  turns: [{{n: T.}}]\n  options:\n{options}{count}"
    graph = explore(compile_scenario(loaded(f"{HEAD}{COUNTER}script:\n{script}")), FEWEST_STATES)
    assert graph.truncated == "600000 steps"
    assert graph.expanded == 0
    assert report(analyse(graph, "guided")).best.high == 1


def test_what_ordinary_states_take_does_not_stop_the_search_before_their_number_does() -> None:
    moments = 15
    graph = explore(
        compile_scenario(loaded(f"{HEAD}state: {{{flags(moments)}}}\nscript:\n{told(moments)}")),
        32_000,
    )
    assert graph.truncated == "32000 states"


@pytest.mark.unmutated
@pytest.mark.slow
def test_more_may_be_asked_for_and_then_as_much_more_is_used() -> None:
    asked = explore(slow(6, 2_000), 3 * FEWEST_STATES)
    assert not asked.truncated
    assert explore(slow(8, 3_000), FEWEST_STATES).truncated
    assert not explore(slow(8, 3_000), MOST_STATES).truncated


def test_what_is_still_read_is_found_without_going_over_the_script_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = backwards(1_000)
    calls = counting(monkeypatch, living, "_live")
    living.liveness(control_flow(program))
    assert calls[0] < 4 * len(program.code)


def test_a_circle_that_is_entered_in_very_many_states_is_found_in_bounded_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "MOST_FOLLOWED", 50_000)
    graph = explore(endless(8))
    calls = counting(monkeypatch, finding, "advance")
    assert [found.problem.code for found in discoveries(graph)] == ["R406"]
    assert calls[0] < 150_000


def test_the_chart_of_a_circle_follows_it_once_around(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = explore(endless(8))
    calls = counting(monkeypatch, flowing, "_said")
    drawn = flow(graph)
    assert any(arrow.target == flowing.NEVER_OVER for arrow in drawn.arrows)
    assert calls[0] < 100 * 512


def test_a_chart_says_many_conditions_where_too_many_ways_would_have_to_be_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = explore(
        compile_scenario(scripted(CUE + "- ben: x\n  when: told\n" + CUE.replace("drift", "more")))
    )
    monkeypatch.setattr(flowing, "MOST_WALKED", 0)
    assert {arrow.reasons for arrow in flow(graph).arrows} == {("many conditions",)}


def test_a_million_turns_without_a_moment_are_a_finding_that_names_the_act_before() -> None:
    script = CUE.replace("ben", "n") + LOUD
    graph = explore(compile_scenario(loaded(f"{HEAD}{COUNTER}script:\n{script}")))
    found = [(found.problem.code, found.play) for found in discoveries(graph)]
    acts = [("R408", (("drift", act),)) for act in ("contain", "advise", "wait")]
    assert found == [*acts, ("R407", ())]


@pytest.mark.parametrize("mode", ["guided", "live"])
@pytest.mark.parametrize(
    "script",
    [
        LOUD,
        "- label: l\n- n: Again.\n- goto: l\n",
        "- label: l\n- vary: [[{n: A.}, {n: B.}]]\n- goto: l\n",
    ],
)
def test_a_play_without_a_moment_comes_to_an_end(script: str, mode: Mode) -> None:
    session = opened(loaded(f"{HEAD}{COUNTER}script:\n{script}"), mode)
    turns = 0
    while not session.ended:
        session.act(WAIT)
        turns += 1
        assert turns <= MOST_UNASKED + 1
    assert turns == MOST_UNASKED + 1


def test_a_play_that_only_comes_back_to_a_judged_moment_comes_to_an_end() -> None:
    session = opened(scripted(f"- label: l\n{CUE}- goto: l\n"))
    turns = 0
    while not session.ended:
        session.act(WAIT)
        turns += 1
        assert turns <= MOST_UNASKED + 4
    assert turns > MOST_UNASKED


def test_a_moment_to_decide_in_begins_the_count_of_turns_anew() -> None:
    many = "- ben: x\n" * 200
    session = opened(scripted(many + CUE + many))
    while not session.pause.asks:
        session.act(WAIT)
    assert session.state.unasked == 0
    while not session.ended:
        session.act(WAIT)
    assert session.state.unasked <= 203
