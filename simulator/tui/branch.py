"""The dialogue that lists the moments of a play, to try again from one of them."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.messages import say
from simulator.practice.branches import Behind
from simulator.tui.keys import BRANCH, bindings
from simulator.tui.listing import Lines
from simulator.tui.presses import Question
from simulator.tui.room import RoomModal
from simulator.tui.text import content, numbered


class BranchScreen(RoomModal[str | None]):
    """The moments met so far; its result is the id of the one to go back to, or None."""

    KEYS = BRANCH
    BINDINGS = bindings(BRANCH)
    DEFAULT_CSS = """
    BranchScreen {
        align: center middle;
    }
    #branch {
        width: 76;
        max-width: 96%;
        height: auto;
        max-height: 92%;
        padding: 0 2;
        background: $surface;
        border: solid $primary;
    }
    #branch > Static {
        margin-bottom: 1;
    }
    #moments {
        height: auto;
        max-height: 14;
        background: $surface;
    }
    """

    def __init__(self, behind: list[Behind]) -> None:
        super().__init__()
        self._behind = behind
        self._asking = Question(self)

    def compose(self) -> ComposeResult:
        """Yield the explanation, the list of moments and the footer."""
        with Vertical(id="branch"):
            yield Static(content(say("plays.try_again" if self._behind else "plays.no_decision")))
            rows = (
                # The last line heard before a moment, and below it what the leader did.
                Option(numbered(i, moment.heard, moment.did))
                for i, moment in enumerate(self._behind, 1)
            )
            # Without ``markup=False`` Textual would read a bracket in a line as markup.
            yield Lines(*rows, id="moments", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Select the last moment: the learner most likely means that one."""
        moments = self.query_one("#moments", OptionList)
        moments.display = bool(self._behind)
        moments.highlighted = len(self._behind) - 1 if self._behind else None
        moments.focus()
        self._asking.ask()

    def action_choose(self) -> None:
        """Go back to the selected moment."""
        highlighted = self.query_one("#moments", OptionList).highlighted
        if highlighted is not None:
            self._go_back(highlighted)

    def action_stay(self) -> None:
        """Close the dialogue without going back."""
        self.dismiss(None)

    @on(OptionList.OptionSelected, "#moments")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._go_back(event.option_index)

    def _go_back(self, chosen: int) -> None:
        # The key that opened the dialogue may still be held.
        if self._asking.accepts():
            self.dismiss(self._behind[chosen].moment)
