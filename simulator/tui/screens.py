"""What all screens share: the keys of the table, help for the screen, and a plain word where the window is too small."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from simulator.analysis.explore import Stop
from simulator.scenario.text import clean_text
from simulator.tui.keys import HELP, Key, bindings
from simulator.tui.text import content, lines

if TYPE_CHECKING:
    from simulator.tui.app import BalintApp

SMALLEST = (60, 20)
"""Columns and rows below which a screen only says that it needs more."""


def until_left() -> Stop:
    """What stops a long search in a thread when its screen, or the program, is left."""
    worker = get_current_worker()
    return lambda looked, known: "it was left" if worker.is_cancelled else ""


class RoomScreen(Screen[None]):
    """A screen of the practice room; ``ABOUT`` is what its help says before the keys."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    ABOUT: ClassVar[str] = ""

    @property
    def room(self) -> "BalintApp":
        """The app, with the store and what was asked for on the command line."""
        return cast("BalintApp", self.app)

    def compose(self) -> ComposeResult:
        """Put the screen's own widgets above the footer, and the word about the window's size behind them."""
        yield Static(content(f"Please make the window larger: at least {SMALLEST[0]} by {SMALLEST[1]}."), id="too-small")
        yield from self.inside()
        yield Footer(show_command_palette=False)

    def inside(self) -> Sequence[Widget]:
        """The screen's own widgets."""
        raise AssertionError("every screen says what is inside it")

    def on_resize(self, event: Resize) -> None:
        """Say so where the window is too small."""
        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small")

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a short message over the screen, cleaned and without markup; nothing that must be read stands only there."""
        self.notify(clean_text(text), severity="error" if error else "information", markup=False)

    def action_help(self) -> None:
        """Show the help of this screen."""
        self.app.push_screen(HelpScreen(self.ABOUT, self.KEYS))


class HelpScreen(ModalScreen[None]):
    """What a screen is for and which keys it knows."""

    BINDINGS = bindings(HELP)

    def __init__(self, about: str, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._about = about
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay the help out."""
        rows = [content(self._about), content("")]
        for key in self._keys:
            shown = key.shown or key.keys.replace(",", ", ")
            rows.append(content((f"{shown:>7}  ", "bold $accent"), key.help))
        rows += [content(""), content(("ctrl+p  ", "bold $accent"), "All commands, and the colours.")]
        with VerticalScroll(id="help"):
            yield Static(lines(*rows))
        yield Footer(show_command_palette=False)

    def action_dismiss_help(self) -> None:
        """Close."""
        self.dismiss()
