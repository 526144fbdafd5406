"""A person's settings of the practice room, in the form of the file of settings."""

from dataclasses import dataclass

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Database


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """Where the settings of a person are saved; raises StoreProblem."""

    database: Database
    person: str

    def read(self) -> bytes:
        """Return the text of the settings; empty for the defaults."""
        table = tables.person.c
        query = sa.select(table.settings).where(table.id == self.person)
        found = self.database.read(lambda transaction: transaction.first(query))
        return str(found[0]).encode() if found is not None else b""

    def write(self, text: bytes) -> None:
        """Save the text of the settings."""
        change = sa.update(tables.person).where(tables.person.c.id == self.person)
        self.database.write(lambda tx: tx.execute(change.values(settings=text.decode())))
