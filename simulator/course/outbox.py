"""The statements that are to be sent to a learning record store, in the database.

A statement is saved once and sent until the record store has it. Its id depends on its session, so
the store recognises one that comes twice: nothing is lost if a worker is killed while it sends, and
nothing is doubled. Several workers can send at once; each claims statements for ``LEASE``.

Nothing is saved here before a person has agreed. If they withdraw, what was not sent is deleted,
and what was sent, or may have been, is voided in the record store.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import sqlalchemy as sa

from simulator.course import outside_tables, tables
from simulator.course.database import Database, Transaction, upsert
from simulator.course.people import NoPerson
from simulator.course.statements import Statement, voided

LEASE = 60_000
"""Milliseconds for which a worker that sends a statement has it for itself."""

AT_ONCE = 50
"""Statements of a request."""

LONGEST_WAIT = 3_600_000
"""Milliseconds after which a statement is tried again, however often that failed."""

RECORD_WORDING = "record-1"
"""The version of the sentence that people read before they agree; it is a part of its id."""

State = Literal["waiting", "sent", "refused"]


@dataclass(frozen=True, slots=True)
class Saved:
    """A statement to send: its id, its JSON, and how often it was tried before."""

    id: str
    document: str
    tries: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that the record store will not take, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether a person agreed to the record store now, and how often they had before."""

    holds: bool
    before: int


class Outbox:
    """The statements of a server; every method raises StoreProblem."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # -- consent -----------------------------------------------------------------------------------

    def agree(self, person: str, wording: str) -> None:
        """Save that a person agrees; ``wording`` is the version of what they read."""
        now = self.database.now()

        def work(transaction: Transaction) -> None:
            before = _agreement(transaction, person)
            changed: dict[str, object] = {"wording": wording}
            # A second yes must not count: the ids of all statements depend on ``times``.
            if not before.holds:
                times = before.before + 1
                changed |= {"asked": now, "given": now, "withdrawn": None, "times": times}
            row = {"person": person, "asked": now, "given": now, "times": 1, **changed}
            try:
                upsert(transaction, outside_tables.record_consent, row, changed)
            except sa.exc.IntegrityError as error:
                raise NoPerson from error

        self.database.write(work)

    def withdraw(self, person: str, wording: str = "") -> None:
        """Save that a person does not agree, and take back what was sent, in one transaction."""
        now = self.database.now()
        changed = {"withdrawn": now}
        row = {"person": person, "wording": wording, "asked": now, "times": 0, **changed}

        def work(transaction: Transaction) -> None:
            upsert(transaction, outside_tables.record_consent, row, changed)
            take_back(transaction, [person], now)

        self.database.write(work)

    def agreement(self, person: str) -> Agreement:
        """Return whether a person agrees now, and how often they had agreed before that."""
        return self.database.read(lambda transaction: _agreement(transaction, person))

    # -- saving ------------------------------------------------------------------------------------

    def unrecorded(self, limit: int) -> list[tuple[str, str]]:
        """Return the person and the id of finished sessions that have no statements yet.

        Only those of people who agree; a session that another one continues does not count.
        """
        play, consent, done = (
            tables.play.c,
            outside_tables.record_consent.c,
            outside_tables.recorded_play.c,
        )
        query = (
            sa.select(play.person, play.id)
            .join(outside_tables.record_consent, consent.person == play.person)
            .outerjoin(
                outside_tables.recorded_play,
                sa.and_(done.person == play.person, done.play == play.id),
            )
            .where(consent.given.is_not(None), consent.withdrawn.is_(None))
            .where(play.ended.is_not(None), play.replaced_by.is_(None), done.play.is_(None))
            .order_by(play.person, play.number)
            .limit(limit)
        )
        found = self.database.read(lambda transaction: transaction.rows(query))
        return [(row[0], row[1]) for row in found]

    def record(
        self, person: str, play: str, address: str, consent: int, made: Sequence[Statement]
    ) -> bool:
        """Save the statements of a session; return False if the person does not agree any more.

        ``consent`` is what ``agreement`` returned as ``before`` when they were made.
        """
        now = self.database.now()

        def work(transaction: Transaction) -> bool:
            # The lock makes a withdrawal wait, which then deletes these statements. If ``before``
            # differs, the ids are those of statements which were voided.
            if _agreement(transaction, person, lock=True) != Agreement(holds=True, before=consent):
                return False
            upsert(
                transaction, outside_tables.recorded_play, {"person": person, "play": play}, None
            )
            # Times 1,000, so that each statement of the session has a number of its own, in order.
            _insert(transaction, person, address, made, now * 1_000, now)
            return True

        return self.database.write(work)

    # -- sending -----------------------------------------------------------------------------------

    def claim(self, limit: int = AT_ONCE) -> list[Saved]:
        """Return statements to send now, the oldest first; others do not get them for a while."""
        now = self.database.now()
        table = outside_tables.statement.c
        due = (
            sa.select(table.id, table.document, table.tries)
            .where(table.state == "waiting", table.due <= now)
            .order_by(table.number)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )

        def work(transaction: Transaction) -> list[Saved]:
            found = [Saved(*row) for row in transaction.rows(due)]
            # Counted when claimed and not when sent: a worker that is killed may have sent it, and
            # ``take_back`` must void that.
            claimed = {"tries": table.tries + 1, "due": now + LEASE}
            _change(transaction, [saved.id for saved in found], claimed)
            return found

        return self.database.write(work)

    def settle(
        self,
        sent: Collection[str] = (),
        refused: Collection[Refused] = (),
        again: Collection[Saved] = (),
        reason: str = "",
    ) -> None:
        """Save what became of claimed statements; ``reason`` is why some must be sent again."""
        now = self.database.now()

        def work(transaction: Transaction) -> None:
            # The id stays, because voiding needs it; the text is not needed any more.
            gone = {"state": "sent", "document": "", "reason": ""}
            _change(transaction, list(sent), gone)
            for one in refused:
                _change(transaction, [one.id], {"state": "refused", "reason": one.reason})
            for saved in again:
                # The exponent has a limit of its own, since tries have none.
                wait = min(LONGEST_WAIT, 1_000 * 2 ** min(saved.tries, 20))
                _change(transaction, [saved.id], {"due": now + wait, "reason": reason})

        self.database.write(work)

    def counts(self) -> Mapping[State, int]:
        """Return how many statements wait, were sent, and were refused."""
        table = outside_tables.statement.c
        query = sa.select(table.state, sa.func.count()).group_by(table.state)
        found = dict(self.database.read(lambda tx: tx.rows(query)))
        return {state: found.get(state, 0) for state in ("waiting", "sent", "refused")}

    def reasons(self) -> list[tuple[str, int]]:
        """Return why statements were refused or wait after a failure, with their numbers."""
        table = outside_tables.statement.c
        query = (
            sa.select(table.reason, sa.func.count())
            .where(table.reason != "")
            .group_by(table.reason)
            .order_by(table.reason)
        )
        found = self.database.read(lambda transaction: transaction.rows(query))
        return [(row[0], row[1]) for row in found]


def take_back(transaction: Transaction, people: Collection[str], now: int) -> None:
    """Delete the statements of people, and void those that the record store has or may have.

    Call it in the transaction that deletes a person, before that.
    """
    table = outside_tables.statement
    theirs = table.c.person.in_(list(people))
    known = sa.select(table.c.id, table.c.address).where(
        theirs, sa.or_(table.c.state == "sent", table.c.tries > 0)
    )
    at = datetime.fromtimestamp(now / 1000, UTC).isoformat(timespec="milliseconds")
    rows = transaction.rows(known.order_by(table.c.number))
    transaction.execute(sa.delete(table).where(theirs))
    done = outside_tables.recorded_play
    transaction.execute(sa.delete(done).where(done.c.person.in_(list(people))))
    for i, (id_, address) in enumerate(rows):
        # Not before another worker has sent what it claimed: it must come second.
        void = [voided(address, id_, at)]
        _insert(transaction, None, address, void, now * 1_000 + i, now + LEASE)


def _agreement(transaction: Transaction, person: str, *, lock: bool = False) -> Agreement:
    table = outside_tables.record_consent.c
    query = sa.select(table.given, table.withdrawn, table.times).where(table.person == person)
    if lock:
        query = query.with_for_update(read=True)
    found = transaction.first(query)
    if found is None:
        return Agreement(holds=False, before=0)
    given, withdrawn, times = found
    holds = given is not None and withdrawn is None
    return Agreement(holds, times - 1 if holds else times)


def _insert(
    transaction: Transaction,
    person: str | None,
    address: str,
    made: Sequence[Statement],
    number: int,
    due: int,
) -> None:
    for i, one in enumerate(made):
        row = {
            "id": one["id"],
            "person": person,
            "address": address,
            "number": number + i,
            "document": json.dumps(one, ensure_ascii=False, separators=(",", ":")),
            "state": "waiting",
            "tries": 0,
            "due": due,
            "reason": "",
        }
        # Another worker may have recorded the session, with the same ids.
        upsert(transaction, outside_tables.statement, row, None)


def _change(transaction: Transaction, ids: list[str], changed: Mapping[str, object]) -> None:
    if ids:
        table = outside_tables.statement
        # Only what still waits: after ``LEASE`` another worker may have sent it.
        update = sa.update(table).where(table.c.id.in_(ids), table.c.state == "waiting")
        transaction.execute(update.values(changed))
