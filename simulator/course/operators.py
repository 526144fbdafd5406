"""Who runs a server and who may make courses on it, as the console and the operator's page do."""

from dataclasses import dataclass

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Database, Transaction, upsert
from simulator.course.people import People, Person, ServerRole
from simulator.messages import say
from simulator.scenario.text import brief, clean_line
from simulator.store.play_store import StoreProblem

_LOCK = 5_263_197_411_083_843
"""The number of the advisory lock for the first operator; that of migrations is one less."""


class SeveralPeople(StoreProblem):
    """Several people with this role have the same name."""

    def __init__(self, name: str, ids: list[str]) -> None:
        super().__init__(say("course.several", name=brief(name), ids=", ".join(ids)))


@dataclass(frozen=True, slots=True)
class Operators:
    """The operators and trainers of a server; every method raises StoreProblem."""

    database: Database

    def with_role(self, role: ServerRole) -> list[Person]:
        """Return the people with this role on the server, in the order of their names."""
        person, roles = tables.person.c, tables.server_role.c
        query = (
            sa.select(person.id, person.name, person.learner)
            .join(tables.server_role, roles.person == person.id)
            .where(roles.role == role)
            .order_by(person.name, person.id)
        )
        found = self.database.read(lambda transaction: transaction.rows(query))
        return [Person(*row) for row in found]

    def named(self, name: str, role: ServerRole) -> Person:
        """Return the person with this name (or id) and role; somebody new if there is none.

        Raise SeveralPeople if the name alone does not say who is meant.
        """
        wanted = clean_line(name).strip()
        found = [one for one in self.with_role(role) if wanted in (one.name, one.id)]
        if len(found) > 1:
            raise SeveralPeople(wanted, [one.id for one in found])
        return found[0] if found else People(self.database).add(wanted, role)

    def give(self, person: str, role: ServerRole) -> None:
        """Give a person a role on this server."""
        row = {"person": person, "role": role}
        self.database.write(lambda tx: upsert(tx, tables.server_role, row, None))

    def take(self, person: str, role: ServerRole) -> None:
        """Take a role on this server from a person; their courses stay as they are."""
        table = tables.server_role
        gone = sa.delete(table).where(table.c.person == person, table.c.role == role)
        self.database.write(lambda tx: tx.execute(gone))

    def first(self, name: str) -> Person | None:
        """Return the person who is to sign in first; None if an operator has signed in before.

        Of workers that start together, one makes the operator.
        """
        person = People(self.database)

        def work(transaction: Transaction) -> Person | None:
            if transaction.postgres:
                # There is no row to lock yet. On SQLite, ``BEGIN IMMEDIATE`` is enough.
                lock = sa.text("SELECT pg_advisory_xact_lock(:lock)")
                transaction.connection.execute(lock, {"lock": _LOCK})
            found = transaction.first(_operators())
            if found is None:
                return person.insert(transaction, name, "operator", "trainer")
            return None if found.sessions else Person(found.id, found.name, found.learner)

        return self.database.write(work)


def _operators() -> sa.Select[tuple[str, str, str, int]]:
    """Return the query for operators with whether they are signed in, those that are first."""
    person, role, session = tables.person.c, tables.server_role.c, tables.web_session.c
    sessions = (
        sa.select(sa.func.count())
        .select_from(tables.web_session)
        .where(session.person == person.id)
        .scalar_subquery()
    )
    return (
        sa.select(person.id, person.name, person.learner, sessions.label("sessions"))
        .join(tables.server_role, role.person == person.id)
        .where(role.role == "operator")
        # Those who have signed in come first: one of them is enough for ``first``.
        .order_by(sessions.desc(), person.created)
    )
