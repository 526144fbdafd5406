"""Drills on the full screen: the last turns, the two questions, the answer and the reason."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from simulator.engine.acts import WAIT, Act
from simulator.engine.prompt import Offer
from simulator.messages import say
from simulator.practice.drill_plan import Due
from simulator.practice.drills import Drill, due_again
from simulator.practice.due_today import Plan
from simulator.practice.next_drill import Prepared, nothing_to_do, prepare
from simulator.practice.saved_play import MOST_OWN_WORDS
from simulator.render.drill_text import result_lines
from simulator.render.transcript import NOTE, Line, lines_of, offer_text
from simulator.store.play_store import StoreProblem
from simulator.tui.ascii_only import writes_unicode
from simulator.tui.drill_keys import Doing, keys_now
from simulator.tui.keys import DRILL, Key, bindings, sign
from simulator.tui.listing import Lines
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.search import CleanField
from simulator.tui.take_keys import take_keys
from simulator.tui.text import content, numbered
from simulator.tui.transcript import Transcript

SPEAK, WAITS = "speak", "wait"


class DrillScreen(RoomScreen):
    """What is due, one drill after the other; or one drill of a situation."""

    KEYS: ClassVar[tuple[Key, ...]] = DRILL
    BINDINGS = bindings(DRILL)
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    DrillScreen #drill-floor {
        height: auto;
        max-height: 60%;
        border-top: solid $primary;
    }
    DrillScreen #words {
        max-height: 12;
    }
    """

    @dataclass
    class Ready(Message):
        """The next drill is prepared, or there is none; posted by the thread that prepares it."""

        prepared: Prepared

    def __init__(self, situation: str = "") -> None:
        """Drill what is due, or the situation with this id."""
        super().__init__()
        self._situation = situation
        self._doing: Doing = "loading"
        self._drill: Drill | None = None
        self._plan: Plan | None = None
        self._left: tuple[Due, ...] | None = None  # None: what is due has not been read yet
        self._listed: list[Offer] = []
        self._warned = False
        self._asking = Question(self, self._show_question)
        self._question = say("drills.loading")
        self._preparing: Worker[None] | None = None

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.drill")

    def inside(self) -> list[Widget]:
        """Return the heading, the turns, the question, the field and the lines."""
        # Or the first key would replace what was written before.
        field = CleanField(id="own-words", max_length=MOST_OWN_WORDS, select_on_focus=False)
        return [
            Static(id="clock"),
            Transcript("transcript", ascii_only=not writes_unicode()),
            Vertical(
                Static(id="question"), field, Lines(id="words", markup=False), id="drill-floor"
            ),
        ]

    def on_mount(self) -> None:
        """Prepare the first drill."""
        # The transcript wraps to its width, which it gets with the first layout.
        self.call_after_refresh(self._prepare_next)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The actions, with the footer that they have now."""
        return keys_now(super().keys, self._doing, len(self._listed))

    # Preparing.

    def _prepare_next(self) -> None:
        self._now("loading")
        self._preparing = self._prepare()

    @work(thread=True, exclusive=True)
    def _prepare(self) -> None:
        """Prepare the next drill in a thread, because it can take a while."""
        room = self.room
        try:
            found = prepare(room.workspace, room.store, self._situation, self._left, until_left())
        except StoreProblem as lost:
            self.app.call_from_thread(self._finish, str(lost))
        else:
            self.post_message(self.Ready(found))

    @on(Ready)
    def _ready(self, event: Ready) -> None:
        first, found = self._left is None, event.prepared
        self._plan, self._left, self._drill = found.plan, found.left, found.drill
        if found.problem:
            self.say(found.problem, error=True)
        if found.drill is None:
            said = nothing_to_do(found.plan, self._named) if first else say("drills.all_done")
            self._finish(said)
            return
        transcript = self.query_one(Transcript)
        if not first:
            transcript.add([Line("phase", "", say("drills.another"))])
        transcript.add(lines_of(found.drill.session, found.drill.heard))
        transcript.to_end()
        self._ask()

    @property
    def _named(self) -> str:
        """The name of the situation that was asked for; empty if none was."""
        found = self.room.workspace.catalogue.situations.get(self._situation)
        return found.name if found is not None else ""

    def _finish(self, said: str) -> None:
        """Say why there is no drill, and how to leave."""
        self._question = f"{said} {say('drills.press_leave', key=self._key('drill.leave'))}"
        self._now("over")

    # Asking.

    def _ask(self) -> None:
        """Ask speak or wait."""
        keys = say(
            "decision.press_either", speak=self.sign("drill.speak"), wait=self.sign("drill.wait")
        )
        self._question = f"{say('decision.speak_or_wait')} {keys}"
        rows = [Offer(SPEAK, say("decision.speak")), Offer(WAITS, say("decision.wait"))]
        self._list(rows)
        field = self.query_one("#own-words", Input)
        field.placeholder = say("drills.own_words_field", key=self.sign("drill.own_words"))
        field.value = self._drill.own if self._drill is not None else ""
        field.display = True
        self._asking.ask()
        self._now("deciding")

    def _ask_words(self) -> None:
        """Ask what to say."""
        assert self._drill is not None
        if not self._drill.offers:
            self.say(say("decision.no_line"))
            return
        back = say("decision.press_back", key=self.sign_in_text("drill.back"))
        question = f"{say('decision.which_line')} {back}"
        if self._drill.own:
            yours = say("decision.your_words", words=self._drill.own)
            question = f"{yours}\n{question}"
        self._question = question
        self.query_one("#own-words").display = False
        self._list(list(self._drill.offers))
        self._asking.ask()
        self._now("words")

    def _list(self, rows: list[Offer]) -> None:
        """Show what can be chosen; nothing is selected."""
        words = self.query_one("#words", OptionList)
        words.clear_options()
        self._listed = rows
        for i, row in enumerate(rows, 1):
            words.add_option(Option(numbered(i, offer_text(row)), id=row.id))
        words.highlighted = None
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

    # What the keys do.

    def action_continue(self) -> None:
        """Choose the selected line, keep what was typed, or go to the next drill."""
        words = self.query_one("#words", OptionList)
        if self._doing == "writing":
            self.action_back()
        elif self._doing in ("deciding", "words"):
            # No line is selected at first. Enter answers nothing; the question names the keys.
            if words.highlighted is not None:
                self._choose(words.get_option_at_index(words.highlighted).id or "")
        # An Enter too many must not leave the last words unread.
        elif self._doing == "done" and self._asking.accepts():
            if self._left:
                self._prepare_next()
            else:
                self.room.leave()

    def action_speak(self) -> None:
        """Show the lines that can be said."""
        if self._doing == "deciding":
            self._keep_words()
            self._ask_words()

    def action_wait(self) -> None:
        """Say nothing."""
        if self._doing in ("deciding", "words") and self._asking.accepts():
            self._decide(WAIT)

    def action_own_words(self) -> None:
        """Focus the field for own words."""
        if self._doing == "deciding":
            self.query_one("#own-words").focus()

    def action_number(self, number: int) -> None:
        """Choose the line with this number."""
        if 1 <= number <= len(self._listed):
            self._choose(self._listed[number - 1].id)

    def action_back(self) -> None:
        """Go back to the first question; what was typed stays."""
        if self._doing in ("writing", "words", "deciding"):
            self._keep_words()
            self._ask()

    def action_older(self) -> None:
        """Scroll back."""
        self.query_one(Transcript).scroll_page_up(animate=False)

    def action_newer(self) -> None:
        """Scroll forward."""
        self.query_one(Transcript).scroll_page_down(animate=False)

    def action_leave(self) -> None:
        """Leave; own words without a decision are not saved, which is said once."""
        self._keep_words()
        undecided = self._drill is not None and self._drill.outcome is None and self._drill.own
        if undecided and not self._warned:
            self._warned = True
            self._question = say("drills.words_not_saved", key=self._key("drill.leave"))
            self._show_question()
            return
        if self._preparing is not None:
            self._preparing.cancel()
        self.room.leave()

    @on(OptionList.OptionSelected, "#words")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_id or "")

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

    def _keep_words(self) -> None:
        field = self.query_one("#own-words", Input)
        if self._drill is not None and field.display:
            self._drill.write(field.value)

    def _choose(self, choice: str) -> None:
        """Carry out what was chosen from the list, unless the list was replaced meanwhile."""
        if not any(row.id == choice for row in self._listed):
            return
        if choice == SPEAK:
            self.action_speak()
        elif self._drill is not None and self._asking.accepts():
            waits = choice == WAITS
            self._decide(WAIT if waits else self._drill.session.act_for(choice))

    def _decide(self, act: Act) -> None:
        """Decide, and show the answer, what it was worth, and why."""
        assert self._drill is not None
        assert self._plan is not None
        self._keep_words()
        drill = self._drill
        try:
            outcome = drill.decide(self.room.store, act)
        except StoreProblem as problem:
            self.say(str(problem), error=True)
            return
        transcript = self.query_one(Transcript)
        before = transcript.count
        transcript.add(lines_of(drill.session, outcome.events))
        due = due_again(self._plan.schedule, outcome.review)
        transcript.add(Line(NOTE, "", text) for _, text in result_lines(drill, outcome, due))
        leave = say("drills.press_leave", key=self._key("drill.leave"))
        following = say("drills.press_next", key=self.sign_in_text("drill.next"))
        self._question = f"{following if self._left else say('drills.all_done')} {leave}"
        self._asking.ask()
        self._now("done")
        transcript.focus()
        # The answer is read from its beginning, once the floor has its new height.
        self.call_after_refresh(transcript.show_line, before)
