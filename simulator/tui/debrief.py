"""The debrief on the full screen.

For each moment it shows what the moment asked for, what the learner did, what that cost and why,
and what would have been better.
"""

from typing import ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.analysis.exact import TooLarge
from simulator.library.files import reason
from simulator.library.workspace import NoFolder, Workspace
from simulator.messages import current_language, say, speaking
from simulator.practice.debriefs import debrief_of
from simulator.practice.plays import following
from simulator.practice.programmes import Part
from simulator.practice.saved_pages import save_page
from simulator.practice.saved_play import SavedPlay
from simulator.render.debrief import without_transcript
from simulator.render.debrief_sections import page
from simulator.render.section_ids import MOMENT
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
    DEFAULT_CSS = """
    DebriefScreen #note {
        display: none;
        height: auto;
        max-height: 8;
        padding: 0 2;
        border-top: solid $primary;
    }
    """

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
            Static(id="note"),
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
        moments = iter(made.moments)
        for section in without_transcript(page(made)).sections:
            kind, name = "part", None
            if section.id == MOMENT:
                kind, name = "part moment", next(moments).id
            parts.append(Paragraphs(section_paragraphs(section), name=name, classes=kind))
        if self._next is not None:
            parts.append(Paragraphs([Paragraph(self._on_to(self._next))], classes="part"))
        self.query_one("#page", VerticalScroll).mount_all(parts)

    def _on_to(self, part: Part) -> Content:
        following = say("debrief.next_part", part=part.as_text)
        press = say("debrief.lead_next", key=self.sign_in_text("debrief.follow"))
        return content((f"{following} ", "bold"), press)

    def action_jump(self, by: int) -> None:
        """Scroll to the next or the previous moment."""
        scroll_to_part(self.query_one("#page", VerticalScroll), self.query(".moment"), by)

    def action_save(self) -> None:
        """Save the debrief as an HTML page, and show its path below the debrief."""
        if self._debrief is None:
            return
        from simulator.render.debrief import render

        try:
            file = save_page(self._workspace, self._kept, render(self._debrief, "html"))
        except (OSError, NoFolder) as error:
            self.say(say("debrief.not_saved", reason=reason(error)), error=True)
            return
        self._note(say("debrief.saved_as", file=file))

    def _note(self, text: str) -> None:
        """Show a sentence below the page, until another one takes its place."""
        note = self.query_one("#note", Static)
        note.update(content(text))
        note.display = True

    def action_branch(self) -> None:
        """Open the list of moments at the one in view, to try again from one of them."""
        costs = {} if self._debrief is None else {m.id: m.cost for m in self._debrief.moments}
        self.room.branch(self._kept, self._moment_in_view(), costs)

    def _moment_in_view(self) -> str:
        """Return the id of the moment that is being read; before the first, of the costliest.

        It is empty if there is none.
        """
        page = self.query_one("#page", VerticalScroll)
        # What is read begins in the upper third: *Next* puts a moment at the top.
        line = page.scroll_y + page.size.height / 3
        above = [part for part in self.query(".moment") if part.virtual_region.y <= line]
        if above:
            return above[-1].name or ""
        costly = () if self._debrief is None else self._debrief.costliest
        return costly[0].id if costly else ""

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
