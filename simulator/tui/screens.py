"""What all screens share: the keys of the table, help for the screen and for what is focused, and a word on a small window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import App, ComposeResult
from textual.binding import BindingsMap
from textual.containers import Grid, VerticalScroll
from textual.events import Resize
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Footer, Input, OptionList, Static
from textual.worker import get_current_worker

from simulator.analysis.stop import Stop
from simulator.scenario.text import clean_text
from simulator.tui.keys import EVERYWHERE, HELP, Key, bindings, mapped, sign
from simulator.tui.text import content

if TYPE_CHECKING:
    from simulator.engine.step import Mode
    from simulator.tui.app import BalintApp

SMALLEST = (60, 20)
"""Columns and rows below which a screen only says that it needs more."""

ROOMY = 80
"""Columns from which the footer has room for wider gaps."""

THINGS: tuple[tuple[type[Widget], str], ...] = (
    (Input, "You are typing: letters go into the field and are no keys. Tab leads on."),
    (OptionList, "You are in a list: up and down move the mark, Enter takes it."),
    (VerticalScroll, "You are on a page: up, down, page up and page down move it."),
    (ScrollView, "You are in a text: up, down, page up and page down move it."),
)
"""What the help says of a focused thing that says nothing itself (``HELP``)."""


def until_left() -> Stop:
    """What stops a long search in a thread when its screen, or the program, is left."""
    worker = get_current_worker()
    return lambda looked, known: "it was left" if worker.is_cancelled else ""


def take_keys(node: App[Any] | Screen[Any], keys: tuple[Key, ...], mode: str = "") -> None:
    """Give a screen, or the app, these actions on these keys and no others; what it has from Textual, without an id, stays.

    Textual's own keymap keeps the priority of the usual key, so that a letter in the place of Enter would be taken out of a
    field for typing. So the bindings are made anew. ``_bindings`` is private: the public ``BINDINGS`` belongs to the class,
    and these keys to one learner.
    """
    theirs = [binding for _, binding in node._bindings if binding.id is None]
    node._bindings = BindingsMap([*bindings(keys, mode), *theirs])
    node.refresh_bindings()
    if isinstance(node, Screen):
        for widget in node.query("OptionList, Input"):
            leave_enter_to_the_screen(widget)


def leave_enter_to_the_screen(widget: Widget) -> None:
    """Take away the Enter that a list and a field have of their own: the screen's is in its table, and so in the footer."""
    widget._bindings.key_to_bindings.pop("enter", None)


class RoomScreen(Screen[None]):
    """A screen of the practice room; ``ABOUT`` is what its help says before the keys."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    ABOUT: ClassVar[str] = ""

    @property
    def room(self) -> "BalintApp":
        """The app, with the store and what was asked for on the command line."""
        return cast("BalintApp", self.app)

    @property
    def play_mode(self) -> "Mode | None":
        """The mode of the play that the screen is about, if it is about one: some keys belong to one mode only."""
        return None

    @property
    def keys(self) -> tuple[Key, ...]:
        """What can be done here, with the keys as this learner has them."""
        return tuple(
            key
            for key in mapped(self.KEYS, self.room.wishes.keys)
            if key.mode in ("", self.play_mode)
        )

    def sign(self, action: str) -> str:
        """The first key of the action with this id, as this learner reads it; nothing where the screen has no such action."""
        return next((key.shown or sign(key.names[0]) for key in self.keys if key.id == action), "")

    def on_mount(self) -> None:
        """Take the learner's own keys."""
        take_keys(self, self.keys, self.play_mode or "")

    def compose(self) -> ComposeResult:
        """Put the screen's own widgets above the footer, and the word about the window's size behind them."""
        yield Static(
            content(f"Please make the window larger: at least {SMALLEST[0]} by {SMALLEST[1]}."),
            id="too-small",
        )
        yield from self.inside()
        yield Footer(show_command_palette=False)

    def inside(self) -> Sequence[Widget]:
        """The screen's own widgets."""
        raise AssertionError("every screen says what is inside it")

    def on_resize(self, event: Resize) -> None:
        """Say so where the window is too small, and let the footer fit."""
        self.set_class(
            event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small"
        )
        self.query_one(Footer).compact = event.size.width < ROOMY

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a short message over the screen, cleaned and without markup; nothing that must be read stands only there."""
        self.notify(clean_text(text), severity="error" if error else "information", markup=False)

    def help_for(self, focused: Widget | None) -> str:
        """What the focused thing says of itself, or what can be said of its sort."""
        if focused is None:
            return ""
        said = (
            node.HELP
            for node in focused.ancestors_with_self
            if isinstance(node, Widget) and node.HELP
        )
        return next(said, "") or next(
            (words for sort, words in THINGS if isinstance(focused, sort)), ""
        )

    def action_glossary(self) -> None:
        """Open the glossary."""
        self.room.action_glossary()

    def action_help(self) -> None:
        """Show the help of this screen and of what is focused on it."""
        everywhere = mapped(EVERYWHERE, self.room.wishes.keys)
        self.app.push_screen(
            HelpScreen(self.help_for(self.focused), self.ABOUT, (*self.keys, *everywhere))
        )


class HelpScreen(ModalScreen[None]):
    """What the focused thing and the screen are for, and which keys there are."""

    BINDINGS = bindings(HELP)
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
    }
    #help-page {
        width: 76;
        max-width: 96%;
        height: auto;
        max-height: 92%;
        padding: 0 1 0 2;
        background: $surface;
        border: solid $primary;
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
        """Lay the help out."""
        with VerticalScroll(id="help-page"):
            for about in filter(None, (self._thing, self._about)):
                yield Static(content(about), classes="about")
            with Grid(id="help-keys"):
                for key in self._keys:
                    yield Static(content((key.signs, "bold $accent")))
                    yield Static(content(key.help))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Take the learner's own keys, and let the arrows scroll."""
        take_keys(self, mapped(HELP, cast("BalintApp", self.app).wishes.keys))
        self.query_one("#help-page").focus()

    def action_dismiss_help(self) -> None:
        """Close."""
        self.dismiss()
