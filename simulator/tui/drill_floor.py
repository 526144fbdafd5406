"""The parts of the drill screen: the turns, and below them a question, a field and the lines."""

from typing import ClassVar

from textual import on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.engine.prompt import Offer
from simulator.messages import say
from simulator.practice.drill_plan import Due
from simulator.practice.saved_play import MOST_OWN_WORDS
from simulator.tui.ascii_only import writes_unicode
from simulator.tui.drill_keys import Doing, keys_now
from simulator.tui.keys import DRILL, Key, bindings, sign
from simulator.tui.offer_list import OfferList
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen
from simulator.tui.search import CleanField
from simulator.tui.take_keys import take_keys
from simulator.tui.text import content
from simulator.tui.transcript import Transcript


class DrillFloor(RoomScreen):
    """A screen that shows turns and asks; what it asks, and what follows, is said in a subclass.

    ``_left`` are the drills after this one; None: what is due has not been read yet.
    """

    KEYS: ClassVar[tuple[Key, ...]] = DRILL
    BINDINGS = bindings(DRILL)
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    DrillFloor #drill-floor {
        height: auto;
        max-height: 60%;
        border-top: solid $primary;
    }
    DrillFloor #words {
        max-height: 12;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._doing: Doing = "loading"
        self._left: tuple[Due, ...] | None = None
        self._listed: list[Offer] = []
        self._asking = Question(self, self._show_question)
        self._question = say("drills.loading")

    def inside(self) -> list[Widget]:
        """Return the heading, the turns, the question, the field and the lines."""
        # Or the first key would replace what was written before.
        field = CleanField(id="own-words", max_length=MOST_OWN_WORDS, select_on_focus=False)
        return [
            Static(id="clock"),
            Transcript("transcript", ascii_only=not writes_unicode()),
            Vertical(Static(id="question"), field, OfferList(), id="drill-floor"),
        ]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The actions, with the footer that they have now."""
        return keys_now(super().keys, self._doing, len(self._listed))

    def action_older(self) -> None:
        """Scroll back."""
        self.query_one(Transcript).scroll_page_up(animate=False)

    def action_newer(self) -> None:
        """Scroll forward."""
        self.query_one(Transcript).scroll_page_down(animate=False)

    @on(CleanField.Pasted)
    def _pasted(self) -> None:
        """Say how much of a paste did not fit."""
        left_out = self.query_one("#own-words", CleanField).left_out
        if left_out:
            self.say(say("group.left_out", count=left_out))

    def on_descendant_focus(self) -> None:
        """Show in the footer what works in the field."""
        self._follow_focus()

    def on_descendant_blur(self) -> None:
        """Show in the footer what works outside the field."""
        self._follow_focus()

    def _follow_focus(self) -> None:
        if self._doing in ("deciding", "writing"):
            writing = isinstance(self.focused, Input)
            doing: Doing = "writing" if writing else "deciding"
            if doing != self._doing:
                self._now(doing)

    def _list(self, rows: list[Offer]) -> None:
        """Show what can be chosen; nothing is selected."""
        self._listed = rows
        words = self.query_one(OfferList)
        words.show(rows)
        words.display = True
        words.focus()

    def _now(self, doing: Doing) -> None:
        """Show what can be done now."""
        self._doing = doing
        if doing in ("loading", "done", "over"):
            self._listed = []
            for closed in ("#words", "#own-words"):
                self.query_one(closed).display = False
        if doing == "loading":
            self._question = say("drills.loading")
        self._show_heading()
        self._show_question()
        take_keys(self, self.keys)

    def _show_heading(self) -> None:
        left = len(self._left or ())
        said = say("drills.next", count=left) if left else ""
        heading = content((say("screens.drill"), "bold $accent"), (f"  {said}", "$text-muted"))
        self.query_one("#clock", Static).update(heading)

    def _show_question(self) -> None:
        asks = self._doing in ("deciding", "words")
        settled = self._asking.settled or not asks
        shown = self._question if settled else f"{self._question} ..."
        self.query_one("#question", Static).update(content((shown, "bold" if asks else "")))

    def _key(self, action: str) -> str:
        return next((sign(key.names[0]) for key in self.keys if key.id == action), "")
