"""The glossary on the full screen, to browse or search.

It explains terms, ground rules, kinds, hard moments, formats and sources.
"""

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.messages import say
from simulator.render.glossary import Entry, Part, narrowed, parts
from simulator.scenario.catalogue import Catalogue
from simulator.tui.keys import GLOSSARY, bindings
from simulator.tui.paging import scroll_to_part
from simulator.tui.screens import RoomScreen
from simulator.tui.search import MOST_LETTERS, CleanField
from simulator.tui.text import content, lines


class GlossaryScreen(RoomScreen):
    """Everything that the catalogue explains, on one page."""

    KEYS = GLOSSARY
    BINDINGS = bindings(GLOSSARY)
    DEFAULT_CSS = """
    GlossaryScreen #wanted {
        display: none;
        padding: 0 1;
        margin-bottom: 1;
    }
    GlossaryScreen.-searching #wanted {
        display: block;
    }
    GlossaryScreen .part {
        padding: 0 1 1 1;
    }
    """

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._parts = parts(catalogue)

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.glossary")

    def inside(self) -> list[Widget]:
        """Return the heading, the search field and the page."""
        subtitle = f"  {say('glossary.subtitle')}"
        return [
            Static(
                content((say("glossary.title"), "bold $accent"), (subtitle, "$text-muted")),
                id="heading",
            ),
            CleanField(
                id="wanted",
                placeholder=say("glossary.search_field"),
                compact=True,
                max_length=MOST_LETTERS,
            ),
            VerticalScroll(
                *(Static(_part(part), classes="part") for part in self._parts), id="page"
            ),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it."""
        self.query_one("#page").focus()

    def action_search(self) -> None:
        """Show the search field and focus it."""
        self.add_class("-searching")
        self.query_one("#wanted").focus()

    def action_read(self) -> None:
        """Move the focus from the search field to the page."""
        self.query_one("#page").focus()

    def action_jump(self, by: int) -> None:
        """Scroll to the next or the previous part."""
        scroll_to_part(self.query_one("#page", VerticalScroll), self.query(".part"), by)

    def action_back(self) -> None:
        """Clear the search; without a search, go back to the previous screen."""
        if not self.has_class("-searching"):
            self.dismiss()  # it lies above any screen, so it closes itself alone
            return
        self.remove_class("-searching")
        self.query_one("#wanted", Input).value = ""
        self.action_read()

    @on(Input.Changed, "#wanted")
    def _find(self, event: Input.Changed) -> None:
        found = narrowed(self._parts, event.value)
        page = self.query_one("#page", VerticalScroll)
        nothing = [Static(content(say("glossary.no_match")), classes="part")]
        # Textual completes both changes later; half of them must not be drawn.
        with self.app.batch_update():
            page.remove_children()
            page.mount_all([Static(_part(part), classes="part") for part in found] or nothing)
        page.scroll_home(animate=False)


def _part(part: Part) -> Content:
    rows = [content((part.name, "bold $primary")), content((part.about, "$text-muted"))]
    for entry in part.entries:
        rows += [content(""), *_entry(entry)]
    return lines(*rows)


def _entry(entry: Entry) -> list[Content]:
    rows = [content((entry.name, "bold"))]
    rows += [
        content((f"{label}: ", "italic"), text) if label else content(text)
        for label, text in entry.paragraphs
    ]
    if entry.sources:
        sources = f"{say('glossary.entry_sources')}: {entry.sources}"
        rows.append(content((sources, "$text-muted")))
    return rows
