"""The glossary on the full screen, to browse or search.

It explains terms, ground rules, kinds, hard moments, formats and sources. Who opens it looks
something up, so the search field has the focus at first: a letter typed at once is no key.
"""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.messages import say
from simulator.render.glossary import Entry, Part, narrowed, parts
from simulator.scenario.catalogue import Catalogue
from simulator.tui.keys import GLOSSARY, Footer, Key, bindings, typeable
from simulator.tui.paging import scroll_to_part
from simulator.tui.screens import RoomScreen
from simulator.tui.search import MOST_LETTERS, CleanField
from simulator.tui.take_keys import take_keys
from simulator.tui.text import content, lines

_WHILE_TYPING: dict[str, Footer] = {
    "glossary.search": "never",
    "glossary.read": "always",
    "glossary.next": "never",
    "glossary.previous": "never",
}
"""What the footer shows of these actions while the search field has the focus."""


class Wanted(CleanField):
    """The search field; the keys that scroll a page scroll it from here as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"screen.scroll_page('{key}')", show=False)
        for key in ("up", "down", "pageup", "pagedown")
    ]


class GlossaryScreen(RoomScreen):
    """Everything that the catalogue explains, on one page."""

    KEYS = GLOSSARY
    BINDINGS = bindings(GLOSSARY)
    DEFAULT_CSS = """
    GlossaryScreen #wanted {
        padding: 0 1;
        margin-bottom: 1;
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
            Wanted(
                id="wanted",
                placeholder=say("glossary.search_field"),
                compact=True,
                max_length=MOST_LETTERS,
            ),
            VerticalScroll(
                *(Static(_part(part), classes="part") for part in self._parts), id="page"
            ),
        ]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The actions that exist now; the footer follows the focus."""
        if not self.query_one("#wanted").has_focus:
            return super().keys
        return tuple(_while_typing(key) for key in super().keys)

    def on_mount(self) -> None:
        """Focus the search field."""
        self.query_one("#wanted").focus()

    def on_descendant_focus(self) -> None:
        """Show in the footer what works where the focus is."""
        take_keys(self, self.keys)

    def action_search(self) -> None:
        """Focus the search field."""
        self.query_one("#wanted").focus()

    def action_read(self) -> None:
        """Move the focus from the search field to the page."""
        self._page.focus()

    def action_scroll_page(self, key: str) -> None:
        """Scroll the page by one row, or by what is seen of it."""
        rows = 1 if key in ("up", "down") else self._page.size.height
        by = -rows if key in ("up", "pageup") else rows
        self._page.scroll_relative(y=by, animate=False)

    def action_jump(self, by: int) -> None:
        """Scroll to the next or the previous part."""
        scroll_to_part(self._page, self.query(".part"), by)

    def action_back(self) -> None:
        """Clear the search; without a search, go back to the previous screen."""
        wanted = self.query_one("#wanted", Input)
        if wanted.value:
            wanted.value = ""
        else:
            self.dismiss()  # it lies above any screen, so it closes itself alone

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#page", VerticalScroll)

    @on(Input.Changed, "#wanted")
    def _find(self, event: Input.Changed) -> None:
        found = narrowed(self._parts, event.value)
        page = self._page
        nothing = [Static(content(say("glossary.no_match")), classes="part")]
        # Textual completes both changes later; half of them must not be drawn.
        with self.app.batch_update():
            page.remove_children()
            page.mount_all([Static(_part(part), classes="part") for part in found] or nothing)
        page.scroll_home(animate=False)


def _while_typing(key: Key) -> Key:
    return replace(typeable(key), footer=_WHILE_TYPING.get(key.id, key.footer))


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
