"""The home screen: what to go on with, what there is to play, and what was played; narrowed by words and by a filter.

What it lists is data (``learner/shelf.py``), how it looks is ``tui/entries.py``. The list is there at once; figures that have
to be worked out come in one by one from beside the screen, as long as nothing lies above it.
"""

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

from simulator.library.find import library_cards
from simulator.library.find_programmes import library_programmes
from simulator.practice.figures import Figures, known_figures, worked_out
from simulator.practice.filters import EVERYTHING, Filter, in_words, narrowed
from simulator.practice.home import Entry, Kept, Played, Shelf, ToFollow, ToPlay, shelf
from simulator.store.store import Store, StoreProblem
from simulator.tui.filtering import FilterScreen
from simulator.tui.keys import LIBRARY, bindings, sign
from simulator.tui.library_rows import counted, items
from simulator.tui.listing import Listing
from simulator.tui.previews import preview
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.search import SearchField
from simulator.tui.text import content

WIDE = 100
"""Columns from which a preview stands beside the list."""

SETTLED = 0.2
"""Seconds that the list has to itself before figures are worked out beside it."""

OFTEN = 0.2
"""Seconds at least between two lots of figures that come in."""


class LibraryScreen(RoomScreen):
    """What there is to do; never empty."""

    KEYS = LIBRARY
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LIBRARY),
        Binding("escape", "leave_search", show=False),
    ]
    ABOUT = (
        "Choose a group to lead. What you broke off stands first and goes on exactly where it stopped. A programme is several "
        "scenarios in an order. Finished plays stand last, with their debriefs. Percent is of the best that a scenario allows; "
        "chance is what choosing blindly would earn."
    )
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
    LibraryScreen #choices {
        width: 1fr;
    }
    LibraryScreen #preview {
        display: none;
        width: 40%;
        padding: 0 2;
        border-left: solid $panel;
        scrollbar-size-vertical: 1;
    }
    LibraryScreen #preview-text {
        padding-right: 1;
    }
    LibraryScreen.-wide #preview {
        display: block;
    }
    """

    @dataclass
    class Known(Message):
        """More figures are known; sent from the thread that works them out."""

        figures: Figures

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, Entry] = {}
        self._kept = Kept(())
        self._shelf = Shelf()
        self._wanted = EVERYTHING
        self._going = self._previewed = ""
        self._working: Worker[None] | None = None

    def inside(self) -> list[Widget]:
        """A heading, what is asked for, the list, and the preview of what is marked in it."""
        heading = content(
            ("Balint leader simulator", "bold $accent"), ("  a practice room", "$text-muted")
        )
        return [
            Static(heading, id="home-heading"),
            Static(id="asked-for"),
            Static(id="nothing"),
            Horizontal(
                Listing(id="choices"),
                VerticalScroll(Static(id="preview-text"), id="preview"),
                id="home",
            ),
        ]

    def on_screen_resume(self) -> None:
        """List anew: something may have been played meanwhile."""
        self.set_class(self._wide, "-wide")
        self._look()
        self._show(self._newly_broken_off())
        self.set_timer(SETTLED, self._work_on)

    def on_screen_suspend(self) -> None:
        """Leave the processor to what lies above."""
        if self._working is not None:
            self._working.cancel()

    @on(Resize)
    def _resized(self) -> None:
        """With a preview beside it, the list says other things."""
        if self._wide != self.has_class("-wide"):
            self.set_class(self._wide, "-wide")
            self._show()

    def action_open(self) -> None:
        """Open what is marked."""
        from simulator.practice.plays import go_on, look_back
        from simulator.tui.debrief import DebriefScreen
        from simulator.tui.group import GroupScreen

        entry = self._marked
        try:
            match entry:
                case ToPlay():
                    self.room.brief(Path(entry.card.path))
                case ToFollow():
                    self.room.follow(entry.part)
                case Played(play=play) if play.ended is None:
                    self.app.push_screen(GroupScreen(go_on(self.room.store, play)))
                case Played(play=play):
                    self.app.push_screen(DebriefScreen(look_back(self.room.store, play)))
        except StoreProblem as lost:
            self.say(str(lost), error=True)

    def action_watch(self) -> None:
        """Watch the marked scenario being led."""
        match self._marked:
            case ToFollow():
                self.say(
                    "Each of its scenarios has its own demonstration; they stand under 'Scenarios'."
                )
            case ToPlay(card=card) | Played(card=card):
                self.room.demonstrate(Path(card.path))

    def action_search(self) -> None:
        """Type words to find."""
        if not self._searching:
            self.mount(SearchField(), after="#asked-for")
            self.add_class("-searching")
        self.query_one(SearchField).focus()

    def action_leave_search(self) -> None:
        """Take the words back."""
        if self._searching:
            self.query(SearchField).remove()
            self.remove_class("-searching")
            self._choices.focus()
            self._want(self._wanted.wanting("text", ""))

    def action_move(self, by: int) -> None:
        """Move the mark while words are typed."""
        self._choices.action_move(by)

    def action_filter(self) -> None:
        """Choose what the scenarios should have."""
        self.app.push_screen(FilterScreen(self._shelf.scenarios(), self._wanted), self._filtered)

    def action_clear_filter(self) -> None:
        """Ask for nothing: everything is listed."""
        self.action_leave_search()
        self._want(EVERYTHING)

    def action_quit_room(self) -> None:
        """Leave the program."""
        self.app.exit()

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
        return self.app.size.width >= WIDE

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._searching:
            self._want(self._wanted.wanting("text", event.value))
            self._choices.action_first()

    @on(Listing.Marked)
    def _preview(self) -> None:
        if not self._wide:
            return
        self.query_one("#preview-text", Static).update(preview(self._marked))
        before, self._previewed = self._previewed, self._choices.marked
        if self._previewed != before:
            self.query_one("#preview").scroll_home(animate=False)

    @on(Listing.Chosen)
    def _pressed(self) -> None:
        self.action_open()

    @on(Known)
    def _learn(self, event: Known) -> None:
        self._kept = replace(self._kept, figures=self._kept.figures.and_also(event.figures))
        self._list()

    def _look(self) -> None:
        """Take everything as it is now."""
        cards = library_cards()
        try:
            plays, replaced = self.room.store.plays(), self.room.store.replaced()
        except StoreProblem as lost:
            self.say(str(lost), error=True)
            plays, replaced = [], []
        known = known_figures(cards, plays, self._kept.figures)
        self._kept = Kept(cards, plays, known, library_programmes(), replaced)

    def _work_on(self) -> None:
        if self.is_active:
            self._working = self._work_out(self.room.store, self._kept)

    @work(thread=True, exclusive=True)
    def _work_out(self, store: Store, kept: Kept) -> None:
        """Work out beside the screen, which stays awake, what is not known yet."""
        known, told = kept.figures, monotonic()
        for known in worked_out(store, kept.cards, kept.plays, kept.figures, until_left()):
            if monotonic() - told > OFTEN:
                self.post_message(self.Known(known))
                told = monotonic()
        self.post_message(self.Known(known))

    def _newly_broken_off(self) -> str:
        """The key of what stands first to go on with, if it did not when the list was last seen."""
        first = next(shelf(self._kept).entries(), None)
        going = first.key if first is not None and first.going else ""
        before, self._going = self._going, going
        return going if going != before else ""

    def _filtered(self, wanted: Filter | None) -> None:
        if wanted is not None:
            self._want(wanted.wanting("text", self._wanted.text))

    def _want(self, wanted: Filter) -> None:
        self._wanted = wanted
        self._show()

    def _show(self, mark: str = "") -> None:
        """List what is wanted, with this entry marked, or else the one that is; and say what that is."""
        left = self._list(mark)
        self.query_one("#asked-for", Static).update(self._asked_for(left))
        self._say_if_nothing(left > 0)

    def _list(self, mark: str = "") -> int:
        """List what is wanted; return how many scenarios that are."""
        self._shelf = shelf(self._kept)
        shown = narrowed(self._shelf, self._wanted) if self._wanted else self._shelf
        self._entries = {entry.key: entry for entry in shown.entries()}
        self._choices.show(items(shown, wide=self._wide), mark or self._choices.marked)
        return len(shown.scenarios())

    def _asked_for(self, left: int) -> Content:
        """What the list shows, in words."""
        scenarios = self._shelf.scenarios()
        if self._wanted:
            asked = f"{left} of {counted(len(scenarios), 'scenario')}: {in_words(self._wanted, scenarios)}."
            return content((asked, "bold"), (f"  {self._way_back()}", "$text-muted"))
        if self._kept.first_start:
            return content(self._welcome())
        new = sum(not entry.begun for entry in scenarios)
        how_many = f"{new} of them not yet played" if new else "all of them played"
        return content((f"{counted(len(scenarios), 'scenario')}, {how_many}.", "$text-muted"))

    def _welcome(self) -> str:
        keys = map(self._key, ("library.open", "library.watch", "help"))
        return "Welcome: {} opens what is marked, {} shows it being led well, {} helps.".format(
            *keys
        )

    def _way_back(self) -> str:
        return (
            "Esc takes the words back."
            if self._searching
            else f"{self._key('library.clear')} shows all."
        )

    def _key(self, action: str) -> str:
        """The first of an action's keys as this learner has them."""
        return next((sign(key.names[0]) for key in self.keys if key.id == action), "")

    def _say_if_nothing(self, anything: bool) -> None:
        nothing = self.query_one("#nothing", Static)
        nothing.display = not anything
        if self._wanted:
            nothing.update(content(("No scenario has all of that. ", "bold"), self._way_back()))
        else:
            nothing.update(
                content(
                    "There are no scenarios here: the installation is damaged. 'balint-sim doctor' says more."
                )
            )
