"""Today's plan of drills: the schedule, the cases, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from simulator.analysis.stop import Stop, never
from simulator.library.cards import Card
from simulator.library.workspace import Workspace
from simulator.practice.drill_cases import Cases, cases_of
from simulator.practice.drill_plan import Due, due_drills
from simulator.practice.due_today import Today, keep, local_now, state_of_drills
from simulator.practice.reviews import reviews_of
from simulator.practice.schedule import Schedule, schedule_of
from simulator.store.play_store import Play, PlayStore


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


def today_of(
    workspace: Workspace,
    store: PlayStore,
    cards: Sequence[Card],
    plays: Sequence[Play],
    stop: Stop = never,
) -> Today:
    """Compute what is due today, and cache the result."""
    # Before the plan: a drill in another window meanwhile makes the count an old one.
    state, last = state_of_drills(workspace, store, plays)
    due = len(plan_of(workspace, store, cards, plays, stop).due)
    if not stop(0, 0):
        keep(workspace, state, due)
    return Today(due, last)
