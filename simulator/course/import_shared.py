"""Import the files that learners wrote with ``balint-sim share``, for one course.

A learner who takes part by file is a person without a sign-in, whose id is made of the id in the
file. Their consent has the day of the file. A later file replaces what was imported of the same
learner; a withdrawal deletes it, and no file of the same day or an earlier one brings it back.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.consent import WHAT, What
from simulator.course.database import Database, Transaction, upsert
from simulator.course.imported import Imported
from simulator.course.people import NoPerson
from simulator.course.shared_rows import delete_shared, save_all_figures, save_words
from simulator.messages import say
from simulator.practice.shared_file import BadShared, SharedFile, read_shared
from simulator.scenario.text import brief
from simulator.store.play_store import StoreProblem

MOST_FILES = 500
"""Most files of one import."""


class NotImported(StoreProblem):
    """A file is refused; the message says why, and nothing of it was imported."""


def import_files(database: Database, course: str, files: Sequence[tuple[str, bytes]]) -> Imported:
    """Import files, given as their names and contents; each is imported as a whole or not at all.

    Raise NoPerson if there is no such course, and StoreProblem if the database cannot be used.
    """
    learners: dict[str, int] = {}
    withdrawn: set[str] = set()
    problems: list[str] = []
    codes = _codes(database, course)
    for name, data in files[:MOST_FILES]:
        try:
            shared = read_shared(data)
            _check(shared, codes, _today(database))
            _save(database, course, shared)
        except BadShared as bad:
            problems += [_line(name, problem) for problem in bad.problems]
        except NotImported as refused:
            problems.append(_line(name, str(refused)))
        else:
            # One learner can have several files in an import: the last one counts.
            if shared.what == "share":
                learners[shared.learner] = len(shared.figures)
                withdrawn.discard(shared.learner)
            else:
                withdrawn.add(shared.learner)
                learners.pop(shared.learner, None)
    if len(files) > MOST_FILES:
        problems.append(say("sharing.too_many", count=MOST_FILES))
    return Imported(len(learners), sum(learners.values()), len(withdrawn), tuple(problems))


def _line(name: str, problem: str) -> str:
    return say("sharing.bad_file", file=brief(name, 100), problem=problem)


def _codes(database: Database, course: str) -> frozenset[str]:
    """Return the codes that a course has and had; raise NoPerson if there is no such course."""
    table = tables.join_code.c
    here = sa.select(tables.course.c.id).where(tables.course.c.id == course)
    codes = sa.select(table.code).where(table.course == course)
    if database.read(lambda tx: tx.first(here)) is None:
        raise NoPerson
    return frozenset(row[0] for row in database.read(lambda tx: tx.rows(codes)))


def _today(database: Database) -> date:
    return datetime.fromtimestamp(database.now() / 1000, UTC).date()


def _check(shared: SharedFile, codes: frozenset[str], today: date) -> None:
    if shared.course not in codes:
        raise NotImported(say("sharing.other_course", course=shared.course))
    # One day more, because it is tomorrow already in half of the world.
    if date.fromisoformat(shared.written) > today + timedelta(days=1):
        raise NotImported(say("sharing.in_future", written=shared.written))


def _save(database: Database, course: str, shared: SharedFile) -> None:
    person = _person(course, shared.learner)
    now, written = database.now(), _milliseconds(shared.written)

    def work(transaction: Transaction) -> None:
        _add(transaction, course, person, shared.learner, now)
        _refuse_old(transaction, course, person, shared)
        delete_shared(transaction, course, person, *WHAT)
        if shared.what == "withdraw":
            for what in WHAT:
                _consent(transaction, course, person, what, shared.wording, written, given=False)
            return
        _consent(transaction, course, person, "figures", shared.wording, written, given=True)
        save_all_figures(transaction, course, person, shared.figures, now)
        if shared.own_words is not None:
            _consent(transaction, course, person, "own_words", shared.wording, written, given=True)
            for words in shared.own_words:
                save_words(transaction, course, person, words, now)
        else:
            # A file says all that is shared now: without own words it withdraws earlier ones.
            _consent(transaction, course, person, "own_words", shared.wording, written, given=False)

    database.write(work)


def _person(course: str, learner: str) -> str:
    # With the course, so that nobody sees that one learner is in two. The prefix keeps these ids
    # apart from those of people who sign in, which are UUIDs.
    return f"file-{sha256(f'{course}/{learner}'.encode()).hexdigest()[:32]}"


def _add(transaction: Transaction, course: str, person: str, learner: str, now: int) -> None:
    """Save the person of a file, or that they were here again."""
    # Locked, so that of two imports at once the later one sees what the first has done.
    locked = sa.select(tables.course.c.id).where(tables.course.c.id == course).with_for_update()
    if transaction.first(locked) is None:
        raise NoPerson
    name = say("sharing.by_file", id=learner[:8])
    row = {"id": person, "name": name, "learner": learner, "created": now, "seen": now}
    upsert(transaction, tables.person, row, {"seen": now})
    member = {"course": course, "person": person, "role": "learner", "joined": now}
    upsert(transaction, tables.member, member, None)


def _refuse_old(transaction: Transaction, course: str, person: str, shared: SharedFile) -> None:
    table = tables.consent.c
    query = sa.select(table.given, table.withdrawn).where(
        table.course == course, table.person == person, table.what == "figures"
    )
    found = transaction.first(query)
    if found is None:
        return
    given, withdrawn = found
    written = _milliseconds(shared.written)
    # A file has a day and no time. One of the same day replaces it, but undoes no withdrawal.
    if given is not None and given > written:
        raise NotImported(say("sharing.older", written=shared.written))
    if withdrawn is not None and shared.what == "share" and withdrawn >= written:
        raise NotImported(say("sharing.was_withdrawn", withdrawn=_day(withdrawn)))


def _consent(
    transaction: Transaction,
    course: str,
    person: str,
    what: What,
    wording: str,
    written: int,
    *,
    given: bool,
) -> None:
    changed: dict[str, object] = {"withdrawn": written}
    if given:
        changed = {"wording": wording, "asked": written, "given": written, "withdrawn": None}
    row = {"course": course, "person": person, "what": what, "wording": wording, "asked": written}
    upsert(transaction, tables.consent, {**row, **changed}, changed)


def _milliseconds(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
