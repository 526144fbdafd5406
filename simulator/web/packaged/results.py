"""What a course is told of the sessions in a packaged room: which there are, and their scores.

All rooms of a server share one browser's storage, and several learners may share a browser. So the
page says which sessions were there before this visit, and which of them are this learner's own
(``static/reporting.js``); a score is only looked up for sessions that are the learner's.

Only whole sessions count. In another attempt from a moment on, the learner knows the answers, as
``review.progress`` has it.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from simulator.practice.awaiting import awaiting_reaction
from simulator.practice.judged import judged
from simulator.store.play_store import Play
from simulator.web.pages.room import Room

# The last digits of a UUID, which are random. 100 of them (``MOST_OPEN`` in ``reporting.js``) leave
# the state that a course keeps below 2,000 characters.
ENDING: Final = 12
"""The number of characters, at the end of its id, by which a page remembers a session."""


def ending_of(play: Play) -> str:
    """Return what a page remembers of a session's id."""
    return play.id[-ENDING:]


def whole_sessions(room: Room, scenarios: Collection[str]) -> list[str]:
    """Return the endings of the ids of all whole sessions of these scenarios."""
    return [ending_of(play) for play in _whole(room, scenarios)]


def results(
    room: Room, scenarios: Collection[str], before: Collection[str], own: Collection[str]
) -> list[dict[str, Any]]:
    """Return the learner's sessions: those that were not there before, and those in ``own``.

    ``read`` is whether a session has ended and its debrief can be read. ``percent`` is then of the
    best reachable, and None if the session cannot be scored. Raise StoreProblem.
    """
    others = set(before) - set(own)
    plays = [play for play in _whole(room, scenarios) if ending_of(play) not in others]
    # Of all plays: whether one waits depends on what was finished before it, in any scenario.
    awaited = awaiting_reaction(room.store, room.store.finished())
    readable = [play for play in plays if play.ended is not None and play.id not in awaited]
    scored = judged(room.workspace, room.store, readable)
    return [
        {
            "session": ending_of(play),
            "read": play in readable,
            "percent": round(scored[play.id].percent, 2) if play.id in scored else None,
        }
        for play in plays
    ]


def _whole(room: Room, scenarios: Collection[str]) -> Sequence[Play]:
    plays = room.store.plays()
    return [play for play in plays if play.branch_of is None and play.scenario in scenarios]
