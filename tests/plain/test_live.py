"""Live play in plain lines: time is the group's turns, and none passes while the leader speaks."""

from pathlib import Path

import pytest

from simulator.library.scenarios import Loaded
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.store.play_store import Play
from simulator.store.sqlite import SqliteStore
from tests.live_scenario import TEXT
from tests.plain.said import led
from tests.plays import written

OPTIONS = PlayOptions("live", seed=1, feedback="end")
CONTINUES = "Enter: continue, w: wait, 1 or i: speak, r: repeat, s: status, "
SPEAKING = "What will you say? The group waits. "
OUTSIDE, INSIDE = 2, 4
"""How many turns to hear before one that is outside any moment, and before one inside one."""

ALL = 16
"""How many turns the meeting has."""


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return written(tmp_path / "the-held-breath", TEXT)


def said(store: SqliteStore, opened: Loaded | Play, *typed: str) -> str:
    """What is said to somebody who types these lines; Enter begins a new session."""
    begin = [""] if isinstance(opened, Loaded) else []
    request = NewPlay(opened, OPTIONS) if isinstance(opened, Loaded) else opened
    return led(store, request, OPTIONS, "".join(f"{line}\n" for line in (*begin, *typed)))


def acts(store: SqliteStore) -> list[str]:
    return [record.act for record in store.records(store.unfinished()[0].id)]


@pytest.mark.parametrize("turns", [OUTSIDE, INSIDE])
def test_while_speaking_no_answer_lets_time_pass(
    store: SqliteStore, loaded: Loaded, turns: int
) -> None:
    typed = ("1", "", "", "w", "t", "o", "?", "s", "+", "space", "9", "nonsense", "", "q")
    shown = said(store, loaded, *[""] * turns, *typed)
    assert acts(store) == [*["wait"] * turns, "began"]
    after = shown[shown.index(SPEAKING) :]
    assert after.count(SPEAKING) == len(typed) - 1
    assert after.count("Enter alone decides nothing here.") == 3
    assert "b: let it go" in after
    assert CONTINUES not in after


@pytest.mark.parametrize("turns", [OUTSIDE, INSIDE])
def test_a_line_is_said_or_let_go_and_the_group_continues(
    store: SqliteStore, loaded: Loaded, turns: int
) -> None:
    shown = said(store, loaded, *[""] * turns, "1", "b", "", "1", "2", "", "q")
    assert acts(store) == [*["wait"] * turns, "began", "let-go", "wait", "began", *acts(store)[-2:]]
    assert acts(store)[-2] in ("take", "between")
    assert acts(store)[-1] == "wait"
    assert "Aside: You draw breath, and let it go." in shown
    assert "\nYou: " in shown


def test_what_is_asked_is_the_same_inside_and_outside_moments(
    store: SqliteStore, loaded: Loaded
) -> None:
    def asked(turns: int) -> list[str]:
        shown = said(store, loaded, *[""] * turns, "b", "1", "b", "q")
        after = shown[: shown.index("Aside: You draw breath")].rsplit(CONTINUES, 2)[1:]
        return [line for line in "".join(after).splitlines() if not line[:1].isdigit()]

    outside, inside = asked(OUTSIDE), asked(INSIDE)
    assert outside == inside
    assert any("b: let it go" in line for line in outside)


def test_the_moments_are_listed_only_when_the_meeting_is_over(
    store: SqliteStore, loaded: Loaded
) -> None:
    shown = said(store, loaded, *[""] * INSIDE, "b", "q")
    assert "'b' is not an option here." in shown
    assert "Back to which moment?" not in shown
    shown = said(store, loaded, *[""] * ALL, "x", "b", "1", "1", "b", "q")
    assert "Back to which moment?" in shown
    branch = store.unfinished()[0]
    assert branch.branch_of is not None
    assert [record.act for record in store.records(branch.id)][-2:] == ["began", "let-go"]


@pytest.mark.parametrize("turns", [OUTSIDE, INSIDE])
def test_a_session_is_resumed_where_it_was_left(
    store: SqliteStore, loaded: Loaded, turns: int
) -> None:
    said(store, loaded, *[""] * turns, "q")
    again = said(store, store.unfinished()[0], "", "q")
    assert again.rstrip().count(CONTINUES) == 2
    assert acts(store) == ["wait"] * (turns + 1)


@pytest.mark.parametrize("turns", [OUTSIDE, INSIDE])
def test_who_left_while_speaking_is_asked_for_the_line(
    store: SqliteStore, loaded: Loaded, turns: int
) -> None:
    first = said(store, loaded, *[""] * turns, "1", "q")
    again = said(store, store.unfinished()[0], "", "b", "", "q")
    lines = first[first.index("\n1. ", first.rindex(CONTINUES)) : first.index(SPEAKING)]
    assert lines in again
    assert again.index(SPEAKING) < again.index(CONTINUES)
    assert acts(store) == [*["wait"] * turns, "began", "let-go", "wait"]


def test_the_help_of_live_play_says_what_begins_and_what_lets_go(
    store: SqliteStore, loaded: Loaded
) -> None:
    shown = " ".join(said(store, loaded, "", "?", "q").split())
    assert "1 or i: Begin to speak, which shows the lines; the group waits, and it counts." in shown
    assert "a number says its line, and b lets it go" in shown
    assert "Write your own words" not in shown


def test_the_briefing_says_that_to_begin_counts(store: SqliteStore, loaded: Loaded) -> None:
    shown = " ".join(said(store, loaded).split())
    assert "1 begins to speak, after any turn: only then do you see the lines" in shown
    assert "Pia, guest (in the room, but not in the group)" in shown


def test_silences_gestures_and_empty_chairs_are_said(store: SqliteStore, loaded: Loaded) -> None:
    shown = said(store, loaded, *[""] * INSIDE, "1", "s", "b", *[""] * 5, "s", "q")
    assert "1. Gesture: You look at Ruth, and wait." in shown
    assert "Silence: Nobody looks up. 60 seconds." in shown
    assert "Out of the room: Omar." in shown


def test_whom_the_leader_addresses_is_said(store: SqliteStore, loaded: Loaded) -> None:
    listed = said(store, loaded, *[""] * INSIDE, "1", "q")
    number = next(line[0] for line in listed.splitlines() if "Omar, what went" in line)
    shown = said(store, store.unfinished()[0], number, "s", "q")
    assert "Speaking: you. You turn to Omar." in shown
