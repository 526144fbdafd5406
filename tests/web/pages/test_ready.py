"""A page of a play that was made before is the same bytes, and never one that is out of date."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.practice.open_play import new_play, open_play
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import go_on
from simulator.practice.settings import save
from simulator.store.play_store import Play
from simulator.store.sqlite import SqliteStore
from simulator.web.pages import ready
from simulator.web.pages.answer import answer
from simulator.web.pages.http import Request
from simulator.web.pages.room import MOST_OPEN, Room
from tests.web.pages.rooms import room_at

PAGE = Request("GET", "/plays/1")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    yield room_at(tmp_path, store)
    store.close()


def begin(room: Room) -> Play:
    path = room.workspace.shipped / "presenter-drifts" / "scenario.yaml"
    options = PlayOptions(mode="guided", feedback="now", seed=3)
    return open_play(room.workspace, room.store, new_play(room.workspace, path, options)).play


def anew(room: Room) -> bytes:
    """The page as a room shows it that was opened just now."""
    return answer(
        Room(room.workspace, room.store, room.token, room.address, room.static), PAGE
    ).body


def test_a_page_is_ready_when_it_is_asked_for_again(room: Room) -> None:
    begin(room)
    first = answer(room, PAGE)
    assert ready.found(room, PAGE) is first
    assert ready.found(room, Request("GET", "/plays/1", {"lines": "1"})) is None
    assert ready.found(room, Request("POST", "/plays/1")) is None


def test_an_act_of_the_room_is_shown(room: Room) -> None:
    begin(room)
    before = answer(room, PAGE).body
    answer(room, Request("POST", "/plays/1/go-on", form={"revision": "0", "turns": "1"}))
    assert ready.found(room, PAGE) is None
    assert answer(room, PAGE).body == anew(room) != before


def test_an_act_of_another_program_is_shown(room: Room, tmp_path: Path) -> None:
    begin(room)
    before = answer(room, PAGE).body
    other = SqliteStore(tmp_path / "learner.sqlite3")
    play = other.numbered(1)
    assert play is not None
    go_on(room.workspace, other, play).act(WAIT)
    other.close()
    assert ready.found(room, PAGE) is None
    assert answer(room, PAGE).body == anew(room) != before


def test_a_setting_that_was_changed_by_hand_counts(room: Room) -> None:
    begin(room)
    answer(room, Request("POST", "/plays/1/go-on", form={"revision": "0", "turns": "3"}))
    before = answer(room, PAGE).body
    assert save(room.workspace.settings_file, pace=400) == ""
    assert ready.found(room, PAGE) is None
    assert answer(room, PAGE).body == anew(room) != before


def test_a_page_goes_with_the_session_that_it_shows(room: Room) -> None:
    # A session that is replayed later may be replayed in an edited scenario.
    begin(room)
    answer(room, PAGE)
    for _ in range(MOST_OPEN):
        answer(room, Request("GET", f"/plays/{begin(room).number}"))
    answer(room, Request("GET", "/plays/2"))
    assert ready.found(room, PAGE) is None


def test_nothing_is_ready_after_the_store_was_closed(room: Room) -> None:
    begin(room)
    answer(room, PAGE)
    room.store.close()
    assert ready.found(room, PAGE) is None


def test_the_pages_that_are_kept_are_bounded(room: Room) -> None:
    begin(room)
    for number in range(ready.MOST_READY + 5):
        answer(room, Request("GET", "/plays/1", {"lines": str(number)}))
    assert len(room.ready) == ready.MOST_READY
