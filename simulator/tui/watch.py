"""The demonstration screen: the author's key leads the group, with the reasons as commentary.

The learner is asked nothing, and nothing is saved.
"""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from simulator.messages import say
from simulator.practice.demonstration import Demonstration, NoDemonstration
from simulator.tui.keys import WATCH, Key, bindings
from simulator.tui.meeting_screen import MeetingScreen
from simulator.tui.take_keys import take_keys
from simulator.tui.transcript import Transcript

AT_THE_END = {
    "watch.lead": "watch.lead_it",
    "watch.back": "watch.library",
    "help": "",
    "watch.older": "",
    "watch.newer": "",
    "watch.copy": "",
}
"""The actions at the end of a demonstration, with the ids of their texts there; empty if usual."""


class WatchScreen(MeetingScreen):
    """A demonstration from its first line to its last."""

    KEYS: ClassVar[tuple[Key, ...]] = WATCH
    BINDINGS = bindings(WATCH)

    def __init__(self, path: Path, shown: Demonstration) -> None:
        """Create the demonstration of the scenario in this file."""
        super().__init__(shown.session)
        self._path = path
        self._shown = shown
        self._bound: tuple[Key, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The actions that exist now; at the end no key continues any more."""
        keys = super().keys
        if not self.session.ended:
            paused = "" if self.runs else "watch.resume"
            return tuple(
                replace(key, said_as=paused) if key.id == "watch.pause" else key for key in keys
            )
        return tuple(
            replace(key, said_as=AT_THE_END[key.id]) for key in keys if key.id in AT_THE_END
        )

    def about(self) -> str:
        """Return what the screen is for."""
        return say("about.watch")

    def on_mount(self) -> None:
        """Show the first turn."""
        # The transcript wraps to its width, which it gets with the first layout.
        self.call_after_refresh(self.next_turn)

    def next_turn(self) -> None:
        """Show the group's next turn, or what the leader does, and why."""
        if self.session.ended:
            return
        try:
            events = self._shown.go_on()
        except NoDemonstration as problem:
            self.runs = False
            self._fit_keys()
            self.say(str(problem), error=True)
            return
        lines = self.show(events)
        comment = self._shown.comment(events)
        if comment:
            lines.append(self.note(comment))
        self.paced(lines)
        self.hinted()

    def hinted(self) -> None:
        """Show what can be done now."""
        self._fit_keys()
        lead = self.sign_in_text("watch.lead")
        if self.session.ended:
            back = self.sign_in_text("watch.back")
            self.hint(say("watch.your_turn", lead=lead, back=back), asks=True)
            return
        hints = [say("watch.this_is")]
        pause = self.sign_in_text("watch.pause")
        if self.runs:
            hints.append(self.talking())
            hints.append(say("meeting.pause", key=pause))
        else:
            hints.append(say("meeting.next_turn", key=self.sign_in_text("watch.continue")))
            hints.append(say("watch.run", key=pause))
        hints.append(say("watch.lead", key=lead))
        self.hint(" ".join(hints))

    def _fit_keys(self) -> None:
        """Bind the keys anew if the footer has changed."""
        if self.keys != self._bound:
            self._bound = self.keys
            take_keys(self, self.keys)

    def action_continue(self) -> None:
        """Continue to the next turn."""
        self.query_one(Transcript).to_end()
        self.next_turn()

    def action_lead(self) -> None:
        """Open the briefing of the same scenario."""
        self.room.brief(self._path)

    def action_back(self) -> None:
        """Go back to the previous screen."""
        self.room.leave()
