"""What a learner agreed to share with a course, and its withdrawal, which removes what was shared.

Two things are asked for apart: ``figures`` (what was done in which moment, and its credit) and
``own_words``. Nothing is shared that was not agreed to.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Database, Transaction, upsert
from simulator.course.people import NoPerson
from simulator.messages import say
from simulator.store.play_store import StoreProblem

What = Literal["figures", "own_words"]
WHAT: tuple[What, ...] = get_args(What)

WORDING: dict[What, str] = {"figures": "figures-1", "own_words": "own-words-1"}
"""The versions of the sentences with which a page asks; a sentence that changes has a new one."""


class NoConsent(StoreProblem):
    """A learner has not agreed to share this, or not any more."""

    def __init__(self) -> None:
        super().__init__(say("course.no_consent"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person was asked and answered; times in UTC milliseconds, None: never.

    ``wording`` is the version of the sentence that was read.
    """

    what: What
    wording: str
    asked: int
    given: int | None
    withdrawn: int | None

    @property
    def holds(self) -> bool:
        """Whether this may be shared now."""
        return self.given is not None and self.withdrawn is None


@dataclass(frozen=True, slots=True)
class Consents:
    """What the learners of a server agreed to; every method raises StoreProblem."""

    database: Database

    def answer(self, course: str, person: str, what: What, wording: str, *, given: bool) -> None:
        """Save a person's answer to one question; a no after a yes withdraws it."""
        if not given:
            self.withdraw(course, person, what, wording)
            return
        now = self.database.now()
        changed = {"wording": wording, "asked": now, "given": now, "withdrawn": None}
        row = {"course": course, "person": person, "what": what, **changed}

        def work(transaction: Transaction) -> None:
            try:
                upsert(transaction, tables.consent, row, changed)
            except sa.exc.IntegrityError as error:
                raise NoPerson from error

        self.database.write(work)

    def withdraw(self, course: str, person: str, what: What, wording: str = "") -> None:
        """Save that a person does not agree, and delete what was shared, in one transaction."""
        now = self.database.now()
        row = {"course": course, "person": person, "what": what, "wording": wording, "asked": now}

        def work(transaction: Transaction) -> None:
            # A row even if nothing was given: the page shows that the person was asked and said no.
            upsert(transaction, tables.consent, {**row, "withdrawn": now}, {"withdrawn": now})
            table = tables.shared
            transaction.execute(
                sa.delete(table).where(
                    table.c.course == course, table.c.person == person, table.c.what == what
                )
            )

        self.database.write(work)

    def answers(self, course: str, person: str) -> list[Answer]:
        """Return what a person was asked in a course, and answered."""
        table = tables.consent.c
        query = sa.select(
            table.what, table.wording, table.asked, table.given, table.withdrawn
        ).where(table.course == course, table.person == person)
        found = self.database.read(lambda tx: tx.rows(query.order_by(table.what)))
        return [Answer(*row) for row in found]

    def share(self, course: str, person: str, what: What, play: str, document: str) -> None:
        """Save what a person shares of a play (JSON), in place of before; raise NoConsent."""
        now = self.database.now()

        def work(transaction: Transaction) -> None:
            if transaction.first(holding(course, person, what)) is None:
                raise NoConsent
            changed = {"document": document, "at": now}
            row = {"course": course, "person": person, "what": what, "play": play, **changed}
            upsert(transaction, tables.shared, row, changed)

        self.database.write(work)

    def shared(self, course: str, what: What) -> list[tuple[str, str]]:
        """Return the person and the document of everything that is shared with a course."""
        table, consent = tables.shared.c, tables.consent.c
        query = (
            sa.select(table.person, table.document)
            .join(
                tables.consent,
                sa.and_(
                    consent.course == table.course,
                    consent.person == table.person,
                    consent.what == table.what,
                ),
            )
            .where(table.course == course, table.what == what)
            # Asked again here, so that nothing depends on the deletion alone.
            .where(consent.given.is_not(None), consent.withdrawn.is_(None))
            .order_by(table.person, table.play)
        )
        found = self.database.read(lambda transaction: transaction.rows(query))
        return [(row[0], row[1]) for row in found]


def holding(course: str, person: str, what: What) -> sa.Select[tuple[str]]:
    """Return the query for a consent that holds; its row cannot be withdrawn meanwhile."""
    table = tables.consent.c
    return (
        sa.select(table.what)
        .where(table.course == course, table.person == person, table.what == what)
        .where(table.given.is_not(None), table.withdrawn.is_(None))
        .with_for_update(read=True)
    )
