"""Share the finished sessions of a learner with the courses that they agreed to share with.

What a course gets of a session is made in ``practice/sharing.py``. Shared is what was begun after
the learner joined the course; attempts that branch off a session, and drills, are not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.consent import holding
from simulator.course.database import Database, Transaction
from simulator.course.play_store import PersonStore
from simulator.course.shared_rows import documents_of, save_figures, save_words
from simulator.library.workspace import Workspace
from simulator.practice.shared_file import figures_in, words_json
from simulator.practice.sharing import (
    Figures,
    SharedWords,
    all_figures,
    all_own_words,
    attempts_of,
    play_in,
    shared_plays,
    with_drills,
)


@dataclass(frozen=True, slots=True)
class _Agreed:
    course: str
    what: frozenset[str]
    joined: int


def share_finished(database: Database, workspace: Workspace, person: str) -> int:
    """Share what a person has finished and not shared yet; return how many documents that were.

    It is called when a session is over and when a consent is given. What was shared before is
    saved again if a drill has changed it. Raise StoreProblem.
    """
    store = PersonStore(database, person)
    return sum(_share(database, workspace, store, person, one) for one in _agreed(database, person))


def _agreed(database: Database, person: str) -> list[_Agreed]:
    """Return the courses of a learner with what they agreed to share."""
    consent, member = tables.consent.c, tables.member.c
    query = (
        sa.select(consent.course, consent.what, member.joined)
        .join(
            tables.member,
            sa.and_(member.course == consent.course, member.person == consent.person),
        )
        .where(consent.person == person, member.role == "learner")
        .where(consent.given.is_not(None), consent.withdrawn.is_(None))
        .order_by(consent.course)
    )
    found: dict[str, _Agreed] = {}
    for course, what, joined in database.read(lambda tx: tx.rows(query)):
        before = found.get(course)
        both = frozenset({what}) | (before.what if before else frozenset())
        found[course] = _Agreed(course, both, joined)
    return list(found.values())


def _share(
    database: Database, workspace: Workspace, store: PersonStore, person: str, agreed: _Agreed
) -> int:
    course = agreed.course
    documents = database.read(lambda tx: documents_of(tx, course, person, "figures"))
    before = [figures_in(document) for document in documents.values()]
    wanted = [play for play in _wanted(store, agreed) if play_in(course, play) not in documents]
    # Before the write, because sessions are replayed here while all others would wait.
    new = all_figures(workspace, store, course, wanted)
    figures: list[Figures] = []
    words: list[SharedWords] = []
    if "figures" in agreed.what:
        figures = [*new, *_changed(store, course, before)]
    if "own_words" in agreed.what:
        words = _new_words(database, store, person, course, [*before, *new])
    if not figures and not words:
        return 0
    return database.write(lambda tx: _save(tx, course, person, figures, words, database.now()))


def _changed(store: PersonStore, course: str, before: Iterable[Figures]) -> list[Figures]:
    """Return the figures that a drill, or an import of earlier sessions, has changed meanwhile."""
    drills, every = store.drill_reviews(), shared_plays(store)
    attempts = attempts_of(every)
    plays = {play_in(course, play.id): play for play in every}
    found = []
    for old in before:
        play = plays.get(old.play)
        if play is not None:
            new = replace(with_drills(old, play, drills), attempt=attempts[play.id])
            found += [new] if new != old else []
    return found


def _new_words(
    database: Database, store: PersonStore, person: str, course: str, plays: Iterable[Figures]
) -> list[SharedWords]:
    """Return the own words that are not shared as they are now."""
    shared = database.read(lambda tx: documents_of(tx, course, person, "own_words"))
    words = all_own_words(store, course, plays)
    return [one for one in words if words_json(one) != shared.get(one.play)]


def _wanted(store: PersonStore, agreed: _Agreed) -> list[str]:
    plays = shared_plays(store)
    attempts = attempts_of(plays)
    return [
        play.id
        for play in plays
        if attempts[play.id] != "branch" and _milliseconds(play.started) >= agreed.joined
    ]


def _milliseconds(time: str) -> int:
    try:
        at = datetime.fromisoformat(time)
    except ValueError:  # an import can have anything: then it was not begun here
        return 0
    # Starts are saved in whole seconds: the end of that second, so that a session which was begun
    # right after joining counts.
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000) + 999


def _save(
    transaction: Transaction,
    course: str,
    person: str,
    figures: Sequence[Figures],
    words: Sequence[SharedWords],
    now: int,
) -> int:
    """Save documents, unless the learner has withdrawn meanwhile; return how many were saved."""
    saved = 0
    if figures and transaction.first(holding(course, person, "figures")) is not None:
        for one in figures:
            save_figures(transaction, course, person, one, now)
        saved += len(figures)
    if words and transaction.first(holding(course, person, "own_words")) is not None:
        for each in words:
            save_words(transaction, course, person, each, now)
        saved += len(words)
    return saved
