"""Scripted plays: what a plan does, what it expects, and where it does not fit."""

import pytest

from simulator.engine.acts import WAIT, Take
from simulator.engine.events import Acted, Passed
from simulator.engine.plan import (
    LETS_GO,
    BetweenAct,
    Expected,
    LiveAct,
    OffPlan,
    Plan,
    next_act,
    run_plan,
    unexpected,
)
from simulator.messages.findings import say_problem
from simulator.scenario.problem import problem
from simulator.scoring.evidence import spoke_between
from tests.scripts import CUE, LEAVE, asked, heard, opened, outline, scripted, with_between


def guided(otherwise: str | None = None, **acts: str) -> Plan:
    return Plan("plan", "guided", 1, guided=acts, otherwise=otherwise)


def live(*acts: LiveAct) -> Plan:
    return Plan("plan", "live", 1, live=acts)


def judged(script: str, plan: Plan) -> list[str]:
    """Return what became of each moment when the plan is played."""
    session = opened(scripted(script), plan.mode)
    run_plan(session, plan)
    assert session.ended
    events = [event for event in session.events if isinstance(event, Acted | Passed)]
    return outline(events)


@pytest.mark.parametrize(
    ("low", "high", "number", "holds"),
    [
        (50, 50, 50, True),
        (50, 50, 50 + 0.9e-6, True),
        (50, 50, 50 - 0.9e-6, True),
        (50, 50, 50 + 2e-6, False),
        (50, 50, 50 - 2e-6, False),
        (50, None, 1e9, True),
        (50, None, 49.99, False),
        (None, 50, -1e9, True),
        (None, 50, 50.01, False),
        (None, None, 7, True),
        (40, 60, 39, False),
        (40, 60, 61, False),
    ],
)
def test_a_number_is_expected_within_its_bounds_and_a_millionth(
    low: float | None, high: float | None, number: float, holds: bool
) -> None:
    assert Expected(low, high).holds(number) is holds


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        (50, 50, "percent is 7; expected 50."),
        (50, 60.5, "percent is 7; expected from 50 to 60.5."),
        (50, None, "percent is 7; expected from 50."),
        (None, 6, "percent is 7; expected to 6."),
    ],
)
def test_a_number_out_of_bounds_is_said_with_its_bounds(
    low: float | None, high: float | None, sentence: str
) -> None:
    assert say_problem(Expected(low, high).missed_by("percent", 7.0)) == sentence


def test_numbers_that_are_not_as_expected_are_named() -> None:
    expect = {"percent": Expected(50, 50), "hits": Expected(None, 2), "luck": Expected(1, 1)}
    plan = Plan("plan", "guided", 1, expect=expect)
    found = unexpected(plan, {"percent": 50.0, "hits": 3.0})
    assert [say_problem(problem) for problem in found] == [
        "hits is 3; expected to 2.",
        "'luck' is expected, but a play has no such number.",
    ]
    assert not unexpected(plan, {"percent": 50.0, "hits": 1.0, "luck": 1.0})


def test_a_guided_plan_acts_in_the_moments_that_it_names_and_otherwise_elsewhere() -> None:
    assert judged(CUE + LEAVE, guided(drift="contain", quiet="wait")) == [
        "drift.contain after 2, timely",
        "quiet passed",
    ]
    assert judged(CUE + LEAVE, guided(otherwise="wait", quiet="feeling")) == [
        "drift passed",
        "quiet.feeling after 2, timely",
    ]


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_live_plan_acts_after_the_turn_that_it_names_and_waits_elsewhere(after: int) -> None:
    timing = "early" if after == 1 else "timely"
    assert judged(CUE + LEAVE, live(LiveAct("drift", after, "contain"))) == [
        f"drift.contain after {after}, {timing}",
        "quiet passed",
    ]


def test_a_live_plan_may_act_in_several_moments() -> None:
    plan = live(LiveAct("quiet", 1, "feeling"), LiveAct("drift", 3, "advise"))
    assert judged(CUE + LEAVE, plan) == [
        "drift.advise after 3, timely",
        "quiet.feeling after 1, timely",
    ]


def test_a_live_plan_may_begin_to_speak_and_let_go() -> None:
    plan = live(LiveAct("drift", 2, LETS_GO))
    session = opened(scripted(CUE + LEAVE), "live")
    run_plan(session, plan)
    assert [record.act for record in session.records].count("let-go") == 1
    assert outline(session.events)[3:6] == ["began in drift", "let go in drift", "three"]


def between(*acts: BetweenAct) -> Plan:
    return Plan("plan", "live", 1, between=acts)


TALK = "- ben: a\n- ben: b\n- ben: c\n"


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_live_plan_may_let_go_between_moments(turn: int) -> None:
    session = opened(scripted(TALK), "live")
    run_plan(session, between(BetweenAct(turn, LETS_GO)))
    said = ["a", "b", "c"]
    said[turn:turn] = ["began in no moment", "let go in no moment"]
    assert outline(session.events) == [*said, "ended: script"]


def test_a_live_plan_may_say_the_first_line_of_a_kind_between_moments() -> None:
    session = opened(with_between(scripted(TALK)), "live")
    run_plan(session, between(BetweenAct(1, "frame"), BetweenAct(3, LETS_GO)))
    assert heard(session.events) == ["a", "Between 1.", "b", "c"]
    assert spoke_between(session.events) == 2


def test_without_lines_of_its_own_a_scenario_has_those_of_the_catalogue() -> None:
    session = opened(scripted(TALK), "live")
    run_plan(session, between(BetweenAct(1, "frame")))
    assert (
        heard(session.events)[1] == session.setup.program.scenario.catalogue.kinds["frame"].say[0]
    )


@pytest.mark.parametrize("act", [LETS_GO, "frame"])
def test_an_act_between_moments_that_comes_within_one_is_off_the_plan(act: str) -> None:
    session = opened(scripted(CUE), "live")
    with pytest.raises(OffPlan, match=r"^P106\.in_moment$") as found:
        run_plan(session, between(BetweenAct(2, act)))
    assert say_problem(found.value.problem) == (
        "After turn 2 of the play, 'drift' is still open, so this act is not between moments."
    )


def test_a_plan_waits_between_moments_and_at_the_end() -> None:
    session = opened(scripted("- ben: hello\n" + CUE))
    assert next_act(session, guided(otherwise="contain")) == WAIT
    assert next_act(asked(session), guided(otherwise="contain")) == Take("contain")


def test_a_plan_without_an_act_for_a_moment_is_off() -> None:
    with pytest.raises(OffPlan, match=r"^P106\.no_act$"):
        judged(CUE + LEAVE, guided(drift="contain"))


def test_a_plan_whose_option_is_not_available_is_off() -> None:
    with pytest.raises(OffPlan, match=r"^P106\.refused$") as refused:
        judged(CUE, guided(drift="hum"))
    assert refused.value.problem == problem("P106.refused", moment="drift", option="hum")


@pytest.mark.parametrize("words", ["- ben: again\n", ""])
def test_a_play_that_only_its_length_ends_is_off_its_plan(words: str) -> None:
    script = f"- label: round\n- effect: {{trust: +1}}\n{words}- goto: round\n"
    if words:
        with pytest.raises(OffPlan, match=r"^P106\.endless$"):
            judged(script, guided())
    else:
        assert judged(script, guided()) == []


def test_a_score_that_the_play_does_not_have_is_not_as_expected() -> None:
    plan = Plan("p", "guided", 1, expect={"noticing_score": Expected(50, 50)})
    (found,) = unexpected(plan, {"noticing_score": None})
    assert "nothing that it could score" in say_problem(found)
