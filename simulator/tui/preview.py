"""A preview on the full screen: the group from a moment on and the debrief, with no library behind them and nothing kept."""

from dataclasses import replace

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

from simulator.practice.play_options import Manner
from simulator.practice.plays import KeptPlay
from simulator.tui.app import BalintApp, run
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.keys import DEBRIEF, GROUP, Key, bindings


def _leaving(keys: tuple[Key, ...], leave: str) -> tuple[Key, ...]:
    """The same keys, the one of this id ending the preview."""
    help_line = "End the preview; nothing of it is kept."
    return tuple(
        replace(key, word="End", help=help_line) if key.id == leave else key for key in keys
    )


class PreviewDebrief(DebriefScreen):
    """The debrief of a play that is not kept."""

    KEYS = _leaving(DEBRIEF, "debrief.back")
    BINDINGS = bindings(KEYS)


class PreviewScreen(GroupScreen):
    """The group from the moment on."""

    KEYS = _leaving(GROUP, "group.leave")
    BINDINGS = bindings(KEYS)
    ABOUT = (
        "A preview: the play begins at the moment you asked for, and nothing of it is kept. Enter lets the group go on. Twice "
        "you are asked: first whether to speak or to wait, then which words. In live play you are never asked: i speaks."
    )

    def looking_back(self) -> DebriefScreen:
        """The debrief, out of which the way leads to the end of the program."""
        return PreviewDebrief(self.kept)


class PreviewApp(BalintApp):
    """The practice room without its library; whoever leaves a screen leaves the program."""

    AFTER_AN_ERROR = "Nothing of a preview is saved."

    def __init__(self, kept: KeptPlay) -> None:
        super().__init__(kept.store, Manner())
        self._previewed = kept

    def first_screens(self) -> list[Screen[None]]:
        """The group."""
        return [PreviewScreen(self._previewed)]

    def pop_screen(self) -> AwaitComplete:
        """Leave the program, unless only help is closed."""
        if not isinstance(self.screen, ModalScreen):
            self.exit()
        return super().pop_screen()


def preview(kept: KeptPlay) -> int:
    """Play on from where ``kept`` stands, on the full screen; the exit status is 0."""
    return run(PreviewApp(kept))
