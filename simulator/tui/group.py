"""The group led: the two questions, one after the other, and in between the leader's own words."""

from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from simulator.analysis.exact import TooLarge
from simulator.engine.events import Event
from simulator.engine.step import WAIT, Act, Mode, Take
from simulator.practice.branches import behind, fork
from simulator.practice.plays import MOST_OWN_WORDS, KeptPlay, branch
from simulator.render.transcript import reason
from simulator.store.exact_cache import exact_of
from simulator.store.store import StoreProblem
from simulator.tui.another_way import AnotherWayScreen
from simulator.tui.circle import UNICODE
from simulator.tui.copying import debrief_command
from simulator.tui.debrief import DebriefScreen
from simulator.tui.keys import GROUP, Key, bindings
from simulator.tui.listing import Lines
from simulator.tui.meeting_screen import RoundScreen
from simulator.tui.presses import Offer
from simulator.tui.screens import until_left
from simulator.tui.search import CleanField
from simulator.tui.text import content, numbered

_SPEAK = "speak"

OWN_WORDS = "first in your own words (kept, never scored)"
LONG = 50
"""Characters from which the length of the own words stands under their field."""

MOST_OF_YOURS = 120
"""Characters of the leader's own words that stand over the lines to choose from; all of them are kept."""


class GroupScreen(RoundScreen):
    """One play, from where it stands to its end."""

    KEYS: ClassVar[tuple[Key, ...]] = GROUP
    BINDINGS = bindings(GROUP)
    ABOUT = (
        "The group is at work. Enter lets it go on. In guided play you are asked twice: first whether to speak or to wait, "
        "then which words; o lets you say it in your own words first. In live play the group goes on by itself at your reading "
        "pace, space stops it, and you are never asked: i speaks whenever you think it is time. Every choice is kept as you "
        f"make it. In the circle {UNICODE.legend()}"
    )

    def __init__(self, kept: KeptPlay) -> None:
        super().__init__(kept.session)
        self.kept = kept
        self._acts: dict[str, Act | str] = {}
        self._rows: list[tuple[str, Act | str]] = []
        self._why = ""
        self._question = ""
        self._offered = Offer(self, self._show_question)

    @property
    def play_mode(self) -> Mode | None:
        """Guided or live: some keys belong to one of them only."""
        return self.session.setup.mode

    def otherwise(self) -> str:
        """The debrief has the transcript too."""
        return "" if self.kept.preview else debrief_command(self.kept.play.id)

    def below(self) -> list[Widget]:
        """The floor: the question, the leader's own words, and the lines to choose from."""
        return [
            Static(id="question"),
            CleanField(
                id="own-words",
                placeholder=f"{self.sign('group.own_words')}: first in your own words (kept, never scored)",
                max_length=MOST_OWN_WORDS,
            ),
            Static(id="own-length"),
            CleanField(id="filter", placeholder="Only lines with ..."),
            Lines(id="words", markup=False),
        ]

    def on_mount(self) -> None:
        """Show what was heard so far."""
        self.call_after_refresh(self._begin)
        self._value_ahead()

    @work(thread=True)
    def _value_ahead(self) -> None:
        """Work the exact values out beside the play, so that its debrief need not wait."""
        with suppress(TooLarge):  # the debrief will say so
            exact_of(self.session.setup.program, until_left())

    def _begin(self) -> None:
        self._show_heard()
        self.runs = self._by_itself()
        if len(self.session.events) == self.kept.heard:
            self._do(WAIT)
        self._ask()

    def _by_itself(self) -> bool:
        """Whether the group speaks by itself from the beginning; not before an edit has been read about."""
        live = self.session.setup.mode == "live" and self.room.settings.pace != "step"
        return live and self.kept.continuation is None

    def _show_heard(self) -> None:
        """What was heard before; where this play left the first one, the transcript says so, and what an edit changed."""
        self._seats.hear(self.session.events[: self.kept.heard])
        heard = self.session.events[self.kept.heard :]
        left = fork(self.kept)
        before = max(0, left.events - self.kept.heard) if left is not None else len(heard)
        self.show(heard[:before])
        if left is not None:
            self.note(left.told)
            self.show(heard[before:])
        for change in self.kept.resumed.changes:
            self.note(change)

    # What the keys do.

    def action_go_on(self) -> None:
        """Take what is marked where there is a choice, else let the group go on."""
        words = self.query_one("#words", OptionList)
        if isinstance(self.focused, Input):
            self._typed()
        elif words.display and words.highlighted is None:
            self._question = self._both_ways()
            self._show_question()
        elif words.display and words.highlighted is not None:
            self._choose(words.get_option_at_index(words.highlighted).id or "")
        elif not self.session.ended:
            self.action_wait()
        elif self.room.presses.fresh:
            self.app.switch_screen(self.looking_back())

    def looking_back(self) -> DebriefScreen:
        """The screen that comes after the meeting."""
        return DebriefScreen(self.kept)

    def next_turn(self) -> None:
        """Let the group go on."""
        self._do(WAIT)
        self._ask()

    def action_speak(self) -> None:
        """Open the words that can be said now."""
        now = self.session.pause
        if now.options or now.remarks:
            self._ask_words()
        elif not self.session.ended:
            self._hint(f"There is nothing to answer yet. {self._goes_on()}")

    def action_own_words(self) -> None:
        """Say it in one's own words first, where the leader is asked."""
        field = self.query_one("#own-words", Input)
        if field.display:
            field.focus()
        else:
            self.say("Your own words are asked for where guided play asks: speak or wait?")

    def action_wait(self) -> None:
        """Say nothing; outside a moment this is letting the group go on.

        Guided play can go on as fast as a key is pressed, because it stops where something is to be decided. In live play each
        turn is a part of a decision.
        """
        if not self.session.ended and self._may_pass():
            self.next_turn()

    def _may_pass(self) -> bool:
        if self.session.setup.mode == "live":
            return self.room.presses.fresh
        return not self.session.pause.asks or self._offered.accepts()

    def action_number(self, chosen: int) -> None:
        """Take the line of this number; where no words are shown yet, open them."""
        if not self.query_one("#words", OptionList).display:
            self.action_speak()
        elif 1 <= chosen <= len(self._acts):
            self._choose(list(self._acts)[chosen - 1])

    def action_take_back(self) -> None:
        """Take back a half-made choice."""
        self._ask()

    def action_search(self) -> None:
        """Show only the lines in which something stands."""
        field = self.query_one("#filter", Input)
        if len(self._rows) > 1 and self._choosing_words():
            field.value = ""
            field.display = True
            field.focus()
            self.make_room(self.size)

    def action_why(self) -> None:
        """Say what the last act earned and why."""
        if self._why:
            self.note(self._why)
            self._why = ""
            self.hinted()
        elif self.kept.play.feedback == "end":
            self.say("In this play the reasons come in the debrief.")
        else:
            self.say("There is nothing to explain yet.")

    def action_another_way(self) -> None:
        """Go back to a moment of this play and lead it differently."""
        self.app.push_screen(AnotherWayScreen(behind(self.kept)), self._branch)

    def _branch(self, moment: str | None) -> None:
        if moment is None:
            return
        try:
            self.app.switch_screen(type(self)(branch(self.kept.store, self.kept, moment)))
        except StoreProblem as problem:
            self.say(str(problem), error=True)

    def action_leave(self) -> None:
        """Back to the library."""
        self.app.pop_screen()

    # Choosing.

    @on(OptionList.OptionSelected, "#words")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_id or "")

    def _choose(self, key: str) -> None:
        act = self._acts.get(key)  # a click on a list that is no more names no act
        if act == _SPEAK:
            self.action_speak()
        elif act is not None and not isinstance(act, str) and self._offered.accepts():
            self._do(act)
            self._ask()

    def _typed(self) -> None:
        """Enter in a field: the own words are kept and the lines shown; a filter stays, and the list is next."""
        if self.query_one("#own-words").has_focus:
            try:
                self.kept.own_words(self.query_one("#own-words", Input).value)
            except StoreProblem as problem:
                self.say(f"Your words could not be kept. {problem}", error=True)
                return
            self._ask_words()
        else:
            self.query_one("#words").focus()

    @on(Input.Changed, "#own-words")
    @on(CleanField.Pasted)
    def _measured(self) -> None:
        """Show under the field how long the text is, if it is long, and what was left out of it."""
        field, told = (
            self.query_one("#own-words", CleanField),
            self.query_one("#own-length", Static),
        )
        told.display = field.display and len(field.value) > LONG
        length = f"{len(field.value):,} of {MOST_OWN_WORDS:,} characters."
        dropped = f" The last {field.left_out:,} were left out."
        told.update(content((length, "$text-muted"), (dropped if field.left_out else "", "bold")))

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        wanted = event.value.casefold().split()
        self._offered.ask()
        self._list(
            [
                (text, act)
                for text, act in self._rows
                if all(word in text.casefold() for word in wanted)
            ]
        )

    def _do(self, act: Act) -> None:
        """Do one act. It is kept before anything of it is shown; if it cannot be kept, nothing has happened."""
        try:
            events = self.kept.act(act)
        except StoreProblem as problem:
            self.runs = False
            self.say(f"This could not be kept, so it has not happened. {problem}", error=True)
            return
        self._remember_why(events)
        self.paced(self.show(events))

    def _remember_why(self, events: tuple[Event, ...]) -> None:
        if self.kept.play.feedback == "now":
            self._why = next(
                (reason(self.session, event) for event in events if reason(self.session, event)),
                self._why,
            )

    # Asking.

    def _ask(self) -> None:
        """Ask the first question, or say that the group goes on."""
        now = self.session.pause
        if now.asks and now.moment is not None and self.session.setup.mode == "guided":
            self._offer(
                "Speak or wait?",
                [("Speak.", _SPEAK), ("Wait: say nothing and let them go on.", WAIT)],
                marked=None,
            )
            field = self.query_one("#own-words", Input)
            field.value = self.kept.said_own.get(now.moment.id, "")
            field.display = True
        else:
            self.hinted()

    def hinted(self) -> None:
        """Say what can be done now, unless there is something to choose."""
        if self.query_one("#words").display and not self.session.ended and self.session.pause.asks:
            return
        if self.session.ended:
            self._hint(
                f"The meeting is over. {self.sign('group.go_on').capitalize()} opens the debrief."
            )
            return
        hints = [self._goes_on()]
        if self.session.setup.mode == "live":
            hints = ["The group goes on by itself."] if self.runs else hints
            hints += [
                f"{self.sign('group.pause')}: {'stop' if self.runs else 'by itself'}.",
                f"{self.sign('group.speak')}: speak.",
            ]
        if self._why:
            hints.append(f"{self.sign('group.why')}: why.")
        self._hint(" ".join(hints))

    def _goes_on(self) -> str:
        return f"{self.sign('group.go_on').capitalize()}: the group goes on."

    def _both_ways(self) -> str:
        speak, wait = self.sign("group.speak"), self.sign("group.wait")
        return f"Speak or wait? 1 or {speak} speaks, 2 or {wait} waits."

    def _ask_words(self) -> None:
        """Ask the second question."""
        self._stop()
        setup, now = self.session.setup, self.session.pause
        rows: list[tuple[str, Act | str]] = [
            (setup.fill(option.say), Take(option.id)) for option in now.options
        ]
        kinds = setup.program.scenario.catalogue.kinds
        rows += [(kinds[remark.kind].say[remark.wording], remark) for remark in now.remarks]
        own = self.kept.said_own.get(now.moment.id, "") if now.moment is not None else ""
        asked = f"Which words? {self.sign('group.back').capitalize()} takes it back."
        yours = own if len(own) <= MOST_OF_YOURS else f"{own[:MOST_OF_YOURS]}..."
        self._offer(f"Yours: {yours}\n{asked}" if own else asked, rows)

    def _stop(self) -> None:
        """Let nobody speak while the leader chooses; the turns come again with the next act."""
        self.hold()

    def _offer(
        self, question: str, rows: list[tuple[str, Act | str]], marked: int | None = 0
    ) -> None:
        """Offer lines to choose from; ``marked`` is the one Enter takes, so that none is taken by one Enter too many."""
        self._rows = rows
        self._question = question
        self._offered.ask()
        self._hint(self._asked, asks=True)
        self._list(rows, marked)
        words = self.query_one("#words", OptionList)
        words.display = True
        words.focus()
        self.make_room(self.size)

    def _list(self, rows: list[tuple[str, Act | str]], marked: int | None = 0) -> None:
        words = self.query_one("#words", OptionList)
        words.clear_options()
        self._acts = {}
        for i, (text, act) in enumerate(rows, 1):
            self._acts[f"word-{i}"] = act
            words.add_option(Option(numbered(i, text), id=f"word-{i}"))
        words.highlighted = marked if rows else None

    def make_room(self, size: Size) -> None:
        """Find room for the circle, and for the list: its last row must not lie below the floor."""
        super().make_room(size)
        question = content(self._hinted[0]).wrap(max(1, size.width - 2))
        above = 1 + len(question) + self.query_one("#filter").display
        floor = (size.height - 1) * 7 // 10  # of the rows above the footer, as the style sheet says
        self.query_one("#words").styles.max_height = max(3, floor - above)

    def taken(self) -> int:
        """Sentences to choose from take half the screen, and the circle gives way to them."""
        return 6 + (
            self.size.height // 2 if self.query_one("#words").display and len(self._rows) > 2 else 3
        )

    def _choosing_words(self) -> bool:
        return bool(self.query_one("#words").display) and self._rows[0][1] != _SPEAK

    def _hint(self, text: str, *, asks: bool = False) -> None:
        self.hint(text, asks=asks)
        for closed in ("#words", "#own-words", "#own-length", "#filter"):
            self.query_one(closed).display = False
        self.query_one("#floor").set_class(asks, "-asks")
        self.make_room(self.size)

    @property
    def _asked(self) -> str:
        """What is asked, with dots behind it until an answer is taken."""
        return self._question if self._offered.settled else f"{self._question} ..."

    def _show_question(self) -> None:
        _, asks = self._hinted
        if asks:
            self.hint(self._asked, asks=True)
