"""Queries for the rooms in the database (``rooms.py``)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

import sqlalchemy as sa

from simulator.course import plenary_tables
from simulator.course.codes import digest, typed_code
from simulator.course.database import Transaction, upsert
from simulator.course.plenary import NotNow, Plenary, Question
from simulator.course.plenary_events import Count, Happened, from_text
from simulator.course.plenary_view import Tally
from simulator.course.room_problems import NoRoom, NotHost, RoomProblem
from simulator.messages import say


@dataclass(frozen=True, slots=True)
class SentWords:
    """Own words that somebody sent in a round; only the host sees them until they are shown."""

    id: str
    round: int
    text: str


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room as it is in the database; ``question`` is what its phones are asked."""

    id: str
    host_key: str
    round: int
    question: Question
    closed: bool


Lock = Literal["", "share", "update"]


def _rooms(lock: Lock) -> sa.Select[*tuple[Any, ...]]:
    table = plenary_tables.plenary.c
    query = sa.select(table.id, table.host_key, table.round, table.question, table.closed).where(
        table.code == sa.bindparam("room")
    )
    # SQLite has no such locks, and needs none: its transactions come one after another.
    return query.with_for_update(read=lock == "share") if lock else query


def _ballots() -> sa.Select[*tuple[Any, ...]]:
    room: sa.BindParameter[str] = sa.bindparam("room")
    number: sa.BindParameter[int] = sa.bindparam("number")
    joined, vote, sent = plenary_tables.voter.c, plenary_tables.vote.c, plenary_tables.sent_words.c
    of_vote = (vote.plenary == room, vote.round == number, vote.voter == joined.voter)
    of_sent = (sent.plenary == room, sent.round == number, sent.voter == joined.voter)
    voted = plenary_tables.voter.outerjoin(plenary_tables.vote, sa.and_(*of_vote))
    everything = voted.outerjoin(plenary_tables.sent_words, sa.and_(*of_sent))
    query = sa.select(vote.question, vote.choice, sent.text).select_from(everything)
    return query.where(joined.plenary == room, joined.voter == sa.bindparam("phone"))


# Made once: to make such a statement takes longer than SQLite takes to answer it.
_ROOMS: Final[Mapping[Lock, sa.Select[*tuple[Any, ...]]]] = {
    "": _rooms(""),
    "share": _rooms("share"),
    "update": _rooms("update"),
}
_BALLOT: Final = _ballots()


def room_row(transaction: Transaction, code: str, lock: Lock = "") -> RoomRow:
    """Return the room with a code; with a lock, until the end of the transaction."""
    found = transaction.first(_ROOMS[lock], {"room": typed_code(code)})
    if found is None:
        raise NoRoom
    question = cast("Question", found.question)
    return RoomRow(found.id, found.host_key, found.round, question, found.closed is not None)


def check_host(transaction: Transaction, row: RoomRow, host_key: str) -> None:
    """Raise NotHost if this is neither the key of the room nor that of a link that was used."""
    given = digest(host_key)
    if secrets.compare_digest(row.host_key, given):
        return
    table = plenary_tables.host_link.c
    query = sa.select(table.token).where(table.plenary == row.id, table.host_key == given)
    if transaction.first(query) is None:
        raise NotHost


def ballot_row(transaction: Transaction, row: RoomRow, voter: str) -> dict[str, str] | None:
    """Return what a voter has answered in the round that is open: by question, and ``sent``.

    None if the voter has not joined.
    """
    values = {"room": row.id, "number": row.round, "phone": digest(voter)}
    found = transaction.rows(_BALLOT, values)
    if not found:
        return None
    # A row for each question that was answered, each with the same words beside it.
    answers = {question: choice for question, choice, _ in found if question}
    return {**answers, "sent": found[0].text or ""}


def insert_of_voter(
    transaction: Transaction, table: sa.Table, row: Mapping[str, Any], changed: Mapping[str, Any]
) -> None:
    """Insert a row or change it; raise RoomProblem if the voter has not joined."""
    try:
        upsert(transaction, table, row, changed)
    except sa.exc.IntegrityError as error:
        raise RoomProblem(say("plenary.not_joined")) from error


def event_texts(transaction: Transaction, plenary: str, since: int) -> list[str]:
    """Return the saved events of a room from this number on, in order."""
    table = plenary_tables.plenary_event.c
    query = sa.select(table.event).where(table.plenary == plenary, table.number >= since)
    return [text for (text,) in transaction.rows(query.order_by(table.number))]


def event_at(transaction: Transaction, row: RoomRow, number: int) -> Happened | None:
    """Return the saved event with this number, or None."""
    table = plenary_tables.plenary_event.c
    found = transaction.first(
        sa.select(table.event).where(table.plenary == row.id, table.number == number)
    )
    return from_text(found[0]) if found is not None else None


def sent_words(transaction: Transaction, row: RoomRow) -> tuple[SentWords, ...]:
    """Return all own words that were sent to a room."""
    table = plenary_tables.sent_words.c
    query = sa.select(table.id, table.round, table.text).where(table.plenary == row.id)
    # By the random id: the order in which they came could be remembered by who sat beside.
    found = transaction.rows(query.order_by(table.round, table.id))
    return tuple(SentWords(*each) for each in found)


def counts(
    transaction: Transaction, row: RoomRow, room: Plenary, question: Question
) -> tuple[Count, ...]:
    """Return how many voted for each choice of the question that is open."""
    if room.question != question:
        raise NotNow
    table = plenary_tables.vote.c
    query = (
        sa.select(table.choice, sa.func.count())
        .where(
            table.plenary == row.id,
            table.round == len(room.rounds),
            table.question == question,
        )
        .group_by(table.choice)
    )
    found = {row[0]: row[1] for row in transaction.rows(query)}
    return tuple(Count(choice, found.get(choice, 0)) for choice in room.choices)


def tally(transaction: Transaction, row: RoomRow, room: Plenary) -> Tally:
    """Return how many phones have joined, and how many of them answered what is asked now."""
    joined = sa.select(sa.func.count()).where(plenary_tables.voter.c.plenary == row.id)
    voted = sa.select(sa.func.count()).where(
        plenary_tables.vote.c.plenary == row.id,
        plenary_tables.vote.c.round == len(room.rounds),
        plenary_tables.vote.c.question == room.question,
    )
    found = transaction.first(sa.select(joined.scalar_subquery(), voted.scalar_subquery()))
    assert found is not None
    return Tally(found[0], found[1])
