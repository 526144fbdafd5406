"""The meeting on the screen: the circle, the transcript, and the pace of the turns.

The screens for leading and for watching are subclasses.
"""

from abc import abstractmethod
from collections.abc import Iterable

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from simulator.engine.events import Event, PhaseBegan
from simulator.engine.seats import Seats
from simulator.engine.session import Session
from simulator.messages import say
from simulator.messages.climate import Climate, looks
from simulator.render.names import phase_name
from simulator.render.pace import TICK, Silence, quicker, seconds, silence_in
from simulator.render.transcript import NOTE, Line, lines_of
from simulator.tui.ascii_only import writes_unicode
from simulator.tui.circle import Circle, time_bar
from simulator.tui.copying import copy
from simulator.tui.find_bar import FindBar
from simulator.tui.screens import RoomScreen
from simulator.tui.side_pane import SidePane, finished_before
from simulator.tui.text import content, cut_at_a_word
from simulator.tui.transcript import Transcript

BESIDE = (100, 34)
"""Columns and rows of the screen from which the circle is drawn beside the transcript."""

ROOMY = 110
"""The width in columns from which the circle gets more room."""

WITH_PANE = 150
"""The width in columns from which a third pane is shown beside circle and transcript."""

WITH_BAR = 80
"""The width in columns from which a phase and a silence have a bar."""

BAR = 12
"""The columns of the bar that shows how much of a phase or a silence has passed."""

HINT = 3
"""The rows reserved below the meeting for a hint: its two rows, and the line above them."""


class MeetingScreen(RoomScreen):
    """A session, shown turn by turn: the circle beside the transcript, and space for more below.

    If ``runs``, turns come automatically, at the reading pace of the settings. A single timer is
    set for the next turn, and nothing is drawn while it waits, except in a silence whose length
    the author gives: its seconds are counted.
    """

    says_itself = True
    AUTO_FOCUS = ""  # no field may take a key before a question asks for text

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.runs = False
        self._seats = Seats(session.setup)
        self._timer: Timer | None = None
        self._silence: Silence | None = None
        self._held = False
        self._stepped: bool | None = None
        self._before: Climate | None = None
        self._hinted = ("", False)
        self._told = ("", False)

    def inside(self) -> list[Widget]:
        """Return the clock, the circle beside the transcript, and the widgets below."""
        ascii_only = not writes_unicode()
        transcript = Transcript("transcript", ascii_only=ascii_only)
        return [
            Static(id="clock"),
            Horizontal(
                Circle(ascii_only=ascii_only, id="circle"),
                transcript,
                SidePane(self.session, ascii_only=ascii_only),
                id="meeting",
            ),
            Vertical(*self.below(), FindBar(transcript), id="floor"),
        ]

    def on_mount(self) -> None:
        """Show the ground rules at stake if they are no hint any more."""
        if finished_before(self.room.store, self.session):
            self.query_one(SidePane).show_rules()

    def below(self) -> list[Widget]:
        """Return the widgets below the circle."""
        return [Static(id="question")]

    def on_resize(self, event: Resize) -> None:
        """Fit the circle to the new size."""
        self.make_room(event.size)
        if self._before is not None:  # otherwise nothing was shown yet
            self._draw_clock()

    def make_room(self, size: Size) -> None:
        """Divide the screen: circle beside the transcript or names above it, pane, and floor.

        Only the size of the window counts, so nothing moves while a session runs.
        """
        line = size.width < BESIDE[0] or size.height < BESIDE[1]
        self.set_class(line, "-line")
        self.set_class(size.width >= ROOMY, "-wide")
        self.query_one(Circle).compact = line
        pane, shown = self.query_one(SidePane), not line and size.width >= WITH_PANE
        if pane.display != shown:
            pane.display = shown
            # Its text wraps to its width, which it gets with the next layout.
            self.call_after_refresh(pane.catch_up)
        self.query_one("#floor").styles.height = self.floor_rows(size)

    def floor_rows(self, size: Size) -> int:
        """Return the rows reserved below the meeting, with the line above them."""
        return HINT

    # The pace.

    def action_pause(self) -> None:
        """Pause automatic turns, or resume them."""
        self.runs = not self.runs
        self.paced()
        self.hinted()

    def action_faster(self) -> None:
        """Increase the pace."""
        self._quicker(1)

    def action_slower(self) -> None:
        """Decrease the pace."""
        self._quicker(-1)

    def _quicker(self, steps: int) -> None:
        pace = quicker(self.room.settings.pace, steps)
        if self.room.settings.pace == "step":
            self.runs = True
        self.room.choose("pace", pace)
        self.paced()
        self.hinted()
        self.say(say("meeting.pace", count=pace))

    def paced(self, after: Iterable[Line] | None = None) -> None:
        """Set the timer for the next turn if turns come automatically.

        ``after`` are the lines that the learner has to read first; None if nothing was shown, and
        a silence may be passing.
        """
        self.hold()
        lines = list(after or ())
        if after is not None:
            self._silence = silence_in(lines)
        # While the learner types a search text, no question may appear and take the keys.
        if self.runs and self._group_continues() and not self.query_one(FindBar).searching:
            self._wait(seconds(lines, self.room.settings.pace))

    def _group_continues(self) -> bool:
        """Return False while the leader is speaking, when the group pauses, and at the end."""
        return self.session.prompt.kind not in ("speaking", "over")

    def _wait(self, time: float) -> None:
        self._timer = self.set_timer(time, self._waited)

    def _waited(self) -> None:
        """Count a silence, or take the next turn."""
        # The event of a timer may still be in the queue when a key stops the timer.
        if self._timer is None or not self._group_continues():
            return
        self._timer = None
        if self._silence is not None and not self._silence.is_over:
            self._silence = self._silence.later()
            self.hinted()
            self._wait(TICK)
        else:
            self.next_turn()

    def on_screen_suspend(self) -> None:
        """Stop the timer while another screen lies above."""
        # A pause that the learner has chosen must not end with the other screen.
        self._held = self._timer is not None
        self._stepped = self.room.settings.pace == "step"
        self.hold()

    def on_screen_resume(self) -> None:
        """Start the timer again if the other screen has stopped it.

        If a pace was chosen there instead of single steps, or the reverse, it applies at once.
        """
        stepped = self.room.settings.pace == "step"
        if self._stepped is not None and self._stepped != stepped:
            self.runs = not stepped
            self.paced()
            self.hinted()
        elif self._held:
            self.paced()
        self._held = False

    def hold(self) -> None:
        """Stop the timer until ``paced`` is called again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @abstractmethod
    def next_turn(self) -> None:
        """Take and show the next turn of the group."""

    def hinted(self) -> None:
        """Show below the circle what can be done now."""

    def talking(self) -> str:
        """Return what the group is doing while turns come automatically: talking, or silent."""
        silence = self._silence
        if silence is None:
            return say("meeting.talking")
        passing = say("meeting.silence_passing", passed=silence.passed, count=silence.seconds)
        # In a narrow window the hint would take another row, and everything above it would move.
        return f"{passing} [{silence_bar(silence)}]" if self.size.width >= WITH_BAR else passing

    # What is shown.

    def show(self, events: Iterable[Event]) -> list[Line]:
        """Show events in transcript and circle; return their transcript lines."""
        happened = list(events)
        if self._told[0]:
            self._told = ("", False)
            self._show_hint()
        lines = list(lines_of(self.session, happened))
        self.query_one(Transcript).add(lines)
        self.query_one(SidePane).hear(happened)
        self._seats.hear(happened)
        if self._before is None or any(isinstance(event, PhaseBegan) for event in happened):
            # The circle shows how the climate has changed since the phase began.
            self._before = self.session.view().climate
        self.draw_circle()
        return lines

    def note(self, text: str) -> Line:
        """Add a note that nobody in the group has said to the transcript; return it."""
        line = Line(NOTE, "", text)
        self.query_one(Transcript).add([line])
        return line

    def hint(self, text: str, *, asks: bool = False) -> None:
        """Show a hint or a question below the circle; an unchanged text causes no new layout."""
        if (text, asks) != self._hinted:
            self._hinted = (text, asks)
            self._show_hint()

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a short message beside the hint or the question, until the next turn.

        A toast would lie over the newest turn, and be gone before it is read.
        """
        self._told = (text, error)
        self._show_hint()
        self.make_room(self.size)

    def unsay(self) -> None:
        """Remove the message, unless it reports a failure."""
        if self._told[0] and not self._told[1]:
            self._told = ("", False)
            self._show_hint()

    @property
    def below_the_circle(self) -> str:
        """The whole text below the circle."""
        return "".join(text for text, _ in self._below_the_circle())

    def _show_hint(self) -> None:
        self.query_one("#question", Static).update(content(*self._below_the_circle()))

    def _below_the_circle(self) -> list[tuple[str, str]]:
        """Return the message and the hint, or the question, which stays in its place, first."""
        (told, error), (text, asks) = self._told, self._hinted
        message = (told, "bold $text-error" if error else "")
        if not told:
            return [(text, "bold" if asks else "$text-muted")]
        if asks:
            return [(f"{text} ", "bold"), message]
        return [message, (f" {text}", "$text-muted")]

    def draw_circle(self) -> None:
        """Draw the circle and the clock as they are now."""
        self._draw_clock()
        climate = self.session.view().climate
        self.query_one(Circle).show(self._seats.seats(), looks(climate, self._before))

    def _draw_clock(self) -> None:
        # ``layout=False``: this line is always one row high.
        self.query_one("#clock", Static).update(self._clock(), layout=False)

    def _clock(self) -> Content:
        """Return phase, clock and title in one row; the title is cut between words."""
        view = self.session.view()
        phase = phase_name(view.phase) if view.phase else say("meeting.before")
        clock = f"  {say('meeting.clock', minute=round(view.minute), length=view.length)}"
        bar: list[tuple[str, str]] = []
        if self.size.width >= WITH_BAR:
            signs = self.query_one(Circle).signs
            bar = [("  ", ""), *time_bar(view.passed, BAR, signs)]
        before = content((phase, "bold $accent"), clock, *bar, "  ")
        title = content((self.session.setup.program.scenario.title, "$text-muted"))
        # The padding of ``#clock`` takes two columns.
        return before + cut_at_a_word(title, max(1, self.size.width - 2 - before.cell_length))

    def action_find(self) -> None:
        """Show the field that finds a text in the transcript; no turn comes meanwhile."""
        self.hold()
        self.query_one(FindBar).open()

    def on_find_bar_closed(self) -> None:
        """Let the group continue."""
        self.paced()

    def action_older(self) -> None:
        """Scroll back in the transcript."""
        self.query_one(Transcript).scroll_page_up(animate=False)

    def action_newer(self) -> None:
        """Scroll forward in the transcript."""
        self.query_one(Transcript).scroll_page_down(animate=False)

    def action_copy_transcript(self) -> None:
        """Copy the transcript so far to the clipboard."""
        self.say(copy(self.app, self.query_one(Transcript).text))


def silence_bar(silence: Silence) -> str:
    """Return a bar that shows how much of a silence has passed."""
    passed = round(BAR * silence.done / silence.ticks)
    return "=" * passed + "-" * (BAR - passed)
