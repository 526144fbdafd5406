"""The field for the leader's own words: all of a pasted text is kept, or the learner is told what
was left out.
"""

import asyncio
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from simulator.practice.saved_play import MOST_OWN_WORDS
from simulator.tui.group import GroupScreen
from tests.plays import flagship
from tests.tui.screens import Room, Story, in_room


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def lived(home: Path, story: Story) -> None:
    asyncio.run(in_room(home, story, loaded=flagship()))


async def field(room: Room) -> Input:
    """Sit down, listen to the first halt, and go into the field."""
    await room.press("enter")
    screen = room.app.screen
    assert isinstance(screen, GroupScreen)
    await room.press_until("enter", lambda: screen.session.pause.asks, "a decision")
    await room.press("o")
    return screen.query_one("#own-words", Input)


async def paste(room: Room, text: str) -> None:
    room.app.post_message(Paste(text))
    await room.pilot.pause()


@pytest.mark.parametrize(
    ("pasted", "saved"),
    [
        ("one\ntwo\r\nthree\rfour", "one two three four"),
        ("one \n\n  two\u2028three\n", "one two three"),
        ("\n", ""),
        ("  one", "  one"),
    ],
)
def test_line_ends_become_spaces(home: Path, pasted: str, saved: str) -> None:
    async def story(room: Room) -> None:
        own = await field(room)
        await paste(room, pasted)
        assert own.value == saved

    lived(home, story)


def test_what_is_pasted_goes_where_the_cursor_is_and_in_the_place_of_what_is_selected(
    home: Path,
) -> None:
    async def story(room: Room) -> None:
        own = await field(room)
        await room.press(*"ac", "left")
        await paste(room, "b\nb")
        assert own.value == "ab bc"
        own.action_select_all()
        await paste(room, "new")
        assert own.value == "new"
        room.app.copy_to_clipboard("\nand\nnewer")
        await room.press("ctrl+v")
        assert own.value == "newand newer"

    lived(home, story)


def test_the_learner_is_told_what_did_not_fit_until_the_text_is_another(home: Path) -> None:
    async def story(room: Room) -> None:
        own = await field(room)
        await room.press(*"hm ")
        await paste(room, "so it goes\n" * 300)
        assert len(own.value) == MOST_OWN_WORDS
        assert own.value.startswith("hm so it goes so it goes")
        assert "2,000 of 2,000 characters." in room.seen()
        assert "The last 1,302 were left out." in room.seen()
        await paste(room, "more")
        assert "The last 4 were left out." in room.seen()
        await room.press("backspace")
        assert "1,999 of 2,000 characters." in room.seen()
        assert "left out" not in room.seen()
        await room.press("enter")
        screen = room.app.screen
        assert isinstance(screen, GroupScreen)
        assert [len(words) for words in screen.saved.said_own.values()] == [MOST_OWN_WORDS - 1]
        assert "characters." not in room.seen()

    lived(home, story)


def test_a_short_text_needs_no_measure(home: Path) -> None:
    async def story(room: Room) -> None:
        await field(room)
        await paste(room, "Let us hear it.")
        assert "characters." not in room.seen()
        await paste(room, "Let us hear more of it, and of the hand that she held.")
        assert "69 of 2,000 characters." in room.seen()

    lived(home, story)
