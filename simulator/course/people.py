"""People, courses and roles. A person has a pseudonym; no e-mail address is asked for."""

from dataclasses import dataclass
from typing import Literal, cast
from uuid import uuid4

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.codes import new_code, typed_code
from simulator.course.database import Database, Transaction, upsert
from simulator.course.marking_drafts import delete_drafts
from simulator.messages import say
from simulator.scenario.text import clean_line
from simulator.store.identity import new_id
from simulator.store.play_store import StoreProblem

ServerRole = Literal["operator", "trainer"]
"""What a person may do on this server: run it, or make courses."""

CourseRole = Literal["learner", "trainer", "panel"]
"""What a person is in a course; one person can have several roles."""

LONGEST_NAME = 80


class NoCode(StoreProblem):
    """There is no room and no course with this code."""

    def __init__(self) -> None:
        super().__init__(say("course.no_code"))


class NoPerson(StoreProblem):
    """A person or a course was deleted meanwhile."""

    def __init__(self) -> None:
        super().__init__(say("course.no_person"))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is known here by a pseudonym; ``learner`` is the id of their plays."""

    id: str
    name: str
    learner: str


@dataclass(frozen=True, slots=True)
class Course:
    """People who learn together."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's role in a course."""

    course: Course
    role: CourseRole


class People:
    """The people and courses of a server; every method raises StoreProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, *roles: ServerRole) -> Person:
        """Save a new person with this pseudonym."""
        return self._database.write(lambda transaction: self.insert(transaction, name, *roles))

    def insert(self, transaction: Transaction, name: str, *roles: ServerRole) -> Person:
        """Insert a new person as a part of a transaction."""
        person = Person(str(uuid4()), clean_name(name), new_id())
        now = self._database.now()
        row = {"id": person.id, "name": person.name, "learner": person.learner}
        transaction.execute(sa.insert(tables.person), {**row, "created": now, "seen": now})
        for role in roles:
            row = {"person": person.id, "role": role}
            transaction.execute(sa.insert(tables.server_role), row)
        return person

    def rename(self, person: str, name: str) -> None:
        """Give a person another pseudonym."""
        change = sa.update(tables.person).where(tables.person.c.id == person)
        self._database.write(lambda tx: tx.execute(change.values(name=clean_name(name))))

    def person(self, person: str) -> Person | None:
        """Return the person with this id, or None."""
        table = tables.person.c
        query = sa.select(table.id, table.name, table.learner).where(table.id == person)
        found = self._database.read(lambda transaction: transaction.first(query))
        return Person(*found) if found is not None else None

    def roles(self, person: str) -> frozenset[ServerRole]:
        """Return what a person may do on this server."""
        query = sa.select(tables.server_role.c.role).where(tables.server_role.c.person == person)
        found = self._database.read(lambda transaction: transaction.rows(query))
        return frozenset(cast("ServerRole", row[0]) for row in found)

    def open_course(self, name: str, trainer: str) -> Course:
        """Save a new course with its first trainer."""
        course = Course(str(uuid4()), clean_name(name))
        now = self._database.now()

        def work(transaction: Transaction) -> None:
            row = {"id": course.id, "name": course.name, "created": now}
            transaction.execute(sa.insert(tables.course), row)
            _add_member(transaction, course.id, trainer, "trainer", now)

        self._database.write(work)
        return course

    def course(self, course: str) -> Course | None:
        """Return the course with this id, or None."""
        table = tables.course.c
        query = sa.select(table.id, table.name).where(table.id == course)
        found = self._database.read(lambda transaction: transaction.first(query))
        return Course(*found) if found is not None else None

    def courses(self, person: str) -> list[Membership]:
        """Return the courses of a person with the role in each, in the order of their names."""
        course, member = tables.course.c, tables.member.c
        query = (
            sa.select(course.id, course.name, member.role)
            .join(tables.member, member.course == course.id)
            .where(member.person == person)
            .order_by(course.name, course.id, member.role)
        )
        found = self._database.read(lambda transaction: transaction.rows(query))
        return [Membership(Course(row[0], row[1]), row[2]) for row in found]

    def members(self, course: str, role: CourseRole) -> list[Person]:
        """Return the people with this role in a course, in the order of their pseudonyms."""
        person, member = tables.person.c, tables.member.c
        query = (
            sa.select(person.id, person.name, person.learner)
            .join(tables.member, member.person == person.id)
            .where(member.course == course, member.role == role)
            .order_by(person.name, person.id)
        )
        found = self._database.read(lambda transaction: transaction.rows(query))
        return [Person(*row) for row in found]

    def has_role(self, course: str, person: str, role: CourseRole) -> bool:
        """Return whether a person has this role in a course."""
        member = tables.member.c
        query = sa.select(member.role).where(
            member.course == course, member.person == person, member.role == role
        )
        return self._database.read(lambda transaction: transaction.first(query)) is not None

    def new_join_code(self, course: str) -> str:
        """Return a new code with which learners join a course; earlier ones are closed."""
        now = self._database.now()
        table = tables.join_code

        def work(transaction: Transaction) -> str:
            code = new_code(transaction)
            # Closed and not deleted, because files that learners wrote name earlier codes.
            open_ones = sa.and_(table.c.course == course, table.c.closed.is_(None))
            transaction.execute(sa.update(table).where(open_ones).values(closed=now))
            row = {"code": code, "course": course, "created": now}
            transaction.execute(sa.insert(table), row)
            return code

        return self._database.write(work)

    def course_of_code(self, code: str) -> Course:
        """Return the course that this code joins; raise NoCode."""
        course, table = tables.course.c, tables.join_code.c
        query = (
            sa.select(course.id, course.name)
            .join(tables.join_code, table.course == course.id)
            .where(table.code == typed_code(code), table.closed.is_(None))
        )
        found = self._database.read(lambda transaction: transaction.first(query))
        if found is None:
            raise NoCode
        return Course(*found)

    def join(self, course: str, person: str, role: CourseRole = "learner") -> None:
        """Let a person take part in a course; again is the same. Raise NoPerson."""
        now = self._database.now()
        self._database.write(lambda tx: _add_member(tx, course, person, role, now))

    def leave(self, course: str, person: str) -> None:
        """Take a person out of a course, with what they agreed to there and what they shared."""

        def work(transaction: Transaction) -> None:
            delete_drafts(transaction, course, person)
            for table in (tables.shared, tables.consent, tables.member):
                mine = sa.and_(table.c.course == course, table.c.person == person)
                transaction.execute(sa.delete(table).where(mine))

        self._database.write(work)


def clean_name(text: str) -> str:
    """Return a name as it is saved and shown; empty if nothing is left of it."""
    return clean_line(text)[:LONGEST_NAME].strip()


def _add_member(
    transaction: Transaction, course: str, person: str, role: CourseRole, now: int
) -> None:
    row = {"course": course, "person": person, "role": role, "joined": now}
    try:
        upsert(transaction, tables.member, row, None)
    # The foreign keys find it: a query before would not see a deletion that comes next.
    except sa.exc.IntegrityError as error:
        raise NoPerson from error
