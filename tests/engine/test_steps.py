"""What the language's second edition adds to a play: seats, questions, clocks, gestures, silences."""

from dataclasses import replace
from fractions import Fraction

import pytest

from simulator.analysis.exact import Exact
from simulator.engine.acts import WAIT, Take
from simulator.engine.events import Ended, SeatChanged, Spoken
from simulator.engine.instructions import Begin
from simulator.engine.program import compile_scenario
from simulator.engine.seats import Seat, Seats, silent_long
from simulator.engine.session import Session
from simulator.practice.reasons import Reasons
from simulator.scenario.model import (
    Goto,
    Label,
    Moment,
    Option,
    PhaseStep,
    Reflect,
    Scenario,
    SeatStep,
    Step,
    Turn,
)
from simulator.scenario.placeholders import parse_words
from tests.scripts import CUE, acted, asked, heard, opened, outline, scripted, with_steps

LEAVES = SeatStep("ben", True, parse_words("Ben takes a call."))
RETURNS = SeatStep("ben", False, None)
QUESTION = Reflect(parse_words("What do you notice in yourself?"))


def played(*steps: Step, script: str = "[{priya: a}]") -> Session:
    return acted(opened(with_steps(scripted(script), *steps)))


def with_option(scenario: Scenario, **changes: object) -> Scenario:
    """Change the first option of the first moment."""
    script = []
    for step in scenario.script:
        if isinstance(step, Moment):
            first: Option = replace(step.options[0], **changes)  # type: ignore[arg-type]
            step = replace(step, options=(first, *step.options[1:]))
        script.append(step)
    return replace(scenario, script=tuple(script))


# Seats.


def test_who_leaves_is_seen_to_leave_and_it_is_a_turn() -> None:
    session = played(LEAVES)
    assert outline(session.events) == ["ben leaves", "Ben takes a call.", "a", "ended: script"]
    assert session.turns == 2


def test_a_change_of_seats_without_a_stage_direction_is_no_turn() -> None:
    session = opened(with_steps(scripted("[{priya: a}]"), RETURNS))
    assert outline(session.act(WAIT)) == ["ben returns", "a"]
    assert session.turns == 1


def seats_after(*steps: Step, script: str = "[{priya: a}]") -> dict[str, Seat]:
    session = played(*steps, script=script)
    seats = Seats(session.setup)
    seats.hear(session.events)
    return {seat.person: seat for seat in seats.seats()}


def test_the_chair_of_who_is_out_is_empty_until_they_return() -> None:
    assert seats_after(LEAVES)["ben"].away
    assert not seats_after(LEAVES)["priya"].away
    assert not seats_after(LEAVES, RETURNS)["ben"].away


def test_who_is_away_is_never_silent_for_long_and_begins_anew_on_return() -> None:
    talk = "\n".join(["- priya: a"] * 20)
    everybody = seats_after(script=talk)
    assert [seat.person for seat in silent_long(tuple(everybody.values()))] == ["ben"]
    assert silent_long(tuple(seats_after(LEAVES, script=talk).values())) == ()
    returned = SeatChanged("ben", out=False)
    session = played(LEAVES, script=talk)
    seats = Seats(session.setup)
    seats.hear([*session.events, returned])
    assert {seat.person: seat.silent for seat in seats.seats()}["ben"] == 0


def test_a_guest_sits_with_the_others_and_is_never_silent_for_long() -> None:
    scenario = scripted("\n".join(["- priya: a"] * 20))
    ben = replace(scenario.cast["ben"], role="guest")
    session = acted(opened(replace(scenario, cast={**scenario.cast, "ben": ben})))
    seats = Seats(session.setup)
    seats.hear(session.events)
    assert [seat.role for seat in seats.seats()] == ["leader", "presenter", "guest"]
    assert silent_long(seats.seats()) == ()


# Questions to oneself.


def test_a_question_is_put_and_is_no_turn() -> None:
    session = opened(with_steps(scripted("[{priya: a}]"), QUESTION))
    assert outline(session.act(WAIT)) == ["asked: What do you notice in yourself?"]
    assert session.view().turns == 0
    assert outline(acted(session).events)[1:] == ["a", "ended: script"]


@pytest.mark.parametrize("step", [QUESTION, LEAVES, RETURNS])
def test_a_loop_of_such_steps_ends(step: Step) -> None:
    session = opened(with_steps(scripted("[{priya: a}]"), Label("round"), step, Goto("round")))
    while not session.ended:
        session.act(WAIT)
    assert session.events[-1] == Ended("loop")


def test_the_analysis_passes_over_these_steps() -> None:
    scenario = with_steps(scripted(CUE), LEAVES, QUESTION, RETURNS)
    exact = Exact.of(compile_scenario(scenario))
    assert exact.guided.yardstick.best == Fraction(1)


# Clocks.

PHASES = ("opening", "presentation")
"""In intensive-45 they last two minutes, from 0, and six, from 2 on."""


def begins(*clocks: int | None) -> list[float]:
    """The minute at which each turn of a script begins: two turns in each phase."""
    steps: list[Step] = []
    for phase, clock in zip(PHASES, clocks, strict=True):
        steps += [PhaseStep(phase, clock), *[Turn("say", "ben", parse_words("x"))] * 2]
    program = compile_scenario(replace(scripted("[{priya: a}]"), script=tuple(steps)))
    found = zip(program.minutes, program.code, strict=True)
    return [minute for minute, step in found if not isinstance(step, Begin)][:4]


def test_a_clock_moves_the_beginning_of_its_phase_and_the_end_of_the_one_before() -> None:
    start, _, questions, _ = begins(None, None)
    assert (start, begins(None, None)[1]) == (0, questions / 2)
    assert begins(None, 10)[:3] == [0, 5, 10]
    assert begins(1, None)[:3] == [1, (1 + questions) / 2, questions]


def test_the_last_phase_ends_when_the_format_says_however_late_it_begins() -> None:
    formats = opened(scripted("- phase: closing\n- ben: a\n")).setup.program
    start, end = formats.minutes[0], formats.length
    for clock, length in ((int(start) - 5, end), (end + 3, 2 * end + 3 - int(start))):
        scenario = replace(scripted("- ben: a\n"), script=(PhaseStep("closing", clock),))
        assert compile_scenario(scenario).length == length


# What is said, and to whom.


def test_a_gesture_is_seen_and_not_said() -> None:
    session = asked(opened(with_option(scripted(CUE), gesture=True, to="ben")))
    spoken = session.act(Take("contain"))[1]
    assert spoken == Spoken("aside", "", "I contain.", to="ben")
    assert session.records[-1].say == "I contain."


def test_a_gesture_is_replayed_as_it_was() -> None:
    scenario = with_option(scripted(CUE), gesture=True)
    session = asked(opened(scenario))
    session.act(Take("contain"))
    again = opened(scenario)
    again.replay([*session.records[:-1], replace(session.records[-1], say="You nod.")])
    assert again.events[-1] == Spoken("aside", "", "You nod.")


def test_the_reason_for_a_gesture_waits_for_the_groups_answer() -> None:
    session = asked(opened(with_option(scripted(CUE + "- aside: later"), gesture=True)))
    reasons = Reasons("now")
    for event in session.act(Take("contain")):
        reasons.hear(event)
    assert not reasons.due
    for event in session.act(WAIT):
        reasons.hear(event)
    assert reasons.due


def test_the_circle_shows_whom_the_leader_addresses_until_the_next_turn() -> None:
    session = asked(opened(with_option(scripted(CUE + "- ben: b"), to="ben")))
    seats = Seats(session.setup)
    seats.hear(session.act(Take("contain")))
    assert [seat.person for seat in seats.seats() if seat.addressed] == ["ben"]
    seats.hear(session.act(WAIT))
    assert not any(seat.addressed for seat in seats.seats())


def test_a_silence_says_how_long_it_lasts() -> None:
    silence = Turn("silence", "", parse_words("Nobody moves."), seconds=60)
    session = played(silence)
    assert [event.seconds for event in session.events if isinstance(event, Spoken)] == [60, 0]
    assert heard(session.events)[0] == "Nobody moves."
