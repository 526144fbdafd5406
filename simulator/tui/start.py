"""Start the full screen: with what the command line asked for, or with the library."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from simulator.library.workspace import Workspace
from simulator.practice.play_options import PlayOptions
from simulator.store.play_store import PlayStore
from simulator.tui.app import BalintApp

if TYPE_CHECKING:
    from simulator.practice.demonstration import Demonstration
    from simulator.practice.open_play import Request
    from simulator.practice.saved_play import SavedPlay


def watch(workspace: Workspace, store: PlayStore, path: Path, shown: "Demonstration") -> int:
    """Show the demonstration of the scenario in this file, and then the library.

    Return the exit status.
    """
    from simulator.tui.watch import WatchScreen

    return run(BalintApp(workspace, store, PlayOptions(), WatchScreen(path, shown)))


def drill(workspace: Workspace, store: PlayStore, situation: str) -> int:
    """Show the drills that are due, or one of a situation, and then the library.

    Return the exit status.
    """
    from simulator.tui.drill import DrillScreen

    return run(BalintApp(workspace, store, PlayOptions(), DrillScreen(situation)))


def enter(
    workspace: Workspace,
    store: PlayStore,
    request: "Request | None",
    play_options: PlayOptions,
) -> tuple[int, str]:
    """Run the full screen, opening what the command line asked for.

    Return the exit status, and the line to print then: how to continue, or an empty string.
    """
    first, opened = _requested(workspace, store, request)
    app = BalintApp(workspace, store, play_options, first)
    app.last = opened
    status = run(app)
    # After an error the reason is the last thing printed, and it says how to continue.
    if app.last is None or status != 0:
        return status, ""
    from simulator.practice.parting import parting

    return status, parting(app.last)


def _requested(
    workspace: Workspace, store: PlayStore, request: "Request | None"
) -> "tuple[Screen[None] | None, SavedPlay | None]":
    """Return the screen to open before the library, if any, and the play it continues, if any.

    If only the library was asked for, that is the welcome as long as nothing is saved.
    """
    if request is None:
        if store.plays():
            return None, None
        from simulator.tui.welcome import welcome_screen

        return welcome_screen(workspace), None
    from simulator.practice.open_play import NewPlay, open_play

    if isinstance(request, NewPlay):
        from simulator.tui.briefing import BriefingScreen

        return BriefingScreen(request), None
    from simulator.tui.group import GroupScreen

    saved = open_play(workspace, store, request)
    return GroupScreen(saved), saved


def run(app: BalintApp) -> int:
    """Run the app until the learner or SIGTERM ends it, and restore the terminal.

    Return the exit status.
    """

    async def until_left() -> None:
        if sys.platform != "win32":  # Windows event loops have no signal handlers
            # Without a handler SIGTERM leaves the terminal in raw mode, on the alternate screen.
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.exit)
        await app.run_async()

    asyncio.run(until_left())
    # None if the app ended without ``exit``.
    return app.return_code or 0
