"""Fields in which something is typed: what is typed or pasted is made clean before it is drawn."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from simulator.scenario.text import clean_text
from simulator.tui.screens import leave_enter_to_the_screen

MOST_LETTERS = 60
"""So many can be told back in a line."""


class CleanField(Input):
    """A line in which nothing unclean can stand."""

    def validate_value(self, value: str) -> str:
        """Let nothing unclean stand in the field."""
        return clean_text(value)


class SearchField(CleanField):
    """One line over a list that belongs to its screen, which moves its mark (``action_move``)."""

    HELP = "You are typing words to find. The arrows move the mark, enter opens what is marked, esc takes the words back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.move(-1)", show=False),
        Binding("down", "screen.move(1)", show=False),
    ]

    def __init__(self) -> None:
        asks = "words of a title, a teaser, a ground rule or a situation"
        super().__init__(placeholder=asks, compact=True, max_length=MOST_LETTERS)
        leave_enter_to_the_screen(self)
