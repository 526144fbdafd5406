"""What to drill today, and on which case.

- A situation is due when py-fsrs says so (``schedule.py``).
- Twins, two moments with the same lines and another best act, come as a pair: after one was
  drilled, the other is due on a later day, and never on the same one.
- At most one situation a day is new: one that the learner has not met, in a scenario not played.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from simulator.practice.drill_cases import Case, Cases
from simulator.practice.reviews import Review
from simulator.practice.schedule import Schedule, utc

Key = tuple[str, str]
"""The scenario and the id of a moment."""

Reason = Literal["due", "twin", "new", "chosen"]


@dataclass(frozen=True, slots=True)
class Due:
    """A drill for today: its situation, the case it is on, and why it is due."""

    situation: str
    case: Case
    reason: Reason


def due_drills(schedule: Schedule, cases: Cases, now: datetime) -> list[Due]:
    """Return today's drills, the longest overdue first, then twins, then a new one.

    ``now`` has the learner's time zone. A situation that no scenario has any more is left out.
    """
    found: list[Due] = []
    for situation in sorted(schedule.due, key=lambda one: (schedule.due[one], one)):
        if not schedule.is_due(situation, now):
            continue
        # Not the twin of a drill that is planned before it, if there is another case.
        case = case_for(situation, schedule, cases, now, _keys(found))
        if case is not None:
            found.append(Due(situation, case, "due"))
    twins = [twin for twin in _twins(schedule, cases, now) if twin.case not in _cases(found)]
    new = _new(schedule, cases, now, _keys([*found, *twins]))
    return _no_twins_on_one_day([*found, *twins, *([new] if new else [])], cases)


def chosen(situation: str, schedule: Schedule, cases: Cases, now: datetime) -> Due | None:
    """Return a drill of a situation that was asked for, due or not; None if there is no case."""
    case = case_for(situation, schedule, cases, now)
    return None if case is None else Due(situation, case, "chosen")


def case_for(
    situation: str,
    schedule: Schedule,
    cases: Cases,
    now: datetime,
    planned: Set[Key] = frozenset(),
) -> Case | None:
    """Return the case to drill a situation on; None if there is none today.

    No case is the twin of one that was drilled today or is ``planned`` for today.

    It is another one than last time, if there is another one. Scenarios that were played come
    first, because a drill shows what happens in one; then the case that was drilled least, and
    longest ago.
    """
    made = schedule.reviews.get(situation, ())
    today = _keys_of(schedule, now.date(), now) | planned
    possible = [
        case
        for case in cases.by_situation.get(situation, ())
        if cases.twins.get(case.key) not in today
    ]
    possible = _another(possible, made[-1] if made else None)
    used = [(review.scenario, review.moment) for review in made]
    return min(
        possible,
        key=lambda case: (not case.played, used.count(case.key), _last_use(used, case)),
        default=None,
    )


def _another(possible: list[Case], last: Review | None) -> list[Case]:
    """Return the cases that are not that of the last review, as far as there are any."""
    if last is None:
        return possible
    scenarios = [case for case in possible if case.scenario != last.scenario]
    moments = [case for case in possible if case.key != (last.scenario, last.moment)]
    return scenarios or moments or possible


def _last_use(used: Sequence[tuple[str, str]], case: Case) -> int:
    """Return the position of the last review on a case; -1 if there was none."""
    return max((at for at, key in enumerate(used) if key == case.key), default=-1)


def _new(schedule: Schedule, cases: Cases, now: datetime, planned: Set[Key]) -> Due | None:
    """Return the new situation of today; None if there was one already, or before any session."""
    if not any(case.played for found in cases.by_situation.values() for case in found):
        return None
    firsts = [made[0] for made in schedule.reviews.values()]
    if any(review.drilled and day_of(review, now) == now.date() for review in firsts):
        return None
    blocked = _keys_of(schedule, now.date(), now) | planned
    for situation, found in cases.by_situation.items():
        # Who has met it in a session and lost nothing there needs no drill.
        if situation in schedule.reviews or any(case.played for case in found):
            continue
        case = next((one for one in found if cases.twins.get(one.key) not in blocked), None)
        if case is not None:
            return Due(situation, case, "new")
    return None


def _twins(schedule: Schedule, cases: Cases, now: datetime) -> Iterator[Due]:
    """Yield the second moment of each pair of twins of which one was drilled before today."""
    for first, at in sorted(_open_pairs(schedule, cases).items()):
        case = cases.at(cases.twins[first])
        if case is not None and utc(at).astimezone(now.tzinfo).date() < now.date():
            yield Due(case.situation, case, "twin")


def _open_pairs(schedule: Schedule, cases: Cases) -> dict[tuple[str, str], str]:
    """Return the drilled moments whose twin was not drilled since, with the time."""
    drilled = (one for made in schedule.reviews.values() for one in made if one.drilled)
    opened: dict[tuple[str, str], str] = {}
    for review in sorted(drilled, key=lambda one: one.at):
        key = review.scenario, review.moment
        twin = cases.twins.get(key)
        # The second moment closes the pair; the first one of it is not due again because of that.
        if twin is not None and opened.pop(twin, None) is None:
            opened[key] = review.at
    return opened


def _no_twins_on_one_day(found: list[Due], cases: Cases) -> list[Due]:
    kept: list[Due] = []
    for due in found:
        if cases.twins.get(due.case.key) not in {one.case.key for one in kept}:
            kept.append(due)
    return kept


def _cases(found: list[Due]) -> set[Case]:
    return {due.case for due in found}


def _keys(found: list[Due]) -> set[Key]:
    return {due.case.key for due in found}


def _keys_of(schedule: Schedule, day: date, now: datetime) -> set[Key]:
    """Return the moments that were drilled on a day."""
    return {
        (review.scenario, review.moment)
        for made in schedule.reviews.values()
        for review in made
        if review.drilled and day_of(review, now) == day
    }


def day_of(review: Review, now: datetime) -> date:
    """Return the day of a review in the time zone of ``now``."""
    return utc(review.at).astimezone(now.tzinfo).date()
