"""The screen stands still: nothing that the learner reads moves when a decision comes."""

import asyncio
from pathlib import Path

import pytest

from simulator.practice.demonstration import demonstration
from simulator.store.sqlite import SqliteStore
from simulator.tui.circle import Circle
from simulator.tui.group import GroupScreen
from simulator.tui.transcript import Transcript
from simulator.tui.transcript_rows import WIDEST
from simulator.tui.watch import WatchScreen
from tests.plays import begun, flagship, play_to_the_end
from tests.tui.screens import Room, Story, in_room, sizes

SIZES = sizes((60, 20), (80, 24), (100, 34), (120, 40), (200, 60))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def lived(home: Path, story: Story, size: tuple[int, int]) -> None:
    asyncio.run(in_room(home, story, loaded=flagship(), size=size))


def group(room: Room) -> GroupScreen:
    assert isinstance(room.app.screen, GroupScreen)
    return room.app.screen


def places(room: Room) -> tuple[object, ...]:
    """The rows and columns of the transcript and of the people, and the width of its text."""
    screen = group(room)
    transcript, circle = screen.query_one(Transcript), screen.query_one(Circle)
    floor = screen.query_one("#floor")
    width = transcript.scrollable_content_region.width
    return transcript.region, width, circle.region, circle.compact, floor.region


async def to_a_halt(room: Room) -> None:
    await room.press_until("enter", lambda: group(room).session.pause.asks, "a decision")


@pytest.mark.parametrize("size", SIZES)
def test_the_transcript_keeps_its_rows_and_columns_through_a_decision(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        found = {places(room)}
        rows = group(room).query_one(Transcript).rows
        for keys in (["1"], ["o", "h", "m", "enter", "1"], ["w"]):
            await to_a_halt(room)
            found.add(places(room))
            for key in keys:
                await room.press(key)
                found.add(places(room))
            if group(room).session.pause.asks:
                await room.press("1")
            found.add(places(room))
            # Nothing that was heard before wraps anew.
            now = group(room).query_one(Transcript).rows
            assert now[: len(rows)] == rows
            rows = now
        assert len(found) == 1

    lived(home, story, size)


@pytest.mark.parametrize("size", SIZES)
def test_the_newest_turn_is_seen_while_the_lines_are_open(
    home: Path, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        await to_a_halt(room)
        await room.press("1")
        assert "What will you say?" in room.seen()
        last = [row for row in group(room).query_one(Transcript).rows if row.strip()][-1]
        assert last.strip() in room.seen()
        assert group(room).query_one(Transcript).size.height >= 5

    lived(home, story, size)


@pytest.mark.parametrize("size", SIZES)
def test_phase_and_clock_stand_once_on_the_screen(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        await to_a_halt(room)
        view = group(room).session.view()
        clock = f"minute {round(view.minute)} of {view.length}"
        first, *others = room.seen().splitlines()
        assert clock in first
        assert not any(clock in row for row in others)
        assert first.strip().startswith("Opening")
        # Besides, the transcript says where the phase began.
        assert not any("Opening" in row for row in others if "-- Opening --" not in row)

    lived(home, story, size)


def test_the_circle_is_drawn_only_where_it_never_has_to_give_way(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        assert group(room).query_one(Circle).compact
        for size, line in (((100, 34), False), ((99, 40), True), ((120, 33), True)):
            await room.pilot.resize_terminal(*size)
            await room.pilot.pause()
            assert group(room).query_one(Circle).compact is line

    lived(home, story, (80, 24))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_a_demonstration_stands_still_too(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        path = flagship().path
        assert path is not None
        room.app.push_screen(WatchScreen(path, demonstration(flagship())))
        await room.pilot.pause()
        screen = room.app.screen
        assert isinstance(screen, WatchScreen)
        found = set()
        for _ in range(12):
            await room.press("enter")
            transcript = screen.query_one(Transcript)
            found.add((transcript.region, transcript.scrollable_content_region.width))
        assert len(found) == 1

    lived(home, story, size)


def test_what_a_scenario_practises_is_seen_before_it_begins_without_scrolling(home: Path) -> None:
    async def story(room: Room) -> None:
        assert "To practise" in room.seen()
        assert "In the circle" in room.seen()

    lived(home, story, (80, 24))


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
def test_no_row_of_a_debrief_is_longer_than_can_be_read(home: Path, size: tuple[int, int]) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    saved = begun(store)
    play_to_the_end(saved)
    store.close()

    async def story(room: Room) -> None:
        await room.press("end", "enter")
        await room.skip_reaction()
        await room.until("The lesson")
        for _ in range(12):
            for row in room.seen().splitlines()[1:-1]:
                assert len(row.strip(" ▁▂▃▄▅▆▇█")) <= WIDEST
            await room.press("pagedown")

    asyncio.run(in_room(home, story, size=size))
