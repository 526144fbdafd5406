"""Playing by leaps is playing by steps, only sooner."""

import pytest
from hypothesis import assume, given, settings

from simulator.play.events import Event
from simulator.play.leap import WAITING, Course, NeverAsks
from simulator.play.program import compile_scenario
from simulator.play.session import Session
from simulator.play.step import WAIT, Mode, Setup, Take
from tests.stage import CUE, LEAVE, acted, asked, opened, scripted
from tests.strategies import CHOICES, SEEDS, Data, as_scenario, scenarios

pytestmark = pytest.mark.slow

GUIDED: Mode = "guided"


def by_leaps(setup: Setup, picked: list[int]) -> tuple[list[Event], list[str]]:
    """Everything heard, and the acts done; without picks left, all is waited out."""
    course, left, acts = Course(setup), list(picked), []
    stand, heard = course.begin()
    while stand.halt is not None:
        offered = [WAITING, *course.on_offer(stand)]
        act = offered[left.pop(0) % len(offered)] if left else WAITING
        acts.append("wait" if act == WAITING else stand.halt.meet.moment.options[act].id)
        stand, more = course.leap(stand, act)
        heard += more
    return heard, acts


@settings(max_examples=80)
@given(data=scenarios(), seed=SEEDS, picked=CHOICES)
def test_a_play_by_leaps_hears_what_a_play_by_steps_hears(data: Data, seed: int, picked: list[int]) -> None:
    setup = Setup(compile_scenario(as_scenario(data)), GUIDED, seed)
    try:
        heard, acts = by_leaps(setup, picked)
    except NeverAsks:
        assume(False)
    session = acted(Session(setup, lambda record: None), *acts)
    assert session.ended
    assert heard == session.events


@given(data=scenarios(), picked=CHOICES)
def test_what_is_on_offer_is_what_a_play_by_steps_offers(data: Data, picked: list[int]) -> None:
    program = compile_scenario(as_scenario(data))
    course, session = Course(Setup(program, GUIDED, 1)), opened(program.scenario)
    try:
        stand, _ = course.begin()
        for choice in picked:
            asked(session)
            assume(session.pause.asks or session.ended)
            if stand.halt is None:
                break
            offered = course.on_offer(stand)
            options = stand.halt.meet.moment.options
            assert {options[i].id for i in offered} == {option.id for option in session.pause.options}
            act = (WAITING, *offered)[choice % (len(offered) + 1)]
            session.act(WAIT if act == WAITING else Take(options[act].id))
            stand, _ = course.leap(stand, act)
    except NeverAsks:
        assume(False)


def test_a_script_that_comes_back_for_ever_is_told() -> None:
    with pytest.raises(NeverAsks):
        Course(opened(scripted("- label: round\n- ben: again\n- goto: round\n")).setup).begin()


def test_only_what_is_asked_for_later_is_remembered() -> None:
    forgets = Course(opened(scripted(CUE + LEAVE)).setup)
    stand, _ = forgets.leap(forgets.begin()[0], 0)
    assert stand.judged == 0
    remembers = Course(opened(scripted(CUE + LEAVE.replace("credit: 0.2", "credit: 0.2, when: did('drift.contain')"))).setup)
    stand, _ = remembers.leap(remembers.begin()[0], 0)
    assert remembers.on_offer(stand) == (0,)
