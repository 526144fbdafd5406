"""Drills on the full screen: the last turns, the two questions, the answer and the reason."""

from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.worker import Worker

from simulator.engine.acts import WAIT, Act
from simulator.engine.prompt import Offer
from simulator.messages import say
from simulator.practice.drills import Drill, due_again
from simulator.practice.due_plan import Plan
from simulator.practice.next_drill import Prepared, nothing_to_do, prepare
from simulator.render.drill_text import result_lines
from simulator.render.transcript import NOTE, Line, lines_of
from simulator.store.play_store import StoreProblem
from simulator.tui.drill_floor import DrillFloor
from simulator.tui.screens import until_left
from simulator.tui.transcript import Transcript

SPEAK, WAITS = "speak", "wait"


class DrillScreen(DrillFloor):
    """What is due, one drill after the other; or one drill of a situation."""

    @dataclass
    class Ready(Message):
        """The next drill is prepared, or there is none; posted by the thread that prepares it."""

        prepared: Prepared

    def __init__(self, situation: str = "") -> None:
        """Drill what is due, or the situation with this id."""
        super().__init__()
        self._situation = situation
        self._drill: Drill | None = None
        self._plan: Plan | None = None
        self._warned = False
        self._preparing: Worker[None] | None = None

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.drill")

    def on_mount(self) -> None:
        """Prepare the first drill."""
        # The transcript wraps to its width, which it gets with the first layout.
        self.call_after_refresh(self._prepare_next)

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
