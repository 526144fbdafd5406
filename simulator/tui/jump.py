"""Jump: every place of a screen that can have the focus gets a letter; the letter leads there, Esc stays."""

from string import ascii_lowercase
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.events import Key as KeyPressed
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from simulator.tui.keys import JUMP, bindings, mapped
from simulator.tui.screens import take_keys
from simulator.tui.text import content

if TYPE_CHECKING:
    from simulator.tui.app import BalintApp

LETTERS = "asdfghjkl" + "".join(letter for letter in ascii_lowercase if letter not in "asdfghjkl")
"""In the order in which they are given: those under the fingers first."""


def places(screen: Screen[None]) -> dict[str, Widget]:
    """The places of a screen that can have the focus and are seen, by their letters."""
    return dict(zip(LETTERS, screen.focus_chain, strict=False))


class JumpScreen(ModalScreen[Widget | None]):
    """The letters, over the screen they belong to; its result is the place, or None."""

    BINDINGS = bindings(JUMP)
    DEFAULT_CSS = """
    JumpScreen {
        background: $background 40%;
        layers: letters;
    }
    JumpScreen > .letter {
        position: absolute;
        width: 3;
        height: 1;
        background: $accent;
        color: $background;
        text-style: bold;
    }
    """

    def __init__(self, found: dict[str, Widget]) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """Put each letter at the beginning of its place."""
        for letter, place in self._found.items():
            label = Static(content(f" {letter} "), classes="letter")
            label.styles.offset = place.region.offset
            yield label
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Take the learner's own keys."""
        take_keys(self, mapped(JUMP, cast("BalintApp", self.app).wishes.keys))

    def on_key(self, event: KeyPressed) -> None:
        """Go where the letter leads."""
        if event.key in self._found:
            event.stop()
            self.dismiss(self._found[event.key])

    def action_dismiss_jump(self) -> None:
        """Stay."""
        self.dismiss(None)
