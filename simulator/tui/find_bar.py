"""Find a text in a transcript or on a page: a field, and beside it how many places were found."""

from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.messages import say
from simulator.tui.search import MOST_LETTERS, CleanField
from simulator.tui.take_keys import leave_enter_to_the_screen
from simulator.tui.text import content


class Searched(Protocol):
    """What can be searched."""

    @property
    def matches(self) -> tuple[int, int]:
        """How many places were found, and the index of the one that is shown."""

    def find(self, wanted: str) -> None:
        """Find all places with this text, and show one; an empty text ends the search."""

    def find_next(self, by: int) -> None:
        """Show the match before (-1) or after (1) the one that is shown."""


class FindBar(Horizontal):
    """The search of a transcript; it is shown only while it is used.

    Enter and up go to the match before, down to the one after: the newest is found first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,up", "find_next(-1)", show=False),
        Binding("down", "find_next(1)", show=False),
        Binding("escape", "close", show=False),
    ]
    DEFAULT_CSS = """
    FindBar {
        display: none;
        height: 1;
        background: $panel;
    }
    FindBar CleanField {
        width: 24;
        background: $surface;
    }
    FindBar Static {
        width: 1fr;
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    class Closed(Message):
        """The search is over."""

    def __init__(self, searched: Searched) -> None:
        super().__init__(id="find")
        self._searched = searched
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        """Yield the field and the sentence beside it."""
        field = CleanField(
            id="find-field",
            placeholder=say("find.field"),
            compact=True,
            max_length=MOST_LETTERS,
        )
        leave_enter_to_the_screen(field)  # the binding of this bar handles it
        yield field
        yield Static(id="found")

    @property
    def searching(self) -> bool:
        """Whether the bar is open."""
        return bool(self.display)

    def open(self) -> None:
        """Show the bar and focus its field."""
        if not self.searching:
            self._before = self.screen.focused
        self.display = True
        self._say(say("find.keys"))
        field = self.query_one("#find-field", Input)
        field.value = ""
        field.focus()

    def action_find_next(self, by: int) -> None:
        """Show the match before or after the one that is shown."""
        self._searched.find_next(by)
        self._found()

    def action_close(self) -> None:
        """Close the bar, and give the focus back."""
        self._searched.find("")
        self.display = False
        before = self._before
        # Textual gives the focus to the next widget if this one has gone in the meantime.
        self.screen.set_focus(before if before is not None and before.focusable else None)
        self.post_message(self.Closed())

    @on(Input.Changed, "#find-field")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._searched.find(event.value)
        self._found()

    def _found(self) -> None:
        count, shown = self._searched.matches
        wanted = self.query_one("#find-field", Input).value.strip()
        if not wanted:
            self._say(say("find.keys"))
        elif count:
            self._say(f"{say('find.found', shown=shown + 1, count=count)} {say('find.keys')}")
        else:
            self._say(self.nothing(wanted))

    def nothing(self, wanted: str) -> str:
        """Return the sentence that nothing was found."""
        return say("find.nothing", wanted=wanted)

    def _say(self, text: str) -> None:
        self.query_one("#found", Static).update(content(text))


class FindBarOfPage(FindBar, inherit_bindings=False):
    """The search of a page, from its beginning on: Enter and down go to the next match."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "find_next(1)", show=False),
        Binding("up", "find_next(-1)", show=False),
        Binding("escape", "close", show=False),
    ]

    def nothing(self, wanted: str) -> str:
        """Return the sentence that nothing was found."""
        return say("find.nothing_here", wanted=wanted)
