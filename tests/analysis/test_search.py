"""What the search counts as one state and as one step, and what it leaves out."""

import pytest

from simulator.analysis.blocks import BlockMoment, split
from simulator.analysis.explore import FEWEST_STATES, explore
from simulator.analysis.liveness import liveness
from simulator.engine.cfg import control_flow
from simulator.engine.instructions import Meet
from simulator.engine.program import Program, compile_scenario
from tests.scripts import CUE, HEAD, LEAVE, loaded, scripted

COUNTER = HEAD.replace(
    "trust: {start: 0, min: -5, max: 5}", "trust: {start: 0, min: 0, max: 30000}"
)


def counting(rounds: int, words: str, before: str = "") -> Program:
    """A script that says the same words ``rounds`` times and then ends with a moment."""
    script = (
        f"- label: round\n{before}{words}- effect: {{trust: +1}}\n"
        f"- goto: round\n  when: trust < {rounds}\n{LEAVE}"
    )
    return compile_scenario(scripted(script, COUNTER))


def moments(script: str) -> list[BlockMoment]:
    blocks = split(control_flow(compile_scenario(scripted(script))), "live")
    return [block.moment for block in blocks.values() if block.moment is not None]


@pytest.mark.parametrize(
    ("words", "rounds"),
    [
        # A round has, beside its words: the addition, the condition and the jump.
        ("- ben: again\n" * 7, 1_000),
        (
            "- vary: [[{ben: a}, {ben: b}, {ben: c}, {ben: d}, {ben: e}, {ben: f}, {ben: g}]]\n",
            1_000,
        ),
        ("- vary: [[{ben: a}], [{ben: b}, {ben: c}, {ben: d}, {ben: e}, {ben: f}]]\n", 1_250),
    ],
)
def test_every_turn_is_a_step_between_two_decisions(words: str, rounds: int) -> None:
    assert explore(counting(rounds - 20, words)).truncated == ""
    assert explore(counting(rounds + 20, words)).truncated == "10000 steps without a decision"


def test_the_turns_of_a_moment_that_was_judged_are_steps_too() -> None:
    # A round has: the moment, its three turns, the addition, the condition and the jump.
    assert explore(counting(1_400, "", CUE)).truncated == ""
    assert explore(counting(1_460, "", CUE)).truncated == "10000 steps without a decision"


def test_a_moment_is_remembered_as_judged_only_if_it_can_be_met_again() -> None:
    once = f"{CUE}- ben: x\n"
    assert [moment.own for moment in moments(once)] == [0]
    again = f"- label: round\n{CUE}- goto: round\n  when: not told\n"
    assert [moment.own for moment in moments(again)] != [0]


def test_what_was_done_in_a_moment_is_not_read_before_it() -> None:
    script = """
    - cue: drift
      turns: [{ben: one}]
      options:
        - do: contain
          say: x
          credit: 1
          then: [{ben: You do., when: did('drift.contain')}]
    """
    program = compile_scenario(scripted(script))
    (meet,) = [line for line in program.code if isinstance(line, Meet)]
    live = liveness(control_flow(program))
    assert live.judged(0) == meet.bits.judged
    assert live.judged(meet.options[0]) == meet.bits.taken(0)


def states(script: str) -> int:
    return len(explore(compile_scenario(scripted(script))).nodes)


def test_what_nobody_reads_makes_no_states() -> None:
    moved = CUE.replace("credit: 0}", "credit: 0, effect: {safety: +1}, set: {told: true}}")
    assert states(moved + LEAVE) == 2
    assert states(moved + LEAVE + "- ben: x\n  when: safety > 6\n") == 3
    asking = LEAVE.replace("credit: 0.2", "credit: 0.2, when: told")
    assert states(moved + asking) == 3


def test_what_nobody_reads_in_a_circle_makes_no_states_either() -> None:
    circle = f"- label: again\n{CUE}- effect: {{trust: +1}}\n- goto: again\n  when: trust < 2\n"
    moved = circle.replace("credit: 0}", "credit: 0, effect: {safety: +1}}")
    assert states(moved + LEAVE) == states(circle + LEAVE)


def test_what_an_answer_reads_of_an_earlier_moment_makes_states() -> None:
    answer = "then: [{ben: x, when: did('drift.contain')}]"
    assert states(CUE + LEAVE.replace("credit: 0.2", f"credit: 0.2, {answer}")) == 3


def test_very_many_acts_stop_the_search_by_their_memory() -> None:
    def moment(number: int, act: str = "") -> str:
        options = "".join(
            f"  - {{id: o{i}, do: contain, say: S {i}., credit: 1{act.format(i)}}}\n"
            for i in range(200)
        )
        return f"- cue: q{number}\n  turns: [{{ben: T.}}]\n  options:\n{options}"

    script = moment(0, ", set: {{trust: {}}}") + "".join(map(moment, range(1, 7)))
    text = f"{COUNTER}script:\n{script}- ben: x\n  when: trust > 1\n"
    graph = explore(compile_scenario(loaded(text)), FEWEST_STATES)
    assert graph.truncated == "20 MB of memory"
    # Two hundred states and their acts at each moment: no moment's states alone need so much.
    assert 1 + 3 * 200 < graph.expanded < 1 + 5 * 200
