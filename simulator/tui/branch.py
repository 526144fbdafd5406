"""The dialogue that lists the moments of a play, to try again from one of them."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.messages import say
from simulator.practice.branches import Behind
from simulator.render.attempt_text import moment_called
from simulator.tui.dialogue import Dialogue
from simulator.tui.footer import KeyFooter
from simulator.tui.keys import BRANCH, bindings
from simulator.tui.listing import Lines
from simulator.tui.presses import Question
from simulator.tui.text import content, numbered

TALLEST, MOST_ROWS = 92, 20
"""The greatest height of the dialogue in percent of the window, and of its list in rows."""


class BranchScreen(Dialogue[str | None]):
    """The moments met so far; its result is the id of the one to go back to, or None."""

    KEYS = BRANCH
    BINDINGS = bindings(BRANCH)
    DEFAULT_CSS = """
    #branch > Static {
        margin-bottom: 1;
    }
    #moments {
        height: auto; /* its greatest height is set in the program */
        background: $surface;
    }
    """

    def __init__(self, behind: list[Behind], at: str = "") -> None:
        """Create the dialogue; the moment ``at`` is selected at first, or else the last one."""
        super().__init__()
        self._behind = behind
        self._at = at
        self._asking = Question(self)

    def compose(self) -> ComposeResult:
        """Yield the explanation, the list of moments and the footer."""
        with Vertical(id="branch", classes="dialogue"):
            yield Static(content(say("plays.try_again" if self._behind else "plays.no_decision")))
            rows = (
                # The moment, and below it what the leader did.
                Option(numbered(i, moment_called(moment), moment.did))
                for i, moment in enumerate(self._behind, 1)
            )
            # Without ``markup=False`` Textual would read a bracket in a line as markup.
            yield Lines(*rows, id="moments", markup=False)
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Select the moment that was asked for, or the last: most likely that one is meant."""
        moments = self.query_one("#moments", OptionList)
        moments.display = bool(self._behind)
        places = [at for at, moment in enumerate(self._behind) if moment.moment == self._at]
        last = len(self._behind) - 1 if self._behind else None
        moments.highlighted = places[0] if places else last
        moments.focus()
        self._asking.ask()

    def on_resize(self) -> None:
        """Fit the list to what the explanation leaves of the window."""
        # The explanation wraps; its height is known after the layout.
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        dialogue, moments = self.query_one("#branch"), self.query_one("#moments", OptionList)
        said = dialogue.query_one(Static)
        borders = dialogue.outer_size.height - dialogue.content_size.height
        # Without the row of the footer.
        window = int((self.size.height - 1) * TALLEST / 100)
        most = window - borders - said.outer_size.height - 1
        moments.styles.max_height = max(2, min(MOST_ROWS, most))
        self.call_after_refresh(moments.scroll_to_highlight)

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
