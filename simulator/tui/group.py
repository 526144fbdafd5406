"""The group at work: the transcript, the clock, and the two questions, one after the other."""

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.analysis.worth import TooLarge
from simulator.debrief.contents import Line, phase_name
from simulator.debrief.told import NOTE, told
from simulator.learner.exact import exact_of
from simulator.learner.plays import KeptPlay
from simulator.learner.store import StoreProblem
from simulator.play.events import Event
from simulator.play.step import WAIT, Act, Take
from simulator.tui.debrief import DebriefScreen
from simulator.tui.keys import GROUP, Key, bindings
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.text import content, numbered
from simulator.tui.transcript import Transcript

_SPEAK = "speak"


class GroupScreen(RoomScreen):
    """One play, from where it stands to its end."""

    KEYS: ClassVar[tuple[Key, ...]] = GROUP
    BINDINGS = bindings(GROUP)
    ABOUT = (
        "The group is at work. Enter lets it go on. Twice you are asked: first whether to speak or to wait, then which words; "
        "choose with a number or the arrows. In live play you are never asked: i speaks whenever you think it is time. "
        "Every choice is kept as you make it."
    )

    def __init__(self, kept: KeptPlay) -> None:
        super().__init__()
        self.kept = kept
        self.session = kept.session
        self._acts: dict[str, Act | str] = {}

    def inside(self) -> list[Widget]:
        """The clock, the transcript, and the floor: what the leader can do."""
        return [
            Static(id="clock"),
            Transcript(id="transcript"),
            Vertical(Static(id="question"), OptionList(id="words", markup=False), id="floor"),
        ]

    def on_mount(self) -> None:
        """Show what was heard so far."""
        for change in self.kept.resumed.changes:
            self._note(change)
        self.call_after_refresh(self._begin)
        self._value_ahead()

    @work(thread=True)
    def _value_ahead(self) -> None:
        """Work the exact values out beside the play, so that its debrief need not wait."""
        with suppress(TooLarge):  # the debrief will say so
            exact_of(self.session.setup.program, until_left())

    def _begin(self) -> None:
        self._show(self.session.events[self.kept.heard :])
        if len(self.session.events) == self.kept.heard:
            self._do(WAIT)
        self._ask()

    # What the keys do.

    def action_go_on(self) -> None:
        """Take what is marked where there is a choice, else let the group go on."""
        words = self.query_one("#words", OptionList)
        if words.display and words.highlighted is None:
            self.query_one("#question", Static).update(content(("Speak or wait? 1 or i speaks, 2 or w waits.", "bold")))
        elif words.display:
            words.action_select()
        elif self.session.ended:
            self.app.switch_screen(self.looking_back())
        else:
            self._do(WAIT)
            self._ask()

    def looking_back(self) -> DebriefScreen:
        """The screen that comes after the meeting."""
        return DebriefScreen(self.kept)

    def action_speak(self) -> None:
        """Open the words that can be said now."""
        now = self.session.pause
        if now.options or now.remarks:
            self._ask_words()
        elif not self.session.ended:
            self._hint("There is nothing to answer yet: Enter lets the group go on.")

    def action_wait(self) -> None:
        """Say nothing; outside a moment this is letting the group go on."""
        if not self.session.ended:
            self._do(WAIT)
            self._ask()

    def action_number(self, chosen: int) -> None:
        """Take the line of this number; where no words are shown yet, open them."""
        if not self.query_one("#words", OptionList).display:
            self.action_speak()
        elif 1 <= chosen <= len(self._acts):
            self._choose(list(self._acts)[chosen - 1])

    def action_take_back(self) -> None:
        """Take back a half-made choice."""
        self._ask()

    def action_leave(self) -> None:
        """Back to the library."""
        self.app.pop_screen()

    def action_older(self) -> None:
        """Read back."""
        self.query_one(Transcript).scroll_page_up(animate=False)

    def action_newer(self) -> None:
        """Forward again."""
        self.query_one(Transcript).scroll_page_down(animate=False)

    @on(OptionList.OptionSelected, "#words")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_id or "")

    def _choose(self, key: str) -> None:
        act = self._acts[key]
        if act == _SPEAK:
            self._ask_words()
        elif not isinstance(act, str):
            self._do(act)
            self._ask()

    def _do(self, act: Act) -> None:
        """Do one act. It is kept before anything of it is shown; if it cannot be kept, nothing has happened."""
        try:
            events = self.kept.act(act)
        except StoreProblem as problem:
            self.say(f"This could not be kept, so it has not happened. {problem}", error=True)
            return
        self._show(events)

    # What is shown.

    def _show(self, events: Iterable[Event]) -> None:
        self.query_one(Transcript).add(told(self.session, events, self.kept.play.feedback == "now"))
        self.query_one("#clock", Static).update(self._clock())

    def _note(self, text: str) -> None:
        self.query_one(Transcript).add([Line(NOTE, "", text)])

    def _clock(self) -> Content:
        view = self.session.view()
        phase = phase_name(view.phase) if view.phase else "Before the beginning"
        title = self.session.setup.program.scenario.title
        return content((phase, "bold $accent"), f"  minute {view.minute:.0f} of {view.length}", (f"  {title}", "$text-muted"))

    def _ask(self) -> None:
        """Ask the first question, or say that the group goes on."""
        if self.session.ended:
            self._hint("The meeting is over. Enter opens the debrief.")
        elif self.session.pause.asks and self.session.setup.mode == "guided":
            self._offer("Speak or wait?", [("Speak.", _SPEAK), ("Wait: say nothing and let them go on.", WAIT)], marked=None)
        elif self.session.setup.mode == "live":
            self._hint("Enter: the group goes on.  i: speak.")
        else:
            self._hint("Enter: the group goes on.")

    def _ask_words(self) -> None:
        """Ask the second question."""
        setup, now = self.session.setup, self.session.pause
        rows: list[tuple[str, Act | str]] = [(setup.fill(option.say), Take(option.id)) for option in now.options]
        if now.remarks:
            kinds = setup.program.scenario.catalogue.kinds
            rows = [(kinds[remark.kind].say[remark.wording], remark) for remark in now.remarks]
        self._offer("Which words? Esc takes it back.", rows)

    def _offer(self, question: str, rows: list[tuple[str, Act | str]], marked: int | None = 0) -> None:
        """Offer lines to choose from; ``marked`` is the one Enter takes, so that none is taken by one Enter too many."""
        words = self.query_one("#words", OptionList)
        words.clear_options()
        self._acts = {}
        for i, (text, act) in enumerate(rows, 1):
            self._acts[f"word-{i}"] = act
            words.add_option(Option(numbered(i, text), id=f"word-{i}"))
        self._hint(question, asks=True)
        words.display = True
        words.highlighted = marked
        words.focus()

    def _hint(self, text: str, *, asks: bool = False) -> None:
        self.query_one("#question", Static).update(content((text, "bold" if asks else "$text-muted")))
        self.query_one("#words").display = False
        self.query_one("#floor").set_class(asks, "-asks")
