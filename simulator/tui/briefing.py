"""The briefing: who is in the circle, the format with its clock, the objectives, and the mode."""

from dataclasses import replace

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.engine.step import Mode, drawn_names
from simulator.library.scenarios import Loaded
from simulator.practice.plays import begin
from simulator.practice.programmes import Part
from simulator.render.names import phase_name
from simulator.scenario.catalogue import Format
from simulator.scenario.model import Scenario
from simulator.store.store import StoreProblem
from simulator.tui.group import GroupScreen
from simulator.tui.keys import BRIEFING, GROUP, bindings, mapped
from simulator.tui.presses import Offer
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content, lines


class BriefingScreen(RoomScreen):
    """The screen before a play begins."""

    KEYS = BRIEFING
    BINDINGS = bindings(BRIEFING)
    ABOUT = (
        "What to know before you begin. In guided play the group pauses once in every moment, and "
        "you are asked two questions: speak or wait, then what to say. In live play the group does "
        "not pause: speak when you think it is time."
    )

    def __init__(self, loaded: Loaded, part: Part | None = None) -> None:
        """Create the briefing of a scenario, played by itself or as this part of a programme."""
        super().__init__()
        self._loaded = loaded
        self._part = part
        assert loaded.scenario is not None
        self._scenario: Scenario = loaded.scenario
        self._seed: int | None = None
        self._offered = Offer(self, self._show_how)

    def inside(self) -> list[Widget]:
        """Return the heading, the briefing, and the lines about mode and feedback."""
        self._manner = (
            self._part.play_options(self.room.play_options)
            if self._part is not None
            else self.room.play_options
        )
        self._seed = self._manner.drawn().seed
        with_text = VerticalScroll(Static(self._briefing(), id="briefing-text"), id="briefing")
        return [
            Static(self._heading(), id="heading"),
            with_text,
            Static(self._how(), id="manner"),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it."""
        self.query_one("#briefing").focus()
        self._offered.ask()

    def action_begin(self) -> None:
        """Begin a play; it is saved before its first line is shown."""
        if not self._offered.accepts():
            return
        try:
            saved = begin(
                self.room.store, self._loaded, replace(self._manner, seed=self._seed), self._part
            )
        except StoreProblem as problem:
            self.say(str(problem), error=True)
            return
        self.app.switch_screen(GroupScreen(saved))

    def action_mode(self) -> None:
        """Switch between guided and live."""
        self._choose(mode="live" if self._manner.mode == "guided" else "guided")

    def action_feedback(self) -> None:
        """Switch between feedback after each choice and in the debrief only."""
        self._choose(feedback="end" if self._manner.feedback == "now" else "now")

    def action_watch(self) -> None:
        """Open the demonstration of this scenario."""
        self.room.demonstrate(self._loaded.path)

    def action_back(self) -> None:
        """Go back to the library."""
        self.app.pop_screen()

    def _choose(self, mode: Mode | None = None, feedback: str = "") -> None:
        """Change mode or feedback, also for later plays.

        In a programme the change applies to the rest of the programme only.
        """
        play_options = self._manner
        self._manner = replace(
            play_options, mode=mode or play_options.mode, feedback=feedback or play_options.feedback
        )
        if self._part is None:
            self.room.play_options = self._manner
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
        play_options = self._manner
        mode = "Guided: the group pauses whenever you need to decide."
        if play_options.mode == "live":
            speak = self._sign_in_group("group.speak")
            mode = f"Live: the group does not stop for you. Press {speak} when you want to speak."
        feedback = "Reasons: in the debrief only."
        if play_options.feedback == "now":
            feedback = f"Reasons: after each choice (press {self._sign_in_group('group.why')})."
        begin = "..."
        if self._offered.settled:
            begin = f"Press {self.sign_in_text('briefing.begin')} to begin."
        return lines(content((mode, "bold")), content(feedback), content((begin, "$text-muted")))

    def _sign_in_group(self, action: str) -> str:
        """Return the keys of an action of the group screen, as this learner has them."""
        return next(key.signs for key in mapped(GROUP, self.room.wishes.keys) if key.id == action)

    def _briefing(self) -> Content:
        scenario = self._scenario
        rows = (
            [content(self._part.programme.about), content("")]
            if self._part is not None and self._part.number == 0
            else []
        )
        rows += [content(scenario.teaser)] if scenario.teaser else []
        if scenario.content_note:
            rows += [content(""), content(("Content note: ", "bold"), scenario.content_note)]
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
        """Return a row for each person, with the names that this seed draws."""
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
    """Return a row for each phase: its name, its minutes, and a bar of proportional length."""
    longest = max(phase.minutes for phase in frame.phases)
    rows = []
    for phase in frame.phases:
        bar = "=" * max(1, round(20 * phase.minutes / longest))
        yours = "  your debrief" if phase.phase == "leadership-review" else ""
        row = f"  {phase_name(phase.phase):<20}{phase.minutes:>3} min  "
        rows.append(content(row, (bar, "$primary"), (yours, "$text-muted")))
    return rows
