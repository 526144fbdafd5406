"""The home screen: unfinished sessions, scenarios, programmes and finished sessions.

The list can be searched and filtered. Its data comes from ``practice/home.py``, its rows from
``tui/library_rows.py``. The list is shown at once; a thread computes missing figures one by one
while no other screen lies above.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker

from simulator.library.cards import TUTORIAL, begin_with
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.awaiting import awaiting_reaction
from simulator.practice.due_today import Today, today_at_hand
from simulator.practice.figures import Figures, known_figures, worked_out
from simulator.practice.filters import EVERYTHING, Filter, in_words, narrowed
from simulator.practice.home import (
    Entry,
    Home,
    HomeData,
    Played,
    Suggested,
    ToFollow,
    ToPlay,
)
from simulator.practice.programmes import known_programmes
from simulator.render import library_text as text
from simulator.store.play_store import PlayStore, StoreProblem
from simulator.tui.keys import LIBRARY, bindings, sign
from simulator.tui.library_rows import items
from simulator.tui.listing import Listing
from simulator.tui.previews import preview
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.search import SearchField
from simulator.tui.text import content

WIDE = 100
"""The width in columns from which a preview is shown beside the list."""

SETTLED = 0.2
"""Seconds between showing the list and the start of the thread, so that the list reacts at once."""

OFTEN = 0.2
"""The least number of seconds between two updates of the figures."""


class LibraryScreen(RoomScreen):
    """The list of everything the learner can do; never empty."""

    KEYS = LIBRARY
    is_library = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LIBRARY),
        # Not in the table: it works during a search only, and cannot be changed.
        Binding("escape", "leave_search", show=False),
    ]
    DEFAULT_CSS = """
    LibraryScreen #home-heading {
        height: 1;
        padding: 0 1;
        background: $panel;
    }
    LibraryScreen #asked-for {
        height: auto;
        max-height: 3;
        padding: 0 1;
        margin-bottom: 1;
    }
    LibraryScreen SearchField {
        margin-bottom: 1;
    }
    LibraryScreen SearchField.-textual-compact {
        padding: 0 1;
    }
    LibraryScreen.-searching #asked-for {
        margin-bottom: 0;
    }
    LibraryScreen #nothing {
        height: auto;
        padding: 0 1 1 1;
        display: none;
    }
    LibraryScreen #home {
        height: 1fr;
    }
    LibraryScreen #choices {
        width: 1fr;
    }
    LibraryScreen.-wide #choices {
        width: 60%;
        max-width: 76; /* or nothing would stand between a title and its figures */
    }
    LibraryScreen #teaser {
        height: 4; /* fixed: the list must not move when another line is selected */
        padding: 0 1;
        border-top: solid $primary;
    }
    LibraryScreen.-wide #teaser {
        display: none;
    }
    LibraryScreen #preview {
        display: none;
        width: 1fr;
        padding: 0 2;
        border-left: solid $primary;
        scrollbar-size-vertical: 1;
    }
    LibraryScreen #preview-text {
        max-width: 92;
        padding-right: 1;
    }
    LibraryScreen.-wide #preview {
        display: block;
    }
    """

    @dataclass
    class Known(Message):
        """More figures are known; posted by the thread that computes them."""

        figures: Figures

    @dataclass
    class DueToday(Message):
        """What is due today is known; posted by the same thread."""

        today: Today

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, Entry] = {}
        self._kept = HomeData(())
        self._home = Home()
        self._wanted = EVERYTHING
        self._going = self._previewed = ""
        self._working: Worker[None] | None = None

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.library")

    def inside(self) -> list[Widget]:
        """Return the heading, the active filter, the list, and the preview of the selected line."""
        subtitle = f"  {say('app.subtitle')}"
        heading = content((say("app.title"), "bold $accent"), (subtitle, "$text-muted"))
        return [
            Static(heading, id="home-heading"),
            Static(id="asked-for"),
            Static(id="nothing"),
            Horizontal(
                Listing(id="choices"),
                VerticalScroll(Static(id="preview-text"), id="preview"),
                id="home",
            ),
            Static(id="teaser"),
        ]

    def on_screen_resume(self) -> None:
        """Refresh the list: something may have been played meanwhile."""
        self.set_class(self._wide, "-wide")
        self._look()
        self._show(self._newly_broken_off())
        self.set_timer(SETTLED, self._work_on)

    def on_screen_suspend(self) -> None:
        """Stop computing figures, so that the screen above has the processor to itself."""
        if self._working is not None:
            self._working.cancel()  # it starts again on the next resume

    @on(Resize)
    def _resized(self) -> None:
        """Show the preview beside the list, or what the selected entry is about below it."""
        if self._wide != self.has_class("-wide"):
            self.set_class(self._wide, "-wide")
            self._show()

    def action_open(self) -> None:
        """Open the selected line."""
        if self._marked is not None:
            self.room.open_entry(self._marked)

    def action_watch(self) -> None:
        """Watch a demonstration of the selected scenario."""
        marked = self._marked.opens if isinstance(self._marked, Suggested) else self._marked
        match marked:
            case ToFollow():
                self.say(say("library.no_demonstration_of_programme"))
            case ToPlay(card=card) | Played(card=card):
                self.room.demonstrate(Path(card.path))

    def action_drill(self) -> None:
        """Open the drills that are due."""
        self.room.drill()

    def action_search(self) -> None:
        """Show the search field and focus it."""
        if not self._searching:
            self.mount(SearchField(), after="#asked-for")
            self.add_class("-searching")
        self.query_one(SearchField).focus()

    def action_leave_search(self) -> None:
        """Clear and close the search."""
        if self._searching:
            self.query(SearchField).remove()
            self.remove_class("-searching")
            self._choices.focus()
            self._want(self._wanted.wanting("text", ""))

    def action_move(self, by: int) -> None:
        """Move the selection while the search field has the focus."""
        self._choices.action_move(by)

    def action_filter(self) -> None:
        """Open the filter dialogue."""
        from simulator.tui.filtering import FilterScreen

        self.app.push_screen(FilterScreen(self._home.scenarios(), self._wanted), self._filtered)

    def action_clear_filter(self) -> None:
        """Clear search and filter."""
        self.action_leave_search()
        self._want(EVERYTHING)

    def action_progress(self) -> None:
        """Show what all finished sessions show together."""
        self.room.progress()

    def action_welcome(self) -> None:
        """Show the welcome again."""
        self.room.welcome()

    def action_leave(self) -> None:
        """Leave the program."""
        self.room.leave()

    @property
    def _choices(self) -> Listing:
        return self.query_one("#choices", Listing)

    @property
    def _marked(self) -> Entry | None:
        return self._entries.get(self._choices.marked)

    @property
    def _searching(self) -> bool:
        return self.has_class("-searching")

    @property
    def _wide(self) -> bool:
        # Of the app: the screen has no size yet when it is resumed for the first time.
        return self.app.size.width >= WIDE

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._searching:
            self._want(self._wanted.wanting("text", event.value))
            self._choices.action_first()

    @on(Listing.Marked)
    def _preview(self) -> None:
        if not self._wide:
            about = text.teaser(self._marked) if self._marked is not None else ""
            self.query_one("#teaser", Static).update(content(about))
            return
        self.query_one("#preview-text", Static).update(preview(self._marked))
        before, self._previewed = self._previewed, self._choices.marked
        # New figures of the same entry must not scroll its preview back.
        if self._previewed != before:
            self.query_one("#preview").scroll_home(animate=False)

    @on(Listing.Chosen)
    def _pressed(self) -> None:
        self.action_open()

    @on(Known)
    def _learn(self, event: Known) -> None:
        # Added, not replaced: the message of a thread that was cancelled may arrive late.
        self._kept = replace(self._kept, figures=self._kept.figures.and_also(event.figures))
        self._list()

    @on(DueToday)
    def _learn_due(self, event: DueToday) -> None:
        self._kept = replace(self._kept, today=event.today)
        self._list()

    def _look(self) -> None:
        """Read library, plays and known figures again."""
        workspace = self.room.workspace
        cards = library_cards(workspace)
        try:
            plays, replaced = self.room.store.plays(), self.room.store.replaced()
            today = today_at_hand(workspace, self.room.store, plays)
            awaited = awaiting_reaction(self.room.store, plays)
        except StoreProblem as lost:
            self.say(str(lost), error=True)
            # Scenarios can be read and watched even if the store cannot be opened.
            plays, replaced, today, awaited = [], [], Today(), frozenset()
        known = known_figures(workspace.cache, cards, plays, self._kept.figures)
        programmes = known_programmes(workspace, plays)
        self._kept = HomeData(cards, plays, known, programmes, replaced, today, awaited)

    def _work_on(self) -> None:
        # The timer may end after another screen has been opened.
        if self.is_active:
            self._working = self._work_out(self.room.workspace, self.room.store, self._kept)

    @work(thread=True, exclusive=True)
    def _work_out(self, workspace: Workspace, store: PlayStore, saved: HomeData) -> None:
        """Compute the missing figures in a thread, so that the screen still reacts."""
        if saved.today is not None and saved.today.due is None and saved.plays:
            self._count_due(workspace, store, saved)
        known, posted = saved.figures, monotonic()
        cards, plays = saved.cards, saved.plays
        for known in worked_out(workspace, store, cards, plays, saved.figures, until_left()):
            if monotonic() - posted > OFTEN:
                self.post_message(self.Known(known))
                posted = monotonic()
        self.post_message(self.Known(known))

    def _count_due(self, workspace: Workspace, store: PlayStore, saved: HomeData) -> None:
        from simulator.practice.due_plan import today_of

        # The screen has already reported a store that cannot be read.
        with suppress(StoreProblem):
            today = today_of(workspace, store, saved.cards, saved.plays, until_left())
            self.post_message(self.DueToday(today))

    def _newly_broken_off(self) -> str:
        """Return the key of the first unfinished entry if it is new since the last refresh."""
        entries = self._kept.home.entries()
        going = next((entry.key for entry in entries if entry.going), "")
        before, self._going = self._going, going
        return going if going != before else ""

    def _filtered(self, wanted: Filter | None) -> None:
        if wanted is not None:
            # The dialogue does not know the text of the search.
            self._want(wanted.wanting("text", self._wanted.text))

    def _want(self, wanted: Filter) -> None:
        self._wanted = wanted
        self._show()

    def _show(self, mark: str = "") -> None:
        """Show the filtered list and the filter; select ``mark``, or keep the selection."""
        left = self._list(mark)
        self.query_one("#asked-for", Static).update(self._asked_for(left))
        self._say_if_nothing(left > 0)

    def _list(self, mark: str = "") -> int:
        """Show the filtered list; return how many scenarios it has."""
        self._home = self._kept.home
        shown = narrowed(self._home, self._wanted) if self._wanted else self._home
        self._entries = {entry.key: entry for entry in shown.entries()}
        self._choices.show(items(shown), mark or self._choices.marked)
        return len(shown.scenarios())

    def _asked_for(self, left: int) -> Content:
        """Return a sentence on what the list shows: the filter, a welcome, or a count."""
        scenarios = self._home.scenarios()
        if self._wanted:
            wanted = in_words(self._wanted, scenarios)
            asked = say("library.matches", left=left, count=len(scenarios), filter=wanted)
            return content((asked, "bold"), (f"  {self._way_back()}", "$text-muted"))
        if self._kept.first_start:
            return content(self._welcome())
        new = sum(not entry.begun for entry in scenarios)
        if new:
            how_many = say("library.some_unplayed", count=len(scenarios), new=new)
        else:
            how_many = say("library.all_played", count=len(scenarios))
        if any(entry.debriefed for entry in scenarios):
            key = self._key("library.progress")
            how_many = f"{how_many}  {say('library.to_progress', key=key)}"
        return content((how_many, "$text-muted"))

    def _welcome(self) -> str:
        first = begin_with(self._kept.cards)
        signs = {
            "enter": self.sign_in_text("library.open"),
            "watch": self.sign_in_text("library.watch"),
            "help": self.sign_in_text("help"),
        }
        if first is not None and first.id == TUTORIAL and first.minutes:
            return say("library.welcome_tutorial", count=first.minutes, **signs)
        return say("library.welcome", **signs)

    def _way_back(self) -> str:
        if self._searching:
            return say("library.clear_search")
        return say("library.clear_all", key=self._key("library.clear"))

    def _key(self, action: str) -> str:
        """Return the first key of an action, with the learner's own keys."""
        return next((sign(key.names[0]) for key in self.keys if key.id == action), "")

    def _say_if_nothing(self, anything: bool) -> None:
        nothing = self.query_one("#nothing", Static)
        nothing.display = not anything
        if self._wanted:
            nothing.update(content((say("library.no_match") + " ", "bold"), self._way_back()))
        else:
            nothing.update(content(say("library.empty")))
