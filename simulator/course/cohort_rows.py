"""Queries for the figures of a course. The database counts, so thousands of learners are quick.

Only first attempts count, of learners whose consent holds. Scores are credit as a share of the
most that the moment earns, from 0 to 1.
"""

import json
from collections.abc import Sequence
from typing import cast

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.cohort_figures import Counted, Group, Key, Session
from simulator.course.database import Transaction

_T = tables.shared_moment.c
KEYS = ("course", "person", "what", "play")


def learners_in(transaction: Transaction, course: str) -> int:
    """Return the number of learners who share figures of a first attempt."""
    table = tables.shared_session.c
    query = sa.select(sa.func.count(table.person.distinct())).where(*_first(course, table))
    found = transaction.first(query)
    return found[0] if found is not None else 0


def groups_in(transaction: Transaction, course: str) -> list[Group]:
    """Return the groups of a course, in the order of scenarios."""
    table = tables.shared_session.c
    same = (table.scenario, table.digest, table.mode, table.title, table.version)
    query = sa.select(*same, sa.func.count()).where(*_first(course, table)).group_by(*same)
    found: dict[Key, tuple[int, int, str, int]] = {}
    for scenario, digest, mode, title, version, learners in transaction.rows(query):
        # A file that somebody made up can have a wrong title for a digest: most learners decide.
        key = Key(scenario, digest, mode)
        every, most, usual, number = found.get(key, (0, 0, "", 0))
        if learners > most:
            most, usual, number = learners, title, version
        found[key] = (every + learners, most, usual, number)
    return [
        Group(key, usual, number, every) for key, (every, _, usual, number) in sorted(found.items())
    ]


def counted(transaction: Transaction, course: str, key: Key) -> list[Counted]:
    """Return what was done in each moment, and how often."""
    same = (_T.moment, _T.kind, _T.option, _T.outcome, _T.credit, _T.best)
    order = (_T.moment, _T.option, _T.credit, _T.best, _T.kind, _T.outcome)
    query = (
        # In the order of the index, so that nothing is sorted.
        sa.select(*same, sa.func.count()).where(*_first(course, _T), *_of(key)).group_by(*order)
    )
    found = transaction.rows(query)
    # Asked apart: with these columns in the query above, its index would not have all of them.
    places = {
        moment: _place(transaction, course, key, moment)
        for moment in dict.fromkeys(row[0] for row in found)
    }
    return [
        Counted(moment, *places[moment], kind, option, outcome, credit, best, learners)
        for moment, kind, option, outcome, credit, best, learners in found
    ]


def _place(transaction: Transaction, course: str, key: Key, moment: str) -> tuple[int, str, str]:
    """Return where a moment comes in a session, its situation and its twin."""
    query = sa.select(_T.number, _T.situation, _T.twin).where(
        *_first(course, _T), *_of(key), _T.moment == moment
    )
    row = transaction.first(query.limit(1))
    return (row[0], row[1], row[2]) if row is not None else (0, "", "")


def sessions(transaction: Transaction, course: str, key: Key) -> list[Session]:
    """Return the scores of each learner's session."""
    table = tables.shared_session.c
    query = sa.select(table.person, table.scores).where(
        *_first(course, table),
        table.scenario == key.scenario,
        table.digest == key.digest,
        table.mode == key.mode,
    )
    rows = transaction.rows(query)
    # As one text, because to begin reading a short one takes longer than to read it.
    every = json.loads(f"[{','.join(row[1] for row in rows)}]")
    return [Session(row[0], scores) for row, scores in zip(rows, every, strict=True)]


def own_words(
    transaction: Transaction, course: str
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the person and the text of all own words, by scenario and moment."""
    shared, consent = tables.shared.c, tables.consent.c
    agreed = sa.select(consent.person).where(
        consent.course == course,
        consent.what == "own_words",
        consent.given.is_not(None),
        consent.withdrawn.is_(None),
    )
    query = sa.select(shared.person, shared.document).where(
        shared.course == course, shared.what == "own_words", shared.person.in_(agreed)
    )
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for person, document in transaction.rows(query):
        words = json.loads(document)
        for said in words["words"]:
            of_moment = found.setdefault((words["scenario"], said["moment"]), [])
            of_moment.append((person, said["text"]))
    return found


def drilled(transaction: Transaction, course: str) -> dict[str, tuple[float, ...]]:
    """Return, by situation, what learners scored before and after its first drill.

    Of those who met it both before and after: how many they are, the sums of their mean scores
    before and after, and the sum of the squares of the differences.
    """
    session = tables.shared_session
    before, after = (
        sa.func.avg(sa.case((_T.drill == when, _score()))) for when in ("before", "after")
    )
    each = (
        sa.select(_T.situation, before.label("before"), after.label("after"))
        # Few sessions have such moments; their keys lead to them.
        .join(session, sa.and_(*(session.c[key] == _T[key] for key in KEYS)))
        .where(*_first(course, session.c), session.c.drilled > 0)
        .where(_T.drill != "", _T.situation != "")
        .group_by(_T.situation, _T.person)
        .subquery()
    )
    difference = each.c.after - each.c.before
    query = (
        sa.select(
            each.c.situation,
            sa.func.count(),
            sa.func.sum(each.c.before),
            sa.func.sum(each.c.after),
            sa.func.sum(difference * difference),
        )
        .where(each.c.before.is_not(None), each.c.after.is_not(None))
        .group_by(each.c.situation)
    )
    return {row[0]: tuple(map(float, row[1:])) for row in transaction.rows(query)}


_Columns = sa.sql.base.ReadOnlyColumnCollection[str, sa.Column[object]]


def _first(course: str, table: _Columns) -> Sequence[sa.ColumnElement[bool]]:
    """Return the conditions for first attempts whose learners have agreed."""
    consent = tables.consent.c
    # Asked again here, so that nothing depends on the deletion alone.
    agreed = sa.select(consent.person).where(
        consent.course == course,
        consent.what == "figures",
        consent.given.is_not(None),
        consent.withdrawn.is_(None),
    )
    return (table.course == course, table.attempt == "first", table.person.in_(agreed))


def _of(key: Key) -> Sequence[sa.ColumnElement[bool]]:
    return (_T.scenario == key.scenario, _T.digest == key.digest, _T.mode == key.mode)


def _score() -> sa.ColumnElement[float]:
    """Return ``SharedMoment.score`` of a row."""
    # PostgreSQL raises an error for a division by zero, and SQLite returns null.
    share = _T.credit / sa.func.nullif(_T.best, 0)
    bounded = sa.case((share > 1, 1.0), else_=share)
    return cast("sa.ColumnElement[float]", sa.func.coalesce(bounded, 1.0))
