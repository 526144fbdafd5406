"""What a trainer and an operator know of courses: how large they are, and never who is in them."""

from dataclasses import dataclass

import sqlalchemy as sa

from simulator.course import plenary_tables, tables
from simulator.course.consent import What
from simulator.course.database import Database, Transaction
from simulator.course.marking_drafts import delete_drafts
from simulator.course.people import CourseRole, NoPerson
from simulator.course.sign_in import DAY
from simulator.messages import say
from simulator.store.play_store import StoreProblem

FEWEST_SHOWN = 5
"""A group that is smaller is not counted on any page: it could say something of one person."""

OPEN_ROOMS = DAY
"""For how long a plenary that nobody closed is shown as one that is open."""


MOST_LEARNERS = 20_000
"""Most learners of a course: many times an intensive, so that nobody can fill the disk."""


class CourseFull(StoreProblem):
    """Nobody else can join a course."""

    def __init__(self) -> None:
        super().__init__(say("course.course_full"))


class LastTrainer(StoreProblem):
    """A course must have a trainer."""

    def __init__(self) -> None:
        super().__init__(say("course.last_trainer"))


@dataclass(frozen=True, slots=True)
class Size:
    """How many people there are in a course, by role, and how many learners share each thing."""

    learners: int
    trainers: int
    panel: int
    sharing: dict[What, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A course as its trainers see it; ``code`` is empty until there is one to join with.

    Times are UTC milliseconds; ``delete_at`` is None if nobody decided.
    """

    id: str
    name: str
    created: int
    delete_at: int | None
    programme: str
    code: str


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A plenary of a course that is not over."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Courses:
    """The courses of a server; every method raises StoreProblem."""

    database: Database

    def known(self, course: str) -> Known:
        """Return a course as its trainers see it; raise NoPerson if it is gone."""
        table, code = tables.course.c, tables.join_code.c
        query = sa.select(
            table.id, table.name, table.created, table.delete_at, table.programme
        ).where(table.id == course)
        open_code = sa.select(code.code).where(code.course == course, code.closed.is_(None))

        def work(transaction: Transaction) -> Known:
            found = transaction.first(query)
            if found is None:
                raise NoPerson
            joins = transaction.first(open_code)
            return Known(
                found.id,
                found.name,
                found.created,
                found.delete_at,
                found.programme,
                joins[0] if joins is not None else "",
            )

        return self.database.snapshot(work)

    def all_known(self) -> list[Known]:
        """Return every course, in the order of their names."""
        table = tables.course.c
        ids = self.database.read(lambda tx: tx.rows(sa.select(table.id).order_by(table.name)))
        return [self.known(row[0]) for row in ids]

    def size(self, course: str) -> Size:
        """Return how many people are in a course."""
        member, consent = tables.member.c, tables.consent.c
        roles = sa.select(member.role, sa.func.count()).where(member.course == course)
        sharing = (
            sa.select(consent.what, sa.func.count())
            .where(consent.course == course)
            .where(consent.given.is_not(None), consent.withdrawn.is_(None))
        )

        def work(transaction: Transaction) -> Size:
            found = {row[0]: row[1] for row in transaction.rows(roles.group_by(member.role))}
            shares = transaction.rows(sharing.group_by(consent.what))
            return Size(
                found.get("learner", 0),
                found.get("trainer", 0),
                found.get("panel", 0),
                {row[0]: row[1] for row in shares},
            )

        return self.database.snapshot(work)

    def check_place(self, course: str) -> None:
        """Raise CourseFull if nobody else can join a course."""
        # This protects the disk, so it need not be exact when several join at once.
        if self.size(course).learners >= MOST_LEARNERS:
            raise CourseFull

    def set_programme(self, course: str, programme: str) -> None:
        """Set what a course's learners are to play: the id of a programme, or empty."""
        change = sa.update(tables.course).where(tables.course.c.id == course)
        self.database.write(lambda tx: tx.execute(change.values(programme=programme)))

    def close_code(self, course: str) -> None:
        """Close the code of a course: nobody joins any more."""
        table = tables.join_code
        open_ones = sa.and_(table.c.course == course, table.c.closed.is_(None))
        change = sa.update(table).where(open_ones).values(closed=self.database.now())
        self.database.write(lambda tx: tx.execute(change))

    def open_rooms(self, course: str) -> list[OpenRoom]:
        """Return the plenaries of a course that are not over, the latest first."""
        table = plenary_tables.plenary.c
        query = (
            sa.select(table.code, table.title)
            .where(table.course == course, table.closed.is_(None))
            .where(table.created > self.database.now() - OPEN_ROOMS)
            .order_by(table.created.desc(), table.code)
        )
        found = self.database.read(lambda transaction: transaction.rows(query))
        return [OpenRoom(*row) for row in found]

    def joined(self, course: str, person: str) -> int | None:
        """Return when a person joined a course as a learner; None if they did not."""
        member = tables.member.c
        query = sa.select(member.joined).where(
            member.course == course, member.person == person, member.role == "learner"
        )
        found = self.database.read(lambda transaction: transaction.first(query))
        return int(found[0]) if found is not None else None

    def leave(self, course: str, person: str) -> None:
        """Take a person out of a course, with what they agreed to, shared and have not handed in.

        Raise LastTrainer if the course would have no trainer.
        """

        def work(transaction: Transaction) -> None:
            # Locked, so that of two last trainers only one can leave.
            course_row = sa.select(tables.course.c.id).where(tables.course.c.id == course)
            transaction.execute(course_row.with_for_update())
            trainers = _members(transaction, course, "trainer")
            if trainers == [person]:
                raise LastTrainer
            _remove(transaction, course, person)

        self.database.write(work)

    def check_may_leave(self, course: str, person: str) -> None:
        """Raise LastTrainer if the course would have no trainer without this person."""
        if self.database.read(lambda tx: _members(tx, course, "trainer")) == [person]:
            raise LastTrainer

    def remove_learner(self, course: str, name: str) -> None:
        """Take the learners of this pseudonym out of a course, if there are any."""
        member, person = tables.member.c, tables.person.c
        query = (
            sa.select(member.person)
            .join(tables.person, person.id == member.person)
            .where(member.course == course, member.role == "learner", person.name == name)
        )

        def work(transaction: Transaction) -> None:
            # Removing takes every role, and a trainer may be a learner of the same course.
            trainers = set(_members(transaction, course, "trainer"))
            for row in transaction.rows(query):
                if row[0] not in trainers:
                    _remove(transaction, course, row[0])

        self.database.write(work)


def _members(transaction: Transaction, course: str, role: CourseRole) -> list[str]:
    member = tables.member.c
    query = sa.select(member.person).where(member.course == course, member.role == role)
    return [str(row[0]) for row in transaction.rows(query)]


def _remove(transaction: Transaction, course: str, person: str) -> None:
    delete_drafts(transaction, course, person)
    for table in (tables.shared, tables.consent, tables.member):
        mine = sa.and_(table.c.course == course, table.c.person == person)
        transaction.execute(sa.delete(table).where(mine))
