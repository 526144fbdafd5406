"""Plays in one SQLite file: every act is durable before it is shown.

When ``act`` returns, the act is on the disk (see ``database.py``). Acts are only ever added: a play
that continues in an edited scenario becomes a new play, and the old one stays unchanged; so does
the original of a branch. The one exception is an act or a replacement whose save failed but may
have reached the disk: the next attempt removes it. Reading never writes (``sqlite_reading.py``).
"""

import zlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from simulator.store import tables
from simulator.store.database import Database
from simulator.store.deleting import deletion
from simulator.store.drill_review import DrillReview
from simulator.store.identity import new_id
from simulator.store.migrations import MIGRATIONS
from simulator.store.play_store import (
    AnotherWindow,
    Document,
    First,
    Play,
    SavedAct,
    StoreProblem,
    Summary,
    WholePlay,
    utc_now,
)
from simulator.store.sqlite_reading import (
    COUNT_OF_ACTS,
    NUMBER_OF,
    OWN_FIELDS,
    RECORD_FIELDS,
    REVIEW_FIELDS,
    SqliteReader,
)

if TYPE_CHECKING:
    from simulator.engine.records import Record
    from simulator.store.merge import Merge

_NEW_FIELDS = [name for name in tables.PLAY if name != "number"]
_NEW_PLACES = ", ".join("?" * len(_NEW_FIELDS))
_INSERT_PLAY = f"INSERT INTO play ({', '.join(_NEW_FIELDS)}) VALUES ({_NEW_PLACES})"  # noqa: S608
_INSERT_ACT = f"INSERT INTO act VALUES ({NUMBER_OF}, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_INSERT_WORDS = f"INSERT OR REPLACE INTO own_words VALUES ({NUMBER_OF}, ?, ?, ?, ?)"  # noqa: S608
_REVIEW_PLACES = ", ".join("?" * len(tables.DRILL_REVIEW))
_INSERT_REVIEW = f"INSERT OR IGNORE INTO drill_review ({REVIEW_FIELDS}) VALUES ({_REVIEW_PLACES})"  # noqa: S608

_COPY_ACTS = f"""
    INSERT INTO act (play, number, {RECORD_FIELDS}, at)
    SELECT {NUMBER_OF}, number, {RECORD_FIELDS}, at FROM act
    WHERE play = {NUMBER_OF} AND number < ?
"""  # noqa: S608 - our own names
_COPY_OWN_WORDS = f"""
    INSERT INTO own_words (play, {OWN_FIELDS})
    SELECT {NUMBER_OF}, {OWN_FIELDS} FROM own_words WHERE play = {NUMBER_OF}
"""  # noqa: S608 - our own names
_COPY_ANSWER = f"""
    INSERT INTO own_words (play, {OWN_FIELDS})
    SELECT {NUMBER_OF}, {OWN_FIELDS} FROM own_words WHERE play = {NUMBER_OF} AND moment = ?
"""  # noqa: S608 - our own names
_MET_BEFORE = f" AND moment IN (SELECT moment FROM act WHERE play = {NUMBER_OF} AND number < ?)"  # noqa: S608
_ACT_AT = f"SELECT {RECORD_FIELDS} FROM act WHERE play = {NUMBER_OF} AND number = ?"  # noqa: S608
_DELETE_FAILED_ACT = f"""
    DELETE FROM act WHERE play = {NUMBER_OF} AND number = ?
    AND act = ? AND moment = ? AND after = ? AND option = ? AND say = ? AND at = ?
    AND NOT EXISTS (SELECT 1 FROM act WHERE play = {NUMBER_OF} AND number > ?)
"""  # noqa: S608 - our own names

_ActRow = tuple[str, int, str, str, int, str, str, str]
"""A play's id, the act's number, the fields of its record, and its time."""


class SqliteStore(SqliteReader):
    """A ``PlayStore`` in a file, for all threads of this program.

    A second program that wants to write waits up to ``database.BUSY_SECONDS`` for its turn.
    """

    def __init__(
        self,
        file: Path,
        now: Callable[[], str] = utc_now,
        *,
        reading: bool = False,
        new_id: Callable[[], str] = new_id,
    ) -> None:
        """Open or create the store; raise StoreProblem.

        With ``reading`` the file is neither written nor created. A read-only file is only read,
        too.
        """
        super().__init__(Database(file, MIGRATIONS, reading=reading))
        self.file = file
        self._now = now
        self._new_id = new_id
        # Saves that failed but may have reached the disk: acts, and for each replaced play the
        # number of acts of the new one.
        self._unsure: list[_ActRow] = []
        self._unsure_replacing: dict[str, int] = {}

    @property
    def backup(self) -> Path | None:
        """The copy of the file before a migration; None if it was not migrated."""
        return self._database.backup

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def begin(self, play: Play, text: bytes) -> Play:
        """Save a new play and the text of its scenario; see ``PlayStore``."""
        with self._database.transaction():
            self._insert_text(play.digest, text)
            return self._insert_new(play)

    def act(self, play: str, revision: int, record: "Record", *, last: bool = False) -> None:
        """Save an act that was made on this revision; see ``PlayStore``."""
        with self._database.problems():
            row = self._act_row(play, revision, record)
            # Noted before the attempt: a commit that fails may have reached the disk all the same.
            unsure, self._unsure = self._unsure, [*self._unsure, row]
            try:
                with self._database.transaction():
                    for earlier in unsure:
                        self._delete_failed_act(earlier, play, revision)
                    self._save_act(row, last=last)
            except AnotherWindow:
                # The transaction was rolled back, so there is no doubt about this act.
                self._unsure = unsure
                raise
            self._unsure = []

    def keep_own_words(
        self, play: str, moment: str, after: int, text: str, revision: int | None = None
    ) -> None:
        """Save the leader's own words for a moment; see ``PlayStore``."""
        with self._database.transaction():
            if revision is not None:
                self._expect(play, revision)
            self._insert_own_words(play, moment, after, text)
            self._unmark_replaced(play)

    def finish(self, play: str) -> None:
        """Save the end of a play, unless it is saved already."""
        with self._database.transaction():
            self._finish(play)

    def replace(self, old: Play, revision: int, new: Play, text: bytes, first: First) -> Play:
        """Save a play that continues ``old`` in an edited scenario; see ``PlayStore``."""
        try:
            with self._database.transaction():
                self._undo_failed_replacement(old.id)
                self._expect(old.id, revision)
                if self._replaced_by(old.id) is not None:
                    raise AnotherWindow
                saved = self._insert_replacing(old, new, text, first)
        except AnotherWindow:
            raise
        except StoreProblem:
            self._unsure_replacing[old.id] = len(first.records)
            raise
        self._unsure_replacing.pop(old.id, None)
        return saved

    def branch(self, play: Play, moment: str, acts: int, asked: Collection[str] = ()) -> Play:
        """Save a branch with the first ``acts`` acts of ``play``; see ``PlayStore``."""
        new = replace(play, started="", branch_of=play.branch_of or play.id, branched_at=moment)
        new = replace(new, programme="", part=0, follows=None)
        new = replace(new, place=replace(play.place, programme=""))
        with self._database.transaction():
            saved = self._insert_new(new)
            self._db.execute(_COPY_ACTS, (saved.id, play.id, acts))
            met_before = (saved.id, play.id, play.id, acts)
            self._db.execute(_COPY_OWN_WORDS + _MET_BEFORE, met_before)
            for key in asked:
                self._db.execute(_COPY_ANSWER, (saved.id, play.id, key))
            return saved

    def delete(self, play: str) -> int:
        """Delete a play and what goes with it; see ``PlayStore``."""
        with self._database.transaction():
            # Plays refer to each other; references are checked when the transaction ends.
            self._db.execute("PRAGMA defer_foreign_keys=ON")
            found = deletion(self._plays("1"), play)
            for stays, follows in found.follows.items():
                self._db.execute("UPDATE play SET follows = ? WHERE id = ?", (follows, stays))
            for gone in found.plays:
                # Its acts, own words and place go with it (ON DELETE CASCADE).
                self._db.execute("DELETE FROM play WHERE id = ?", (gone,))
        return len(found.plays)

    def add_drill_review(self, review: DrillReview) -> DrillReview:
        """Save a review of a drill; see ``PlayStore``."""
        new = replace(review, id=review.id or self._new_id(), at=review.at or self._now())
        with self._database.transaction():
            self._insert_reviews([new])
        return new

    def merge(self, document: Document, *, dry_run: bool = False) -> Summary:
        """Add the plays and reviews of an export, all or none; see ``PlayStore``."""
        from simulator.store.merge import check_texts, merge

        # A dry run only reads, and must not wait for a writer or keep one out.
        with self._database.transaction("DEFERRED" if dry_run else "IMMEDIATE"):
            found = [self.play(whole.play.id) for whole in document.plays]
            here = {play.id: self._whole(play) for play in found if play is not None}
            merged = merge(here, document, {review.id for review in self.drill_reviews()})
            check_texts(merged.added, document, self._has_text)
            if not dry_run:
                self._merge(merged, document)
        return merged.summary

    def _merge(self, merged: "Merge", document: Document) -> None:
        # Plays refer to later ones; references are checked when the transaction ends.
        self._db.execute("PRAGMA defer_foreign_keys=ON")
        if document.learner and not self._plays("1"):
            self._db.execute("UPDATE learner SET id = ?", (document.learner,))
        for digest in sorted({whole.play.digest for whole in merged.added}):
            if digest in document.texts and not self._has_text(digest):
                self._insert_text(digest, document.texts[digest])
        for whole in merged.added:
            self._insert(whole.play)
            self._add_to(whole, whole.acts)
        for whole in merged.extended:
            self._extend(whole)
        self._insert_reviews(merged.reviews)

    def _insert_reviews(self, reviews: Iterable[DrillReview]) -> None:
        for review in reviews:
            values = [getattr(review, name) for name in tables.DRILL_REVIEW]
            self._db.execute(_INSERT_REVIEW, values)

    def _extend(self, whole: WholePlay) -> None:
        self._add_to(whole, whole.acts[self._count(whole.play.id) :])
        replaced_by = whole.play.replaced_by
        if replaced_by is not None and self._replaced_by(whole.play.id) is None:
            self._move_branches(whole.play.id, replaced_by)
        self._db.execute(
            "UPDATE play SET ended = ?, replaced_by = ? WHERE id = ?",
            (whole.play.ended, replaced_by, whole.play.id),
        )

    def _add_to(self, whole: WholePlay, new: tuple[SavedAct, ...]) -> None:
        """Insert new acts of a play, which come after those it has, and all its own words."""
        before = len(whole.acts) - len(new)
        for number, act in enumerate(new, before):
            row = self._act_row(whole.play.id, number, act.record, act.at)
            self._db.execute(_INSERT_ACT, row)
        for words in whole.own_words:
            row_of_words = (whole.play.id, words.moment, words.after, words.text, words.at)
            self._db.execute(_INSERT_WORDS, row_of_words)

    def _insert_replacing(self, old: Play, new: Play, text: bytes, first: First) -> Play:
        self._insert_text(new.digest, text)
        new = replace(new, branch_of=old.branch_of, branched_at=old.branched_at)
        new = replace(new, programme=old.programme, part=old.part, follows=old.follows)
        new = replace(new, place=replace(new.place, programme=old.place.programme))
        saved = self._insert_new(new)
        for number, record in enumerate(first.records):
            self._db.execute(_INSERT_ACT, self._act_row(saved.id, number, record))
        self._db.execute(_COPY_OWN_WORDS, (saved.id, old.id))
        if first.own_words is not None:
            self._insert_own_words(saved.id, *first.own_words)
        if first.last:
            self._finish(saved.id)
        self._move_branches(old.id, saved.id)
        self._db.execute("UPDATE play SET replaced_by = ? WHERE id = ?", (saved.id, old.id))
        return cast("Play", self.play(saved.id))

    def _undo_failed_replacement(self, old: str) -> None:
        """Undo a replacement that raised but reached the disk, unless it was continued since."""
        acts, saved = self._unsure_replacing.pop(old, None), self._replaced_by(old)
        if acts is None or saved is None or self._count(saved) != acts:
            return
        self._move_branches(saved, old)
        self._db.execute("UPDATE play SET replaced_by = NULL WHERE id = ?", (old,))
        self._db.execute("DELETE FROM play WHERE id = ?", (saved,))

    def _move_branches(self, old: str, new: str) -> None:
        self._db.execute("UPDATE play SET branch_of = ? WHERE branch_of = ?", (new, old))

    def _insert_text(self, digest: str, text: bytes) -> None:
        """Save a scenario's text, in place of another of this digest: that one may be imported."""
        packed = zlib.compress(text)
        self._db.execute("INSERT OR IGNORE INTO scenario_text VALUES (?, ?)", (digest, packed))
        self._db.execute(
            "UPDATE scenario_text SET text = ? WHERE digest = ? AND text <> ?",
            (packed, digest, packed),
        )

    def _has_text(self, digest: str) -> bool:
        query = "SELECT 1 FROM scenario_text WHERE digest = ?"
        return self._db.execute(query, (digest,)).fetchone() is not None

    def _insert_new(self, play: Play) -> Play:
        new = replace(play, id=self._new_id(), ended=None, replaced_by=None)
        return self._insert(new if play.started else replace(new, started=self._now()))

    def _insert(self, play: Play) -> Play:
        values = [getattr(play, name) for name in _NEW_FIELDS]
        number = self._db.execute(_INSERT_PLAY, values).lastrowid
        if play.place.scenario or play.place.programme:
            place = (number, play.place.scenario, play.place.programme)
            self._db.execute("INSERT INTO place VALUES (?, ?, ?)", place)
        return cast("Play", self.play(play.id))

    def _act_row(self, play: str, number: int, record: "Record", at: str = "") -> _ActRow:
        from simulator.engine.records import to_row

        return (play, number, *to_row(record), at or self._now())

    def _save_act(self, row: _ActRow, *, last: bool) -> None:
        # Without the time: the same act has another one if it is sent again.
        play, revision, *record = row[:-1]
        saved = self._count(play)
        if saved == revision:
            self._db.execute(_INSERT_ACT, row)
            self._unmark_replaced(play)
            if last:
                self._finish(play)
            return
        if self._db.execute(_ACT_AT, (play, revision)).fetchone() != tuple(record):
            raise AnotherWindow

    def _insert_own_words(self, play: str, moment: str, after: int, text: str) -> None:
        self._db.execute(_INSERT_WORDS, (play, moment, after, text, self._now()))

    def _unmark_replaced(self, play: str) -> None:
        """Mark a play as not replaced, so that it is listed with what is now done in it."""
        self._db.execute(
            "UPDATE play SET replaced_by = NULL WHERE id = ? AND replaced_by IS NOT NULL", (play,)
        )

    def _expect(self, play: str, revision: int) -> None:
        """Raise AnotherWindow if a play is not at this revision."""
        if self._count(play) != revision:
            raise AnotherWindow

    def _count(self, play: str) -> int:
        """Return the number of acts of a play."""
        return cast("int", self._db.execute(COUNT_OF_ACTS, (play,)).fetchone()[0])

    def _replaced_by(self, play: str) -> str | None:
        found = self._db.execute("SELECT replaced_by FROM play WHERE id = ?", (play,)).fetchone()
        return cast("str | None", found[0]) if found else None

    def _finish(self, play: str) -> None:
        self._db.execute(
            "UPDATE play SET ended = ? WHERE id = ? AND ended IS NULL", (self._now(), play)
        )

    def _delete_failed_act(self, row: _ActRow, play: str, revision: int) -> None:
        """Delete the act of a call that raised, if it reached the disk and no act came after it.

        A commit can fail in its last step: the journal is deleted, but the folder cannot be synced.
        """
        if row[:2] != (play, revision):
            return
        if self._db.execute(_DELETE_FAILED_ACT, (*row, play, revision)).rowcount:
            self._db.execute("UPDATE play SET ended = NULL WHERE id = ?", (play,))
