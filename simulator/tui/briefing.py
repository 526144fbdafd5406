"""The briefing: who sits in the circle, the frame with its clock, what to practise, and how to play."""

from dataclasses import replace

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.engine.step import Mode, drawn_names
from simulator.library.scenarios import Loaded
from simulator.practice.plays import begin
from simulator.practice.programmes import Part
from simulator.review.debrief import phase_name
from simulator.scenario.catalogue import Format
from simulator.scenario.model import Scenario
from simulator.store.store import StoreProblem
from simulator.tui.group import GroupScreen
from simulator.tui.keys import BRIEFING, GROUP, bindings, mapped
from simulator.tui.presses import Offer
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content, lines


class BriefingScreen(RoomScreen):
    """Before the first line."""

    KEYS = BRIEFING
    BINDINGS = bindings(BRIEFING)
    ABOUT = (
        "What you need before you sit down. Guided play halts once in every moment and asks two questions: speak or wait, "
        "then which words. Live play never halts: you speak when you think it is time."
    )

    def __init__(self, loaded: Loaded, part: Part | None = None) -> None:
        """Brief on a scenario, played by itself or as this part of a programme."""
        super().__init__()
        self._loaded = loaded
        self._part = part
        assert loaded.scenario is not None
        self._scenario: Scenario = loaded.scenario
        self._seed: int | None = None
        self._offered = Offer(self, self._show_how)

    def inside(self) -> list[Widget]:
        """The briefing, and the line that says how it will be played."""
        self._manner = (
            self._part.manner(self.room.manner) if self._part is not None else self.room.manner
        )
        self._seed = self._manner.drawn().seed
        with_text = VerticalScroll(Static(self._briefing(), id="briefing-text"), id="briefing")
        return [
            Static(self._heading(), id="heading"),
            with_text,
            Static(self._how(), id="manner"),
        ]

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#briefing").focus()
        self._offered.ask()

    def action_begin(self) -> None:
        """Begin a play; it is kept before its first line is shown."""
        if not self._offered.accepts():
            return
        try:
            kept = begin(
                self.room.store, self._loaded, replace(self._manner, seed=self._seed), self._part
            )
        except StoreProblem as problem:
            self.say(str(problem), error=True)
            return
        self.app.switch_screen(GroupScreen(kept))

    def action_mode(self) -> None:
        """Guided or live."""
        self._choose(mode="live" if self._manner.mode == "guided" else "guided")

    def action_feedback(self) -> None:
        """Feedback now or at the end."""
        self._choose(feedback="end" if self._manner.feedback == "now" else "now")

    def action_watch(self) -> None:
        """Watch this scenario being led."""
        self.room.demonstrate(self._loaded.path)

    def action_back(self) -> None:
        """Back to the library."""
        self.app.pop_screen()

    def _choose(self, mode: Mode | None = None, feedback: str = "") -> None:
        """Take another manner; it holds for what is played afterwards, a programme's for the rest of the programme."""
        manner = self._manner
        self._manner = replace(
            manner, mode=mode or manner.mode, feedback=feedback or manner.feedback
        )
        if self._part is None:
            self.room.manner = self._manner
        self._show_how()

    def _show_how(self) -> None:
        self.query_one("#manner", Static).update(self._how())

    def _heading(self) -> Content:
        title, part = (self._scenario.title, "bold $accent"), self._part
        return (
            content(title, (f"  {part.place}, {part.programme.title}", "$text-muted"))
            if part is not None
            else content(title)
        )

    def _how(self) -> Content:
        manner = self._manner
        mode = (
            "Guided: play halts and asks." if manner.mode == "guided" else "Live: play never halts."
        )
        feedback = (
            f"Reasons at once, with {self._why}."
            if manner.feedback == "now"
            else "Reasons in the debrief only."
        )
        begin = f"Begin with {self.sign('briefing.begin')}." if self._offered.settled else "..."
        return lines(content((mode, "bold"), f" {feedback}"), content((begin, "$text-muted")))

    @property
    def _why(self) -> str:
        """The key that says the reason of a choice, as this learner has it."""
        return next(
            key.signs for key in mapped(GROUP, self.room.wishes.keys) if key.id == "group.why"
        )

    def _briefing(self) -> Content:
        scenario = self._scenario
        rows = (
            [content(self._part.programme.about), content("")]
            if self._part is not None and self._part.number == 0
            else []
        )
        rows += [content(scenario.teaser)] if scenario.teaser else []
        if scenario.content_note:
            rows += [content(""), content(("Before you begin: ", "bold"), scenario.content_note)]
        rows += [
            content(""),
            content(("In the circle", "bold $primary")),
            content("  You, the leader"),
            *self._circle(),
        ]
        rows += [
            content(""),
            content(("The frame: ", "bold $primary"), scenario.format.name),
            *_clock(scenario.format),
        ]
        if scenario.objectives:
            rows += [content(""), content(("To practise", "bold $primary"))]
            rows += [content(f"  {objective}") for objective in scenario.objectives]
        minutes = f"About {scenario.minutes} minutes of playing. " if scenario.minutes else ""
        rows += [content(""), content((f"{minutes}Seed {self._seed}.", "$text-muted"))]
        return lines(*rows)

    def _circle(self) -> list[Content]:
        """The people, as they are in the case that this seed draws."""
        assert self._seed is not None
        names = drawn_names(self._scenario, self._seed)
        rows = []
        for person in self._scenario.cast.values():
            rows.append(
                content(
                    f"  {names[person.id]}, {person.role}",
                    (f"  {person.about.fill(names)}", "$text-muted"),
                )
            )
        return rows


def _clock(frame: Format) -> list[Content]:
    """The phases with their minutes, as words and as a row of blocks of their length."""
    longest = max(phase.minutes for phase in frame.phases)
    rows = []
    for phase in frame.phases:
        bar = "=" * max(1, round(20 * phase.minutes / longest))
        yours = "  your debrief" if phase.phase == "leadership-review" else ""
        row = f"  {phase_name(phase.phase):<20}{phase.minutes:>3} min  "
        rows.append(content(row, (bar, "$primary"), (yours, "$text-muted")))
    return rows
