"""The first screen of a first start: what this is, and the way into the tutorial."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from simulator.library.cards import Card
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.render.welcome import tutorial_of, welcome
from simulator.store.play_store import StoreProblem
from simulator.tui.keys import WELCOME, Key, bindings
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content


class WelcomeScreen(RoomScreen):
    """A few sentences, and one key for the tutorial and one for the library."""

    KEYS: ClassVar[tuple[Key, ...]] = WELCOME
    BINDINGS = bindings(WELCOME)
    DEFAULT_CSS = """
    WelcomeScreen #welcome {
        max-width: 80;
    }
    WelcomeScreen #press {
        padding: 0 2;
    }
    """

    def __init__(self, tutorial: Card | None) -> None:
        """Create the screen; ``tutorial`` is None if the library has no tutorial."""
        super().__init__()
        self._tutorial = tutorial
        self._asking = Question(self)

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.welcome")

    def inside(self) -> list[Widget]:
        """Return the heading, the paragraphs, and the line about the keys."""
        heading = content(
            (say("app.title"), "bold $accent"), (f"  {say('app.subtitle')}", "$text-muted")
        )
        return [
            Static(heading, id="heading"),
            VerticalScroll(
                Static(content("\n\n".join(welcome(self._tutorial))), id="welcome"), id="page"
            ),
            Static(content((self._press(), "bold")), id="press"),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it."""
        self.query_one("#page").focus()
        self._asking.ask()

    def _press(self) -> str:
        begin = self.sign_in_text("welcome.begin")
        if self._tutorial is None:
            return say("welcome.press_library", begin=begin)
        return say("welcome.press", begin=begin, library=self.sign_in_text("welcome.library"))

    def action_begin(self) -> None:
        """Start the tutorial, guided and with the reasons after each choice."""
        if not self._asking.accepts():
            return
        if self._tutorial is None:
            self.room.leave()
            return
        # Imported here: the welcome itself does not need the engine, and appears sooner.
        from simulator.practice.open_play import new_play, open_play
        from simulator.practice.programmes import NotPlayable

        options = replace(self.room.play_options, mode="guided", feedback="now")
        try:
            new = new_play(self.room.workspace, Path(self._tutorial.path), options)
            drawn = replace(new, options=new.options.drawn())
            saved = open_play(self.room.workspace, self.room.store, drawn)
        except (NotPlayable, StoreProblem) as problem:
            self.say(str(problem), error=True)
            return
        self.room.lead(saved)

    def action_back(self) -> None:
        """Go to the library."""
        self.room.leave()


def welcome_screen(workspace: Workspace) -> WelcomeScreen:
    """Return the welcome, with the tutorial of the library."""
    return WelcomeScreen(tutorial_of(library_cards(workspace)))
