"""The dialogue in which the learner chooses the reflections of their practice log."""

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from simulator.messages import say
from simulator.practice.practice_log import Written
from simulator.render.practice_log import question_of
from simulator.scenario.text import clean_line
from simulator.tui.dialogue import Dialogue
from simulator.tui.footer import KeyFooter
from simulator.tui.keys import LOG, bindings
from simulator.tui.listing import Item, Listing
from simulator.tui.text import content


class LogChoice(Dialogue[tuple[Written, ...]]):
    """A dialogue above progress; its result is what was chosen, or None to save no log."""

    KEYS = LOG
    BINDINGS = bindings(LOG)
    DEFAULT_CSS = """
    LogChoice #log-window {
        height: 90%;
        padding: 1 1 0 1;
    }
    LogChoice #log-about {
        height: auto;
        margin-bottom: 1;
        padding: 0 1;
    }
    LogChoice #written {
        height: 1fr;
        background: $surface;
    }
    """

    def __init__(self, written: tuple[Written, ...]) -> None:
        super().__init__()
        self._written = written
        self._chosen: set[int] = set()

    def compose(self) -> ComposeResult:
        """Yield the question, the list of reflections and the footer."""
        about = say("practice_log.choose" if self._written else "practice_log.none_written")
        with Vertical(id="log-window", classes="dialogue"):
            yield Static(content((about, "bold")), id="log-about")
            yield Listing(id="written")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the reflections, none of them chosen."""
        self._show()

    def action_choose(self) -> None:
        """Take the selected reflection into the log, or leave it out."""
        marked = self._listing.marked
        if marked:
            self._chosen ^= {int(marked)}
            self._show()

    def action_all(self) -> None:
        """Choose all reflections; if all are chosen, none."""
        every = set(range(len(self._written)))
        self._chosen = set() if self._chosen == every else every
        self._show()

    def action_save(self) -> None:
        """Close the dialogue and return what is chosen."""
        self.dismiss(tuple(self._written[at] for at in sorted(self._chosen)))

    def action_close(self) -> None:
        """Close the dialogue, and save no log."""
        self.dismiss(None)

    @on(Listing.Chosen)
    def _pressed(self) -> None:
        self.action_choose()

    @property
    def _listing(self) -> Listing:
        return self.query_one("#written", Listing)

    def _show(self) -> None:
        # ``partial``: in a loop of lambdas all rows would draw the last one.
        items = [
            Item(str(at), 2, partial(_drawn, one, at in self._chosen))
            for at, one in enumerate(self._written)
        ]
        self._listing.show(items, self._listing.marked)


def _drawn(one: Written, chosen: bool, width: int) -> list[Content]:
    """Return two rows: a check box with the session and the question, and the answer."""
    title = say("practice_log.of_session", day=one.day, title=clean_line(one.title))
    style = "bold $accent" if chosen else ""
    box = content((f"[{'x' if chosen else ' '}] {title}: {question_of(one)}", style))
    answer = content((f"    {clean_line(one.answer)}", "$text-muted"))
    return [row.truncate(width, ellipsis=True) for row in (box, answer)]
