"""Prepare the next drill: read what is due, and play silently to the moment."""

from dataclasses import dataclass

from simulator.analysis.stop import Stop
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.clock import local_day
from simulator.practice.drill_plan import Due, chosen
from simulator.practice.drills import Drill, NoDrill, begin_drill
from simulator.practice.due_plan import Plan, plan_of
from simulator.store.play_store import PlayStore


@dataclass(frozen=True, slots=True)
class Prepared:
    """The next drill, None if there is none; what is ``left`` after it, and why others failed."""

    plan: Plan
    left: tuple[Due, ...]
    drill: Drill | None
    problem: str = ""


def prepare(
    workspace: Workspace,
    store: PlayStore,
    situation: str,
    left: tuple[Due, ...] | None,
    stop: Stop,
) -> Prepared:
    """Return the next drill of those that are ``left``; raise StoreProblem.

    If ``left`` is None, these are the drills that are due, or one of the ``situation``.
    """
    plan = plan_of(workspace, store, library_cards(workspace), store.plays(), stop)
    if left is None:
        left = _to_do(plan, situation)
    drill, problem = None, ""
    # A moment that cannot be drilled does not keep the next one back.
    while left and drill is None and not stop(0, 0):
        due, *rest = left
        left = tuple(rest)
        try:
            drill = begin_drill(workspace, due, plan.schedule.last(due.situation))
        except NoDrill as why:
            problem = str(why)
    return Prepared(plan, left, drill, problem)


def nothing_to_do(plan: Plan, situation: str) -> str:
    """Return why there is no first drill; ``situation`` is the name of the one asked for."""
    if situation:
        return say("drills.none_of_situation", name=situation)
    if not plan.schedule.due:
        return say("drills.no_cards")
    day = local_day(min(plan.schedule.due.values()).isoformat())
    return f"{say('drills.nothing_due')} {say('drills.next_due', day=day)}"


def _to_do(plan: Plan, situation: str) -> tuple[Due, ...]:
    if not situation:
        return plan.due
    due = chosen(situation, plan.schedule, plan.cases, plan.now)
    return (due,) if due is not None else ()
