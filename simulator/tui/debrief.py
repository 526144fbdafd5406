"""The debrief on the full screen.

It opens with the lesson. Sections fold; an outline, a search and the numbers of the moments lead
through it, and from a moment one key leads to another attempt.
"""

from typing import ClassVar

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.analysis.exact import TooLarge
from simulator.library.files import reason
from simulator.library.workspace import NoFolder, Workspace
from simulator.messages import current_language, say, speaking
from simulator.practice.debriefs import debrief_of
from simulator.practice.plays import following
from simulator.practice.programmes import Part
from simulator.practice.saved_pages import save_page
from simulator.practice.saved_play import SavedPlay
from simulator.render.debrief_sections import page
from simulator.render.transcript import transcript
from simulator.review.debrief import Debrief
from simulator.review.moments import MomentReview
from simulator.store.play_store import StoreProblem
from simulator.tui.copying import copy, debrief_command
from simulator.tui.debrief_keys import Now, OnEnter, keys_now
from simulator.tui.find_bar import FindBar, FindBarOfPage
from simulator.tui.folding_page import FoldingPage
from simulator.tui.hanging import Paragraph
from simulator.tui.keys import DEBRIEF, Key, bindings
from simulator.tui.outline import Entry, OutlineScreen
from simulator.tui.page_search import PageSearch
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.take_keys import take_keys
from simulator.tui.text import content
from simulator.tui.transcript import transcript_text


class DebriefScreen(RoomScreen):
    """The review of one finished play."""

    KEYS: ClassVar[tuple[Key, ...]] = DEBRIEF
    BINDINGS = bindings(DEBRIEF)
    DEFAULT_CSS = """
    DebriefScreen #title {
        width: 1fr;
    }
    DebriefScreen #position {
        width: auto;
        padding-left: 2;
        color: $text-muted;
    }
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
        self._page = FoldingPage()
        self._bound: Now | None = None

    # The keys.

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys as they are now; *Lead next* only if a programme has a next part."""
        return keys_now(super().keys, self._now)

    @property
    def _now(self) -> Now:
        return Now(
            enter=self._enter_does,
            link=bool(self._page.links_in_view()),
            can_open=self._page.can_open,
            drill=self._debrief is not None and self._debrief.next_step is not None,
            follows=self._next is not None,
            typing=isinstance(self.focused, Input),
            columns=self.size.width,
        )

    @property
    def _enter_does(self) -> OnEnter:
        chosen = self._page.chosen
        if chosen is None:
            return ""
        if chosen.leads_to:
            return "go"
        return "open" if self._page.is_closed(chosen) else "close"

    def _fit_keys(self) -> None:
        """Bind the keys anew if they or the footer have changed."""
        now = self._now
        if now != self._bound:
            self._bound = now
            take_keys(self, self.keys)

    def on_descendant_focus(self) -> None:
        """Show what works at the part of the page that has the focus."""
        self._moved()

    def on_descendant_blur(self) -> None:
        """Show what works elsewhere."""
        self._moved()

    @on(FoldingPage.Moved)
    def _moved(self) -> None:
        """Show where the page is read now, and what the keys do there."""
        if not self.is_attached or self._debrief is None:
            return
        self._fit_keys()
        at = self._page.position()
        known = {"number": at.moment, "count": at.moments, "percent": at.percent}
        text = say("debrief.at_moment" if at.moment else "debrief.at_percent", **known)
        self.query_one("#position", Static).update(content(text))

    def on_resize(self, event: Resize) -> None:
        """Fit the footer to the window, once the page has been laid out anew."""
        self.call_after_refresh(self._moved)

    # What is shown.

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.debrief")

    def inside(self) -> list[Widget]:
        """Return the heading, the page, and the field to find a text."""
        title = (self._kept.play.title, "bold $accent")
        subtitle = (f"  {say('debrief.heading')}", "$text-muted")
        heading = Static(content(title, subtitle), id="title")
        return [
            Horizontal(heading, Static(id="position"), id="heading"),
            self._page,
            Static(id="note"),
            FindBarOfPage(PageSearch(self._page)),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it, and start to compute the debrief."""
        waiting = content((say("debrief.working_out"), "$text-muted"))
        self._page.mount(Static(waiting, id="waiting"))
        self._page.focus()
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
        further = [] if self._next is None else [Paragraph(self._on_to(self._next))]
        hint = say("debrief.press_reasons", key=self.sign("debrief.reasons"))
        self._page.show(page(made).sections, hint, further)

    def _on_to(self, part: Part) -> Content:
        following = say("debrief.next_part", part=part.as_text)
        press = say("debrief.lead_next", key=self.sign_in_text("debrief.follow"))
        return content((f"{following} ", "bold"), press)

    # Going through it.

    def action_open(self) -> None:
        """Open or close the focused heading, or go to the moment that a link names."""
        chosen = self._page.chosen
        if chosen is not None and chosen.leads_to:
            self._page.go_to_moment(chosen.leads_to)
        elif chosen is not None:
            self._page.fold(chosen)

    def action_fold_all(self) -> None:
        """Open all sections, or close all."""
        self._page.fold_all()

    def action_reasons(self) -> None:
        """Show the reasons of the other lines, or hide them."""
        self._page.toggle_reasons()

    def action_jump(self, by: int) -> None:
        """Scroll to the next or the previous moment."""
        self._page.jump(by)

    def action_number(self, number: int) -> None:
        """Go to the moment with this number."""
        self._page.go_to_number(number)

    def action_moment(self) -> None:
        """Go to the moment that the focused link names, or to the costliest of those in view."""
        named = self._page.links_in_view()
        costly = [moment.id for moment in self._costliest if moment.id in named]
        if named:
            self._page.go_to_moment([*costly, *named][0])
        else:
            self.say(say("debrief.no_link"))

    def action_outline(self) -> None:
        """List the headings, to go to one of them."""
        page = self._page
        entries = [Entry(at, name, page.level(at) > 2) for at, name in page.headings()]
        if entries:
            self.app.push_screen(OutlineScreen(entries, page.section_in_view()), self._chosen)

    def _chosen(self, section: int | None) -> None:
        if section is not None:
            self._page.go_to(section)

    def action_find(self) -> None:
        """Show the field that finds a text on the page."""
        # The field gives the focus back to the page, which stays where the text was found.
        self.set_focus(self._page, scroll_visible=False)
        self.query_one(FindBar).open()

    # Leaving it, or taking something along.

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
        costly = self._costliest
        return self._page.moment_in_view() or (costly[0].id if costly else "")

    @property
    def _costliest(self) -> tuple[MomentReview, ...]:
        return () if self._debrief is None else self._debrief.costliest

    def action_drill(self) -> None:
        """Open the drill that the lesson suggests."""
        step = None if self._debrief is None else self._debrief.next_step
        if step is None:
            self.say(say("debrief.no_drill"))
        else:
            self.room.drill(step.situation)

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
