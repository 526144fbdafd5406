"""The meeting's clock: the minutes of a phase are spread over its turns on the main path."""

import pytest
from hypothesis import given

from simulator.engine.acts import WAIT
from simulator.engine.instructions import Begin
from simulator.engine.program import Program, compile_scenario
from simulator.engine.session import Session
from tests.scripts import acted, opened, scripted
from tests.strategies import Data, as_scenario, scenarios

OPENING = "- phase: opening\n"
"""The opening of the format takes two minutes, from the first to the second."""


def minutes(session: Session) -> list[float]:
    """Return the minute before each act of a leader who always waits, and the one at the end."""
    seen = [session.view().minute]
    while not session.ended:
        session.act(WAIT)
        seen.append(session.view().minute)
    return seen


def minutes_of(script: str) -> list[float]:
    return minutes(opened(scripted(OPENING + script)))


def program_of(script: str) -> Program:
    return compile_scenario(scripted(OPENING + script))


def test_each_turn_of_a_phase_takes_the_same_time() -> None:
    assert minutes_of("- ben: a\n- ben: b\n- ben: c\n- ben: d\n") == [0, 0.5, 1, 1.5, 2, 2]


def test_each_turn_of_a_moment_takes_the_same_time() -> None:
    cue = (
        "- cue: drift\n  turns: [{ben: a}, {ben: b}, {ben: c}]\n"
        "  options: [{do: contain, say: I contain., credit: 1}]\n"
    )
    assert minutes_of(cue + "- ben: d\n") == [0, 0.5, 1, 1.5, 2, 2]
    later = minutes_of("- ben: first\n" + cue + "- ben: d\n")
    assert later == pytest.approx([0, 0.4, 0.8, 1.2, 1.6, 2, 2])


def test_the_turns_of_an_else_take_no_time() -> None:
    script = "- ben: a\n- if: told\n  then: [{ben: b}]\n  else: [{ben: c}, {ben: d}]\n"
    assert minutes_of(script + "- ben: e\n") == pytest.approx([0, 4 / 3, 4 / 3, 4 / 3, 2, 2])


def test_somebody_who_goes_takes_time_only_if_that_is_said() -> None:
    around = ("- ben: a\n- ben: b\n", "- ben: c\n- ben: d\n")
    silent = program_of("- out: priya\n".join(around))
    assert silent.minutes[:6] == (0, 0, 0.5, 1, 1, 1.5)
    told = program_of("- out: priya\n  text: Priya goes.\n".join(around))
    assert told.minutes[:6] == pytest.approx((0, 0, 0.4, 0.8, 1.2, 1.6))


def test_what_follows_an_act_takes_no_time() -> None:
    cue = (
        "- cue: drift\n  turns: [{ben: a}]\n"
        "  options: [{do: contain, say: I contain., credit: 1, then: [{ben: b}, {ben: c}]}]\n"
    )
    session = acted(opened(scripted(OPENING + cue + "- ben: d\n")))
    assert session.view().minute == 2
    session = opened(scripted(OPENING + cue + "- ben: d\n"))
    assert minutes(session)[1] == 1


def test_the_first_alternative_of_a_vary_says_how_long_it_takes() -> None:
    vary = "- vary:\n    - [{ben: a}, {ben: b}, {ben: c}]\n    - [{ben: d}]\n"
    program = program_of(f"{vary}- ben: e\n")
    assert program.minutes[:3] == (0, 0, 1.5)


def test_the_clock_does_not_go_back_with_the_script() -> None:
    script = "- label: again\n- ben: a\n- ben: b\n- effect: {trust: +1}\n- goto: again\n"
    assert minutes_of(f"{script}  when: trust < 2\n- ben: c\n- ben: d\n") == [
        *(0, 0.5, 0.5),
        *(0.5, 1, 1.5, 2, 2),
    ]


@pytest.mark.parametrize("silent", ["", "- effect: {trust: +1}\n"])
def test_the_clock_stands_still_when_a_play_ends_in_a_loop(silent: str) -> None:
    loop = f"- ben: a\n- label: round\n{silent}- goto: round\n"
    assert minutes_of(f"{loop}- ben: never\n") == [0, 0, 0]


@given(scenarios())
def test_no_turn_is_after_the_end_of_its_phase(data: Data) -> None:
    program = compile_scenario(as_scenario(data))
    starts = program.scenario.format.starts()
    lengths = {phase.phase: phase.minutes for phase in program.scenario.format.phases}
    phase = program.scenario.format.phases[0].phase
    for instruction, minute in zip(program.code, program.minutes, strict=True):
        if isinstance(instruction, Begin):
            phase = instruction.phase
        assert starts[phase] <= minute <= starts[phase] + lengths[phase]


def test_the_share_of_a_phase_is_counted_from_the_minute_at_which_it_begins() -> None:
    session = opened(
        scripted(
            "- phase: presentation\n- ben: a\n- ben: b\n"
            "- phase: group-work\n  clock: 20\n- ben: c\n- ben: d\n- ben: e\n"
        )
    )
    shares = []
    while not session.ended:
        session.act(WAIT)
        shares.append((session.view().phase, round(session.view().passed, 2)))
    assert shares[:5] == [
        ("presentation", 0.5),
        ("presentation", 1.0),
        ("group-work", 0.33),
        ("group-work", 0.67),
        ("group-work", 1.0),
    ]
