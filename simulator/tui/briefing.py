"""The briefing: who is in the circle, the format with its clock, the objectives, and the mode."""

from dataclasses import replace

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.engine.setup import FeedbackTime
from simulator.messages import say
from simulator.practice.open_play import NewPlay, not_made_for, open_play
from simulator.practice.play_options import PlayOptions
from simulator.render.briefing import Briefing, briefing, programme_text
from simulator.scenario.model import Mode
from simulator.store.play_store import StoreProblem
from simulator.tui.keys import BRIEFING, GROUP, bindings, mapped
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content, lines


class BriefingScreen(RoomScreen):
    """The screen before a play begins."""

    KEYS = BRIEFING
    BINDINGS = bindings(BRIEFING)

    def __init__(self, new: NewPlay) -> None:
        super().__init__()
        self._new = new
        # Drawn once: the case that is described here is the one that is played.
        self._seed = new.options.drawn().seed
        self._refusal = ""  # why the last key changed nothing
        self._before: PlayOptions | None = None
        self._asking = Question(self, self._show_how)

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.briefing")

    def inside(self) -> list[Widget]:
        """Return the heading, the briefing, and the lines about mode and feedback."""
        with_text = VerticalScroll(Static(self._briefing(), id="briefing-text"), id="briefing")
        return [
            Static(self._heading(), id="heading"),
            with_text,
            Static(self._how(), id="play-options"),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it."""
        self.query_one("#briefing").focus()
        self._asking.ask()

    def action_begin(self) -> None:
        """Begin a play; it is saved before its first line is shown."""
        if not self._asking.accepts():
            return
        drawn = replace(self._new.options, seed=self._seed)
        try:
            saved = open_play(
                self.room.workspace, self.room.store, replace(self._new, options=drawn)
            )
        except StoreProblem as problem:
            self.say(str(problem), error=True)
            return
        self.room.lead(saved)

    def action_mode(self) -> None:
        """Switch between guided and live, if the scenario is made for both."""
        mode: Mode = "live" if self._new.options.mode == "guided" else "guided"
        refusal = not_made_for(self._new.scenario, mode)
        if refusal:
            self._refusal = refusal
            self._show_how()
        else:
            self._choose(mode=mode)

    def action_feedback(self) -> None:
        """Switch between feedback after each choice and in the debrief only."""
        self._choose(feedback="end" if self._new.options.feedback == "now" else "now")

    def action_watch(self) -> None:
        """Open the demonstration of this scenario."""
        self.room.demonstrate(self._new.loaded.path)

    def action_back(self) -> None:
        """Go back to the library."""
        self.room.leave()

    def _choose(self, mode: Mode | None = None, feedback: FeedbackTime | None = None) -> None:
        """Change mode or feedback, also for later plays.

        It is saved in the settings. In a programme the change applies to the rest of the programme
        only.
        """
        self._refusal = ""
        options = self._new.options
        options = replace(options, mode=mode or options.mode, feedback=feedback or options.feedback)
        self._new = replace(self._new, options=options)
        if self._new.part is None:
            if mode is not None:
                self.room.choose("mode", mode)
            if feedback is not None:
                self.room.choose("feedback", feedback)
        self._show_how()

    def on_screen_suspend(self) -> None:
        """Remember mode and feedback of new sessions: the settings may lie above this screen."""
        self._before = self.room.play_options

    def on_screen_resume(self) -> None:
        """Take over the mode and the feedback that were chosen in the settings meanwhile."""
        now, before = self.room.play_options, self._before
        self._before = now
        if self._new.part is not None or before is None or now == before:
            return
        options = replace(self._new.options, feedback=now.feedback)
        if now.mode != before.mode and not not_made_for(self._new.scenario, now.mode):
            options = replace(options, mode=now.mode)
        self._new = replace(self._new, options=options)
        self._show_how()

    def _show_how(self) -> None:
        self.query_one("#play-options", Static).update(self._how())

    def _heading(self) -> Content:
        title, part = (self._new.scenario.title, "bold $accent"), self._new.part
        return (
            content(title, (f"  {part.place}, {part.programme.title}", "$text-muted"))
            if part is not None
            else content(title)
        )

    def _how(self) -> Content:
        """Return the mode, when the reasons come, and the key that begins the play."""
        options, mode, feedback = self._new.options, say("briefing.guided"), ""
        if options.mode == "live":
            mode = say("briefing.live_with_key", key=self._sign_in_group("group.speak"))
        if options.feedback == "now":
            feedback = say("briefing.reasons_at_once", key=self._sign_in_group("group.why"))
        else:
            feedback = say("briefing.reasons_at_end")
        # As at a question of a play: dots until Enter is accepted.
        begin = "..."
        if self._asking.settled:
            begin = say("briefing.begin", key=self.sign_in_text("briefing.begin"))
        refused = (f" {self._refusal}" if self._refusal else "", "bold $accent")
        how = content((mode, "bold"), refused)
        return lines(how, content(feedback), content((begin, "$text-muted")))

    def _sign_in_group(self, action: str) -> str:
        """Return the keys of an action of the group screen, as this learner has them."""
        return next(key.signs for key in mapped(GROUP, self.room.keys) if key.id == action)

    def _briefing(self) -> Content:
        assert self._seed is not None
        shown, part = briefing(self._new.scenario, self._seed), self._new.part
        rows: list[Content] = []
        if part is not None:
            rows.extend((content(programme_text(part)), content("")))
            if part.number == 0:
                rows.extend((content(part.programme.about), content("")))
        if shown.teaser:
            rows.append(content(shown.teaser))
        if shown.content_note:
            label = f"{say('briefing.content_note')}: "
            rows.extend((content(""), content((label, "bold"), shown.content_note)))
        if shown.objectives:
            # Before the people and the phases: it must be seen without scrolling.
            rows.extend((content(""), content((say("briefing.to_practise"), "bold $primary"))))
            rows.extend(content(f"  {objective}") for objective in shown.objectives)
        style = (f"{say('briefing.style')}: ", "bold $primary")
        rows.extend((content(""), content(style, shown.style)))
        rows.extend((content(""), content((say("briefing.in_the_circle"), "bold $primary"))))
        rows.append(content(f"  {say('briefing.you')}"))
        for person in shown.people:
            about = (f"  {person.about}", "$text-muted")
            rows.append(content(f"  {person.name_and_role}", about))
        frame = (f"{say('briefing.frame')}: ", "bold $primary")
        rows.extend((content(""), content(frame, shown.frame), *_clock(shown)))
        rows.extend((content(""), content((shown.length, "$text-muted"))))
        return lines(*rows)


def _clock(shown: Briefing) -> list[Content]:
    """Return a row for each phase: its name, its minutes, and a bar of proportional length."""
    longest = max(phase.minutes for phase in shown.phases)
    rows = []
    for phase in shown.phases:
        # At least one cell, or a phase of a minute would have none.
        bar = "=" * max(1, round(20 * phase.minutes / longest))
        minutes = say("library.minutes_short", count=f"{phase.minutes:>3}")
        row = f"  {phase.name:<20}{minutes}  "
        note = f"  {phase.note}" if phase.note else ""
        rows.append(content(row, (bar, "$primary"), (note, "$text-muted")))
    return rows
