"""The debrief on the full screen.

For each moment it shows what the moment asked for, what the learner did, what that cost and why,
and what would have been better.
"""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.analysis.exact import TooLarge
from simulator.library.workspace import Workspace
from simulator.messages import current_language, say, speaking
from simulator.practice.debriefs import debrief_of
from simulator.practice.plays import following
from simulator.practice.programmes import Part
from simulator.practice.saved_play import SavedPlay
from simulator.render.debrief import without_transcript
from simulator.render.debrief_sections import MOMENT, page
from simulator.render.transcript import transcript
from simulator.review.debrief import Debrief
from simulator.store.play_store import StoreProblem
from simulator.tui.copying import copy, debrief_command
from simulator.tui.debrief_page import section_paragraphs
from simulator.tui.hanging import Paragraph, Paragraphs
from simulator.tui.keys import DEBRIEF, Key, bindings
from simulator.tui.paging import scroll_to_part
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.text import content
from simulator.tui.transcript import transcript_text


class DebriefScreen(RoomScreen):
    """The review of one finished play."""

    KEYS: ClassVar[tuple[Key, ...]] = DEBRIEF
    BINDINGS = bindings(DEBRIEF)

    def __init__(self, workspace: Workspace, saved: SavedPlay) -> None:
        super().__init__()
        self._workspace = workspace
        self._kept = saved
        self._debrief: Debrief | None = None
        self._next = following(workspace, saved)
        self._asking = Question(self)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the screen; *Continue* only if a programme has a next part."""
        return tuple(
            key for key in super().keys if key.id != "debrief.follow" or self._next is not None
        )

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.debrief")

    def inside(self) -> list[Widget]:
        """Return the heading and the page."""
        title = self._kept.play.title
        subtitle = f"  {say('debrief.heading')}"
        heading = content((title, "bold $accent"), (subtitle, "$text-muted"))
        waiting = content((say("debrief.working_out"), "$text-muted"))
        return [
            Static(heading, id="heading"),
            VerticalScroll(Static(waiting, id="waiting"), id="page"),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it, and start to compute the debrief."""
        self.query_one("#page").focus()
        self._asking.ask()
        self._work_out(current_language())

    @work(thread=True, exclusive=True)
    def _work_out(self, language: str) -> None:
        """Compute the debrief in a thread, so that the screen still reacts.

        A thread has its own current language; ``call_from_thread`` passes it on.
        """
        with speaking(language):
            try:
                made = debrief_of(self._workspace, self._kept, until_left())
            except (TooLarge, StoreProblem) as problem:
                # If the learner has left, there is no such widget. The worker was cancelled then,
                # and Textual 8.2 ignores what the thread of a cancelled worker raises.
                waiting = self.query_one("#waiting", Static)
                self.app.call_from_thread(waiting.update, content(str(problem)))
            else:
                # Widgets may be changed in the app's own thread only.
                self.app.call_from_thread(self._show, made)

    def _show(self, made: Debrief) -> None:
        if not self.is_attached:  # the learner left while the debrief was computed
            return
        self._debrief = made
        self.query("#waiting").remove()
        parts = []
        for section in without_transcript(page(made)).sections:
            kind = "part moment" if section.id == MOMENT else "part"
            parts.append(Paragraphs(section_paragraphs(section), classes=kind))
        if self._next is not None:
            parts.append(Paragraphs([Paragraph(self._on_to(self._next))], classes="part"))
        self.query_one("#page", VerticalScroll).mount_all(parts)

    def _on_to(self, part: Part) -> Content:
        following = say("debrief.next_part", part=part.as_text)
        press = say("meeting.continue", key=self.sign_in_text("debrief.follow"))
        return content((f"{following} ", "bold"), press)

    def action_jump(self, by: int) -> None:
        """Scroll to the next or the previous moment."""
        scroll_to_part(self.query_one("#page", VerticalScroll), self.query(".moment"), by)

    def action_save(self) -> None:
        """Save the debrief as an HTML page in the working directory."""
        if self._debrief is None:
            return
        from simulator.render.debrief import render

        path = Path.cwd() / f"debrief-{self._debrief.scenario}-{self._kept.play.number}.html"
        try:
            # The number is in the name, so only an earlier page of this session is replaced.
            path.write_text(render(self._debrief, "html"), "utf-8")
        except OSError as error:
            problem = say("debrief.not_written", file=path, reason=error.strerror)
            self.say(problem, error=True)
            return
        self.say(say("debrief.saved_as", file=path))

    def action_branch(self) -> None:
        """Open the list of moments, to try again from one of them."""
        self.room.branch(self._kept)

    def action_follow(self) -> None:
        """Open the briefing of the programme's next part."""
        if self._next is not None and self._asking.accepts():
            self.room.follow(self._next)

    def action_copy_transcript(self) -> None:
        """Copy the transcript to the clipboard."""
        if self._debrief is not None:
            self.say(
                copy(
                    self.app,
                    transcript_text(transcript(self._debrief)),
                    debrief_command(self._kept.play.number),
                )
            )

    def action_back(self) -> None:
        """Go back to the library."""
        self.room.leave()
