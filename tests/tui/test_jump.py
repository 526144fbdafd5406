"""Jump: a letter for every place."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from simulator.tui.jump import LETTERS, JumpScreen, places
from simulator.tui.screens import RoomScreen
from tests.plays import flagship
from tests.tui.screens import Room, Story, in_room


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def live(home: Path, story: Story) -> None:
    asyncio.run(in_room(home, story, loaded=flagship()))


async def with_a_field(room: Room) -> Input:
    """The briefing, with a second place."""
    field = Input(id="field")
    await room.app.screen.mount(field, before="#play-options")
    await room.pilot.pause()
    return field


def test_each_place_that_is_seen_has_a_letter_of_its_own() -> None:
    assert sorted(LETTERS) == sorted(set(LETTERS))
    assert len(LETTERS) == 26


def test_a_letter_leads_to_its_place(home: Path) -> None:
    async def story(room: Room) -> None:
        field = await with_a_field(room)
        screen = room.app.screen
        assert isinstance(screen, RoomScreen)
        assert [place.id for place in places(screen).values()] == ["briefing", "field"]
        await room.press("ctrl+o")
        assert isinstance(room.app.screen, JumpScreen)
        assert " s " in room.seen().splitlines()[field.region.y]
        await room.press("s")
        assert room.app.screen.focused is field
        await room.press("ctrl+o", "a")
        assert room.app.screen.focused is screen.query_one("#briefing")

    live(home, story)


def test_a_letter_is_no_key_meanwhile(home: Path) -> None:
    async def story(room: Room) -> None:
        for number in range(3):
            await room.app.screen.mount(Input(id=f"field-{number}"))
        await room.pilot.pause()
        assert "Reasons: after each choice (press y)." in room.seen()
        await room.press("ctrl+o", "f")
        await room.wait(lambda: isinstance(room.app.screen.focused, Input), "the jump")
        assert "Reasons: after each choice (press y)." in room.seen()

    asyncio.run(in_room(home, story, loaded=flagship(), size=(80, 50)))


def test_esc_and_other_letters_stay(home: Path) -> None:
    async def story(room: Room) -> None:
        field = await with_a_field(room)
        field.focus()
        await room.press("ctrl+o", "z", "ctrl+o", "m")
        assert isinstance(room.app.screen, JumpScreen)
        await room.press("escape")
        assert room.app.screen.focused is field
        assert field.value == ""

    live(home, story)


def test_a_place_that_is_not_seen_has_no_letter(home: Path) -> None:
    async def story(room: Room) -> None:
        field = await with_a_field(room)
        field.display = False
        await room.pilot.pause()
        screen = room.app.screen
        assert isinstance(screen, RoomScreen)
        assert [place.id for place in places(screen).values()] == ["briefing"]

    live(home, story)


def test_over_a_dialogue_there_is_no_jumping(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("question_mark")
        helping = room.app.screen
        await room.press("ctrl+o")
        assert room.app.screen is helping

    live(home, story)
