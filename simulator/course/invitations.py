"""Invitations: links that make whoever uses them first a trainer or a panel member.

They are longer valid than links for signing in, because they are sent to somebody else.
"""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.codes import digest, new_token
from simulator.course.database import Database, Transaction, upsert
from simulator.course.people import Course, NoPerson
from simulator.course.sign_in import DAY
from simulator.messages import say
from simulator.store.play_store import StoreProblem

InvitedRole = Literal["trainer", "panel"]

INVITATION_LASTS = 7 * DAY


class OldInvitation(StoreProblem):
    """An invitation was used already, has expired, or never was one."""

    def __init__(self) -> None:
        super().__init__(say("course.old_invitation"))


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation leads to; without a course it makes a trainer of this server."""

    role: InvitedRole
    course: Course | None


@dataclass(frozen=True, slots=True)
class Invitations:
    """The invitations of a server; every method raises StoreProblem."""

    database: Database

    def new(self, role: InvitedRole, course: str | None = None) -> str:
        """Return the token of an invitation that can be used once, within seven days."""
        token, now = new_token(), self.database.now()
        row = {
            "token": digest(token),
            "course": course,
            "role": role,
            "created": now,
            "expires": now + INVITATION_LASTS,
        }
        self.database.write(lambda tx: tx.execute(sa.insert(tables.invitation), row))
        return token

    def read(self, token: str) -> Invitation:
        """Return what an invitation leads to, without using it; raise OldInvitation."""
        table, course = tables.invitation.c, tables.course.c
        query = (
            sa.select(table.role, course.id, course.name)
            .outerjoin(tables.course, course.id == table.course)
            .where(*self._open(token))
        )
        found = self.database.read(lambda transaction: transaction.first(query))
        if found is None:
            raise OldInvitation
        return Invitation(found[0], Course(found[1], found[2]) if found[1] is not None else None)

    def use(self, token: str, person: str) -> None:
        """Give a person the role of an invitation; raise OldInvitation or NoPerson."""
        now, table = self.database.now(), tables.invitation

        def work(transaction: Transaction) -> None:
            use = sa.update(table).where(*self._open(token)).values(used=now)
            # One statement: of two that come at once, one finds no invitation that is open.
            found = transaction.execute(use.returning(table.c.role, table.c.course)).first()
            if found is None:
                raise OldInvitation
            row = {"person": person, "role": found.role}
            try:
                if found.course is None:
                    upsert(transaction, tables.server_role, row, None)
                else:
                    row |= {"course": found.course, "joined": now}
                    upsert(transaction, tables.member, row, None)
            except sa.exc.IntegrityError as error:
                raise NoPerson from error

        self.database.write(work)

    def _open(self, token: str) -> list[sa.ColumnElement[bool]]:
        table = tables.invitation.c
        now = self.database.now()
        return [table.token == digest(token), table.used.is_(None), table.expires > now]
