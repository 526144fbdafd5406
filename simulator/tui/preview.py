"""A preview on the full screen: the group from a given moment on, then the debrief.

There is no library behind it, and nothing is saved.
"""

from dataclasses import replace

from textual.screen import Screen

from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import SavedPlay
from simulator.tui.app import BalintApp
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.keys import DEBRIEF, GROUP, Key, bindings
from simulator.tui.start import run


def _leaving(keys: tuple[Key, ...], leave: str) -> tuple[Key, ...]:
    """Return the keys, with the action ``leave`` labelled as the end of the preview."""
    return tuple(replace(key, said_as="preview.leave") if key.id == leave else key for key in keys)


class PreviewDebrief(DebriefScreen):
    """The debrief of a preview; leaving it ends the program."""

    KEYS = _leaving(DEBRIEF, "debrief.back")
    BINDINGS = bindings(KEYS)


class PreviewScreen(GroupScreen):
    """The group, from the previewed moment on."""

    KEYS = _leaving(GROUP, "group.leave")
    BINDINGS = bindings(KEYS)

    def about(self) -> str:
        """Return what a preview is."""
        return say("about.preview")


class PreviewApp(BalintApp):
    """The app without its library, so that leaving a screen ends the program."""

    has_library = False

    def __init__(self, workspace: Workspace, saved: SavedPlay) -> None:
        super().__init__(workspace, saved.store, PlayOptions())
        self._previewed = saved

    def after_an_error(self) -> str:
        """Return a sentence on what is saved of a preview: nothing."""
        return say("app.error_preview")

    def first_screen(self) -> Screen[None]:
        """Return the group's screen."""
        return PreviewScreen(self._previewed)

    def lead(self, saved: SavedPlay) -> None:
        """Open a play of the preview to lead it."""
        self._open(PreviewScreen(saved))

    def look_back(self, saved: SavedPlay) -> None:
        """Open the debrief of the preview."""
        self._open(PreviewDebrief(self.workspace, saved))


def preview(workspace: Workspace, saved: SavedPlay) -> int:
    """Show the preview ``saved`` on the full screen, from its moment on; return the exit status."""
    return run(PreviewApp(workspace, saved))
