"""What is shared with a course as rows: documents, and the moments of figures to be counted.

All functions are parts of a transaction; who may share is decided by their callers.
"""

import json
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.consent import What
from simulator.course.database import Transaction, upsert
from simulator.practice.shared_file import figures_json, words_json
from simulator.practice.sharing import Figures, SharedWords

_SHARED = tables.shared


def save_figures(
    transaction: Transaction, course: str, person: str, figures: Figures, now: int
) -> None:
    """Save the figures of a session in place of earlier ones of the same session."""
    # Deleted first: its moments go with it.
    mine = _mine(course, person, "figures")
    transaction.execute(sa.delete(_SHARED).where(*mine, _SHARED.c.play == figures.play))
    save_all_figures(transaction, course, person, [figures], now)


def save_all_figures(
    transaction: Transaction, course: str, person: str, every: Sequence[Figures], now: int
) -> None:
    """Save figures of sessions of which none are saved."""
    owner = {"course": course, "person": person, "what": "figures"}
    documents: list[dict[str, object]] = []
    sessions: list[dict[str, object]] = []
    moments: list[dict[str, object]] = []
    for figures in every:
        play = {**owner, "play": figures.play}
        documents.append({**play, "document": figures_json(figures), "at": now})
        sessions.append({**play, **_session(figures)})
        moments += _moments(play, figures)
    for table, rows in (
        (tables.shared, documents),
        (tables.shared_session, sessions),
        (tables.shared_moment, moments),
    ):
        # SQLAlchemy would insert one row of defaults for an empty list.
        if rows:
            transaction.execute(sa.insert(table), rows)


def _session(figures: Figures) -> dict[str, object]:
    return {
        "scenario": figures.scenario,
        "title": figures.title,
        "version": figures.version,
        "digest": figures.digest,
        "mode": figures.mode,
        "attempt": figures.attempt,
        "drilled": sum(bool(moment.drill) for moment in figures.moments),
        "scores": json.dumps({moment.id: moment.score for moment in figures.moments}),
    }


def _moments(play: dict[str, str], figures: Figures) -> Iterable[dict[str, object]]:
    for number, moment in enumerate(figures.moments):
        yield {
            **play,
            "number": number,
            "scenario": figures.scenario,
            "digest": figures.digest,
            "mode": figures.mode,
            "attempt": figures.attempt,
            "moment": moment.id,
            "kind": moment.kind,
            "situation": moment.situation,
            "option": moment.option,
            "credit": moment.credit,
            "best": moment.best,
            "outcome": moment.outcome,
            "twin": moment.twin,
            "drill": moment.drill,
        }


def save_words(
    transaction: Transaction, course: str, person: str, words: SharedWords, now: int
) -> None:
    """Save the own words of a session in place of earlier ones."""
    changed = {"document": words_json(words), "at": now}
    row = {"course": course, "person": person, "what": "own_words", "play": words.play}
    upsert(transaction, _SHARED, {**row, **changed}, changed)


def delete_shared(transaction: Transaction, course: str, person: str, *what: What) -> None:
    """Delete what a person shares with a course."""
    for each in what:
        transaction.execute(sa.delete(_SHARED).where(*_mine(course, person, each)))


def documents_of(transaction: Transaction, course: str, person: str, what: What) -> dict[str, str]:
    """Return the documents that a person shares with a course, by session."""
    query = sa.select(_SHARED.c.play, _SHARED.c.document).where(*_mine(course, person, what))
    return {row[0]: row[1] for row in transaction.rows(query)}


def _mine(course: str, person: str, what: What) -> list[sa.ColumnElement[bool]]:
    table = _SHARED.c
    return [table.course == course, table.person == person, table.what == what]
