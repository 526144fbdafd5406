"""Links that make a browser the host of a room, each of them once.

Every worker can print a link, and every worker accepts it, because links are rows. Using one gives
its browser a key of its own, which stays the host's until the room is deleted: after a restart the
browser is still the host's.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from simulator.course import plenary_tables
from simulator.course.codes import digest, new_token
from simulator.course.database import Database, Transaction
from simulator.course.room_problems import OldHostLink
from simulator.course.room_rows import room_row

LINK_LASTS = 24 * 60 * 60_000
"""A room is often prepared on the evening before."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """What a link was exchanged for: the code of a room, and a key of its host."""

    code: str
    key: str


@dataclass(frozen=True, slots=True)
class HostLinks:
    """The links in a database; every method raises StoreProblem."""

    database: Database

    def new(self, code: str) -> str:
        """Return the token of a link to the host's page of a room; raise NoRoom."""
        token, expires = new_token(), self.database.now() + LINK_LASTS

        def work(transaction: Transaction) -> None:
            room = room_row(transaction, code)
            row = {"token": digest(token), "plenary": room.id, "expires": expires}
            transaction.execute(sa.insert(plenary_tables.host_link), row)

        self.database.write(work)
        return token

    def is_open(self, token: str) -> bool:
        """Return whether a link can still be used, without using it: for its page."""
        query = sa.select(plenary_tables.host_link.c.plenary).where(*self._open(token))
        return self.database.read(lambda transaction: transaction.first(query)) is not None

    def use(self, token: str) -> Hosts:
        """Use a link, and return what it opens; raise OldHostLink."""
        key, table = new_token(), plenary_tables.host_link
        use = sa.update(table).where(*self._open(token))
        used = use.values(used=self.database.now(), host_key=digest(key))

        def work(transaction: Transaction) -> Hosts:
            # One statement: of two that come at once, one finds no link that is open.
            found = transaction.execute(used.returning(table.c.plenary)).first()
            if found is None:
                raise OldHostLink
            code = sa.select(plenary_tables.plenary.c.code).where(
                plenary_tables.plenary.c.id == found[0]
            )
            return Hosts(str(transaction.execute(code).scalar_one()), key)

        return self.database.write(work)

    def _open(self, token: str) -> list[sa.ColumnElement[bool]]:
        table = plenary_tables.host_link.c
        now = self.database.now()
        return [table.token == digest(token), table.used.is_(None), table.expires > now]
