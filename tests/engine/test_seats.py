"""Who sits where in the circle, who speaks, who has long been silent, and the presenter's chair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.acts import WAIT
from simulator.engine.events import PhaseBegan, Spoken
from simulator.engine.program import compile_scenario
from simulator.engine.seats import (
    CO_LEADER,
    LONG_SILENT,
    MEMBER,
    PRESENTER,
    Seat,
    Seats,
    short_names,
    silent_long,
)
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.scenario.model import LEADER, Form
from tests.plays import flagship_scenario
from tests.scripts import HEAD, opened, played, scripted


def cast(*people: str) -> Seats:
    """A circle of people written as ``name role``."""
    before, rest = HEAD.split("  priya:")
    rest = rest[rest.index("climate:") :]
    written = "".join(
        f"  {name}: {{name: {name.title()}, role: {role}}}\n"
        for name, role in map(str.split, people)
    )
    name = people[0].split()[0]
    return Seats(opened(scripted(f"[{{{name}: hello}}]", before + written + rest)).setup)


def circle(script: str = "[{ben: hello}]") -> Seats:
    return Seats(opened(scripted(script)).setup)


def said(speaker: str) -> Spoken:
    return Spoken("leader" if speaker == LEADER else "say", speaker, "words")


def of(seats: Seats, person: str) -> Seat:
    return {seat.person: seat for seat in seats.seats()}[person]


def order(seats: Seats) -> list[str]:
    return [seat.person for seat in seats.seats()]


def sits_back(seats: Seats, *phases: str) -> bool:
    seats.hear([PhaseBegan(phase) for phase in phases])
    return of(seats, "priya").back


def test_you_sit_first_the_presenter_beside_you_and_the_co_leader_opposite() -> None:
    seats = cast("ann member", "ben member", "cleo co-leader", "dai member", "eve presenter")
    assert order(seats) == [LEADER, "eve", "ann", "cleo", "ben", "dai"]


def test_the_others_sit_in_the_order_of_the_cast() -> None:
    assert order(cast("ann member", "ben member", "dai member")) == [LEADER, "ann", "ben", "dai"]


@pytest.mark.parametrize("count", range(11))
def test_however_many_there_are_the_co_leader_sits_as_far_from_you_as_can_be(count: int) -> None:
    members = [f"m{i} member" for i in range(count)]
    for people in (["hans co-leader", *members], ["priya presenter", *members, "hans co-leader"]):
        found = order(cast(*people))
        place = found.index("hans")
        assert min(place, len(found) - place) == len(found) // 2
        assert len(found) == len(people) + 1


def test_a_second_presenter_or_co_leader_sits_among_the_others() -> None:
    seats = cast("ann presenter", "ben presenter", "cleo co-leader", "dai co-leader")
    assert sorted(order(seats)) == sorted([LEADER, "ann", "ben", "cleo", "dai"])


def test_a_seat_has_the_name_drawn_for_this_play_on_one_line() -> None:
    head = HEAD.replace("name: Ben", 'name: "{patient}\\nthe  younger"')
    head = head.replace("climate:", "cases: [{patient: Ellis}, {patient: Okoro}]\nclimate:")
    seats = Seats(opened(scripted("[{ben: hello}]", head)).setup)
    assert of(seats, "ben").name in ("Ellis the younger", "Okoro the younger")


def test_before_the_first_line_nobody_speaks_and_nobody_has_been_silent() -> None:
    assert [(seat.speaking, seat.silent, seat.back) for seat in circle().seats()] == [
        (False, 0, False)
    ] * 3


def test_whoever_spoke_last_is_speaking() -> None:
    seats = circle()
    for speaker in ("ben", "priya", LEADER):
        seats.hear([said(speaker)])
        assert [seat.person for seat in seats.seats() if seat.speaking] == [speaker]


@pytest.mark.parametrize("form", ["silence", "aside"])
def test_in_a_silence_or_a_stage_direction_nobody_is_speaking(form: Form) -> None:
    seats = circle()
    seats.hear([said("ben"), Spoken(form, "", "The radiator ticks.")])
    assert not any(seat.speaking for seat in seats.seats())


def test_silence_is_counted_in_turns_that_somebody_spoke() -> None:
    seats = circle()
    seats.hear(
        [
            said("ben"),
            Spoken("silence", "", "..."),
            said("priya"),
            said("priya"),
            Spoken("aside", "", "..."),
        ]
    )
    assert [of(seats, person).silent for person in (LEADER, "priya", "ben")] == [3, 0, 2]


def test_your_own_words_count_as_anybodys() -> None:
    session = played("[{ben: a}, {leader: b}, {end: c}]")
    seats = Seats(session.setup)
    seats.hear(session.events)
    assert of(seats, LEADER) == Seat(LEADER, "", LEADER, speaking=True, silent=0)
    assert of(seats, "ben").silent == 2


def test_the_presenter_sits_back_while_the_group_works_and_moves_in_again_to_return() -> None:
    seats = circle()
    assert not sits_back(seats, "opening", "presentation", "questions")
    assert sits_back(seats, "group-work")
    seats.hear([said("ben"), said("priya")])
    assert of(seats, "priya").back
    assert not sits_back(seats, "presenter-returns")


@pytest.mark.parametrize("phase", ["presenter-returns", "closing", "leadership-review"])
def test_the_chair_comes_back_in_at_the_latest_when_the_case_is_closed(phase: str) -> None:
    assert not sits_back(circle(), "group-work", phase)


def test_a_phase_of_another_name_leaves_the_chair_where_it_is() -> None:
    assert sits_back(circle(), "group-work", "break")
    assert not sits_back(circle(), "break")


def test_only_the_presenter_sits_back() -> None:
    seats = circle()
    seats.hear([PhaseBegan("group-work")])
    assert [seat.person for seat in seats.seats() if seat.back] == ["priya"]


def test_somebody_who_has_not_spoken_for_two_rounds_has_been_silent_for_long() -> None:
    seats = (
        Seat("a", "A", MEMBER, silent=5),
        Seat("b", "B", MEMBER, silent=6),
        Seat("c", "C", MEMBER, silent=7),
    )
    assert LONG_SILENT == 2
    assert [seat.person for seat in silent_long(seats)] == ["b", "c"]


def test_leaders_and_a_presenter_who_sits_back_are_silent_by_their_part() -> None:
    seats = (
        Seat(LEADER, "", LEADER, silent=99),
        Seat("a", "A", CO_LEADER, silent=99),
        Seat("b", "B", PRESENTER, silent=99, back=True),
    )
    assert silent_long(seats) == ()
    assert silent_long((Seat("b", "B", PRESENTER, silent=99),)) != ()


def test_people_are_called_by_their_first_names() -> None:
    names = ("You", "Lorna Beddoe", "Dr Gwil Prosser", "Prof. Dr. Ada King", "Ben")
    assert short_names(names) == ("You", "Lorna", "Gwil", "Ada", "Ben")


def test_a_title_with_one_name_stays() -> None:
    assert short_names(("Dr Nair", "Sister Agnes", "Dr")) == ("Dr Nair", "Sister Agnes", "Dr")


def test_people_of_the_same_first_name_are_told_apart() -> None:
    assert short_names(("Anna Berg", "Dr Anna Kaya", "Ben Ode")) == ("Anna B.", "Anna K.", "Ben")
    assert short_names(("Anna Berg", "Anna Bell")) == ("Anna Berg", "Anna Bell")


@given(st.lists(st.text(), max_size=12))
def test_there_is_a_short_name_for_every_name(names: list[str]) -> None:
    short = short_names(names)
    assert len(short) == len(names)
    assert all(
        bool(name) == bool(whole) or not whole.strip()
        for name, whole in zip(short, names, strict=True)
    )


def test_a_whole_meeting_is_followed_however_its_events_are_handed_over() -> None:
    session = Session(
        Setup(compile_scenario(flagship_scenario()), "guided", 1), lambda record: None
    )
    step_by_step = Seats(session.setup)
    heard = []
    while not session.ended:
        step_by_step.hear(session.act(WAIT))
        seats = step_by_step.seats()
        heard.append(seats)
        assert sum(seat.speaking for seat in seats) <= 1
        assert all(seat.silent == 0 for seat in seats if seat.speaking)
    at_once = Seats(session.setup)
    at_once.hear(session.events)
    assert at_once.seats() == heard[-1]
    assert any(seat.back for seats in heard for seat in seats)
    assert not any(seat.back for seat in heard[-1])
