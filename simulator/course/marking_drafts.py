"""Delete what a member of a panel has marked and not handed in, when they leave the course."""

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Transaction


def delete_drafts(transaction: Transaction, course: str, person: str) -> None:
    """Delete what a person has marked in a course and not handed in."""
    table, marking = tables.marking_draft, tables.marking.c
    here = sa.select(marking.id).where(marking.course == course)
    mine = sa.and_(table.c.person == person, table.c.marking.in_(here))
    transaction.execute(sa.delete(table).where(mine))
