"""Screens go from one to another through their room."""

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from simulator.tui.app import BalintApp
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.room import Room as TheirRoom
from tests.plays import flagship
from tests.test_layers import imports
from tests.tui.screens import Room, lived

SCREENS = {"briefing", "debrief", "glossary", "group", "library", "watch", "preview"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def as_seen_by_screens(app: BalintApp) -> TheirRoom:
    """The app is a room: the types say so here, where no cast hides it."""
    return app


def test_only_the_apps_and_their_start_import_screens() -> None:
    screens = {f"simulator.tui.{name}" for name in SCREENS}
    importers = {name for name, used in imports().items() if used & screens}
    assert {name for name in importers if name.startswith("simulator.tui.")} == {
        "simulator.tui.app",
        "simulator.tui.preview",
        "simulator.tui.start",
    }


def opened(room: Room) -> list[type[Screen[Any]]]:
    """The screens from the lowest to the current one, without Textual's own."""
    return [type(screen) for screen in room.app.screen_stack[1:]]


def test_a_screen_takes_the_place_of_another_but_lies_above_the_library(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("enter")
        assert opened(room) == [GroupScreen], "the library is opened when somebody goes there"
        await room.press("q")
        assert opened(room) == [LibraryScreen]
        await room.press("enter")
        assert opened(room) == [LibraryScreen, GroupScreen]
        await room.press("q")
        assert opened(room) == [LibraryScreen]

    lived(home, story, loaded=flagship())


def test_leaving_the_library_ends_the_program(home: Path) -> None:
    async def story(room: Room) -> None:
        await room.press("q")
        assert room.app._exit

    lived(home, story)
