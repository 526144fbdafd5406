"""What checks clean plays to its end from every decision, in both modes; the rest has findings."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.explore import explore
from simulator.authoring.check import check_loaded
from simulator.authoring.reachability import discoveries
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.pause import pause
from simulator.engine.plan import MOST_ACTS
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.engine.state import State
from simulator.engine.step import start, step
from simulator.library.scenarios import Loaded
from simulator.scenario.model import Mode, Scenario
from tests.examples import examples
from tests.plays import flagship
from tests.strategies import Data, as_scenario, scenarios
from tests.workspaces import try_load_text

pytestmark = pytest.mark.slow

MODES: tuple[Mode, ...] = ("guided", "live")


def ends(setup: Setup, state: State, first: Act) -> bool:
    """Whether a play that does ``first`` here and then only waits comes to an end that the script
    has.
    """
    act, been = first, set()
    while not pause(setup, state).ended:
        if act == WAIT and state in been:
            return False
        been.add(state)
        state, events = step(setup, state, act)
        if any(getattr(event, "reason", "") == "loop" for event in events) or len(been) > MOST_ACTS:
            return False
        act = WAIT
    return True


def every_start(setup: Setup) -> list[tuple[State, Act]]:
    """Every decision that a play can come to, with every act there, and the very beginning."""
    found: list[tuple[State, Act]] = [(start(setup), WAIT)]
    for node in explore(setup.program).nodes:
        state, _ = step(setup, State(*node.position), WAIT)
        while not pause(setup, state).asks:
            state, _ = step(setup, state, WAIT)
        found += [
            (state, WAIT),
            *((state, Take(option.id)) for option in pause(setup, state).options),
        ]
    return found


@examples(40, usually=15)
@given(scenarios())
def test_what_has_no_endless_loop_ends_from_every_decision_in_both_modes(data: Data) -> None:
    program = compile_scenario(as_scenario(data))
    circles = [d for d in discoveries(explore(program)) if d.problem.code == "R406"]
    for mode in MODES:
        setup = Setup(program, mode, 1)
        stuck = [where for where, act in every_start(setup) if not ends(setup, where, act)]
        assert bool(stuck) == bool(circles), (mode, stuck)


def played_out(scenario: Scenario) -> None:
    for mode in MODES:
        session = Session(Setup(compile_scenario(scenario), mode, 3), lambda record: None)
        for _ in range(400):
            if session.ended:
                break
            options = session.pause.options
            session.act(Take(options[-1].id) if options else WAIT)


LINES = flagship().text.decode("utf-8").split("\n")


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """The flagship's text with one to three slips: a line dropped or doubled, a word or number
    changed, an indent moved.
    """
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(1, len(lines) - 1))
        match draw(
            st.sampled_from(["drop", "double", "indent", "outdent", "word", "number", "key"])
        ):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "indent":
                lines[at] = f"  {lines[at]}"
            case "outdent":
                lines[at] = lines[at].removeprefix("  ")
            case "word":
                lines[at] = re.sub(r"\b[a-z]+(-[a-z]+)+\b", "no-such-thing", lines[at], count=1)
            case "number":
                lines[at] = re.sub(r"\b\d+\b", str(draw(st.integers(-2, 99))), lines[at], count=1)
            case _:
                lines[at] = lines[at].replace(":", "_:", 1)
    return "\n".join(lines)


@examples(25, usually=10)
@given(mutations())
def test_a_mutated_scenario_crashes_neither_reader_nor_checker_nor_player(text: str) -> None:
    loaded = try_load_text(text.encode("utf-8"), "presenter-drifts/scenario.yaml")
    assert isinstance(loaded, Loaded) or loaded.findings
    if isinstance(loaded, Loaded):
        check_loaded(loaded)
        played_out(loaded.scenario)


@pytest.mark.parametrize("mode", MODES)
def test_the_flagship_ends_from_every_kind_of_decision(mode: Mode) -> None:
    scenario = flagship().scenario
    assert scenario is not None
    setup = Setup(compile_scenario(scenario), mode, 1)
    seen: set[tuple[int, Act]] = set()
    for state, act in every_start(setup):
        if (state.at, act) not in seen:
            seen.add((state.at, act))
            assert ends(setup, state, act)
