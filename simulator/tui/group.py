"""Leading the group: the two questions of each decision, own words, and questions to oneself."""

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.widgets import Input, OptionList

from simulator.analysis.exact import TooLarge
from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act, Wait
from simulator.engine.events import Event
from simulator.engine.prompt import Offer
from simulator.engine.reflections import Question as ToOneself
from simulator.engine.reflections import asked_later
from simulator.messages import say
from simulator.practice.branches import behind, fork, shows_moments
from simulator.practice.reasons import Reasons
from simulator.practice.saved_play import SavedPlay
from simulator.render.transcript import Line, reason
from simulator.scenario.model import Mode
from simulator.store.exact_cache import exact_of
from simulator.store.play_store import StoreProblem
from simulator.tui import questions
from simulator.tui.asking_screen import AskingScreen
from simulator.tui.circle import UNICODE
from simulator.tui.group_keys import Doing, Now, keys_now
from simulator.tui.keys import GROUP, Key, bindings
from simulator.tui.screens import until_left
from simulator.tui.take_keys import take_keys
from simulator.tui.transcript import Transcript

_SPEAK, _WAIT, _LET_GO = "speak", "wait", "let-go"
"""The answers that are no lines: the ids of offers are numbers."""


class GroupScreen(AskingScreen):
    """One play, from its current state to its end."""

    KEYS: ClassVar[tuple[Key, ...]] = GROUP
    BINDINGS = bindings(GROUP)

    def __init__(self, saved: SavedPlay) -> None:
        super().__init__(saved)
        self._reasons = Reasons(saved.play.feedback)
        self._moments = False
        self._bound: Now | None = None

    @property
    def play_mode(self) -> Mode | None:
        """Guided or live; some keys exist in one mode only."""
        return self.session.setup.mode

    @property
    def keys(self) -> tuple[Key, ...]:
        """The actions that exist now; while the leader is speaking, none lets time pass."""
        return keys_now(super().keys, self._now)

    @property
    def _now(self) -> Now:
        """What is asked now; the footer follows it."""
        if not self._moments and shows_moments(self.saved):
            self._moments = bool(behind(self.saved))
        moments = self._moments and shows_moments(self.saved)
        unread, paused = self._reasons.unread, not self.runs
        return Now(self._doing, len(self._listed), unread, moments, paused)

    @property
    def _doing(self) -> Doing:
        if self._speaking:
            return "speaking"
        if self._reflecting.open is not None:
            return "answering"
        if isinstance(self.focused, Input):
            return "writing"
        if self.session.ended:
            return "over"
        if self.session.prompt.asks and self._listed:
            return "words" if self._choosing_words() else "deciding"
        return "between"

    def _fit_keys(self) -> None:
        """Bind the keys anew if they or the footer have changed."""
        now = self._now
        if now != self._bound:
            self._bound = now
            take_keys(self, self.keys, self.play_mode or "")

    def on_descendant_focus(self) -> None:
        """Show in the footer what works in a field."""
        self._fit_keys()

    def on_descendant_blur(self) -> None:
        """Show in the footer what works outside a field."""
        self._fit_keys()

    def about(self) -> str:
        """Return what the screen is for."""
        return f"{say('about.group')} {UNICODE.legend()}"

    def on_mount(self) -> None:
        """Show what was heard so far, and start to compute the exact values."""
        # The transcript wraps to its width, which it gets with the first layout.
        self.call_after_refresh(self._begin)
        self._value_ahead()

    @work(thread=True)
    def _value_ahead(self) -> None:
        """Compute the exact values in a thread during play, so that the debrief need not wait."""
        with suppress(TooLarge):  # the debrief will report it
            exact_of(self.session.setup.program, self.room.workspace.cache, until_left())

    def _begin(self) -> None:
        self._show_heard()
        self.runs = self._starts_running()
        # There is nothing to read yet: begin with the next turn.
        if len(self.session.events) == self.saved.heard:
            self._do(WAIT)
        else:
            self.paced()
        self._ask()

    def _starts_running(self) -> bool:
        """Return True if turns come automatically from the start.

        They do not if the scenario was edited: the learner should first read what has changed.
        """
        return self.room.settings.pace != "step" and self.saved.continuation is None

    def _group_continues(self) -> bool:
        """Return False also while guided play asks: for a decision, or a question to oneself."""
        asks = self.session.prompt.asks or self._reflecting.open is not None
        return super()._group_continues() and not asks and self._reflecting.due is None

    def _show_heard(self) -> None:
        """Show what was heard before, where the attempt began, and what an edit changed."""
        self._seats.hear(self.session.events[: self.saved.heard])
        heard = self.session.events[self.saved.heard :]
        left = fork(self.saved)
        before = max(0, left.events - self.saved.heard) if left is not None else len(heard)
        self.show(heard[:before])
        if left is not None:
            self.note(left.sentence)
            self.show(heard[before:])
        for change in self.saved.resumed.changes:
            self.note(change)

    # What the keys do.

    def action_continue(self) -> None:
        """Choose the selected line if there are lines; otherwise continue, or open the debrief."""
        words = self.query_one("#words", OptionList)
        if self._reflecting.open is not None:
            self._answer(self._reflecting.open, self.query_one("#own-words", Input).value)
        elif self.query_one("#own-words").has_focus:
            self._typed()
        elif words.display and words.highlighted is None:
            # No line is selected at first. Enter answers nothing; the question names the keys.
            if not self._choosing_words():
                self._question = questions.speak_or_wait(self)
            self._show_question()
        elif words.display and words.highlighted is not None:
            self._choose(words.get_option_at_index(words.highlighted).id or "")
        elif not self.session.ended:
            self.query_one(Transcript).to_end()
            self.action_wait()
        # An Enter too many must not leave the last words unread.
        elif self.room.presses.fresh:
            self._finish()

    def next_turn(self) -> None:
        """Let the group take its next turn, unless something is asked: it was not a key press."""
        if self._group_continues():
            self._say_nothing()

    def _say_nothing(self) -> None:
        if self._reflecting.open is None:
            self._do(WAIT)
            self._ask()

    def action_pause(self) -> None:
        """Pause automatic turns, or resume them; at a halt there is nothing to pause."""
        if self._group_continues():
            super().action_pause()

    @property
    def _speaking(self) -> bool:
        """Whether the leader has begun to speak in live play: the group pauses."""
        return self.session.prompt.kind == "speaking"

    def action_speak(self) -> None:
        """Show the lines that can be said now; in live play, this begins to speak."""
        if self._reflecting.open is not None:
            return
        if self.session.prompt.kind == "live":
            # Counted like a turn of the leader, so an accidental press does not begin to speak.
            if self.room.presses.fresh:
                self._do(BEGIN)
                self._ask()
        elif self.session.prompt.offers:
            # Saved before the lines are shown: own words are written without a look at them.
            if self._keep_words():
                self._ask_words()
        elif not self.session.ended:
            self._hint(f"{say('group.nothing_to_decide')} {questions.how_to_continue(self)}")

    def action_own_words(self) -> None:
        """Focus the field for own words, if there is one now."""
        field = self.query_one("#own-words", Input)
        if field.display:
            field.focus()
        else:
            self.say(say("group.own_words_later"))

    def action_wait(self) -> None:
        """Say nothing; outside a moment the group just continues.

        In guided play every key press counts outside a moment, because play pauses at each
        decision. In live play each turn is part of a decision, so accidental presses do not count.
        """
        if not self.session.ended and not self._speaking and self._may_pass():
            self._say_nothing()

    def _may_pass(self) -> bool:
        if self.session.setup.mode == "live":
            return self.room.presses.fresh
        return not self.session.prompt.asks or self._asking.accepts()

    def action_number(self, chosen: int) -> None:
        """Choose the line with this number; if no lines are shown yet, show them."""
        if not self.query_one("#words", OptionList).display:
            self.action_speak()  # does nothing while a question to oneself is open
        elif 1 <= chosen <= len(self._listed):
            self._choose(self._listed[chosen - 1].id)

    def action_back(self) -> None:
        """Go back to the first question, with own words saved; in live play, say nothing after all.

        A question to oneself is skipped.
        """
        if self._reflecting.open is not None:
            self._answer(self._reflecting.open, "")
            return
        if self._speaking:
            self._choose(_LET_GO)
        elif self._keep_words():
            self._ask()

    def action_why(self) -> None:
        """Show what the last act earned and why."""
        unread = self._reasons.take()
        if unread:
            shown = self.note(reason(self.session, unread[-1]))
            if self.session.setup.mode == "guided":
                self.paced([shown])  # the next turn comes once the reasons could be read
            self.hinted()
            self._fit_keys()
        elif self.saved.play.feedback == "end":
            self.say(say("group.reasons_at_end"))
        else:
            self.say(say("group.nothing_to_explain"))

    def action_branch(self) -> None:
        """Open the list of moments, to try again from one of them."""
        if shows_moments(self.saved):
            self.room.branch(self.saved)
        else:
            self.say(say("plays.branch_when_over"))

    def action_leave(self) -> None:
        """Go back to the library; own words in the field are saved."""
        self._keep_words()
        self.room.leave()

    # Choosing.

    @on(OptionList.OptionSelected, "#words")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_id or "")

    def _choose(self, chosen: str) -> None:
        if chosen == _SPEAK:
            self.action_speak()
        elif self._is_listed(chosen) and self._asking.accepts():
            self._do(self._act_for(chosen))
            self._ask()

    def _act_for(self, chosen: str) -> Act:
        if chosen == _WAIT:
            return WAIT
        return LET_GO if chosen == _LET_GO else self.session.act_for(chosen)

    def _is_listed(self, chosen: str) -> bool:
        """Return False after a click on a list that has been replaced."""
        return any(row.id == chosen for row in self._listed)

    def _choosing_words(self) -> bool:
        listed = [row.id for row in self._listed]
        return bool(self.query_one("#words").display) and _SPEAK not in listed

    def _typed(self) -> None:
        """Handle Enter in the field: save the own words and ask speak or wait again.

        Own words do not decide to speak, and an empty field changes nothing.
        """
        if self._keep_words():
            self._ask()

    def _do(self, act: Act) -> None:
        """Carry out one act, and set the timer for the next turn."""
        if not self._keep_words():
            return
        shown = self._done(act)
        # Nothing is shown for a question that live play puts off, so the group continues.
        while shown is not None and asked_later(self.session):
            more = self._done(WAIT)
            shown = None if more is None else shown + more
        if shown is not None:
            self.paced(shown)

    def _done(self, act: Act) -> list[Line] | None:
        """Carry out one act, and return the lines shown; None if it could not be saved.

        It is saved before it is shown; if that fails, it has not happened.
        """
        try:
            events = self.saved.act(act)
        except StoreProblem as problem:
            # Or the timer would try to save again and again.
            self.runs = False
            self.say(say("group.not_saved", problem=problem), error=True)
            return None
        for event in events:
            self._reasons.hear(event)
        shown = self.show(events)
        if not isinstance(act, Wait):
            # Other keys exist while the leader is speaking.
            self._fit_keys()
        return shown

    # Questions to oneself.

    def show(self, events: Iterable[Event]) -> list[Line]:
        """Show events; a question to oneself only after its field was closed."""
        return super().show(self._reflecting.shown(events))

    def _answer(self, question: ToOneself, text: str) -> None:
        """Save the answer to the open question, or skip it if there is none; then continue."""
        # An Enter too many must not skip a question before it could be read.
        if not text.strip() and not self._asking.accepts():
            return
        try:
            self._reflecting.answer(text)
        except StoreProblem as problem:
            self.say(say("group.own_words_not_saved", problem=problem), error=True)
            return
        self._hint("")
        if self.session.ended:
            self._finish()
        else:
            self.paced(self.show(self.session.events[question.at :]))
            self._ask()

    def _finish(self) -> None:
        """Open the debrief, or ask the next question to oneself before it."""
        left = self._reflecting.left
        if left:
            self._reflect(left[0])
        else:
            self.room.look_back(self.saved)

    # Asking.

    def _ask(self) -> None:
        """Ask the first question, or show how to continue; a question to oneself comes first."""
        if self._reflecting.due is not None:
            self._reflect(self._reflecting.due)
        elif self.session.prompt.asks:
            self.query_one(Transcript).to_end()  # the question is about the newest turn
            speak = Offer(_SPEAK, say("decision.speak"))
            wait = Offer(_WAIT, say("decision.wait"))
            self._offer(say("decision.speak_or_wait"), [speak, wait])
            # A session that continues here shows what was written before.
            placeholder = say("group.own_words_field", key=self.sign("group.own_words"))
            self._open_field(self.saved.own_words_now, placeholder)
        elif self._speaking:
            self._ask_line()
        else:
            self.hinted()

    def hinted(self) -> None:
        """Show what can be done now, unless there is something to choose."""
        if self._reflecting.open is not None:
            return
        if self.query_one("#words").display and (self.session.prompt.asks or self._speaking):
            return
        if self.session.ended:
            self._hint(questions.how_to_debrief(self))
            return
        unread = bool(self._reasons.unread)
        live = self.session.setup.mode == "live"
        hints = questions.in_live_play(self) if live else questions.in_guided_play(self, unread)
        if unread:
            hints.append(say("meeting.why", key=self.sign("group.why")))
        self._hint(" ".join(hints))

    def _ask_words(self) -> None:
        """Ask the second question of guided play: what to say."""
        question = questions.which_words(self, self.saved.own_words_now)
        self._offer(question, list(self.session.prompt.offers))

    def _ask_line(self) -> None:
        """Ask what to say after the leader has begun to speak in live play.

        All of it is the same inside and outside moments. No line is selected, so that one Enter too
        many says nothing.
        """
        let_go = Offer(_LET_GO, say("decision.let_go"))
        lines = [*self.session.prompt.offers, let_go]
        self._offer(questions.which_line(self), lines)
