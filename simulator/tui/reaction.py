"""The questions between a meeting and its debrief, one after the other, before any figure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from simulator.messages import say
from simulator.practice.branches import behind
from simulator.practice.reaction import answer, answered, questions_left, skip
from simulator.practice.saved_play import MOST_OWN_WORDS, SavedPlay
from simulator.review.reaction import OF_A_MOMENT, ReactionQuestion
from simulator.store.play_store import StoreProblem
from simulator.tui.keys import REACTION, Key, bindings, types
from simulator.tui.listing import Lines
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen
from simulator.tui.search import CleanField
from simulator.tui.take_keys import take_keys
from simulator.tui.text import content, numbered


class ReactionScreen(RoomScreen):
    """One question at a time: a field, or the list of the moments that were met."""

    KEYS: ClassVar[tuple[Key, ...]] = REACTION
    BINDINGS = bindings(REACTION)
    AUTO_FOCUS = ""
    says_itself = True
    DEFAULT_CSS = """
    #reaction {
        height: 1fr;
        padding: 0 1 0 2;
        align-horizontal: center;
    }
    #reaction > * {
        max-width: 92; /* WIDEST in transcript_rows.py */
    }
    #reaction Static {
        height: auto;
        margin-bottom: 1;
    }
    #reaction #answer {
        display: none;
        height: 1;
        border: none;
        padding: 0 1;
        margin-bottom: 1;
        background: $panel;
    }
    #reaction #answer:focus {
        border: none;
        background: $surface;
    }
    #met {
        display: none;
        height: 1fr;
        padding: 0;
    }
    """

    def __init__(self, saved: SavedPlay) -> None:
        super().__init__()
        self._saved = saved
        self._questions = questions_left(saved)
        self._at = 0
        self._met = behind(saved)
        self._asking = Question(self, self._show_question)

    @property
    def _question(self) -> ReactionQuestion:
        return self._questions[self._at]

    @property
    def _listed(self) -> bool:
        """Whether the question is answered with one of the moments."""
        return self._question in OF_A_MOMENT

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys that do something at this question, and what they do."""
        return tuple(self._keys())

    def _keys(self) -> Iterator[Key]:
        for key in super().keys:
            match key.id:
                case "reaction.save" if self._listed:
                    yield replace(key, said_as="reaction.take")
                case "help" if not self._listed:
                    # First those that the field does not take as a character.
                    yield replace(key, keys=",".join(sorted(key.names, key=types)))
                case "reaction.choose" if not self._listed:
                    continue
                case "reaction.back" if self._at == 0:
                    continue
                case _:
                    yield key

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.reaction")

    def inside(self) -> list[Widget]:
        """Return the heading, the question, and what it is answered in."""
        heading = content(
            (self._saved.play.title, "bold $accent"),
            (f"  {say('reaction.heading')}", "$text-muted"),
        )
        field = CleanField(id="answer", max_length=MOST_OWN_WORDS, select_on_focus=False)
        asked, how, met = Static(id="asked"), Static(id="how"), Lines(id="met", markup=False)
        inside = Vertical(Static(id="progress"), asked, field, how, met, id="reaction")
        return [Static(heading, id="heading"), inside]

    def on_mount(self) -> None:
        """List the moments, and ask the first question."""
        met = self.query_one("#met", OptionList)
        for number, moment in enumerate(self._met, 1):
            # What was said before, and what the learner did; never what it earned.
            met.add_option(Option(numbered(number, moment.heard, moment.did)))
        self._ask()

    def _ask(self) -> None:
        """Show the question at hand; nothing is selected that the learner did not choose before."""
        count, number = len(self._questions), self._at + 1
        progress = say("reaction.progress", number=number, count=count)
        self.query_one("#progress", Static).update(content((progress, "$text-muted")))
        self.say("")
        # First, because moving the focus shows the footer anew.
        take_keys(self, self.keys)
        field, met = self.query_one("#answer", Input), self.query_one("#met", OptionList)
        field.display, met.display = not self._listed, self._listed
        before = answered(self._saved, self._question)
        if self._listed:
            places = [at for at, moment in enumerate(self._met) if moment.moment == before]
            met.highlighted = next(iter(places), None)
            met.focus()
        else:
            field.placeholder = say(f"reaction.hint_{self._question}")
            field.value = before
            field.focus()
        self._asking.ask()

    @property
    def _how(self) -> str:
        """How the question is answered or skipped."""
        skips = {name: self.sign(f"reaction.{name}") for name in ("skip", "skip_all")}
        if self._listed:
            return say("reaction.choice_keys", save=self.sign("reaction.save"), **skips)
        return say("reaction.field_keys", save=self.sign_in_text("reaction.save"), **skips)

    def _show_question(self) -> None:
        """Show the question, followed by dots until it accepts an answer."""
        dots = "" if self._asking.settled else " ..."
        asked = f"{say(f'reaction.ask_{self._question}')}{dots}"
        self.query_one("#asked", Static).update(content((asked, "bold")))

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a message before the keys of the question, until the next one is asked."""
        told = (f"{text} " if text else "", "bold $text-error" if error else "bold")
        self.query_one("#how", Static).update(content(told, (self._how, "$text-muted")))

    # Answering.

    def action_save(self) -> None:
        """Save what is typed, or the selected choice; an Enter too many does nothing."""
        if self._listed:
            highlighted = self.query_one("#met", OptionList).highlighted
            if highlighted is None:
                self.say(say("reaction.nothing_selected"))
            else:
                self._choose(highlighted)
        elif not self._typed:
            self.say(say("reaction.nothing_typed"))
        elif self._saved_answer(self._typed):
            self._continue()

    def action_number(self, chosen: int) -> None:
        """Take the choice with this number."""
        if self._listed and chosen <= len(self._met):
            self._choose(chosen - 1)

    @on(OptionList.OptionSelected, "#met")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    def _choose(self, at: int) -> None:
        if self._listed and self._asking.accepts() and self._saved_answer(self._met[at].moment):
            self._continue()

    def action_skip(self) -> None:
        """Skip the question; what is typed is saved instead, so that it is never lost."""
        if self._typed:
            self.action_save()
        elif self._asking.accepts():
            # After *Back* a choice is kept, but a field that was cleared is not.
            if not (self._listed and answered(self._saved, self._question)):
                skip(self._saved, self._question)
            self._continue()

    def action_skip_all(self) -> None:
        """Skip this question and all after it, and open the debrief; save what is typed."""
        if not self._asking.accepts():
            return
        left = self._questions[self._at :]
        if self._typed:
            if not self._saved_answer(self._typed):
                return
            left = left[1:]
        for question in left:
            # One that was answered before the learner went back keeps its answer.
            if not answered(self._saved, question):
                skip(self._saved, question)
        self.room.look_back(self._saved)

    def action_previous(self) -> None:
        """Go back to the question before; what is typed is saved."""
        if self._at > 0 and (not self._typed or self._saved_answer(self._typed)):
            self._at -= 1
            self._ask()

    @property
    def _typed(self) -> str:
        """What is typed into the field; empty if the question has none."""
        return "" if self._listed else self.query_one("#answer", Input).value.strip()

    def _saved_answer(self, text: str) -> bool:
        """Save an answer; return False, and say why, if that is not possible."""
        try:
            possible = answer(self._saved, self._question, text)
        except StoreProblem as problem:
            self.say(say("reaction.not_saved", problem=problem), error=True)
            return False
        if not possible:
            self.say(say("reaction.no_share"), error=True)
        return possible

    def _continue(self) -> None:
        """Ask the next question, or open the debrief after the last one."""
        if self._at + 1 < len(self._questions):
            self._at += 1
            self._ask()
        else:
            self.room.look_back(self._saved)
