"""Play to every moment of the flagship, in both modes, up to just before its first turn."""

from functools import cache

import pytest

from simulator.analysis.explore import Graph, explore
from simulator.analysis.path_to_moment import play_to_moment, way_to
from simulator.engine.acts import WAIT
from simulator.engine.events import Acted, Passed, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import Mode
from tests.plays import flagship_scenario
from tests.scripts import CUE, LEAVE, opened, scripted

PROGRAM = compile_scenario(flagship_scenario())
MOMENTS = [moment.id for moment in PROGRAM.moments]


@cache
def graph() -> Graph:
    return explore(PROGRAM)


def first_turn(session: Session, moment: str, heard: int) -> Spoken:
    """The first turn that is heard after the approach."""
    while not any(isinstance(event, Spoken) for event in session.events[heard:]):
        session.act(WAIT)
    turn = next(event for event in session.events[heard:] if isinstance(event, Spoken))
    assert not any(
        isinstance(event, Spoken) and event.moment == moment for event in session.events[:heard]
    )
    return turn


@pytest.mark.parametrize("mode", ["guided", "live"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_every_moment_of_the_flagship_can_be_come_to(moment: str, mode: Mode) -> None:
    session = Session(Setup(PROGRAM, mode, 7), lambda record: None)
    decisions = way_to(graph(), moment)
    assert decisions is not None
    heard = play_to_moment(session, moment, decisions)
    done = [event for event in session.events[:heard] if isinstance(event, Acted | Passed)]
    assert (
        tuple((e.moment, e.option if isinstance(e, Acted) else "wait") for e in done) == decisions
    )
    turn = first_turn(session, moment, heard)
    assert (turn.moment, turn.number) == (moment, 1)
    wanted = PROGRAM.scenario.moment(moment)
    while not (session.pause.asks and session.pause.after == wanted.ask):
        session.act(WAIT)
    assert session.pause.moment == wanted


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_what_comes_before_the_first_moment_is_passed_over(mode: Mode) -> None:
    session = opened(scripted("- ben: Before.\n- phase: questions\n" + CUE), mode)
    assert play_to_moment(session, "drift", ()) == 1
    assert [event.text for event in session.events if isinstance(event, Spoken)] == ["Before."]


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_a_moment_that_begins_the_play_is_come_to_with_nothing_done(mode: Mode) -> None:
    session = opened(scripted(CUE), mode)
    assert play_to_moment(session, "drift", ()) == 0
    assert not session.records


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_a_turn_that_comes_of_the_last_act_is_the_first_that_is_heard(mode: Mode) -> None:
    """Waiting after the last turn of a leave brings the next moment's first turn at once."""
    session = opened(scripted(LEAVE + CUE), mode)
    heard = play_to_moment(session, "drift", (("quiet", "wait"),))
    assert [event.text for event in session.events[heard:] if isinstance(event, Spoken)] == ["one"]


def test_the_way_is_the_one_with_the_fewest_decisions() -> None:
    long = LEAVE.replace("credit: 0.2", "credit: 0.2, goto: far")
    graph = explore(
        compile_scenario(scripted(f"{long}{LEAVE.replace('quiet', 'more')}- label: far\n{CUE}"))
    )
    assert way_to(graph, "quiet") == ()
    assert way_to(graph, "drift") == (("quiet", "feeling"),)


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_a_line_on_the_way_is_said_when_guided_play_would_ask(mode: Mode) -> None:
    session = opened(scripted(CUE + LEAVE), mode)
    play_to_moment(session, "quiet", (("drift", "contain"),))
    acted = [event for event in session.events if isinstance(event, Acted)]
    assert [(act.after, act.timing) for act in acted] == [(2, "timely")]


def test_there_is_no_way_to_what_no_play_reaches() -> None:
    graph = explore(compile_scenario(scripted(f"{LEAVE}{CUE}  when: safety > 9\n")))
    assert way_to(graph, "drift") is None
