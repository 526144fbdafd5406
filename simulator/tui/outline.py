"""The outline of a page: its headings in a list, to go to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.messages import say
from simulator.tui.dialogue import Dialogue
from simulator.tui.footer import KeyFooter
from simulator.tui.keys import OUTLINE, bindings
from simulator.tui.listing import Lines
from simulator.tui.text import content


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading with the index of its section; ``inner`` if it is within another section."""

    section: int
    heading: str
    inner: bool


class OutlineScreen(Dialogue[int | None]):
    """The headings; the result is the section that was chosen, or None."""

    KEYS = OUTLINE
    BINDINGS = bindings(OUTLINE)
    DEFAULT_CSS = """
    #outline > Static {
        margin-bottom: 1;
    }
    #headings {
        height: auto;
        max-height: 100vh;
        background: $surface;
    }
    """

    def __init__(self, entries: Sequence[Entry], at: int) -> None:
        """Create the dialogue; the section ``at`` is selected at first, or the one above it."""
        super().__init__()
        self._entries = entries
        self._at = at

    def compose(self) -> ComposeResult:
        """Yield the explanation, the headings and the footer."""
        with Vertical(id="outline", classes="dialogue"):
            yield Static(content((say("debrief.outline"), "bold")))
            yield Lines(*map(_option, self._entries), id="headings", markup=False)
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Select the heading of what is being read."""
        headings = self.query_one("#headings", OptionList)
        above = [at for at, entry in enumerate(self._entries) if entry.section <= self._at]
        headings.highlighted = above[-1] if above else 0
        headings.focus()

    def on_resize(self) -> None:
        """Fit the list to the window: borders, the title and the footer take six rows."""
        self.query_one("#headings").styles.max_height = max(2, self.size.height * 92 // 100 - 6)

    def action_choose(self) -> None:
        """Go to the selected heading."""
        highlighted = self.query_one("#headings", OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._entries[highlighted].section)

    def action_stay(self) -> None:
        """Close the outline and stay."""
        self.dismiss(None)

    @on(OptionList.OptionSelected, "#headings")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._entries[event.option_index].section)


def _option(entry: Entry) -> Option:
    margin = "    " if entry.inner else "  "
    return Option(content(f"{margin}{entry.heading}"))
