"""The pane beside the transcript in a wide window: the presenter's words, and the ground rules.

It tells nothing that the learner could not know: what was heard, and the ground rules at stake in
the whole scenario, which are shown only after a first finished session of it. They are the same
from the first turn to the last, so they do not tell whether a moment is open.
"""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.engine.events import Event, PhaseBegan, Spoken
from simulator.engine.seats import PRESENTER
from simulator.engine.session import Session
from simulator.messages import say
from simulator.render.names import phase_name
from simulator.render.transcript import QUOTE, Line
from simulator.store.play_store import PlayStore
from simulator.tui.text import content, lines
from simulator.tui.transcript import Transcript


class SidePane(Vertical):
    """What the presenter has said, above the ground rules at stake, if these may be shown."""

    def __init__(self, session: Session, *, ascii_only: bool = False) -> None:
        super().__init__(id="side")
        cast, names = session.setup.program.scenario.cast, session.setup.names
        self._names = {who: names[who] for who in cast if cast[who].role == PRESENTER}
        self._words = Transcript("presented", ascii_only=ascii_only)
        self._session = session
        self._phase = ""
        self._waiting: list[Line] = []  # what was heard while the pane was not shown

    def compose(self) -> ComposeResult:
        """Yield the presenter's words below a heading, then the ground rules below another."""
        yield Static(content((self._heading(), "bold $primary")), id="presented-by")
        yield self._words
        yield VerticalScroll(Static(id="rules-at-stake"), id="rules")

    def _heading(self) -> str:
        return say("meeting.presenter_said", name=", ".join(self._names.values()))

    def on_mount(self) -> None:
        """Hide the ground rules until they may be shown."""
        self.query_one("#rules").display = False

    def show_rules(self) -> None:
        """Show the ground rules at stake anywhere in this scenario."""
        self.query_one("#rules-at-stake", Static).update(lines(*self._rules()))
        self.query_one("#rules").display = True

    def _rules(self) -> Iterable[Content]:
        scenario = self._session.setup.program.scenario
        yield content((say("meeting.rules_at_stake"), "bold $primary"))
        for rule in scenario.rules():
            known = scenario.catalogue.rules[rule]
            yield content("")
            yield content((known.name, "bold"))
            yield content((known.text, "$text-muted"))

    def hear(self, events: Iterable[Event]) -> None:
        """Add what the presenter has said, below the name of its phase."""
        for event in events:
            if isinstance(event, PhaseBegan):
                self._phase = phase_name(event.phase)
            elif isinstance(event, Spoken) and event.speaker in self._names:
                if self._phase:
                    self._waiting.append(Line("phase", "", self._phase))
                    self._phase = ""
                self._waiting.append(Line(QUOTE, "", event.text))
        self.catch_up()

    def catch_up(self) -> None:
        """Show what was heard; not in a narrow window, where it would cost a layout each turn."""
        if self._waiting and self.display:
            self._words.add(self._waiting)
            self._waiting = []


def finished_before(store: PlayStore, session: Session) -> bool:
    """Return True if a first session of this scenario, not another attempt, was finished."""
    scenario = session.setup.program.scenario.id
    finished = (play for play in store.finished() if play.branch_of is None)
    return any(play.scenario == scenario for play in finished)
