"""The glossary on the full screen: opened from anywhere, leafed through, searched, left."""

from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from simulator.tui.briefing import BriefingScreen
from simulator.tui.glossary import GlossaryScreen
from simulator.tui.library import LibraryScreen
from tests.plays import flagship
from tests.tui.screens import Room, lived

SIZES = [(60, 20), (120, 40)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize("size", SIZES)
def test_it_is_opened_searched_and_left_by_keyboard(home: Path, size: tuple[int, int]) -> None:
    async def story(room: Room) -> None:
        await room.press("g")
        assert isinstance(room.app.screen, GlossaryScreen)
        assert "Analytic style" in room.seen()
        await room.press("slash", *"slows things")
        assert "Contain" in room.seen()
        assert "Analytic style" not in room.seen()
        await room.press("escape")
        assert "Analytic style" in room.seen()
        await room.press("escape")
        assert isinstance(room.app.screen, LibraryScreen)

    lived(home, story, size=size)


def test_words_that_nothing_has_are_answered(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("g", "slash", *"zebra", "enter")
        assert "No entry has all of these words." in room.seen()

    lived(home, story)


def test_from_part_to_part_and_back(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("g", "n")
        assert room.seen().splitlines()[2].strip() == "Ground rules"
        await room.press("n", "p")
        assert room.seen().splitlines()[2].strip() == "Ground rules"
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
