"""The app on a screen that is not there: keys go in, what a person would see comes out."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.strip import Strip

from simulator.library.scenarios import Loaded
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from simulator.tui.app import BalintApp
from simulator.tui.briefing import BriefingScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.presses import Presses
from simulator.tui.reaction import ReactionScreen
from tests.examples import THOROUGH
from tests.patience import PATIENCE, rounds
from tests.plays import go_on
from tests.tui.settling import frame, settle, settling
from tests.workspaces import warmed, workspace_at

Opened = TypeVar("Opened", bound=BalintApp)
Story = Callable[["Room"], Awaitable[None]]


class Room:
    """One app under test."""

    def __init__(self, app: BalintApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = 0.0  # seconds, for tests that say when a key is pressed

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def press_until(self, key: str, happened: Callable[[], bool], what: str) -> None:
        """Press ``key`` until something has happened, and not more often than any play needs."""
        for _ in rounds(happened, lambda: f"{what}; this is seen:\n{self.seen()}"):
            await self.press(key)

    def seen(self) -> str:
        """Every row of the screen as text."""
        strips: list[Strip] = frame(self.app)
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def skip_reaction(self) -> None:
        """Skip the questions before a debrief."""
        assert isinstance(self.app.screen, ReactionScreen)
        await self.press("f4")

    async def until(self, text: str) -> None:
        """Wait for a background worker's text to be seen."""
        await self.wait(lambda: text in self.seen(), repr(text))

    async def wait(self, happened: Callable[[], bool], what: str) -> None:
        """Wait until something has happened."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, (
                f"waited in vain for {what}; this is seen:\n{self.seen()}"
            )
            await self.pilot.pause(0.05)

    async def at_rest(self) -> None:
        """Wait for what runs in threads, and until it is shown."""
        if isinstance(self.app.screen, LibraryScreen):
            # Its timer would start this a moment later.
            self.app.screen._work_on()
        await self.wait(lambda: not self.app.workers, "what runs in threads")
        await self.pilot.pause()
        frame(self.app)
        await settle(self.app)


def sizes(*windows: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the smallest and the largest of these windows; with ``BALINT_EXAMPLES=all`` all.

    Between them lie no other layouts, only more or fewer columns and rows of the same.
    """
    in_order = sorted(windows)
    return in_order if THOROUGH else [in_order[0], in_order[-1]]


def at_once(app: Opened) -> Opened:
    """Let every press count: what is pressed too early, or twice, has tests of its own
    (``test_presses.py``).
    """
    app.presses = Presses(held=0, delay=0)
    app.settle = 0
    return app


def lived(home: Path, story: Story, **options: Any) -> None:
    """Open the app on ``home``'s store, live ``story`` in it, and close it; ``options`` are those
    of ``in_room``.
    """
    asyncio.run(in_room(home, story, **options))


async def in_room(
    home: Path,
    story: Story,
    *,
    loaded: Loaded | None = None,
    play_options: PlayOptions | None = None,
    size: tuple[int, int] = (80, 24),
    resume: bool = False,
    paced: bool = False,
) -> None:
    """Open the app on ``home``'s store and live ``story`` in it.

    In guided play each turn waits for a key, unless it is ``paced``: then the settings apply.
    """
    store = SqliteStore(home / "learner.sqlite3")
    saved = go_on(store, store.unfinished()[0]) if resume else None
    options = play_options or PlayOptions(seed=1)
    above: GroupScreen | BriefingScreen | None = None
    if saved is not None:
        above = GroupScreen(saved)
    elif loaded is not None:
        above = BriefingScreen(NewPlay(loaded, options))
    app = at_once(BalintApp(workspace_at(warmed(home)), store, options, above))
    if not paced and (saved.session.setup.mode if saved is not None else options.mode) == "guided":
        app.settings = replace(app.settings, pace="step")
    try:
        with settling(app):
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                room = Room(app, pilot)
                await story(room)
                if app.screen_stack and app._exception is None:
                    room.seen()
    finally:
        store.close()
