"""The analysis reports whether it is exhaustive, or what truncated it."""

from fractions import Fraction

import pytest
from hypothesis import given

from simulator.analysis.decisions import costs, unreached
from simulator.analysis.exact import Exact
from simulator.analysis.explore import explore
from simulator.analysis.score_play import score_play
from simulator.analysis.values import analyse
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Scenario
from tests.examples import examples
from tests.scripts import CUE, HEAD, LEAVE, asked, opened, played, scripted
from tests.strategies import Data, as_scenario, scenarios

LONG = HEAD.replace("trust: {start: 0, min: -5, max: 5}", "trust: {start: 0, min: 0, max: 30000}")


def round_and_round(words: str, turns: int) -> Scenario:
    """A script that counts before its one moment comes."""
    counted = (
        f"- label: round\n{words}- effect: {{trust: +1}}\n- goto: round\n  when: trust < {turns}\n"
    )
    return scripted(counted + CUE, LONG)


def test_a_search_that_is_stopped_says_by_what() -> None:
    program = compile_scenario(scripted(CUE + LEAVE.replace("quiet", "one") + LEAVE))
    assert explore(program, limit=3).truncated == ""
    stopped = explore(program, limit=2)
    assert stopped.truncated == "2 states"
    assert not analyse(stopped, "guided").exhaustive


@pytest.mark.parametrize("words", ["", "- ben: and again\n"])
def test_what_comes_after_a_very_long_count_is_not_claimed_to_be_known(words: str) -> None:
    program = compile_scenario(round_and_round(words, 20_000))
    graph = explore(program)
    assert graph.truncated == "10000 steps without a decision"
    assert not analyse(graph, "guided").exhaustive


def test_what_comes_after_a_count_is_known() -> None:
    scenario = round_and_round("- ben: and again\n", 2_000)
    analysis = analyse(explore(compile_scenario(scenario)), "guided")
    assert analysis.exhaustive
    assert analysis.best == 1
    session = opened(scenario)
    for _ in range(5):
        asked(session)  # five hundred turns at most
    assert session.pause.asks


LOOPS = (
    "- goto: round",
    "- ben: x\n- goto: round",
    "- effect: {trust: 1}\n- goto: round",
    CUE + "- goto: round",
)


@pytest.mark.parametrize("loop", LOOPS)
def test_a_play_that_never_ends_is_known_to_be_endless(loop: str) -> None:
    analysis = analyse(explore(compile_scenario(scripted(f"- label: round\n{loop}\n"))), "guided")
    assert analysis.exhaustive
    assert analysis.whole.paths == 0


def test_more_plays_than_could_ever_be_tried_are_counted_exactly() -> None:
    script = "".join(CUE.replace("drift", f"drift-{i}") for i in range(120))
    graph = explore(compile_scenario(scripted(script)))
    guided, live = analyse(graph, "guided"), analyse(graph, "live")
    assert (guided.whole.paths, live.whole.paths) == (3**120, 7**120)
    assert guided.best == live.best == 120
    assert guided.yardstick().chance == pytest.approx(100 / 3)


def test_percents_are_of_the_best_and_the_chance_line_comes_from_guided_play() -> None:
    exact = Exact.of(compile_scenario(scripted(CUE + LEAVE)))
    line = exact.guided.yardstick
    assert line.best == 2
    assert line.chance == pytest.approx((1 / 3 + 0.6) / 2 * 100)
    assert line.always_wait == pytest.approx(50)
    assert line.always_speak == pytest.approx((0.5 + 0.2) / 2 * 100)


def test_where_nothing_can_be_earned_every_percent_is_nought() -> None:
    line = Exact.of(
        compile_scenario(scripted(CUE.replace("credit: 1", "credit: 0")))
    ).guided.yardstick
    assert line.best == 0
    assert (line.chance, line.always_wait, line.always_speak) == (0, 0, 0)


def test_a_scorecard_says_what_each_moment_gave_away() -> None:
    session = played(CUE + LEAVE, "wait", "wait", "wait", "feeling", mode="live")
    card = score_play(session, Exact.of(session.setup.program))
    assert card.costs == {"drift": Fraction(1), "quiet": Fraction(4, 5)}
    assert card.percent == 10.0
    early = played(CUE + LEAVE, "contain", mode="live")
    assert score_play(early, Exact.of(early.setup.program)).costs["drift"] == Fraction(1, 2)


def test_every_act_of_every_moment_has_its_cost() -> None:
    analysis = analyse(explore(compile_scenario(scripted(CUE + LEAVE))), "guided")
    told = [
        (d.moment, d.act, d.after, d.least_cost, d.most_cost) for d in costs(analysis).decisions
    ]
    assert told == [
        ("drift", "wait", 2, 1, 1),
        ("drift", "contain", 2, 0, 0),
        ("drift", "advise", 2, 1, 1),
        ("quiet", "wait", 2, 0, 0),
        ("quiet", "feeling", 2, Fraction(4, 5), Fraction(4, 5)),
    ]


def test_unreached_moments_options_and_labels_are_named_in_the_order_of_the_script() -> None:
    script = """
    - cue: met
      turns: [{ben: a}]
      options:
        - {do: contain, say: x, credit: 1}
        - {do: advise, say: y, credit: 0, when: safety > 10}
    - end:
    - label: far
    - cue: never
      turns: [{ben: a}]
      options: [{do: contain, say: x, credit: 1}]
    """
    assert unreached(explore(compile_scenario(scripted(script)))) == ("met.advise", "never", "far")


@examples(25)
@given(scenarios())
def test_live_play_earns_no_less_at_best_than_guided_play(data: Data) -> None:
    program = compile_scenario(as_scenario(data))
    guided = analyse(explore(program), "guided")
    live = analyse(explore(program, mode="live"), "live")
    assert live.best >= guided.best
    for analysis in (guided, live):
        for decision in costs(analysis).decisions:
            assert 0 <= decision.least_cost <= decision.most_cost
    line = guided.yardstick()
    worst = guided.percent(guided.whole.worst)
    assert all(
        worst - 1e-9 <= value <= 100 + 1e-9
        for value in (line.chance, line.always_wait, line.always_speak, line.timing_only)
    )
