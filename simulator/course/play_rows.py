"""Queries for the plays of one person; ``play_store.py`` has what is done with them.

Rows are sorted here and not by the database, because PostgreSQL sorts texts as its locale does.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Transaction
from simulator.engine.records import from_row, to_row
from simulator.store.drill_review import DrillReview, in_order
from simulator.store.play_store import OwnWords, Place, Play, SavedAct, WholePlay

FIELDS = (
    *("id", "number", "scenario", "title", "digest", "mode", "feedback", "seed", "started"),
    *("ended", "branch_of", "branched_at", "programme", "part", "follows", "replaced_by"),
)
"""The columns of a play, in the order of ``Play``'s fields; its place comes after them."""

_REVIEW = ("id", "at", "situation", "scenario", "digest", "moment", "seed", "act", "option")
_REVIEW_FIELDS = (*_REVIEW, "rating", "own_words")

_PLAYS = sa.select(
    *(tables.play.c[name] for name in FIELDS),
    tables.play.c.place_scenario,
    tables.play.c.place_programme,
)
_ACTS = sa.select(
    tables.act.c.play,
    tables.act.c.act,
    tables.act.c.moment,
    tables.act.c.after,
    tables.act.c.option,
    tables.act.c.say,
    tables.act.c.at,
).order_by(tables.act.c.play, tables.act.c.number)
_WORDS = sa.select(
    tables.own_words.c.play,
    tables.own_words.c.moment,
    tables.own_words.c.after,
    tables.own_words.c.text,
    tables.own_words.c.at,
)


def plays_where(
    transaction: Transaction, person: str, *conditions: sa.ColumnElement[bool]
) -> list[Play]:
    """Return the plays of a person that satisfy all conditions, the latest first."""
    query = _PLAYS.where(tables.play.c.person == person, *conditions)
    rows = transaction.rows(query.order_by(tables.play.c.number.desc()))
    return [_play(row) for row in rows]


def play_with(transaction: Transaction, person: str, play: str) -> Play | None:
    """Return the play with this id, or None."""
    return next(iter(plays_where(transaction, person, tables.play.c.id == play)), None)


def acts_of(transaction: Transaction, person: str, play: str) -> tuple[SavedAct, ...]:
    """Return the acts of a play in order."""
    query = _ACTS.where(tables.act.c.person == person, tables.act.c.play == play)
    return tuple(_act(row) for row in transaction.rows(query))


def words_of(transaction: Transaction, person: str, play: str) -> tuple[OwnWords, ...]:
    """Return the own words of a play, the earliest first."""
    query = _WORDS.where(tables.own_words.c.person == person, tables.own_words.c.play == play)
    return _sorted(OwnWords(*row[1:]) for row in transaction.rows(query))


def whole_plays(
    transaction: Transaction, person: str, wanted: Collection[str] | None = None
) -> dict[str, WholePlay]:
    """Return the plays with these ids (None: all) with acts and own words, by id and by number."""
    if wanted is None:
        plays = plays_where(transaction, person)
        return {play.id: whole_play(transaction, person, play) for play in reversed(plays)}
    found = (play_with(transaction, person, play) for play in wanted)
    plays = sorted((play for play in found if play is not None), key=lambda play: play.number)
    return {play.id: whole_play(transaction, person, play) for play in plays}


def whole_play(transaction: Transaction, person: str, play: Play) -> WholePlay:
    """Return a play with its acts and own words."""
    acts, words = acts_of(transaction, person, play.id), words_of(transaction, person, play.id)
    return WholePlay(play, acts, words)


def drill_reviews_of(transaction: Transaction, person: str) -> list[DrillReview]:
    """Return the reviews of drills of a person, the earliest first."""
    table = tables.drill_review.c
    query = sa.select(*(table[name] for name in _REVIEW_FIELDS)).where(table.person == person)
    return in_order([DrillReview(*row) for row in transaction.rows(query)])


def count_of(transaction: Transaction, person: str, play: str) -> int:
    """Return the number of acts of a play."""
    table = tables.act.c
    # Numbers have no gaps. The highest is read from the index, which a count would read through.
    last = sa.select(sa.func.max(table.number)).where(table.person == person, table.play == play)
    found = transaction.execute(last).scalar_one()
    return 0 if found is None else cast("int", found) + 1


def next_number(transaction: Transaction, person: str) -> int:
    """Return the number of the next play of a person."""
    table = tables.play.c
    last = sa.select(sa.func.max(table.number)).where(table.person == person)
    return cast("int", transaction.execute(last).scalar_one() or 0) + 1


def insert_play(transaction: Transaction, person: str, play: Play) -> None:
    """Insert a play."""
    row = {name: getattr(play, name) for name in FIELDS}
    place = {"place_scenario": play.place.scenario, "place_programme": play.place.programme}
    transaction.execute(sa.insert(tables.play), {"person": person, **row, **place})


def delete_plays(transaction: Transaction, person: str, plays: Collection[str]) -> None:
    """Delete plays of a person, and with them their acts and own words."""
    table = tables.play
    gone = table.c.id.in_(sorted(plays))
    transaction.execute(sa.delete(table).where(table.c.person == person, gone))


def insert_acts(
    transaction: Transaction, person: str, play: str, acts: Sequence[SavedAct], first: int
) -> None:
    """Insert acts of a play, whose numbers begin with ``first``."""
    rows = []
    for number, saved in enumerate(acts, first):
        act, moment, after, option, said = to_row(saved.record)
        row = {"person": person, "play": play, "number": number, "act": act, "moment": moment}
        rows.append({**row, "after": after, "option": option, "say": said, "at": saved.at})
    # SQLAlchemy would insert one row of defaults for an empty list.
    if rows:
        transaction.execute(sa.insert(tables.act), rows)


def insert_review(transaction: Transaction, person: str, review: DrillReview) -> None:
    """Insert a review of a drill, which must not be there yet."""
    row = {name: getattr(review, name) for name in _REVIEW_FIELDS}
    transaction.execute(sa.insert(tables.drill_review), {"person": person, **row})


def change_play(transaction: Transaction, person: str, play: str, **changes: object) -> None:
    """Change columns of a play."""
    mine = sa.and_(tables.play.c.person == person, tables.play.c.id == play)
    transaction.execute(sa.update(tables.play).where(mine).values(changes))


def move_branches(transaction: Transaction, person: str, old: str, new: str) -> None:
    """Make ``new`` the first play of the branches of ``old``."""
    theirs = sa.and_(tables.play.c.person == person, tables.play.c.branch_of == old)
    transaction.execute(sa.update(tables.play).where(theirs).values(branch_of=new))


def _play(row: sa.Row[*tuple[Any, ...]]) -> Play:
    play, place = Play(*row[: len(FIELDS)]), row[len(FIELDS) :]
    return replace(play, place=Place(*place)) if any(place) else play


def _act(row: sa.Row[*tuple[Any, ...]]) -> SavedAct:
    _, act, moment, after, option, said, at = row
    return SavedAct(from_row((act, moment, after, option, said)), at)


def _sorted(words: Iterable[OwnWords]) -> tuple[OwnWords, ...]:
    return tuple(sorted(words, key=lambda one: (one.at, one.moment)))
