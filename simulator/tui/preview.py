"""A preview on the full screen: the group from a given moment on, then the debrief.

There is no library behind it, and nothing is saved.
"""

from dataclasses import replace

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

from simulator.library.workspace import Workspace
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import SavedPlay
from simulator.tui.app import BalintApp, run
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.keys import DEBRIEF, GROUP, Key, bindings


def _leaving(keys: tuple[Key, ...], leave: str) -> tuple[Key, ...]:
    """Return the keys, with the action ``leave`` labelled as the end of the preview."""
    help_line = "End the preview; nothing is saved."
    return tuple(
        replace(key, word="End", help=help_line) if key.id == leave else key for key in keys
    )


class PreviewDebrief(DebriefScreen):
    """The debrief of a preview; leaving it ends the program."""

    KEYS = _leaving(DEBRIEF, "debrief.back")
    BINDINGS = bindings(KEYS)


class PreviewScreen(GroupScreen):
    """The group, from the previewed moment on."""

    KEYS = _leaving(GROUP, "group.leave")
    BINDINGS = bindings(KEYS)
    ABOUT = (
        "A preview: the session begins at the moment you asked for, and nothing is saved. Enter "
        "continues to the next turn. You are asked two questions: whether to speak or to wait, "
        "then what to say. In live play you are never asked: press i to speak."
    )

    def looking_back(self) -> DebriefScreen:
        """Return the debrief of a preview."""
        return PreviewDebrief(self.room.workspace, self.saved)


class PreviewApp(BalintApp):
    """The app without its library; leaving any screen ends the program."""

    AFTER_AN_ERROR = "Nothing of a preview is saved."

    def __init__(self, workspace: Workspace, saved: SavedPlay) -> None:
        super().__init__(workspace, saved.store, PlayOptions())
        self._previewed = saved

    def first_screens(self) -> list[Screen[None]]:
        """Return the group's screen."""
        return [PreviewScreen(self._previewed)]

    def pop_screen(self) -> AwaitComplete:
        """Close a dialogue; end the program if it is another screen."""
        if not isinstance(self.screen, ModalScreen):
            self.exit()
        return super().pop_screen()


def preview(workspace: Workspace, saved: SavedPlay) -> int:
    """Show the preview ``saved`` on the full screen, from its moment on; return the exit status."""
    return run(PreviewApp(workspace, saved))
