"""The glossary on the full screen: opened from anywhere, leafed through, searched, left."""

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input

from simulator.tui.briefing import BriefingScreen
from simulator.tui.glossary import GlossaryScreen
from simulator.tui.library import LibraryScreen
from tests.plays import flagship
from tests.tui.screens import Room, lived

SIZES = [(60, 20), (120, 40)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def footer(room: Room) -> str:
    return " ".join(room.seen().splitlines()[-1].split())


def top(room: Room) -> str:
    """The first row of the page, below the heading and the search field."""
    return room.seen().splitlines()[4].strip()


@pytest.mark.parametrize("size", SIZES)
def test_it_is_opened_searched_and_left_by_keyboard(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("g")
        assert isinstance(room.app.screen, GlossaryScreen)
        assert "Analytic style" in room.seen()
        await room.press(*"slows things")
        assert "Contain" in room.seen()
        assert "Analytic style" not in room.seen()
        await room.press("escape")
        assert "Analytic style" in room.seen()
        await room.press("escape")
        assert isinstance(room.app.screen, LibraryScreen)

    lived(home, story, size=size)


def test_words_that_nothing_has_are_answered(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("g", *"zebra", "enter")
        assert "No entry has all of these words." in room.seen()

    lived(home, story)


@pytest.mark.parametrize("size", SIZES)
def test_a_word_typed_at_once_is_looked_up(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("g", *"chance line?")
        assert room.app.screen.query_one("#wanted", Input).value == "chance line?"
        await room.press("backspace")
        assert "Chance line" in room.seen()
        assert footer(room) == "enter Read f1 Help esc Back"
        await room.press("enter")
        assert footer(room) == "/ Search n Next p Previous ? Help esc Back"
        await room.press("slash", "s")
        assert room.app.screen.query_one("#wanted", Input).value == "s"  # another search

    lived(home, story, size=size)


def test_arrow_keys_scroll_the_page_from_the_search_field(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("g", "down")
        page = room.app.screen.query_one("#page", VerticalScroll)
        assert page.scroll_y == 1
        await room.press("pagedown", "up")
        assert page.scroll_y == page.size.height
        await room.press("pageup")
        assert page.scroll_y == 0

    lived(home, story)


def test_from_part_to_part_and_back(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("g", "enter", "n")
        assert top(room) == "Ground rules"
        await room.press("n", "p")
        assert top(room) == "Ground rules"
        await room.press("p", "p")
        assert room.app.screen.query_one("#page", VerticalScroll).scroll_y == 0
        await room.press(*["n"] * 9)
        assert "Rueth & Holch" in room.seen()

    lived(home, story)


def test_it_opens_over_any_screen_once_and_leads_back_there(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("f2", "f2")
        assert isinstance(room.app.screen, GlossaryScreen)
        await room.press("escape")
        assert isinstance(room.app.screen, BriefingScreen)

    lived(home, story, loaded=flagship())
