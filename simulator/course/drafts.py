"""The drafts of a person's practice room (``web/pages/drafts.py``), known to every worker.

A draft is kept for an hour after it was saved last. It belongs to one person: nobody else can load
it, whatever id they send. It is not shared, not sent to a record store, and goes with the person.
"""

import zlib
from dataclasses import dataclass

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Database, Transaction, upsert
from simulator.course.people import NoPerson

LASTS = 60 * 60 * 1000
"""How long a draft is kept, in milliseconds."""

MOST_DRAFTS = 32
"""The most drafts of a person; the one that was saved longest ago goes."""


@dataclass(frozen=True, slots=True)
class PersonDrafts:
    """The drafts of a person; the methods raise StoreProblem."""

    database: Database
    person: str

    def save(self, name: str, text: bytes) -> None:
        """Save a draft; raise NoPerson if the person is gone."""
        now, packed = self.database.now(), zlib.compress(text)

        def work(transaction: Transaction) -> None:
            mine = sa.select(tables.person.c.id).where(tables.person.c.id == self.person)
            # The lock lets a person save one draft after another, so the limit holds.
            if transaction.first(mine.with_for_update()) is None:
                raise NoPerson
            changed = {"saved": now, "text": packed}
            key = {"person": self.person, "id": name}
            upsert(transaction, tables.draft, {**key, **changed}, changed)
            self._tidy(transaction, now)

        self.database.write(work)

    def load(self, name: str) -> bytes | None:
        """Return a draft, or None."""
        table = tables.draft.c
        query = sa.select(table.text).where(
            table.person == self.person,
            table.id == name,
            table.saved >= self.database.now() - LASTS,
        )
        found = self.database.read(lambda transaction: transaction.first(query))
        return zlib.decompress(found[0]) if found is not None else None

    def drop(self, name: str) -> None:
        """Delete a draft."""
        self._delete(tables.draft.c.id == name)

    def clear(self) -> None:
        """Delete all drafts of the person."""
        self._delete()

    def _delete(self, *conditions: sa.ColumnElement[bool]) -> None:
        gone = sa.delete(tables.draft).where(tables.draft.c.person == self.person, *conditions)
        self.database.write(lambda transaction: transaction.execute(gone))

    def _tidy(self, transaction: Transaction, now: int) -> None:
        """Delete what is too old, and the oldest drafts if there are too many."""
        table = tables.draft.c
        query = sa.select(table.id, table.saved).where(table.person == self.person)
        oldest = now - LASTS
        rows = transaction.rows(query.order_by(table.saved.desc(), table.id))
        old = [key for at, (key, saved) in enumerate(rows) if at >= MOST_DRAFTS or saved < oldest]
        if old:
            mine = sa.and_(table.person == self.person, table.id.in_(old))
            transaction.execute(sa.delete(tables.draft).where(mine))
