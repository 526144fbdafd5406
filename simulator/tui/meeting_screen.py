"""The circle at work: who sits where, what is said, and the pace at which it comes. Leading and watching build on it."""

import sys
from collections.abc import Iterable

from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from simulator.engine.events import Event, PhaseBegan
from simulator.engine.seats import Seats
from simulator.engine.session import Session
from simulator.messages.climate import Climate, looks
from simulator.render.transcript import NOTE, told
from simulator.review.debrief import Line, phase_name
from simulator.tui.circle import Circle, share_passed
from simulator.tui.copying import copy
from simulator.tui.pace import quicker, seconds
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content
from simulator.tui.transcript import Transcript

BESIDE = (76, 12)
"""Columns of the screen, and rows left, from which the circle stands beside the transcript."""

ROOMY = 110
"""Columns from which the circle is a wide one."""


def _writes_unicode() -> bool:
    """Whether the terminal (the screen is drawn on standard error) takes more than ASCII."""
    return "utf" in (getattr(sys.__stderr__, "encoding", "") or "").lower()


class RoundScreen(RoomScreen):
    """A session that goes on turn by turn: the circle beside the transcript, with room for more below.

    ``runs`` says whether turns come by themselves, at the reading pace of the settings; a single timer is set for the next turn
    and nothing is drawn while it waits.
    """

    AUTO_FOCUS = ""  # nothing is typed before it is asked for

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.runs = False
        self._seats = Seats(session.setup)
        self._timer: Timer | None = None
        self._held = False
        self._before: Climate | None = None
        self._hinted = ("", False)

    def inside(self) -> list[Widget]:
        """The clock, the circle beside the transcript, and what stands below."""
        return [
            Static(id="clock"),
            Horizontal(
                Circle(ascii_only=not _writes_unicode(), id="circle"),
                Transcript(id="transcript"),
                id="round",
            ),
            Vertical(*self.below(), id="floor"),
        ]

    def below(self) -> list[Widget]:
        """What stands below the circle."""
        return [Static(id="question")]

    def on_resize(self, event: Resize) -> None:
        """Find room for the circle."""
        self.make_room(event.size)

    def make_room(self, size: Size) -> None:
        """Beside the transcript the circle is a circle; where that would leave too little to read, it is a line above it."""
        line = size.width < BESIDE[0] or size.height - self.taken() < BESIDE[1]
        self.set_class(line, "-line")
        self.set_class(size.width >= ROOMY, "-wide")
        self.query_one(Circle).compact = line

    def taken(self) -> int:
        """Rows that are not the circle's: those below it, the clock and the footer."""
        return 6

    # The pace.

    def action_pause(self) -> None:
        """Stop the turns, or let them come again."""
        self.runs = not self.runs
        self.paced()
        self.hinted()

    def action_faster(self) -> None:
        """Let the turns come faster."""
        self._quicker(1)

    def action_slower(self) -> None:
        """Let the turns come more slowly."""
        self._quicker(-1)

    def _quicker(self, steps: int) -> None:
        pace = quicker(self.room.settings.pace, steps)
        self.room.choose_pace(pace)
        self.paced()
        self.say(f"{pace} words a minute.")

    def paced(self, after: Iterable[Line] = ()) -> None:
        """Set the timer for the next turn, if turns come by themselves now; ``after`` are the lines to be read before."""
        self.hold()
        if self.runs and not self.session.ended:
            self._timer = self.set_timer(seconds(after, self.room.settings.pace), self.next_turn)

    def on_screen_suspend(self) -> None:
        """While another screen lies above, nobody speaks."""
        self._held = self._timer is not None
        self.hold()

    def on_screen_resume(self) -> None:
        """Go on where turns came by themselves before."""
        if self._held:
            self._held = False
            self.paced()

    def hold(self) -> None:
        """Let nobody speak until turns are paced again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def next_turn(self) -> None:
        """The next turn of the group."""
        raise AssertionError("who leads says what the next turn is")

    def hinted(self) -> None:
        """Say below what can be done now."""

    # What is shown.

    def show(self, events: Iterable[Event]) -> list[Line]:
        """Show what happened; return its lines."""
        happened = list(events)
        lines = list(told(self.session, happened))
        self.query_one(Transcript).add(lines)
        self._seats.hear(happened)
        if self._before is None or any(isinstance(event, PhaseBegan) for event in happened):
            self._before = (
                self.session.view().climate
            )  # what has changed is told against the beginning of the phase
        self.draw_circle()
        return lines

    def note(self, text: str) -> Line:
        """Put a note into the transcript that nobody in the room has said; return it."""
        line = Line(NOTE, "", text)
        self.query_one(Transcript).add([line])
        return line

    def hint(self, text: str, *, asks: bool = False) -> None:
        """Say below the circle what can be done, or ask; a text that stands there already costs no layout."""
        if (text, asks) != self._hinted:
            self._hinted = (text, asks)
            self.query_one("#question", Static).update(
                content((text, "bold" if asks else "$text-muted"))
            )

    def draw_circle(self) -> None:
        """Draw the circle and the clock as they are now."""
        view, scenario = self.session.view(), self.session.setup.program.scenario
        phase = phase_name(view.phase) if view.phase else "Before the beginning"
        clock = (
            f"  minute {view.minute:.0f} of {view.length}",
            (f"  {scenario.title}", "$text-muted"),
        )
        self.query_one("#clock", Static).update(
            content((phase, "bold $accent"), *clock), layout=False
        )
        passed = share_passed(scenario.format, view.phase, view.minute)
        looks_now = looks(view.climate, self._before)
        self.query_one(Circle).show(
            self._seats.seats(), view.phase, view.minute, view.length, looks_now, passed
        )

    def action_older(self) -> None:
        """Read back."""
        self.query_one(Transcript).scroll_page_up(animate=False)

    def action_newer(self) -> None:
        """Forward again."""
        self.query_one(Transcript).scroll_page_down(animate=False)

    def action_copy_transcript(self) -> None:
        """Copy everything heard so far."""
        self.say(copy(self.app, self.query_one(Transcript).text, self.otherwise()))

    def otherwise(self) -> str:
        """Another way to the transcript than the clipboard, if there is one."""
        return ""
