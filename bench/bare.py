"""A minimal Textual app with a line, a list, a footer and one key: the baseline for ours."""

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
        """Yield a line, a list and a footer."""
        yield Static("a practice room", id="line")
        yield OptionList("one", "two", "three")
        yield Footer()

    def action_count(self) -> None:
        """Count the key press and show the count."""
        self.pressed = getattr(self, "pressed", 0) + 1
        self.query_one("#line", Static).update(f"a practice room {self.pressed}")


if __name__ == "__main__":
    BareApp().run()
