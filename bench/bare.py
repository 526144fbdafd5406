"""The barest Textual app that shows a line, a list and a footer, and answers a key: what ours is measured beside."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, OptionList, Static


class BareApp(App[None]):
    """One screen, one key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "count", "Count", priority=True),
        ("q", "quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        """A line, a list, a footer."""
        yield Static("a practice room", id="line")
        yield OptionList("one", "two", "three")
        yield Footer()

    def action_count(self) -> None:
        """Show another line."""
        self.pressed = getattr(self, "pressed", 0) + 1
        self.query_one("#line", Static).update(f"a practice room {self.pressed}")


if __name__ == "__main__":
    BareApp().run()
