"""How many drills are due today, as far as the home screen knows it without computing.

``due_plan.py`` computes it, and imports the schedule, which the first screen does not need.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.library.cache_values import list_in, text_in, whole_in
from simulator.library.file_cache import Kind, form_of
from simulator.library.workspace import Workspace
from simulator.store.play_store import Play, PlayStore

ENTRY = "due-today"
FORM = 1
KIND = Kind("", form_of("due-today", FORM), largest=10_000, personal=True)


@dataclass(frozen=True, slots=True)
class Today:
    """What the home screen shows of drills.

    ``due`` is the number of drills due today, None as long as it is not known. ``last`` is the UTC
    time of the last drill, empty if there was none.
    """

    due: int | None = None
    last: str = ""


def today_at_hand(workspace: Workspace, store: PlayStore, plays: Sequence[Play]) -> Today:
    """Return what was computed for this day and these sessions and drills, without computing.

    So the home screen opens as fast with many sessions as with few.
    """
    state, last = state_of_drills(workspace, store, plays)
    return Today(workspace.cache.get(KIND, ENTRY, lambda saved: _decoded(saved, state)), last)


def keep(workspace: Workspace, state: str, due: int) -> None:
    """Cache the number of drills that are due in this state (``state_of_drills``)."""
    workspace.cache.put(KIND, ENTRY, [state, due])


def local_now(workspace: Workspace) -> datetime:
    """Return the current time in the time zone of this machine, whose days are the learner's."""
    return workspace.clock().astimezone()


def state_of_drills(
    workspace: Workspace, store: PlayStore, plays: Sequence[Play]
) -> tuple[str, str]:
    """Return a text that changes with the day, and with every finished session and every drill.

    The second text is the UTC time of the last drill, empty if there was none.
    """
    count, last = store.drilled()
    finished = [play for play in plays if play.ended is not None]
    latest = max((f"{play.ended} {play.id}" for play in finished), default="")
    day = local_now(workspace).date().isoformat()
    state = f"{day} {len(finished)} {latest} {count} {last.id if last is not None else ''}"
    return state, last.at if last is not None else ""


def _decoded(saved: Any, state: str) -> int:
    of, due = list_in(saved, 2)
    if text_in(of) != state:
        raise ValueError("of another day, or other sessions")
    return whole_in(due)
