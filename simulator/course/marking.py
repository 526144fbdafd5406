"""A panel on the server: members mark a scenario by themselves, and hand it in.

What a member marks is a draft, which belongs to them, until they hand it in. Then it becomes a
sheet without a name, the draft is deleted, and nothing connects the two; who has handed in is saved
apart. Nobody sees a sheet or a spread before the marking is closed, which takes three sheets: with
fewer, a member could be recognised. A closed marking stays closed, so that nobody can compare what
was there before and after a member handed in.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa

from simulator.authoring.mark_sheet import DECISION
from simulator.course import tables
from simulator.course.codes import new_token
from simulator.course.database import Database, Transaction, upsert
from simulator.course.people import NoPerson
from simulator.library.scenarios import Loaded
from simulator.messages import say
from simulator.scenario.panel import FEWEST_MEMBERS
from simulator.scenario.text import brief
from simulator.store.play_store import StoreProblem

MOST_MARKINGS: Final = 100
"""Most markings of a course, so that nobody can fill the disk."""

LONGEST_REASON: Final = 1000
"""Most characters of a reason."""

QUESTION: Final = DECISION
"""Stands in place of a letter for the question whether to speak or to wait."""


class NoMarking(StoreProblem):
    """There is no such marking in this course."""

    def __init__(self) -> None:
        super().__init__(say("marking.none"))


class MarkingProblem(StoreProblem):
    """A marking is not in the state that was expected; the message says which."""


@dataclass(frozen=True, slots=True)
class Marking:
    """A scenario that a panel marks; ``sheets`` is how many members have handed in.

    ``closed`` is when it was closed, in UTC milliseconds.
    """

    id: str
    scenario: str
    title: str
    version: int
    closed: int | None
    sheets: int

    @property
    def open(self) -> bool:
        """Whether members can mark and hand in."""
        return self.closed is None

    @property
    def enough(self) -> bool:
        """Whether so many have handed in that nobody is recognised."""
        return self.sheets >= FEWEST_MEMBERS


@dataclass(frozen=True, slots=True)
class Given:
    """A mark with its reason; the mark of the question is a decision. Either may be empty."""

    mark: str
    reason: str


Marks = Mapping[tuple[str, str], Given]
"""What one member marked, by the number of a moment and the letter of a line on the sheets.

No id of the scenario is saved: members can export their drafts, and ids can give the key away.
"""


@dataclass(frozen=True, slots=True)
class Markings:
    """The markings of a server's courses; every method raises StoreProblem."""

    database: Database

    # -- for trainers ------------------------------------------------------------------------------

    def open(self, course: str, scenarios: Sequence[Loaded]) -> list[str]:
        """Open a marking of each scenario, and return their ids; raise MarkingProblem for all."""
        table = tables.marking
        rows = [_row(course, one, self.database.now()) for one in scenarios]
        mine = sa.select(sa.func.count()).where(table.c.course == course)
        opened = sa.select(table.c.scenario).where(
            table.c.course == course, table.c.closed.is_(None)
        )

        def work(transaction: Transaction) -> list[str]:
            _lock_course(transaction, course)
            if transaction.rows(mine)[0][0] + len(rows) > MOST_MARKINGS:
                raise MarkingProblem(say("marking.too_many", most=MOST_MARKINGS))
            there = {row[0] for row in transaction.rows(opened)}
            for row in rows:
                if row["scenario"] in there:
                    raise MarkingProblem(say("marking.open_already", title=row["title"]))
                transaction.execute(sa.insert(table), row)
            return [row["id"] for row in rows]

        return self.database.write(work)

    def close(self, course: str, marking: str) -> None:
        """Close a marking for good, and delete what was not handed in; raise MarkingProblem."""
        draft = tables.marking_draft

        def work(transaction: Transaction) -> None:
            found = _locked(transaction, course, marking)
            if not found.open:
                return
            if not found.enough:
                raise MarkingProblem(say("marking.too_few", fewest=FEWEST_MEMBERS))
            # The lock keeps members from handing in between this and the deletion.
            change = sa.update(tables.marking).where(tables.marking.c.id == marking)
            transaction.execute(change.values(closed=self.database.now()))
            transaction.execute(sa.delete(draft).where(draft.c.marking == marking))

        self.database.write(work)

    def delete(self, course: str, marking: str) -> None:
        """Delete a marking with all that was marked; raise NoMarking."""

        def work(transaction: Transaction) -> None:
            _locked(transaction, course, marking)
            gone = sa.delete(tables.marking).where(tables.marking.c.id == marking)
            transaction.execute(gone)

        self.database.write(work)

    def sheets(self, course: str, marking: str) -> list[Marks]:
        """Return what was handed in, in an order drawn by chance; raise MarkingProblem if open."""
        sheet = tables.marking_sheet.c
        query = sa.select(sheet.document).where(sheet.marking == marking).order_by(sheet.id)

        def work(transaction: Transaction) -> list[Marks]:
            if _found(transaction, course, marking).open:
                raise MarkingProblem(say("marking.not_closed"))
            return [_marks_in(row[0]) for row in transaction.rows(query)]

        return self.database.snapshot(work)

    # -- for everybody in the course ---------------------------------------------------------------

    def all(self, course: str) -> list[Marking]:
        """Return the markings of a course, the open ones first, in the order of their titles."""
        query = _known().where(tables.marking.c.course == course)
        found = self.database.read(lambda tx: tx.rows(query))
        return sorted(
            (Marking(*row) for row in found), key=lambda one: (not one.open, one.title, one.id)
        )

    def known(self, course: str, marking: str) -> Marking:
        """Return a marking of a course; raise NoMarking."""
        return self.database.read(lambda tx: _found(tx, course, marking))

    def text(self, marking: str) -> bytes:
        """Return the text of the scenario, as it was when the marking was opened."""
        query = sa.select(tables.marking.c.text).where(tables.marking.c.id == marking)
        found = self.database.read(lambda tx: tx.first(query))
        if found is None:
            raise NoMarking
        return bytes(found[0])

    # -- for a member ------------------------------------------------------------------------------

    def handed_in(self, marking: str, person: str) -> bool:
        """Return whether a member has handed in."""
        return self.database.read(lambda tx: _handed_in(tx, marking, person))

    def draft(self, marking: str, person: str) -> Marks:
        """Return what a member has marked and not handed in."""
        return self.database.read(lambda tx: _draft(tx, marking, person))

    def save(
        self, course: str, marking: str, person: str, moment: str, given: Mapping[str, Given]
    ) -> None:
        """Save marks of a moment, by letter, in place of earlier ones; raise MarkingProblem."""
        rows = [
            {
                "marking": marking,
                "person": person,
                "moment": moment,
                "line": line,
                "mark": one.mark,
                "reason": brief(one.reason, LONGEST_REASON),
            }
            for line, one in given.items()
        ]

        def work(transaction: Transaction) -> None:
            _check_open(transaction, course, marking, person)
            for row in rows:
                changed = {"mark": row["mark"], "reason": row["reason"]}
                try:
                    upsert(transaction, tables.marking_draft, row, changed)
                except sa.exc.IntegrityError as error:
                    raise NoPerson from error

        self.database.write(work)

    def hand_in(self, course: str, marking: str, person: str) -> None:
        """Make a sheet without a name of a member's draft; again is the same.

        Raise MarkingProblem if the marking is closed or nothing is marked.
        """

        def work(transaction: Transaction) -> None:
            # The lock comes first: a second device waits until the first one is done.
            found = _locked(transaction, course, marking)
            if _handed_in(transaction, marking, person):
                return
            if not found.open:
                raise MarkingProblem(say("marking.closed"))
            marks = _draft(transaction, marking, person)
            if not any(one.mark for one in marks.values()):
                raise MarkingProblem(say("marking.nothing_marked"))
            row = {"id": new_token(), "marking": marking, "document": _document(marks)}
            transaction.execute(sa.insert(tables.marking_sheet), row)
            member = {"marking": marking, "person": person}
            transaction.execute(sa.insert(tables.marking_member), member)
            table = tables.marking_draft
            mine = sa.and_(table.c.marking == marking, table.c.person == person)
            transaction.execute(sa.delete(table).where(mine))

        self.database.write(work)


def _row(course: str, loaded: Loaded, now: int) -> dict[str, Any]:
    scenario = loaded.scenario
    return {
        "id": str(uuid4()),
        "course": course,
        "scenario": scenario.id,
        "title": scenario.title,
        "version": scenario.version,
        "text": loaded.saved_text,
        "opened": now,
    }


def _known() -> sa.Select[tuple[str, str, str, int, int | None, int]]:
    table, sheet = tables.marking.c, tables.marking_sheet.c
    count = (
        sa.select(sa.func.count())
        .select_from(tables.marking_sheet)
        .where(sheet.marking == table.id)
        .scalar_subquery()
    )
    return sa.select(table.id, table.scenario, table.title, table.version, table.closed, count)


def _found(transaction: Transaction, course: str, marking: str) -> Marking:
    table = tables.marking.c
    row = transaction.first(_known().where(table.id == marking, table.course == course))
    if row is None:
        raise NoMarking
    return Marking(*row)


def _locked(transaction: Transaction, course: str, marking: str) -> Marking:
    """Return a marking that nobody else changes before this transaction ends."""
    table = tables.marking.c
    # Two queries: on PostgreSQL, one that waits for a lock counts the sheets as they were before.
    transaction.execute(sa.select(table.id).where(table.id == marking).with_for_update())
    return _found(transaction, course, marking)


def _lock_course(transaction: Transaction, course: str) -> None:
    # Of two trainers who open markings at once, one sees what the other has opened.
    row = sa.select(tables.course.c.id).where(tables.course.c.id == course).with_for_update()
    if transaction.first(row) is None:
        raise NoPerson


def _check_open(transaction: Transaction, course: str, marking: str, person: str) -> None:
    found = _locked(transaction, course, marking)
    if _handed_in(transaction, marking, person):
        raise MarkingProblem(say("marking.handed_in_already"))
    if not found.open:
        raise MarkingProblem(say("marking.closed"))


def _handed_in(transaction: Transaction, marking: str, person: str) -> bool:
    table = tables.marking_member.c
    query = sa.select(table.person).where(table.marking == marking, table.person == person)
    return transaction.first(query) is not None


def _draft(transaction: Transaction, marking: str, person: str) -> Marks:
    table = tables.marking_draft.c
    query = sa.select(table.moment, table.line, table.mark, table.reason).where(
        table.marking == marking, table.person == person
    )
    return {(row[0], row[1]): Given(row[2], row[3]) for row in transaction.rows(query)}


def _document(marks: Marks) -> str:
    # Sorted: the order in which a member marked is nobody's business.
    rows = [[*place, one.mark, one.reason] for place, one in sorted(marks.items())]
    return json.dumps(rows, ensure_ascii=False)


def _marks_in(document: str) -> Marks:
    return {(row[0], row[1]): Given(row[2], row[3]) for row in json.loads(document)}
