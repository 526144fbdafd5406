"""A preview on the full screen."""

import asyncio
from pathlib import Path

from simulator.analysis.explore import explore
from simulator.analysis.path_to_moment import play_to_moment, way_to
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import Resumed, SavedPlay
from simulator.scenario.model import Mode
from simulator.store.sqlite import SqliteStore
from simulator.tui.preview import PreviewApp
from tests.plays import begin, flagship
from tests.tui.screens import Room, Story, at_once
from tests.tui.settling import settling
from tests.workspaces import workspace_at


def previewed(store: SqliteStore, moment: str, mode: Mode = "guided") -> SavedPlay:
    saved = begin(store, flagship(), PlayOptions(mode, "now", 1))
    decisions = way_to(explore(saved.session.setup.program), moment)
    assert decisions is not None
    saved.heard = play_to_moment(saved.session, moment, decisions)
    saved.resumed = Resumed(("This is a preview.",))
    saved.preview = True
    return saved


def lived(folder: Path, story: Story, moment: str, mode: Mode = "guided") -> PreviewApp:
    """Live a story in a preview."""

    async def go() -> PreviewApp:
        store = SqliteStore(folder / "preview.sqlite3")
        app = at_once(PreviewApp(workspace_at(folder), previewed(store, moment, mode)))
        try:
            with settling(app):
                async with app.run_test(size=(80, 24), notifications=True) as pilot:
                    await pilot.pause()
                    await story(Room(app, pilot))
        finally:
            store.close()
        return app

    return asyncio.run(go())


def test_it_begins_with_the_moment_and_says_that_it_is_a_preview(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        await room.until("He sent me one, once.")
        assert "This is a preview." in room.seen()
        assert "Davey Munro:" not in room.seen()

    lived(tmp_path, story, "capitals")


def test_leaving_ends_the_program(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        await room.until("He sent me one, once.")
        await room.press("question_mark")
        await room.until("A preview: the session begins")
        await room.press("escape")
        assert room.app.is_running
        await room.press("q")
        assert room.app._exit

    lived(tmp_path, story, "capitals")


def test_a_preview_is_played_to_its_debrief_and_then_ends(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        for _ in range(60):
            if "The meeting is over" in room.seen():
                break
            await room.press("w")
        await room.press("enter")
        await room.until("The lesson")
        assert not room.app._exit
        await room.press("escape")
        assert room.app._exit

    lived(tmp_path, story, "the-plain-word")


def test_the_glossary_closes_without_ending_the_program(tmp_path: Path) -> None:
    async def story(room: Room) -> None:
        await room.until("He sent me one, once.")
        await room.press("f2")
        await room.until("Glossary")
        await room.press("escape")
        assert not room.app._exit
        await room.until("He sent me one, once.")

    lived(tmp_path, story, "capitals")
