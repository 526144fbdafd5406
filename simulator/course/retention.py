"""How long things are kept, what is saved of a person or a course, and its deletion."""

from typing import Any

import sqlalchemy as sa

from simulator.course import outside_tables, plenary_tables, tables
from simulator.course.database import Database, Transaction
from simulator.course.drafts import LASTS as DRAFTS_KEPT
from simulator.course.outbox import take_back
from simulator.course.sign_in import DAY

LINKS_KEPT = DAY
ROOMS_KEPT = 30 * DAY
"""How long a room is kept after it was closed, or after it was opened if it never was."""

PEOPLE_KEPT = 730 * DAY
"""How long a person is kept who was not here meanwhile."""


def purge(database: Database) -> int:
    """Delete what is older than it may be; return how many rows went, without what hung on them."""
    now = database.now()
    room, link, session = plenary_tables.plenary.c, tables.one_time_link.c, tables.web_session.c
    old = {
        tables.one_time_link: link.expires < now - LINKS_KEPT,
        tables.invitation: tables.invitation.c.expires < now - LINKS_KEPT,
        tables.web_session: session.expires < now,
        tables.draft: tables.draft.c.saved < now - DRAFTS_KEPT,
        tables.attempt: tables.attempt.c.until < now,
        plenary_tables.plenary: sa.func.coalesce(room.closed, room.created) < now - ROOMS_KEPT,
        # Null, if nobody decided, is not less than anything in SQL.
        tables.course: tables.course.c.delete_at < now,
        tables.person: tables.person.c.seen < now - PEOPLE_KEPT,
    }

    def work(transaction: Transaction) -> int:
        gone = 0
        # Before the people go: their statements go with them, and nobody could void those then.
        people = sa.select(tables.person.c.id).where(old[tables.person])
        take_back(transaction, [row[0] for row in transaction.rows(people)], now)
        for table, condition in old.items():
            gone += transaction.execute(sa.delete(table).where(condition)).rowcount
        return gone

    return database.write(work)


def note_seen(database: Database, person: str) -> None:
    """Note that a person was here; call it once a sign-in, not with every request."""
    seen = sa.update(tables.person).where(tables.person.c.id == person)
    database.write(lambda tx: tx.execute(seen.values(seen=database.now())))


def keep_course_until(database: Database, course: str, milliseconds: int | None) -> None:
    """Set when a course is deleted; None: not until somebody does."""
    change = sa.update(tables.course).where(tables.course.c.id == course)
    database.write(lambda tx: tx.execute(change.values(delete_at=milliseconds)))


def delete_person(database: Database, person: str) -> None:
    """Delete a person with everything that is theirs: plays, words, consents, sessions, roles.

    What a learning record store has of them is voided there, once it can be reached.
    """
    gone = sa.delete(tables.person).where(tables.person.c.id == person)

    def work(transaction: Transaction) -> None:
        take_back(transaction, [person], database.now())
        transaction.execute(gone)

    database.write(work)


def delete_course(database: Database, course: str) -> None:
    """Delete a course with all that was shared with it and its rooms; its people stay."""
    gone = sa.delete(tables.course).where(tables.course.c.id == course)
    database.write(lambda transaction: transaction.execute(gone))


_OF_PERSON = (
    tables.server_role,
    tables.member,
    tables.consent,
    tables.shared,
    outside_tables.record_consent,
    outside_tables.recorded_play,
    outside_tables.statement,
    outside_tables.lti_account,
    outside_tables.oidc_account,
    outside_tables.oidc_login,
    tables.draft,
    outside_tables.lti_place,
    tables.marking_draft,
    tables.marking_member,
    tables.one_time_link,
    tables.web_session,
)
_OF_COURSE = (
    tables.member,
    tables.join_code,
    tables.invitation,
    tables.consent,
    tables.shared,
    plenary_tables.plenary,
    tables.marking,
)
_NOT_EXPORTED = {"token", "host_key", "text", "browser", "nonce", "verifier"}
"""Columns that open something, the text of a scenario, and drafts that are gone in an hour."""


def export_person(database: Database, person: str) -> dict[str, Any]:
    """Return what is saved of a person besides their plays, which ``PlayStore.export`` has."""
    return database.snapshot(lambda tx: _export(tx, tables.person, person, _OF_PERSON))


def export_course(database: Database, course: str) -> dict[str, Any]:
    """Return what is saved of a course: members by id, consents, what they share, and its rooms."""
    return database.snapshot(lambda tx: _export(tx, tables.course, course, _OF_COURSE))


def _export(
    transaction: Transaction, owner: sa.Table, key: str, others: tuple[sa.Table, ...]
) -> dict[str, Any]:
    found: dict[str, Any] = {owner.name: _rows(transaction, owner, "id", key)}
    for table in others:
        found[table.name] = _rows(transaction, table, owner.name, key)
    return found


def _rows(transaction: Transaction, table: sa.Table, column: str, key: str) -> list[dict[str, Any]]:
    columns = [each for each in table.c if each.name not in _NOT_EXPORTED]
    query = sa.select(*columns).where(table.c[column] == key)
    ordered = query.order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in transaction.rows(ordered)]
