"""A question below the meeting: the lines to choose from, or a field, and the rows they take.

The field is for own words, which are saved, and for answers to questions to oneself. The screen for
leading is a subclass, which says what is asked when, and what an answer does.
"""

from textual import on
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.engine.prompt import Offer
from simulator.engine.reflections import Question as ToOneself
from simulator.messages import say
from simulator.practice.saved_play import MOST_OWN_WORDS, SavedPlay
from simulator.store.play_store import StoreProblem
from simulator.tui.find_bar import FindBar
from simulator.tui.meeting_screen import MeetingScreen
from simulator.tui.offer_list import OfferList
from simulator.tui.presses import Question
from simulator.tui.reflecting import Reflecting
from simulator.tui.search import CleanField
from simulator.tui.text import content

LONG = 50
"""The length in characters above which it is shown below the field for own words."""

MOST_FLOOR = 13
"""The most rows that are reserved for questions and lines, with the rule above them."""


class AskingScreen(MeetingScreen):
    """A meeting with space for a question and its answers, which is reserved all the time."""

    def __init__(self, saved: SavedPlay) -> None:
        super().__init__(saved.session)
        self.saved = saved
        self._reflecting = Reflecting(saved)
        self._listed: list[Offer] = []
        self._question = ""
        self._asking = Question(self, self._show_question)

    def below(self) -> list[Widget]:
        """Return the question, the field for own words, and the lines to choose from."""
        return [
            Static(id="question"),
            CleanField(id="own-words", max_length=MOST_OWN_WORDS, select_on_focus=False),
            Static(id="own-length"),
            OfferList(),
        ]

    def _fit_keys(self) -> None:
        """Bind the keys anew if they or the footer have changed."""

    # The field.

    def _open_field(self, text: str, placeholder: str) -> None:
        field = self.query_one("#own-words", Input)
        field.value = text
        field.placeholder = placeholder
        field.display = True

    @on(Input.Changed, "#own-words")
    # A paste into a full field changes nothing, so there is no ``Changed``.
    @on(CleanField.Pasted)
    def _measured(self) -> None:
        """Show the length of a long text below its field, and how much of a paste did not fit."""
        field = self.query_one("#own-words", CleanField)
        shown = self.query_one("#own-length", Static)
        shown.display = field.display and len(field.value) > LONG
        length = say("group.length", length=len(field.value), count=MOST_OWN_WORDS)
        dropped = f" {say('group.left_out', count=field.left_out)}" if field.left_out else ""
        shown.update(content((length, "$text-muted"), (dropped, "bold")))

    def _keep_words(self) -> bool:
        """Save the own words in the field, if it is open; return False if that failed."""
        field = self.query_one("#own-words", Input)
        if not field.display or self._reflecting.open is not None or not self.session.prompt.asks:
            return True
        try:
            if field.value != self.saved.own_words_now:
                self.saved.own_words(field.value)
        except StoreProblem as problem:
            self.say(say("group.own_words_not_saved", problem=problem), error=True)
            return False
        return True

    def _reflect(self, question: ToOneself) -> None:
        """Open the field for the answer to a question to oneself, below the question."""
        self._reflecting.open = question
        save, skip = self.sign_in_text("group.continue"), self.sign("group.back")
        self._question = self._reflecting.label(save, skip)
        self._asking.ask()
        self._hint(self._asked, asks=True)
        self._open_field("", say("group.answer_field"))
        self.query_one("#own-words").focus()
        self._fit_keys()

    # The lines.

    def _offer(self, question: str, rows: list[Offer]) -> None:
        """Show lines to choose from; none is selected, so that one Enter too many chooses none."""
        self._question = question
        self._asking.ask()
        self.unsay()
        # First, because it also closes the list and all fields.
        self._hint(self._asked, asks=True)
        self._list(rows)
        words = self.query_one(OfferList)
        words.display = True
        words.focus()
        self.make_room(self.size)
        self._fit_keys()

    def _list(self, rows: list[Offer]) -> None:
        self._listed = rows
        self.query_one(OfferList).show(rows)
        self._fit_keys()

    def make_room(self, size: Size) -> None:
        """Divide the screen; the last row of the list must be visible on the floor."""
        super().make_room(size)
        # The padding of ``#floor`` takes two columns.
        question = content(self.below_the_circle).wrap(max(1, size.width - 2))
        fields = ("#own-words", "#own-length")
        above = 1 + len(question) + sum(self.query_one(field).display for field in fields)
        above += self.query_one(FindBar).searching
        self.query_one("#words").styles.max_height = max(3, self.floor_rows(size) - above)

    def floor_rows(self, size: Size) -> int:
        """Return the rows reserved for questions and lines, which are there all the time."""
        return min(MOST_FLOOR, size.height * 9 // 20)

    def _hint(self, text: str, *, asks: bool = False) -> None:
        self.hint(text, asks=asks)
        for closed in ("#words", "#own-words", "#own-length"):
            self.query_one(closed).display = False
        self.query_one("#floor").set_class(asks, "-asks")
        self.make_room(self.size)
        if not asks:  # otherwise once the question and its answers are there
            self._listed = []
            self._fit_keys()

    @property
    def _asked(self) -> str:
        """The question, followed by dots until it accepts an answer."""
        return self._question if self._asking.settled else f"{self._question} ..."

    def _show_question(self) -> None:
        _, asks = self._hinted
        if asks:
            self.hint(self._asked, asks=True)
