"""The Textual app: it opens the right first screen and holds what all screens need. Everything else is in the screens."""

from textual.app import App
from textual.screen import Screen

from simulator.authoring.library import Loaded
from simulator.learner.plays import KeptPlay, Manner, go_on
from simulator.learner.store import Play, Store
from simulator.tui.briefing import BriefingScreen
from simulator.tui.group import GroupScreen
from simulator.tui.library import LibraryScreen
from simulator.tui.themes import DARK, LIGHT


class BalintApp(App[None]):
    """The practice room."""

    CSS_PATH = "room.tcss"
    TITLE = "Balint leader simulator"

    def __init__(self, store: Store, manner: Manner, loaded: Loaded | None = None, kept: KeptPlay | None = None) -> None:
        super().__init__()
        self.store = store
        self.manner = manner
        self._loaded = loaded
        self._kept = kept

    def on_mount(self) -> None:
        """Open the first screens, one above the other."""
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name
        for screen in self.first_screens():
            self.push_screen(screen)

    def first_screens(self) -> list[Screen[None]]:
        """The library, and above it what was asked for."""
        if self._kept is not None:
            return [LibraryScreen(), GroupScreen(self._kept)]
        if self._loaded is not None:
            return [LibraryScreen(), BriefingScreen(self._loaded)]
        return [LibraryScreen()]


def enter(store: Store, loaded: Loaded | None, resumed: Play | None, manner: Manner) -> int:
    """Open the practice room on the full screen; the exit status is 0."""
    kept = go_on(store, resumed) if resumed is not None else None
    app = BalintApp(store, manner, loaded, kept)
    app.run()
    return app.return_code or 0
