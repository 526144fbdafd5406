"""The filter dialogue: every value found in the library, with the number of matching scenarios."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from simulator.messages import say
from simulator.practice.filters import EVERYTHING, FACETS, Facet, Filter, Value, matching, values
from simulator.practice.home import ToPlay
from simulator.scenario.text import clean_line
from simulator.tui.dialogue import Dialogue
from simulator.tui.footer import KeyFooter
from simulator.tui.keys import FILTER, bindings
from simulator.tui.listing import Item, Listing, heading
from simulator.tui.text import content

_UNPLAYED = "unplayed"


@dataclass(frozen=True, slots=True)
class _Choice:
    """A value of a field of the filter, and how many scenarios it would leave.

    ``other`` is the value that the field gets if this one is turned on or off.
    """

    field: str
    name: str
    left: int
    chosen: bool
    other: str | bool


class FilterScreen(Dialogue[Filter]):
    """A dialogue above the library; its result is the chosen filter."""

    KEYS = FILTER
    BINDINGS = bindings(FILTER)
    DEFAULT_CSS = """
    FilterScreen #facets-window {
        width: 58;
        height: 90%;
        padding: 1 1 0 1;
    }
    FilterScreen #remain {
        height: auto;
        margin-bottom: 1;
        padding: 0 1;
    }
    FilterScreen #facets {
        height: 1fr;
        background: $surface;
    }
    """

    def __init__(self, scenarios: list[ToPlay], wanted: Filter) -> None:
        super().__init__()
        self._scenarios = scenarios
        self._wanted = wanted
        self._choices: dict[str, _Choice] = {}

    def compose(self) -> ComposeResult:
        """Yield the number of remaining scenarios, the list of filters and the footer."""
        with Vertical(id="facets-window", classes="dialogue"):
            yield Static(id="remain")
            yield Listing(id="facets")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the current filter."""
        self._show()

    def action_choose(self) -> None:
        """Turn the selected filter on or off."""
        choice = self._choices.get(self._listing.marked)
        if choice is not None:
            self._want(self._wanted.wanting(choice.field, choice.other))

    def action_clear(self) -> None:
        """Clear all filters."""
        self._want(EVERYTHING)

    def action_close(self) -> None:
        """Close the dialogue and return the filter."""
        self.dismiss(self._wanted)

    @on(Listing.Chosen)
    def _pressed(self) -> None:
        self.action_choose()

    @property
    def _listing(self) -> Listing:
        return self.query_one("#facets", Listing)

    def _want(self, wanted: Filter) -> None:
        self._wanted = wanted
        self._show()

    def _show(self) -> None:
        left, all_ = len(matching(self._scenarios, self._wanted)), len(self._scenarios)
        self.query_one("#remain", Static).update(_remaining(left, all_))
        self._choices = {}
        items = [self._unplayed()]
        for facet in FACETS:
            items.append(heading(facet.name, first=False))
            for value in values(facet, self._scenarios, self._wanted):
                items.append(self._value(facet, value))
        self._listing.show(items, self._listing.marked)

    def _unplayed(self) -> Item:
        left = len(matching(self._scenarios, self._wanted.wanting(_UNPLAYED, True)))
        chosen = self._wanted.unplayed
        choice = _Choice(_UNPLAYED, say("library.state_unplayed"), left, chosen, not chosen)
        return self._item(_UNPLAYED, choice)

    def _value(self, facet: Facet, value: Value) -> Item:
        chosen = getattr(self._wanted, facet.field) == value.id
        # An empty field of a filter filters nothing.
        other = "" if chosen else value.id
        choice = _Choice(facet.field, value.name, value.count, chosen, other)
        return self._item(f"{facet.field} {value.id}", choice)

    def _item(self, key: str, choice: _Choice) -> Item:
        self._choices[key] = choice
        # ``choice`` is an argument here. In the loop of ``_show`` all rows would draw the last one.
        return Item(key, 1, lambda width: [_drawn(choice, width)])


def _remaining(left: int, of: int) -> Content:
    return content((say("library.remaining", left=left, count=of), "bold"))


def _drawn(choice: _Choice, width: int) -> Content:
    """Return a row: a check box, the value, and the number of scenarios it would leave."""
    count = content((f"{choice.left:>4}", "$text-muted"))
    box = f"[{'x' if choice.chosen else ' '}] {clean_line(choice.name)}"
    if choice.chosen:
        shown = content((box, "bold $accent"))
    elif choice.left:
        shown = content(box)
    else:
        shown = content((box, "$text-muted"))
    return shown.truncate(max(1, width - count.cell_length), ellipsis=True, pad=True) + count
