"""Blocks of instructions against the instructions themselves."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.block_follower import LEG, BlockFollower
from simulator.analysis.blocks import split, straight_leg
from simulator.engine.cfg import control_flow
from simulator.engine.execution import changed
from simulator.engine.instructions import Apply
from simulator.engine.program import compile_scenario
from tests.engine.test_cfg import positions
from tests.examples import examples
from tests.scripts import CUE, scripted
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


@examples(25)
@given(data=scenarios())
def test_a_leg_leads_where_its_blocks_lead(data: Data) -> None:
    program = compile_scenario(as_scenario(data))
    follower = BlockFollower(program, "live")
    for block in follower.blocks.values():
        leg = straight_leg(block, LEG)
        if leg is not None:
            follower.steps = 0
            at, values, unfinished, _ = follower.run(block, program.start_values, 0, LEG)
            assert (at, unfinished, follower.steps) == (leg.to, None, leg.work)
            assert values == changed(program.start_values, leg.changes)
            assert all(follower.seen[each.at] for each in leg.blocks)


def test_a_path_with_a_branch_or_without_an_end_is_no_leg() -> None:
    endless = compile_scenario(scripted("- label: round\n- ben: x\n- goto: round\n"))
    assert straight_leg(split(control_flow(endless), "live")[0], LEG) is None
    branch = compile_scenario(scripted("- ben: x\n- {ben: y, when: trust > 2}\n"))
    assert straight_leg(split(control_flow(branch), "live")[0], LEG) is None
    straight = compile_scenario(scripted("- ben: x\n"))
    assert straight_leg(split(control_flow(straight), "live")[0], LEG) is not None


def test_a_leg_may_be_as_long_as_the_longest() -> None:
    first = split(control_flow(compile_scenario(scripted("- ben: x\n- ben: y\n"))), "live")[0]
    assert straight_leg(first, first.length) is not None
    assert straight_leg(first, first.length - 1) is None


def test_a_long_condition_is_more_work_than_a_short_one() -> None:
    works = []
    for condition in ("trust > 2", " or ".join(["trust > 2"] * 20)):
        program = compile_scenario(scripted(f"- ben: x\n- {{ben: y, when: {condition}}}\n"))
        works.append(split(control_flow(program), "live")[0].work)
    assert 1 <= works[0] < works[1]


def test_moments_with_more_turns_take_more_memory_for_the_number_of_plays() -> None:
    takes = []
    for turns in (1, 60):
        cue = CUE.replace("[{ben: one}, {ben: two}, {ben: three}]", str([*(["x"] * turns)]))
        cue = cue.replace("'x'", "{ben: x}").replace("ripe: 2", "ripe: 1")
        script = "".join(cue.replace("drift", f"drift-{number}") for number in range(20))
        follower = BlockFollower(compile_scenario(scripted(script)), "live")
        takes.append(max(follower.bytes_of.values()))
    assert takes[0] < takes[1]
