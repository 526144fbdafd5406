"""What only playing shows: where a script loops for ever."""

from simulator.analysis.explore import explore
from simulator.authoring.reachability import discoveries
from simulator.engine.program import compile_scenario
from simulator.scenario.model import Goto, Scenario
from tests.scripts import CUE, scripted


def jumps(scenario: Scenario, label: str) -> list[tuple[object, ...]]:
    """Return the places of the top-level jumps to this label, in file order."""
    return [
        tuple(step.place)
        for step in scenario.script
        if isinstance(step, Goto) and step.label == label
    ]


def test_an_endless_loop_is_found_at_its_own_jump_not_at_one_that_leads_into_it() -> None:
    script = (
        f"{CUE}- goto: later\n- label: round\n- ben: x\n- goto: round\n- label: later\n"
        "- goto: round\n"
    )
    scenario = scripted(script)
    found = [
        d for d in discoveries(explore(compile_scenario(scenario))) if d.problem.code == "R406"
    ]
    inside, into = jumps(scenario, "round")
    assert [discovery.place for discovery in found] == [inside]
    assert inside != into
    assert found[0].play == (("drift", "contain"),)


def test_of_several_jumps_in_an_endless_loop_the_last_in_the_file_is_named() -> None:
    script = (
        f"{CUE}- label: round\n- goto: later\n- label: back\n- goto: round\n- label: later\n"
        "- ben: x\n- goto: back\n"
    )
    scenario = scripted(script)
    found = [
        d for d in discoveries(explore(compile_scenario(scenario))) if d.problem.code == "R406"
    ]
    assert [discovery.place for discovery in found] == jumps(scenario, "back")
