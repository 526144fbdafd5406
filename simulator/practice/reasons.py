"""Decide when a learner may read the reason for an act."""

from simulator.engine.events import Acted, Event, Passed, Spoken
from simulator.engine.setup import FeedbackTime
from simulator.scenario.model import LEADER


class Reasons:
    """The judged acts of a play whose reasons have not been read yet; pass each event to ``hear``.

    With feedback ``now`` a reason can be read once the act is judged. It is ``due`` when the group
    has answered, so that the answer is heard first. With feedback ``end`` there are none: the
    reasons come in the debrief.
    """

    def __init__(self, feedback: FeedbackTime) -> None:
        self._wanted = feedback == "now"
        self._unread: list[Acted | Passed] = []
        self._answered = False
        self._own = False  # true if the leader's own line or gesture comes next

    def hear(self, event: Event) -> None:
        """Note an event of the play."""
        if isinstance(event, Acted | Passed) and self._wanted:
            self._unread.append(event)
            # What the group said until now answers earlier acts, not this one.
            self._answered = False
        # The leader's gesture has no speaker, like any other stage direction.
        elif isinstance(event, Spoken) and event.speaker != LEADER and not self._own:
            self._answered = True
        self._own = isinstance(event, Acted)

    @property
    def unread(self) -> bool:
        """Whether there is a reason to read."""
        return bool(self._unread)

    @property
    def due(self) -> bool:
        """Whether the group has answered an act whose reason has not been read."""
        return self.unread and self._answered

    def take(self) -> list[Acted | Passed]:
        """Return the acts whose reasons have not been read, and mark them as read."""
        unread, self._unread = self._unread, []
        return unread
