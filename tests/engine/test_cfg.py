"""The control-flow graph against what instructions do when they are executed."""

from collections.abc import Iterator
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.cfg import ControlFlow, control_flow
from simulator.engine.execution import Position, advance
from simulator.engine.instructions import Meet
from simulator.engine.program import Program, compile_scenario
from tests.examples import examples
from tests.scripts import scripted
from tests.strategies import Data, as_scenario, scenarios

POSITIONS = 3
"""How many positions are tried at each instruction."""


def positions(program: Program, random: Random) -> Iterator[Position]:
    """Yield positions at every instruction, whether or not a play can be there."""
    variables = program.scenario.variables
    bits = max([0, *[meet.bits.end for meet in meets(program)]])
    for at in range(len(program.code)):
        for _ in range(POSITIONS):
            values = tuple(random.randint(v.low, v.high) for v in variables)
            yield Position(at, values, random.getrandbits(bits) if bits else 0)


def meets(program: Program) -> list[Meet]:
    return [instruction for instruction in program.code if isinstance(instruction, Meet)]


def others(program: Program, position: Position) -> Iterator[tuple[int, Position]]:
    """Yield each variable with the same position in which it has another value."""
    for place, variable in enumerate(program.scenario.variables):
        for value in {variable.low, variable.high} - {position.values[place]}:
            values = list(position.values)
            values[place] = value
            yield place, position._replace(values=tuple(values))


@examples(25)
@given(data=scenarios(), random=st.randoms(use_true_random=False))
def test_executing_an_instruction_takes_an_edge_of_the_graph(data: Data, random: Random) -> None:
    program = compile_scenario(as_scenario(data))
    cfg = control_flow(program)
    for position in positions(program, random):
        after = advance(program, position)
        if after is not None:
            assert after.at in cfg.successors[position.at]


@examples(25)
@given(data=scenarios(), random=st.randoms(use_true_random=False))
def test_only_what_is_read_decides_where_play_continues(data: Data, random: Random) -> None:
    program = compile_scenario(as_scenario(data))
    cfg = control_flow(program)
    for position in positions(program, random):
        after = advance(program, position)
        for place, other in others(program, position):
            if not cfg.reads.get(position.at, 0) >> place & 1:
                found = advance(program, other)
                assert (found and found.at) == (after and after.at)


@examples(25)
@given(data=scenarios(), random=st.randoms(use_true_random=False))
def test_only_what_is_written_is_the_same_whatever_it_was_before(
    data: Data, random: Random
) -> None:
    program = compile_scenario(as_scenario(data))
    cfg = control_flow(program)
    fixed: set[tuple[int, int]] = set()
    loose: set[tuple[int, int]] = set()
    for position in positions(program, random):
        after = advance(program, position)
        if after is None or after.at != position.at + 1:
            continue  # only changes write variables, and play continues with the next instruction
        for place, other in others(program, position):
            found = advance(program, other)
            if found is not None and found.values[place] == after.values[place]:
                fixed.add((position.at, place))
            else:
                loose.add((position.at, place))
    for at, place in fixed | loose:
        written = bool(cfg.writes.get(at, (0,))[0] >> place & 1)
        # An addition can also end at a bound from both values.
        assert written <= ((at, place) not in loose)


@examples(25)
@given(data=scenarios())
def test_a_moment_leads_to_its_options_then_to_passing_then_past_it(data: Data) -> None:
    program = compile_scenario(as_scenario(data))
    cfg = control_flow(program)
    losses = max((meet.bits.end for meet in meets(program)), default=0)
    for meet in meets(program):
        at = program.meets[meet.number]
        assert cfg.successors[at] == (*meet.options, meet.passing, meet.after)
        written = [mask >> cfg.width for mask in cfg.writes[at]]
        own = sum(1 << bit for bit in range(meet.bits.first, meet.bits.end))
        lost = meet.loss.bits if meet.loss is not None else 0
        assert written == [own | lost] * (len(meet.options) + 1) + [0]
        asked = [option.when for option in meet.moment.options if option.when is not None]
        read = {bit for when in asked for bit in range(meet.bits.first) if when.judged >> bit & 1}
        found = cfg.reads[at] >> cfg.width
        assert found >> meet.bits.first & 1, "whether the moment was judged"
        assert found >> losses == (meet.mends.bits >> losses if meet.mends is not None else 0)
        assert {bit for bit in range(meet.bits.first) if found >> bit & 1} == read


def paths(cfg: ControlFlow) -> list[set[int]]:
    """Return for each instruction all that the graph leads to from it, itself included."""
    reached = [{at, *targets} for at, targets in enumerate(cfg.successors)]
    grown = True
    while grown:
        grown = False
        for found in reached:
            more = set().union(*(reached[to] for to in found)) - found
            found |= more
            grown = grown or bool(more)
    return reached


@examples(25)
@given(data=scenarios())
def test_what_is_computed_from_the_edges_is_what_they_mean(data: Data) -> None:
    cfg = control_flow(compile_scenario(as_scenario(data)))
    edges = [(at, to) for at, targets in enumerate(cfg.successors) for to in targets]
    assert cfg.back_edges() == sorted({at for at, to in edges if to <= at})
    assert [(at, to) for to, found in enumerate(cfg.predecessors()) for at in found] == sorted(
        edges, key=lambda edge: edge[::-1]
    )
    reached = paths(cfg)
    assert {at for at, flag in enumerate(cfg.reachable()) if flag} == reached[0]
    components = [frozenset(group) for group in cfg.components()]
    assert set(components) == {
        frozenset(to for to in found if at in reached[to]) for at, found in enumerate(reached)
    }
    place = {at: number for number, group in enumerate(components) for at in group}
    assert all(place[to] <= place[at] for at, to in edges)


def test_a_loop_is_one_component_with_a_back_edge() -> None:
    program = compile_scenario(
        scripted("- label: again\n- ben: a\n- {goto: again, when: trust > 0}\n- ben: b\n")
    )
    cfg = control_flow(program)
    (jump,) = cfg.back_edges()
    assert cfg.successors[jump] == (program.labels["again"],)
    assert [sorted(group) for group in cfg.components() if len(group) > 1] == [[0, 1, 2]]
