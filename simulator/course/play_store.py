"""The plays of one person in the database of a server: a ``PlayStore``.

Any worker can answer any request, because nothing is held here between two calls. The writes of one
person come one after another, by a lock on the person's row; those of different people do not wait
for each other. The key of an act is its play and its number: whatever happens, a second writer of a
number fails, and is told AnotherWindow.

One thing differs from the file on a learner's own machine: if a write raises because the
connection broke while it was committed, it may have been saved all the same. Then the same act
again is saved once, another one is refused, and the learner sees where the play is.
"""

import zlib
from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from simulator.course import play_rows as rows
from simulator.course import tables
from simulator.course.database import Database, T, Transaction, Work, upsert
from simulator.course.people import NoPerson
from simulator.messages import say
from simulator.store.deleting import deletion
from simulator.store.drill_review import DrillReview
from simulator.store.export import VERSION, exported, plain_text
from simulator.store.identity import new_id
from simulator.store.merge import Merge, check_texts, merge
from simulator.store.play_store import (
    AnotherWindow,
    Document,
    First,
    OwnWords,
    Play,
    SavedAct,
    StoreProblem,
    Summary,
    Version,
    WholePlay,
    numbers,
    utc_now,
)

if TYPE_CHECKING:
    from simulator.engine.records import Record


class PersonStore:
    """The ``PlayStore`` of a person; see there for what the methods do."""

    def __init__(
        self,
        database: Database,
        person: str,
        now: Callable[[], str] = utc_now,
        *,
        new_id: Callable[[], str] = new_id,
    ) -> None:
        """Open the store of a person, who must be in the database."""
        self._database = database
        self._person = person
        self._now = now
        self._new_id = new_id

    @property
    def learner(self) -> str:
        """The learner's UUID; raises NoPerson."""
        return self._database.read(self._learner)

    @property
    def backup(self) -> Path | None:
        """None: a database is backed up by whoever runs the server."""
        return None

    @property
    def version(self) -> Version | None:
        """None: another worker may change anything at any time."""
        return None

    def close(self) -> None:
        """Do nothing: the database stays open for others."""

    # -- writing -----------------------------------------------------------------------------------

    def begin(self, play: Play, text: bytes) -> Play:
        """Save a new play and the text of its scenario."""

        def work(transaction: Transaction) -> Play:
            self._save_text(transaction, play.digest, text)
            return self._insert_new(transaction, play)

        return self._write(work)

    def act(self, play: str, revision: int, record: "Record", *, last: bool = False) -> None:
        """Save an act that was made on this revision."""
        act = SavedAct(record, self._now())

        def work(transaction: Transaction) -> None:
            self._known(transaction, play)
            if rows.count_of(transaction, self._person, play) != revision:
                saved = rows.acts_of(transaction, self._person, play)
                # A slice, because a window that is ahead finds no act there.
                if [one.record for one in saved[revision : revision + 1]] != [record]:
                    raise AnotherWindow
                return
            rows.insert_acts(transaction, self._person, play, [act], revision)
            rows.change_play(transaction, self._person, play, replaced_by=None)
            if last:
                self._finish(transaction, play, act.at)

        self._write(work)

    def keep_own_words(
        self, play: str, moment: str, after: int, text: str, revision: int | None = None
    ) -> None:
        """Save the leader's own words for a moment."""
        words = OwnWords(moment, after, text, self._now())

        def work(transaction: Transaction) -> None:
            self._known(transaction, play)
            if revision not in (None, rows.count_of(transaction, self._person, play)):
                raise AnotherWindow
            self._save_words(transaction, play, words)
            rows.change_play(transaction, self._person, play, replaced_by=None)

        self._write(work)

    def finish(self, play: str) -> None:
        """Save the end of a play, unless it is saved already."""
        at = self._now()

        def work(transaction: Transaction) -> None:
            self._known(transaction, play)
            self._finish(transaction, play, at)

        self._write(work)

    def replace(self, old: Play, revision: int, new: Play, text: bytes, first: First) -> Play:
        """Save a play that continues ``old`` in an edited scenario."""
        new = replace(new, branch_of=old.branch_of, branched_at=old.branched_at)
        new = replace(new, programme=old.programme, part=old.part, follows=old.follows)
        new = replace(new, place=replace(new.place, programme=old.place.programme))

        def work(transaction: Transaction) -> Play:
            before = self._known(transaction, old.id)
            count = rows.count_of(transaction, self._person, old.id)
            if count != revision or before.replaced_by is not None:
                raise AnotherWindow
            self._save_text(transaction, new.digest, text)
            saved = self._insert_new(transaction, new)
            at = self._now()
            acts = [SavedAct(record, at) for record in first.records]
            rows.insert_acts(transaction, self._person, saved.id, acts, 0)
            # Before those of ``first``, which replace the old ones of the same moment.
            for words in rows.words_of(transaction, self._person, old.id):
                self._save_words(transaction, saved.id, words)
            if first.own_words is not None:
                self._save_words(transaction, saved.id, OwnWords(*first.own_words, at))
            if first.last:
                self._finish(transaction, saved.id, at)
            rows.move_branches(transaction, self._person, old.id, saved.id)
            rows.change_play(transaction, self._person, old.id, replaced_by=saved.id)
            return self._known(transaction, saved.id)

        return self._write(work)

    def branch(self, play: Play, moment: str, acts: int, asked: Collection[str] = ()) -> Play:
        """Save a branch with the first ``acts`` acts of ``play``."""
        new = replace(play, started="", branch_of=play.branch_of or play.id, branched_at=moment)
        new = replace(new, programme="", part=0, follows=None)
        new = replace(new, place=replace(play.place, programme=""))

        def work(transaction: Transaction) -> Play:
            before = rows.whole_play(transaction, self._person, self._known(transaction, play.id))
            saved = self._insert_new(transaction, new)
            shared = before.acts[:acts]
            rows.insert_acts(transaction, self._person, saved.id, shared, 0)
            met = {*(act.record.moment for act in shared), *asked}
            for words in before.own_words:
                if words.moment in met:
                    self._save_words(transaction, saved.id, words)
            return saved

        return self._write(work)

    def delete(self, play: str) -> int:
        """Delete a play and what goes with it."""

        def work(transaction: Transaction) -> int:
            found = deletion(rows.plays_where(transaction, self._person), play)
            for stays, follows in found.follows.items():
                rows.change_play(transaction, self._person, stays, follows=follows)
            rows.delete_plays(transaction, self._person, found.plays)
            return len(found.plays)

        return self._write(work)

    def add_drill_review(self, review: DrillReview) -> DrillReview:
        """Save a review of a drill."""
        new = replace(review, id=review.id or self._new_id(), at=review.at or self._now())

        def work(transaction: Transaction) -> None:
            table = tables.drill_review.c
            known = sa.select(table.id).where(table.person == self._person, table.id == new.id)
            if transaction.first(known) is None:
                rows.insert_review(transaction, self._person, new)

        self._write(work)
        return new

    def merge(self, document: Document, *, dry_run: bool = False) -> Summary:
        """Add the plays and reviews of an export, all or none."""

        def merged(transaction: Transaction) -> Merge:
            wanted = [whole.play.id for whole in document.plays]
            here = rows.whole_plays(transaction, self._person, wanted)
            reviews = rows.drill_reviews_of(transaction, self._person)
            found = merge(here, document, {review.id for review in reviews})
            texts = self._texts(transaction)
            check_texts(found.added, document, texts.__contains__)
            return found

        def work(transaction: Transaction) -> Summary:
            found = merged(transaction)
            self._merge(transaction, found, document)
            return found.summary

        return self._database.snapshot(merged).summary if dry_run else self._write(work)

    # -- reading -----------------------------------------------------------------------------------

    def plays(self) -> list[Play]:
        """Return every play that was not replaced, the latest first."""
        return self._plays(tables.play.c.replaced_by.is_(None))

    def unfinished(self) -> list[Play]:
        """Return the unfinished plays, the latest first."""
        table = tables.play.c
        return self._plays(table.replaced_by.is_(None), table.ended.is_(None))

    def finished(self) -> list[Play]:
        """Return the finished plays, the latest first."""
        table = tables.play.c
        return self._plays(table.replaced_by.is_(None), table.ended.is_not(None))

    def branches(self, play: str) -> list[Play]:
        """Return all branches of this first play, the latest first."""
        table = tables.play.c
        return self._plays(table.replaced_by.is_(None), table.branch_of == play)

    def replaced(self) -> list[Play]:
        """Return every play that another continues in an edited scenario, the latest first."""
        return self._plays(tables.play.c.replaced_by.is_not(None))

    def predecessors(self, play: str) -> list[Play]:
        """Return the plays that this one continues in an edited scenario, the latest first."""
        return self._plays(tables.play.c.replaced_by == play)

    def play(self, play: str) -> Play | None:
        """Return the play with this id, or None."""
        return next(iter(self._plays(tables.play.c.id == play)), None)

    def numbered(self, number: int) -> Play | None:
        """Return the play with this number, or None."""
        return next(iter(self._plays(tables.play.c.number == number)), None)

    def revision(self, play: str) -> int:
        """Return the number of acts of a play."""
        return self._database.read(
            lambda transaction: rows.count_of(transaction, self._person, play)
        )

    def records(self, play: str) -> "list[Record]":
        """Return the acts of a play in order."""
        return [act.record for act in self._acts(play)]

    def act_times(self, play: str) -> list[str]:
        """Return the times at which the acts of a play were first saved."""
        return [act.at for act in self._acts(play)]

    def own_words(self, play: str) -> dict[str, str]:
        """Return the leader's own words of a play, by moment."""
        words = self._database.read(lambda tx: rows.words_of(tx, self._person, play))
        return {one.moment: one.text for one in words}

    def with_own_words(self, moment: str) -> frozenset[str]:
        """Return the ids of the plays with own words of this moment; see ``PlayStore``."""
        table = tables.own_words.c
        query = sa.select(table.play).where(table.person == self._person, table.moment == moment)
        found = self._database.read(lambda transaction: transaction.rows(query))
        return frozenset(row[0] for row in found)

    def text(self, digest: str) -> bytes | None:
        """Return the text of the scenario with this digest, or None."""
        table = tables.scenario_text.c
        query = sa.select(table.text).where(table.person == self._person, table.digest == digest)
        found = self._database.read(lambda transaction: transaction.first(query))
        return zlib.decompress(found[0]) if found is not None else None

    def drilled(self) -> tuple[int, DrillReview | None]:
        """Return the number of reviews of drills, and the latest one."""
        reviews = self.drill_reviews()
        return len(reviews), reviews[-1] if reviews else None

    def drill_reviews(self) -> list[DrillReview]:
        """Return every review of a drill, the earliest first."""
        return self._database.read(lambda tx: rows.drill_reviews_of(tx, self._person))

    def export(self) -> dict[str, Any]:
        """Return all saved data of the person's plays and the scenarios' texts."""

        def work(transaction: Transaction) -> dict[str, Any]:
            wholes = list(rows.whole_plays(transaction, self._person).values())
            by_id = numbers([whole.play for whole in wholes])
            reviews = rows.drill_reviews_of(transaction, self._person)
            texts = sorted(self._texts(transaction).items())
            return {
                "version": VERSION,
                "learner": self._learner(transaction),
                "plays": [exported(whole, by_id) for whole in wholes],
                "drill_reviews": [asdict(review) for review in reviews],
                "scenario_texts": {digest: plain_text(text) for digest, text in texts},
            }

        return self._database.snapshot(work)

    # -- inside ------------------------------------------------------------------------------------

    def _write(self, work: Work[T]) -> T:
        """Do a work of this person's after all earlier ones; raise NoPerson if there is none."""

        def locked(transaction: Transaction) -> T:
            mine = sa.select(tables.person.c.id).where(tables.person.c.id == self._person)
            if transaction.first(mine.with_for_update()) is None:
                raise NoPerson
            return work(transaction)

        return self._database.write(locked)

    def _learner(self, transaction: Transaction) -> str:
        query = sa.select(tables.person.c.learner).where(tables.person.c.id == self._person)
        found = transaction.first(query)
        if found is None:
            raise NoPerson
        return str(found[0])

    def _plays(self, *conditions: sa.ColumnElement[bool]) -> list[Play]:
        return self._database.read(lambda tx: rows.plays_where(tx, self._person, *conditions))

    def _acts(self, play: str) -> tuple[SavedAct, ...]:
        return self._database.read(lambda tx: rows.acts_of(tx, self._person, play))

    def _known(self, transaction: Transaction, play: str) -> Play:
        found = rows.play_with(transaction, self._person, play)
        if found is None:
            raise StoreProblem(say("store.no_session", id=play))
        return found

    def _insert_new(self, transaction: Transaction, play: Play) -> Play:
        number = rows.next_number(transaction, self._person)
        new = replace(play, id=self._new_id(), number=number, ended=None, replaced_by=None)
        new = replace(new, started=play.started or self._now())
        rows.insert_play(transaction, self._person, new)
        return new

    def _finish(self, transaction: Transaction, play: str, at: str) -> None:
        if self._known(transaction, play).ended is None:
            rows.change_play(transaction, self._person, play, ended=at)

    def _save_words(self, transaction: Transaction, play: str, words: OwnWords) -> None:
        changed = {"after": words.after, "text": words.text, "at": words.at}
        key = {"person": self._person, "play": play, "moment": words.moment}
        upsert(transaction, tables.own_words, {**key, **changed}, changed)

    def _save_text(self, transaction: Transaction, digest: str, text: bytes) -> None:
        """Save a scenario's text, in place of another of this digest: that one may be imported."""
        changed = {"text": zlib.compress(text)}
        key = {"person": self._person, "digest": digest}
        upsert(transaction, tables.scenario_text, {**key, **changed}, changed)

    def _texts(self, transaction: Transaction) -> dict[str, bytes]:
        table = tables.scenario_text.c
        query = sa.select(table.digest, table.text).where(table.person == self._person)
        return {row[0]: zlib.decompress(row[1]) for row in transaction.rows(query)}

    def _merge(self, transaction: Transaction, found: Merge, document: Document) -> None:
        if document.learner and not rows.plays_where(transaction, self._person):
            mine = sa.update(tables.person).where(tables.person.c.id == self._person)
            transaction.execute(mine.values(learner=document.learner))
        here = self._texts(transaction)
        for digest in {whole.play.digest for whole in found.added} - here.keys():
            self._save_text(transaction, digest, document.texts[digest])
        for whole in found.added:
            number = rows.next_number(transaction, self._person)
            rows.insert_play(transaction, self._person, replace(whole.play, number=number))
            self._add_to(transaction, whole, 0)
        for whole in found.extended:
            self._extend(transaction, whole)
        for review in found.reviews:
            rows.insert_review(transaction, self._person, review)

    def _extend(self, transaction: Transaction, whole: WholePlay) -> None:
        play, replaced_by = whole.play.id, whole.play.replaced_by
        before = self._known(transaction, play)
        self._add_to(transaction, whole, rows.count_of(transaction, self._person, play))
        if replaced_by is not None and before.replaced_by is None:
            rows.move_branches(transaction, self._person, play, replaced_by)
        changes = {"ended": whole.play.ended, "replaced_by": replaced_by}
        rows.change_play(transaction, self._person, play, **changes)

    def _add_to(self, transaction: Transaction, whole: WholePlay, first: int) -> None:
        """Insert the acts of a play from number ``first`` on, and all its own words."""
        rows.insert_acts(transaction, self._person, whole.play.id, whole.acts[first:], first)
        for words in whole.own_words:
            self._save_words(transaction, whole.play.id, words)
