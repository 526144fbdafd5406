"""What is due to drill today, for the home screen and for drills themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.analysis.stop import Stop, never
from simulator.library.cache_values import list_in, text_in, whole_in
from simulator.library.cards import Card
from simulator.library.file_cache import Kind, form_of
from simulator.library.workspace import Workspace
from simulator.practice.drill_cases import Cases, cases_of
from simulator.practice.drill_plan import Due, due_drills
from simulator.practice.reviews import reviews_of
from simulator.practice.schedule import Schedule, schedule_of
from simulator.store.drill_review import DrillReview
from simulator.store.play_store import Play, PlayStore

ENTRY = "due-today"
FORM = 1
KIND = Kind("", form_of("due-today", FORM), largest=10_000)


@dataclass(frozen=True, slots=True)
class Today:
    """What the home screen shows of drills.

    ``due`` is the number of drills due today, None as long as it is not known. ``last`` is the UTC
    time of the last drill, empty if there was none.
    """

    due: int | None = None
    last: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule, the cases that can be drilled, and today's drills."""

    schedule: Schedule
    cases: Cases
    due: tuple[Due, ...]
    now: datetime


def plan_of(
    workspace: Workspace,
    store: PlayStore,
    cards: Sequence[Card],
    plays: Sequence[Play],
    stop: Stop = never,
) -> Plan:
    """Return the plan of today; raise StoreProblem if the reviews cannot be read."""
    now = local_now(workspace)
    reviews = reviews_of(workspace, store, plays, stop)
    schedule, cases = schedule_of(reviews, workspace.cache), cases_of(cards, plays)
    return Plan(schedule, cases, tuple(due_drills(schedule, cases, now)), now)


def today_at_hand(workspace: Workspace, store: PlayStore, plays: Sequence[Play]) -> Today:
    """Return what was computed for this day and these sessions and drills, without computing.

    So the home screen opens as fast with many sessions as with few.
    """
    count, last = store.drilled()
    state = _state(workspace, plays, count, last)
    due = workspace.cache.get(KIND, ENTRY, lambda saved: _decoded(saved, state))
    return Today(due, last.at if last is not None else "")


def today_of(
    workspace: Workspace,
    store: PlayStore,
    cards: Sequence[Card],
    plays: Sequence[Play],
    stop: Stop = never,
) -> Today:
    """Compute what is due today, and cache the result."""
    count, last = store.drilled()
    due = len(plan_of(workspace, store, cards, plays, stop).due)
    if not stop(0, 0):
        workspace.cache.put(KIND, ENTRY, [_state(workspace, plays, count, last), due])
    return Today(due, last.at if last is not None else "")


def local_now(workspace: Workspace) -> datetime:
    """Return the current time in the time zone of this machine, whose days are the learner's."""
    return workspace.clock().astimezone()


def _state(
    workspace: Workspace, plays: Sequence[Play], drilled: int, last: DrillReview | None
) -> str:
    """Return a text that changes with the day, and with every finished session and every drill."""
    finished = [play for play in plays if play.ended is not None]
    latest = max((f"{play.ended} {play.id}" for play in finished), default="")
    day = local_now(workspace).date().isoformat()
    return f"{day} {len(finished)} {latest} {drilled} {last.id if last is not None else ''}"


def _decoded(saved: Any, state: str) -> int:
    of, due = list_in(saved, 2)
    if text_in(of) != state:
        raise ValueError("of another day, or other sessions")
    return whole_in(due)
