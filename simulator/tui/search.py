"""Input fields that clean typed and pasted text before they draw it."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from simulator.messages import say
from simulator.scenario.text import clean_text
from simulator.tui.take_keys import leave_enter_to_the_screen

MOST_LETTERS = 60
"""The longest search text; the screen repeats it in one line."""


class CleanField(Input):
    """A one-line input field whose text is always clean.

    Textual's own field takes only the first line of a paste; this one joins all lines, as far as
    they fit.
    """

    _left_out = 0
    _as_pasted = ""

    class Pasted(Message):
        """Something was pasted; ``left_out`` is known now."""

    @property
    def left_out(self) -> int:
        """How many characters of the last paste did not fit; 0 once the text has changed."""
        return self._left_out if self.value == self._as_pasted else 0

    def validate_value(self, value: str) -> str:
        """Return the text, cleaned."""
        # Textual calls this for each new value, whether typed, pasted or set.
        return clean_text(value)

    def on_paste(self, event: Paste) -> None:
        """Insert a paste from the terminal."""
        event.stop()
        # Or ``_on_paste`` of Textual's field would insert the first line as well.
        event.prevent_default()
        self._put_in(event.text)

    def action_paste(self) -> None:
        """Insert what was copied inside the program."""
        self._put_in(self.app.clipboard)

    def _put_in(self, text: str) -> None:
        """Replace the selection by a text, joined to one line and cut to the free space."""
        pasted = clean_text(_on_one_line(text))
        start, end = sorted(self.selection)
        room = len(pasted)
        if self.max_length:
            room = max(0, self.max_length - len(self.value) + end - start)
        self.replace(pasted[:room], start, end)
        # After ``replace``, which cleans the value once more.
        self._left_out, self._as_pasted = len(pasted) - len(pasted[:room]), self.value
        self.post_message(self.Pasted())


def _on_one_line(text: str) -> str:
    rows = text.splitlines()
    return (
        " ".join(row.strip() for row in rows if row.strip())
        if len(rows) > 1
        # The spaces around a single row may separate it from the text in the field.
        else text.strip("\r\n")
    )


class SearchField(CleanField):
    """The search field above a list; the arrow keys move the list's selection (``action_move``)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.move(-1)", show=False),
        Binding("down", "screen.move(1)", show=False),
    ]

    def __init__(self) -> None:
        asks = say("library.search_field")
        super().__init__(placeholder=asks, compact=True, max_length=MOST_LETTERS)
        leave_enter_to_the_screen(self)
