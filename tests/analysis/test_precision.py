"""The number of states that an analysis distinguishes, and what it claims of a search it stopped."""

from fractions import Fraction

import pytest

from simulator.analysis.distribution import distribution
from simulator.analysis.explore import explore
from simulator.analysis.values import analyse
from simulator.engine.execution import MOST_SILENT
from simulator.engine.program import compile_scenario
from tests.scripts import CUE, HEAD, LEAVE, scripted

LATER = LEAVE.replace("quiet", "later")
SETS = CUE.replace("credit: 1}", "credit: 1, set: {told: true}}")


def states(script: str) -> int:
    graph = explore(compile_scenario(scripted(script)))
    assert not graph.truncated
    return len(graph.nodes)


def test_what_is_assigned_before_it_is_read_makes_no_states() -> None:
    read = "- {ben: if told, when: told}\n"
    assert states(SETS + LEAVE + read) == 3
    assert states(SETS + LEAVE + "- set: {told: false}\n" + read) == 2
    assert states(SETS + LEAVE + "- set: {trust: 2}\n" + read) == 3


def test_what_is_added_to_is_still_read() -> None:
    read = "- effect: {trust: +1}\n- {ben: if trust, when: trust > 2}\n"
    adds = CUE.replace("credit: 1}", "credit: 1, effect: {trust: +1}}")
    assert states(adds + LEAVE + read) == 3


def test_what_no_condition_reads_makes_no_states() -> None:
    assert states(SETS + LEAVE) == 2


def test_only_the_acts_that_a_condition_reads_make_states() -> None:
    read = "- {ben: yes, when: did('drift.contain')}\n"
    assert states(CUE + LEAVE + read) == 3
    assert states(CUE + LEAVE + "- {ben: yes, when: missed('drift')}\n") == 3
    both = "- {ben: yes, when: did('drift.contain') or missed('drift')}\n"
    assert states(CUE + LEAVE + both + read) == 4


@pytest.mark.parametrize(("turns", "known"), [(3_300, True), (3_400, False)])
def test_each_instruction_between_two_decisions_counts_as_a_step(turns: int, known: bool) -> None:
    """One round is a turn, an effect and a branch with its jump."""
    head = HEAD.replace("min: -5, max: 5", "min: 0, max: 30000")
    count = "- label: round\n- ben: x\n- effect: {trust: +1}\n- goto: round\n  when: trust < "
    graph = explore(compile_scenario(scripted(f"{count}{turns * 3 // 4}\n{CUE}", head)))
    assert (graph.truncated == "") is known
    assert graph.truncated in ("", f"{MOST_SILENT} steps without a decision")


def test_the_bounds_of_a_stopped_search_never_exceed_the_credit_of_all_moments() -> None:
    """The last state that was looked at leads back to moments that were judged before it."""
    script = (
        f"- label: round\n{CUE}{LEAVE}- goto: round\n  when: did('drift.advise')\n"
        + CUE.replace("drift", "third")
    )
    program = compile_scenario(scripted(script))
    for limit in range(5):
        analysis = analyse(explore(program, limit), "guided")
        whole = 3 * analysis.prices.unit
        for line in (analysis.most.best, analysis.most.worst):
            assert max(line) <= whole
        for expected in (analysis.most.chance, analysis.most.wait, analysis.most.speak):
            assert max(expected) <= whole


FINE = CUE.replace("credit: 0}", "credit: 0.1234567}").replace("ben: one", "ben: eins")


def test_credits_that_can_be_told_apart_are_not_rounded() -> None:
    analysis = analyse(explore(compile_scenario(scripted(CUE + LEAVE))), "guided")
    assert distribution(analysis).rounding == 0


def test_the_error_of_rounding_is_half_a_grain_for_each_moment() -> None:
    analysis = analyse(explore(compile_scenario(scripted(FINE + LATER))), "guided")
    best = analysis.whole.best
    assert best > 20_000
    grain = -(-best // 20_000)
    spread = distribution(analysis)
    assert spread.rounding == pytest.approx(100 * Fraction(grain, 2) * 2 / best)
    assert 0 < spread.rounding < 0.01


def test_the_distribution_of_a_deep_story_is_that_of_its_moments() -> None:
    """Sixty moments: most of the lowest and highest amounts have no share that can be stored."""
    each = "".join(CUE.replace("drift", f"drift{number}") for number in range(60))
    analysis = analyse(explore(compile_scenario(scripted(each))), "guided")
    price = analysis.prices.moments[0]
    earned = [price.passing, *price.most]
    plays = {0: 1.0}
    for _ in range(60):
        after: dict[int, float] = {}
        for units, share in plays.items():
            for more in earned:
                after[units + more] = after.get(units + more, 0.0) + share / len(earned)
        plays = after
    shares = [0.0] * 101
    for units, share in plays.items():
        shares[units * 100 // analysis.whole.best] += share
    assert distribution(analysis).shares == pytest.approx(shares, abs=1e-6)
