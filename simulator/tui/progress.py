"""Progress on the full screen: all finished sessions together, with charts of characters.

From here the learner saves the page, or a practice log with the reflections that they choose.
"""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from simulator.library.files import reason
from simulator.library.workspace import NoFolder
from simulator.messages import current_language, say, speaking
from simulator.practice.practice_log import Written, all_written, practice_log
from simulator.practice.progress import progress_of
from simulator.practice.saved_pages import LOG_PAGE, PROGRESS_PAGE, save_named
from simulator.render.practice_log import log_page
from simulator.render.progress_sections import progress_page
from simulator.render.sections import Chart, Page, Part, Section
from simulator.store.play_store import StoreProblem
from simulator.tui.charts import chart_widgets
from simulator.tui.debrief_page import section_paragraphs
from simulator.tui.hanging import Paragraphs
from simulator.tui.keys import PROGRESS, Key, bindings
from simulator.tui.log_choice import LogChoice
from simulator.tui.paging import scroll_to_part
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.text import content


class ProgressScreen(RoomScreen):
    """What all finished sessions show together."""

    KEYS: ClassVar[tuple[Key, ...]] = PROGRESS
    BINDINGS = bindings(PROGRESS)
    DEFAULT_CSS = """
    ProgressScreen #note {
        display: none;
        height: auto;
        max-height: 8;
        padding: 0 2;
        border-top: solid $primary;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.progress")

    def inside(self) -> list[Widget]:
        """Return the heading and the page."""
        subtitle = f"  {say('progress.subtitle')}"
        heading = content((say("progress.title"), "bold $accent"), (subtitle, "$text-muted"))
        waiting = content((say("progress.working_out"), "$text-muted"))
        return [
            Static(heading, id="heading"),
            VerticalScroll(Static(waiting, id="waiting"), id="page"),
            Static(id="note"),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it, and start to read the sessions."""
        self.query_one("#page").focus()
        self._work_out(current_language())

    @work(thread=True, exclusive=True)
    def _work_out(self, language: str) -> None:
        """Judge the sessions in a thread, so that the screen still reacts.

        A thread has its own current language; ``call_from_thread`` passes it on.
        """
        room = self.room
        with speaking(language):
            try:
                made = progress_of(room.workspace, room.store, until_left())
            except StoreProblem as problem:
                waiting = self.query_one("#waiting", Static)
                self.app.call_from_thread(waiting.update, content(str(problem)))
            else:
                page = progress_page(made, room.workspace.catalogue)
                self.app.call_from_thread(self._show, page)

    def _show(self, page: Page) -> None:
        if not self.is_attached:  # the learner left meanwhile
            return
        self._page = page
        self.query("#waiting").remove()
        parts = [Vertical(*_widgets(section), classes="part") for section in page.sections]
        self.query_one("#page", VerticalScroll).mount_all(parts)

    def action_jump(self, by: int) -> None:
        """Scroll to the next or the previous section."""
        scroll_to_part(self.query_one("#page", VerticalScroll), self.query(".part"), by)

    def action_save(self) -> None:
        """Save progress as an HTML page, and show its path below the page."""
        if self._page is not None:
            self._save(self._page, PROGRESS_PAGE)

    def action_log(self) -> None:
        """Ask which reflections shall be in the practice log, and save it."""
        try:
            written = tuple(all_written(self.room.workspace, self.room.store))
        except StoreProblem as problem:
            self.say(str(problem), error=True)
            return
        self.app.push_screen(LogChoice(written), self._save_log)

    def _save_log(self, chosen: tuple[Written, ...] | None) -> None:
        if chosen is None:
            return
        try:
            log = practice_log(self.room.workspace, self.room.store, chosen)
        except StoreProblem as problem:
            self.say(str(problem), error=True)
            return
        self._save(log_page(log), LOG_PAGE)

    def _save(self, page: Page, name: str) -> None:
        from simulator.render.write_html import write_html

        try:
            file = save_named(self.room.workspace, name, write_html(page))
        except (OSError, NoFolder) as error:
            self.say(say("progress.not_saved", reason=reason(error)), error=True)
            return
        is_log = name == LOG_PAGE
        saved = say("practice_log.saved_as" if is_log else "progress.saved_as", file=file)
        note = self.query_one("#note", Static)
        note.update(content(saved))
        note.display = True

    def action_back(self) -> None:
        """Go back to the library."""
        self.room.leave()


def _widgets(section: Section) -> Iterator[Widget]:
    """Yield the widgets of a section: its heading and texts, and its charts between them."""
    texts: list[Part] = []
    heading = section.heading
    for part in section.parts:
        if not isinstance(part, Chart):
            texts.append(part)
            continue
        if texts or heading:
            yield _texts(heading, texts)
        heading, texts = "", []
        yield from chart_widgets(part)
    if texts or heading:
        yield _texts(heading, texts)


def _texts(heading: str, parts: list[Part]) -> Paragraphs:
    return Paragraphs(section_paragraphs(Section("", heading, tuple(parts))))
