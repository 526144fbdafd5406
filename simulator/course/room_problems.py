"""What is refused in a room: each says why, in one sentence."""

from simulator.messages import say
from simulator.store.play_store import StoreProblem


class RoomProblem(StoreProblem):
    """Something is refused in a room; the message says why, and nothing was changed."""


class NoRoom(RoomProblem):
    """There is no room with this code."""

    def __init__(self) -> None:
        super().__init__(say("course.no_code"))


class NotHost(RoomProblem):
    """The key is not the one of this room's host."""

    def __init__(self) -> None:
        super().__init__(say("plenary.not_host"))


class OldHostLink(RoomProblem):
    """A link to the host's page was used already, or is too old."""

    def __init__(self) -> None:
        super().__init__(say("plenary.old_host_link"))


class OtherHost(RoomProblem):
    """Another window of the host has acted meanwhile."""

    def __init__(self) -> None:
        super().__init__(say("plenary.other_host"))


class VoteClosed(RoomProblem):
    """The vote is not open, or not any more; the vote was not counted."""

    def __init__(self) -> None:
        super().__init__(say("plenary.vote_closed"))
