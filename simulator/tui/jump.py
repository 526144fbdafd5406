"""Jump mode: each focusable widget of a screen gets a letter that focuses it; Esc cancels."""

from string import ascii_lowercase

from textual.app import ComposeResult
from textual.events import Key as KeyPressed
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from simulator.tui.footer import KeyFooter
from simulator.tui.keys import JUMP, bindings
from simulator.tui.room import RoomModal
from simulator.tui.text import content

LETTERS = "asdfghjkl" + "".join(letter for letter in ascii_lowercase if letter not in "asdfghjkl")
"""The letters in the order of assignment: those of the home row first."""


def places(screen: Screen[None]) -> dict[str, Widget]:
    """Return the visible, focusable widgets of a screen by their letters."""
    # No screen has 26 such widgets; ``strict=False`` leaves out letters.
    return dict(zip(LETTERS, screen.focus_chain, strict=False))


class JumpScreen(RoomModal[Widget | None]):
    """The letters, above the screen they belong to; its result is the chosen widget, or None."""

    KEYS = JUMP
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
        """Yield the letters, each at the top left of its widget, and the footer."""
        for letter, place in self._found.items():
            label = Static(content(f" {letter} "), classes="letter")
            # A region is in coordinates of the whole screen, which this modal screen covers.
            label.styles.offset = place.region.offset
            yield label
        yield KeyFooter(show_command_palette=False)

    def on_key(self, event: KeyPressed) -> None:
        """Return the widget of the pressed letter."""
        if event.key in self._found:
            # Or Textual would search for a binding of the letter.
            event.stop()
            self.dismiss(self._found[event.key])

    def action_dismiss_jump(self) -> None:
        """Close jump mode; the focus stays."""
        self.dismiss(None)
