"""One instruction at a time, between two decisions."""

from simulator.engine.execution import Position, advance, beginning
from simulator.engine.program import Meet, compile_scenario
from tests.scripts import CUE, scripted


def test_a_moment_is_a_decision_until_it_was_judged() -> None:
    program = compile_scenario(scripted(f"- effect: {{trust: +1}}\n{CUE}- ben: after\n"))
    reached = advance(program, beginning(program))
    assert reached is not None
    meet = program.code[reached.at]
    assert isinstance(meet, Meet)
    assert advance(program, reached) is None
    judged = reached._replace(judged=meet.passed)
    assert advance(program, judged) == Position(meet.after, judged.values, judged.judged)
