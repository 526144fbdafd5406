"""Blocks of instructions against the instructions themselves."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.blocks import split
from simulator.engine.cfg import control_flow
from simulator.engine.execution import changed
from simulator.engine.program import Apply, compile_scenario
from tests.engine.test_cfg import positions
from tests.examples import examples
from tests.strategies import Data, as_scenario, scenarios


@examples(25)
@given(data=scenarios(), random=st.randoms(use_true_random=False))
def test_a_block_changes_values_as_its_instructions_do(data: Data, random: Random) -> None:
    program = compile_scenario(as_scenario(data))
    values = {position.at: position.values for position in positions(program, random)}
    for at, block in split(control_flow(program), "live").items():
        one_by_one = values[at]
        for instruction in program.code[at : block.last + 1]:
            if isinstance(instruction, Apply):
                one_by_one = changed(one_by_one, instruction.adjustments)
        assert changed(values[at], block.changes) == one_by_one


@examples(25)
@given(data=scenarios())
def test_a_block_runs_to_where_play_can_turn_or_where_it_can_come_from_elsewhere(
    data: Data,
) -> None:
    program = compile_scenario(as_scenario(data))
    cfg = control_flow(program)
    blocks = split(cfg, "live")
    entered = {0} | {to for end in cfg.ends for to in cfg.successors[end]}
    assert set(blocks) == entered
    for at, block in blocks.items():
        inside = range(at, block.last)
        assert all(cfg.successors[i] == (i + 1,) and i + 1 not in entered for i in inside)
        assert block.last in cfg.ends or block.last + 1 in entered
