"""Watching: the exemplary leader leads, with the author's reasons as commentary; nothing is asked and nothing is kept."""

from typing import ClassVar

from simulator.library.scenarios import Loaded
from simulator.practice.demonstration import Demonstration, NoDemonstration
from simulator.tui.keys import WATCH, Key, bindings
from simulator.tui.meeting_screen import RoundScreen


class WatchScreen(RoundScreen):
    """A demonstration from its first line to its last."""

    KEYS: ClassVar[tuple[Key, ...]] = WATCH
    BINDINGS = bindings(WATCH)
    ABOUT = (
        "A demonstration: somebody leads this group by the author's key, and you watch. After each decision the author says "
        "why. Enter goes on, the space bar lets it go on by itself and stops it. It is one good way, not the only one. "
        "Nothing of it is kept; l leads the group yourself."
    )

    def __init__(self, loaded: Loaded, shown: Demonstration) -> None:
        super().__init__(shown.session)
        self._loaded = loaded
        self._shown = shown

    def on_mount(self) -> None:
        """Begin with the first line."""
        self.call_after_refresh(self.next_turn)

    def next_turn(self) -> None:
        """The group's next turn, or what the leader does, and why."""
        if self.session.ended:
            return
        try:
            events = self._shown.go_on()
        except NoDemonstration as problem:
            self.runs = False
            self.say(str(problem), error=True)
            return
        lines = self.show(events)
        comment = self._shown.comment(events)
        if comment:
            lines.append(self.note(comment))
        self.paced(lines)
        self.hinted()

    def hinted(self) -> None:
        """Say what can be done now."""
        lead = f"{self.sign('watch.lead')}: lead it yourself."
        if self.session.ended:
            self.hint(f"The demonstration is over. {lead}")
        elif self.runs:
            self.hint(f"A demonstration. {self.sign('watch.pause')}: stop. {lead}")
        else:
            enter, space = self.sign("watch.go_on").capitalize(), self.sign("watch.pause")
            self.hint(f"A demonstration. {enter} goes on. {space}: by itself. {lead}")

    def action_go_on(self) -> None:
        """The next turn."""
        self.next_turn()

    def action_lead(self) -> None:
        """Lead the same group oneself."""
        from simulator.tui.briefing import BriefingScreen

        self.app.switch_screen(BriefingScreen(self._loaded))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()
