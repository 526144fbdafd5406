"""What the trainers of a course get as a file: its size, its trainers, its plenaries.

Nothing in it is about a single learner. What learners share is in the statistics of the course,
which hide small groups.
"""

import json
from typing import Any

import sqlalchemy as sa

from simulator.course import plenary_tables
from simulator.course.courses import FEWEST_SHOWN, Courses
from simulator.course.database import Database, Transaction
from simulator.course.people import People


def export_for_trainers(database: Database, course: str) -> dict[str, Any]:
    """Return what is saved of a course, as far as its trainers may have it; raise NoPerson."""
    courses, people = Courses(database), People(database)
    known, size = courses.known(course), courses.size(course)
    return {
        "course": {
            "id": known.id,
            "name": known.name,
            "created": known.created,
            "delete_at": known.delete_at,
            "programme": known.programme,
            "code": known.code,
        },
        "learners": _shown(size.learners),
        "sharing": {what: _shown(count) for what, count in sorted(size.sharing.items())},
        "trainers": [one.name for one in people.members(course, "trainer")],
        "panel": [one.name for one in people.members(course, "panel")],
        "plenaries": database.snapshot(lambda tx: _plenaries(tx, course)),
    }


def _shown(count: int) -> int | str:
    return f"<{FEWEST_SHOWN}" if 0 < count < FEWEST_SHOWN else count


def _plenaries(transaction: Transaction, course: str) -> list[dict[str, Any]]:
    """Return the plenaries with their events: the spreads are in them, and no voter is."""
    room, event = plenary_tables.plenary.c, plenary_tables.plenary_event.c
    rooms = transaction.rows(
        sa.select(room.id, room.code, room.scenario, room.title, room.created, room.closed)
        .where(room.course == course)
        .order_by(room.created, room.code)
    )
    found = []
    for row in rooms:
        events = sa.select(event.event).where(event.plenary == row.id).order_by(event.number)
        said = [json.loads(one[0]) for one in transaction.rows(events)]
        kept = {name: value for name, value in row._mapping.items() if name != "id"}
        found.append({**kept, "events": said})
    return found
