"""Executing what the script alone decides, one instruction at a time."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.execution import Position, advance, beginning, changed, follow
from simulator.engine.instructions import Apply, Branch, Jump
from simulator.engine.program import compile_scenario
from tests.engine.test_cfg import positions
from tests.examples import examples
from tests.scripts import CUE, scripted
from tests.strategies import Data, as_scenario, scenarios

PROGRAM = compile_scenario(scripted("- ben: hello\n" + CUE))
LOW, HIGH = 0, 10
"""The bounds of the climate."""


@examples(25)
@given(data=scenarios(), random=st.randoms(use_true_random=False))
def test_following_is_advancing_as_long_as_nothing_is_heard(data: Data, random: Random) -> None:
    program = compile_scenario(as_scenario(data))
    for position in positions(program, random):
        at, values = follow(program, *position)
        if at == program.loop_end:
            continue
        reached: Position | None = position
        while reached is not None and isinstance(program.code[reached.at], Branch | Jump | Apply):
            reached = advance(program, reached)
        assert reached == Position(at, values, position.judged)


def test_silent_instructions_that_loop_end_the_meeting() -> None:
    program = compile_scenario(scripted("- ben: a\n- label: again\n- goto: again\n- ben: b\n"))
    at, values = follow(program, 1, program.start_values, 0)
    assert (at, values) == (program.loop_end, program.start_values)


def test_a_decision_is_not_passed_over_and_one_made_before_is() -> None:
    start = beginning(PROGRAM)
    (at,) = PROGRAM.meets
    meet = PROGRAM.code[at]
    moment = advance(PROGRAM, start)
    assert moment == start._replace(at=at)
    assert advance(PROGRAM, moment) is None
    again = moment._replace(judged=1)
    assert advance(PROGRAM, again) == again._replace(at=meet.after)  # type: ignore[union-attr]


def test_nothing_comes_after_the_end() -> None:
    for at in (PROGRAM.loop_end, PROGRAM.over):
        assert advance(PROGRAM, beginning(PROGRAM)._replace(at=at)) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("effect: {safety: +99}", HIGH),
        ("effect: {safety: -99}", LOW),
        ("effect: {safety: +1}\n  set: {safety: 3}", 3),
    ],
)
def test_amounts_are_clamped_and_assigned_values_win(change: str, expected: int) -> None:
    program = compile_scenario(scripted(f"- {change}\n- ben: a"))
    (instruction,) = [each for each in program.code if isinstance(each, Apply)]
    after = changed(program.start_values, instruction.adjustments)
    assert (after[0], after[1:]) == (expected, program.start_values[1:])


def test_each_adjustment_is_clamped_before_the_next_one() -> None:
    assert changed((5,), ((0, 99, 0, 10), (0, -1, 0, 10))) == (9,)
