"""What the acts of a moment cost, which of two equal acts comes first, and live play."""

import pytest

from simulator.analysis.decisions import Costs, Leverage, best_line, costs
from simulator.analysis.explore import explore
from simulator.analysis.values import Analysis, analyse
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Mode
from tests.scripts import CUE, LEAVE, scripted

BOTH = pytest.mark.parametrize("mode", ["guided", "live"])
EQUAL_LEAVE = LEAVE.replace("credit: 0.2", "credit: 1")
EQUAL_CUE = CUE.replace("credit: 1", "credit: 0")


def analysed(script: str, mode: Mode) -> Analysis:
    return analyse(explore(compile_scenario(scripted(script))), mode)


def costs_of(script: str, mode: Mode) -> Costs:
    return costs(analysed(script, mode))


def stake_of(script: str, mode: Mode) -> Leverage:
    (stake,) = costs_of(script, mode).leverage
    return stake


@BOTH
def test_if_words_and_silence_earn_the_same_the_best_line_is_silent_in_a_leave(mode: Mode) -> None:
    assert best_line(analysed(EQUAL_LEAVE, mode)) == (("quiet", 2, "wait"),)


@BOTH
def test_if_words_and_silence_earn_the_same_the_best_line_speaks_in_a_cue(mode: Mode) -> None:
    assert best_line(analysed(EQUAL_CUE, mode)) == (("drift", 2, "contain"),)


def test_the_best_line_speaks_only_if_that_earns_more() -> None:
    assert best_line(analysed(CUE + LEAVE, "guided")) == (
        ("drift", 2, "contain"),
        ("quiet", 2, "wait"),
    )


def test_silence_lasts_to_the_last_turn_of_a_moment_in_live_play() -> None:
    assert best_line(analysed(CUE.replace("credit: 1}", "credit: 0, when: told}"), "live")) == (
        ("drift", 2, "advise"),
    )
    late = LEAVE.replace("[{silence: first}, {silence: second}]", "[{silence: a}, {silence: b}]")
    assert best_line(analysed(late + "  ask: 1\n", "live")) == (("quiet", 2, "wait"),)
    assert best_line(analysed(late + "  ask: 1\n", "guided")) == (("quiet", 1, "wait"),)


@BOTH
def test_of_equal_acts_silence_ranks_before_words_and_words_as_in_the_file(mode: Mode) -> None:
    stake = stake_of(EQUAL_LEAVE, mode)
    assert (stake.best, stake.second, stake.second_cost) == ("wait", "feeling", 0)
    stake = stake_of(EQUAL_CUE, mode)
    assert (stake.best, stake.second, stake.second_cost) == ("wait", "contain", 0)
    stake = stake_of(CUE.replace("credit: 0}", "credit: 1}"), mode)
    assert (stake.best, stake.second, stake.second_cost) == ("contain", "advise", 0)


@BOTH
def test_to_misjudge_a_cue_is_to_wait_and_to_misjudge_a_leave_is_to_speak(mode: Mode) -> None:
    assert stake_of(CUE, mode).misjudged == 1
    assert stake_of(LEAVE, mode).misjudged == pytest.approx(0.8)
    two = LEAVE + "    - {do: advise, say: I advise., credit: 0}\n"
    assert stake_of(two, mode).misjudged == pytest.approx(0.9)


def test_what_depends_on_a_cue_in_live_play_is_measured_when_it_is_ripe() -> None:
    stake = stake_of(CUE, "live")
    assert (stake.best, stake.second, stake.second_cost) == ("contain", "wait", 1)
    assert stake.misjudged == 1
    early = [d for d in costs_of(CUE, "live").decisions if (d.after, d.act) == (1, "contain")]
    assert [float(decision.most_value) for decision in early] == [0.5]


def test_live_play_has_no_chance_and_so_no_share_of_it() -> None:
    stake = stake_of(CUE, "live")
    assert (stake.met, stake.lost) == (None, None)
    stake = stake_of(CUE, "guided")
    assert stake.met == 1
    assert stake.lost == pytest.approx(2 / 3)


def test_a_moment_with_nothing_to_say_has_no_second_act() -> None:
    silent = CUE.replace("credit: 1}", "credit: 1, when: told}")
    silent = silent.replace("credit: 0}", "credit: 0, when: told}")
    stake = stake_of(silent, "guided")
    assert (stake.best, stake.second, stake.second_cost) == ("wait", "", 0)


def test_the_cost_of_an_act_is_averaged_over_the_states_of_random_plays() -> None:
    """``quiet`` is worth 1 after ``contain`` only, which one of three random plays takes."""
    later = (
        "- leave: quiet\n  turns: [{ben: x}]\n  options:\n"
        "    - {do: feeling, say: I ask., credit: 0.5, when: did('drift.contain')}\n"
        "    - {do: advise, say: I say., credit: 0}\n"
    )
    decisions = costs_of(CUE + later, "guided").decisions
    means = {(d.moment, d.act): d.mean_cost for d in decisions}
    assert means["quiet", "feeling"] == pytest.approx(0.5)
    assert means["quiet", "advise"] == pytest.approx(1)
    assert means["drift", "wait"] == pytest.approx(1)
