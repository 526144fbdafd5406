"""The first screen of a first start, and the line on the terminal after leaving."""

import asyncio
from pathlib import Path

import pytest

from simulator.practice.open_play import Request
from simulator.practice.parting import parting
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from simulator.tui import start
from simulator.tui.app import BalintApp
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.welcome import WelcomeScreen
from tests.libraries import only, small
from tests.plays import begun, play_to_the_end
from tests.tui.screens import Room, Story, at_once, lived, sizes
from tests.tui.settling import settling
from tests.workspaces import load, warmed, workspace_at

SIZES = sizes((60, 20), (80, 24), (120, 40))


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Path:
    return tmp_path


def started(
    home: Path,
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    *,
    size: tuple[int, int] = (80, 24),
    request: Request | None = None,
) -> str:
    """Start the program, live a story in it, and return the line that it leaves on the terminal."""

    def run(app: BalintApp) -> int:
        async def in_app() -> None:
            with settling(app):
                async with at_once(app).run_test(size=size, notifications=True) as pilot:
                    await pilot.pause()
                    await story(Room(app, pilot))

        asyncio.run(in_app())
        return 0

    monkeypatch.setattr(start, "run", run)
    store = SqliteStore(home / "learner.sqlite3")
    try:
        options = PlayOptions(seed=1)
        return start.enter(workspace_at(warmed(home)), store, request, options)[1]
    finally:
        store.close()


def shown(room: Room) -> str:
    return " ".join(room.seen().split())


@pytest.mark.parametrize("size", SIZES)
def test_a_first_start_says_what_this_is_and_enter_starts_the_tutorial(
    home: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async def story(room: Room) -> None:
        for said in (
            "In a Balint group",
            "You lead such a group.",
            "The tutorial takes about 5 minutes.",
            "Content note: A brother who died young, and an old woman who forgets that he did.",
            "Enter: start the tutorial. Esc: the library.",
        ):
            assert said in shown(room)
        assert room.app.screen.query_one("#page").max_scroll_y == 0
        await room.press("enter")
        led = room.app.screen
        assert isinstance(led, GroupScreen)
        assert led.saved.play.scenario == "tutorial"
        assert (led.saved.play.mode, led.saved.play.feedback) == ("guided", "now")

    started(home, story, monkeypatch, size=size)


@pytest.mark.parametrize("key", ["l", "escape"])
def test_another_key_leads_to_the_library_which_opens_the_welcome_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async def story(room: Room) -> None:
        await room.press(key)
        assert isinstance(room.app.screen, LibraryScreen)
        await room.press("a")
        assert isinstance(room.app.screen, WelcomeScreen)
        await room.press(key)
        assert isinstance(room.app.screen, LibraryScreen)

    assert started(home, story, monkeypatch) == ""


def test_who_has_a_session_arrives_in_the_library(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    begun(store)
    store.close()

    async def story(room: Room) -> None:
        assert isinstance(room.app.screen, LibraryScreen)

    started(home, story, monkeypatch)


def test_without_a_tutorial_enter_leads_to_the_library(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(home, {"eggs": small("eggs")})

    async def story(room: Room) -> None:
        assert "tutorial" not in shown(room).lower().replace("enter tutorial", "")
        await room.press("enter")
        assert isinstance(room.app.screen, LibraryScreen)

    started(home, story, monkeypatch)


def test_leaving_in_the_middle_says_who_stays_and_how_to_continue(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(room: Room) -> None:
        await room.press("enter", "q")

    line = started(home, story, monkeypatch)
    assert line in {
        f"{patient} stays here. Continue with: balint-sim play --resume"
        for patient in ("Miss Lark", "Miss Orde")
    }


def test_a_session_that_was_only_continued_is_named_too(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    first, _ = begun(store), begun(store)
    store.close()

    async def story(room: Room) -> None:
        assert isinstance(room.app.screen, GroupScreen)

    # Not the latest one, so it is continued by its number.
    assert started(home, story, monkeypatch, request=first.play).endswith("play --resume 1")


def test_after_the_end_it_says_which_debrief_to_read(home: Path) -> None:
    only(home, {"eggs": small("eggs", title="Seventeen eggs")})

    async def story(room: Room) -> None:
        saved = begun(room.app.store, load(home / "scenarios" / "eggs" / "scenario.yaml"))
        assert (
            parting(saved) == "'Seventeen eggs' is saved. Continue with: balint-sim play --resume"
        )
        play_to_the_end(saved)
        number = saved.play.number
        assert parting(saved) == (
            f"'Seventeen eggs' is over. Read its debrief with: balint-sim debrief {number}"
        )

    lived(home, story)
