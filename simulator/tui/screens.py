"""What all screens share: key bindings, the help screen, and the message about a small window."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Grid, VerticalScroll
from textual.events import Resize
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from simulator.analysis.stop import Stop
from simulator.messages import say
from simulator.scenario.text import clean_text
from simulator.tui.dialogue import Dialogue
from simulator.tui.footer import KeyFooter
from simulator.tui.keys import EVERYWHERE, HELP, Key, bindings, mapped, sign
from simulator.tui.listing import Listing
from simulator.tui.room import Room, room_of
from simulator.tui.search import SearchField
from simulator.tui.take_keys import take_keys
from simulator.tui.text import content

if TYPE_CHECKING:
    from simulator.scenario.model import Mode

SMALLEST = (60, 20)
"""Columns and rows below which a screen only asks for a larger window."""

ROOMY = 80
"""The width in columns from which the footer has wider gaps."""

THINGS: tuple[tuple[type[Widget], str], ...] = (
    (SearchField, "search"),
    (Listing, "listing"),
    (Input, "field"),
    (OptionList, "options"),
    (VerticalScroll, "page"),
    (ScrollView, "transcript"),
)
"""The message with the help on a focused widget, by its type. The first type that fits counts.

The transcript has no type of its own here: it would import the engine before the first screen.
"""


def until_left() -> Stop:
    """Return the function that stops a long search in a thread once its screen has been left."""
    # Textual knows the current worker by a context variable of its thread, so ask there.
    worker = get_current_worker()
    return lambda looked, known: "left" if worker.is_cancelled else ""


class RoomScreen(Screen[None]):
    """The base of all screens."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    says_itself = False
    """Whether the screen shows messages in a place of its own, in place of toasts."""
    is_library = False
    """Whether the screen is the library, above which the others are opened."""

    def about(self) -> str:
        """Return the text of its help above the keys."""
        return ""

    @property
    def room(self) -> Room:
        """The app, with the store and the options of the command line."""
        return room_of(self)

    @property
    def play_mode(self) -> "Mode | None":
        """The mode of the screen's play, or None; some keys exist in one mode only."""
        return None

    @property
    def keys(self) -> tuple[Key, ...]:
        """The actions of this screen, with the learner's own keys."""
        return tuple(
            key for key in mapped(self.KEYS, self.room.keys) if key.mode in ("", self.play_mode)
        )

    def sign(self, action: str) -> str:
        """Return the readable first key of the action with this id; empty if there is none here."""
        return next((key.shown or sign(key.names[0]) for key in self.keys if key.id == action), "")

    def sign_in_text(self, action: str) -> str:
        """Return ``sign`` with a capital if it is a word: ``Enter``, but ``x`` (not ``X``)."""
        shown = self.sign(action)
        return shown[0].upper() + shown[1:] if len(shown) > 1 else shown

    def on_mount(self) -> None:
        """Bind the learner's own keys."""
        take_keys(self, self.keys, self.play_mode or "")

    def compose(self) -> ComposeResult:
        """Yield the message about a small window, the screen's own widgets, and the footer."""
        columns, rows = SMALLEST
        too_small = say("app.too_small", columns=columns, rows=rows)
        yield Static(content(too_small), id="too-small")
        yield from self.inside()
        yield KeyFooter(show_command_palette=False)

    @abstractmethod
    def inside(self) -> Sequence[Widget]:
        """Return the screen's own widgets."""

    def on_resize(self, event: Resize) -> None:
        """Show the message if the window is too small, and fit the footer."""
        self.set_class(
            event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small"
        )
        # A compact footer has gaps of one column, so that all keys fit into 60 columns.
        self.query_one(KeyFooter).compact = event.size.width < ROOMY

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a short message above the screen, cleaned and without markup.

        It disappears, so nothing essential may be shown only there. It replaces the one before.
        """
        self.app.clear_notifications()
        self.notify(clean_text(text), severity="error" if error else "information", markup=False)

    def help_for(self, focused: Widget | None) -> str:
        """Return the help on the focused widget, or ''."""
        thing = next((name for sort, name in THINGS if isinstance(focused, sort)), "")
        return say(f"focus.{thing}") if thing else ""

    def action_glossary(self) -> None:
        """Open the glossary."""
        self.room.action_glossary()

    def action_help(self) -> None:
        """Show the help on this screen and on its focused widget."""
        everywhere = mapped(EVERYWHERE, self.room.keys)
        self.app.push_screen(
            # Asked before the push, which moves the focus into the help.
            HelpScreen(self.help_for(self.focused), self.about(), (*self.keys, *everywhere))
        )


class HelpScreen(Dialogue[None]):
    """Help on the focused widget and on the screen, with all keys."""

    KEYS = HELP
    BINDINGS = bindings(HELP)
    DEFAULT_CSS = """
    #help-page {
        padding: 0 1 0 2;
        scrollbar-size-vertical: 1;
    }
    #help-page .about {
        height: auto;
        padding-right: 1;
        margin-bottom: 1;
    }
    #help-keys {
        height: auto;
        padding-right: 1;
        grid-size: 2;
        grid-columns: auto 1fr;
        grid-rows: auto;
        grid-gutter: 0 2;
    }
    """

    def __init__(self, thing: str, about: str, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._thing = thing
        self._about = about
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Yield the texts, the table of keys and the footer."""
        with VerticalScroll(id="help-page", classes="dialogue"):
            for about in filter(None, (self._thing, self._about)):
                yield Static(content(about), classes="about")
            with Grid(id="help-keys"):
                for key in self._keys:
                    yield Static(content((key.signs, "bold $accent")))
                    yield Static(content(key.help))
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it."""
        self.query_one("#help-page").focus()

    def action_dismiss_help(self) -> None:
        """Close the help."""
        self.dismiss()
