"""The learner's store: every act of every play in one SQLite file, durable before it is shown.

When ``keep`` returns, the act is on the disk (see ``database.py``). Acts are only ever added: a
play that continues in an edited scenario becomes a new play, and the old one stays unchanged; so
does the original of a branch. The one exception is an act or a replacement whose save failed but
may have reached the disk: the next attempt removes it. Reading never writes, and every row is
validated when it is read (see ``tables.py``), because the file can be damaged.
"""

import base64
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from simulator.scenario.text import forbidden_character
from simulator.store import tables
from simulator.store.database import Database, StoreProblem

if TYPE_CHECKING:
    from simulator.engine.records import Record
    from simulator.engine.step import FeedbackTime, Mode

__all__ = [
    "VERSION",
    "AnotherWindow",
    "First",
    "Play",
    "Store",
    "StoreProblem",
    "export_text",
    "utc_now",
]

VERSION = len(tables.MIGRATIONS)
"""The newest version of the tables that this program knows (``PRAGMA user_version``)."""

MOST_TEXT = 10_000_000
"""Most bytes of a scenario's text that are unpacked, so that a damaged row cannot fill the memory.

The reader of scenarios rejects files of a tenth of that.
"""


class AnotherWindow(StoreProblem):
    """Another window has continued this play meanwhile."""


@dataclass(frozen=True, slots=True)
class First:
    """What is saved together with the start of a play that continues another.

    ``records`` are its acts; with ``last``, the final one ends the play. ``own_words`` are a
    moment, the turn they were written after, and the text.
    """

    records: "Sequence[Record]" = ()
    own_words: tuple[str, int, str] | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Play:
    """One saved play; ``started`` and ``ended`` are UTC times in ISO format.

    ``ended`` is None while the play is unfinished. ``replaced_by`` is the play that continues
    this one in an edited version of the scenario.

    A branch is another attempt from a moment (``branched_at``) on; ``branch_of`` is the first play
    of its family, even if it branched off another branch.

    ``programme`` is the id of the programme in which the play was begun, or its path if it does
    not come with the program (empty: none). ``part`` is the number of the session, from 0, and
    ``follows`` the play of the session before.
    """

    id: int
    scenario: str
    title: str
    path: str
    digest: str
    mode: "Mode"
    feedback: "FeedbackTime"
    seed: int
    started: str
    ended: str | None = None
    branch_of: int | None = None
    branched_at: str = ""
    programme: str = ""
    part: int = 0
    follows: int | None = None
    replaced_by: int | None = None


_NEW_FIELDS = (
    "scenario, title, path, digest, mode, feedback, seed, started, "
    "branch_of, branched_at, programme, part, follows"
)

_PLAY_FIELDS = ", ".join(tables.PLAY)
_RECORD_FIELDS = ", ".join(tables.RECORD)
_ACT_FIELDS = f"number, {_RECORD_FIELDS}, at"
_OWN_FIELDS = "moment, after, text, at"

_COPY_ACTS = f"""
    INSERT INTO act (play, {_ACT_FIELDS})
    SELECT ?, {_ACT_FIELDS} FROM act WHERE play = ? AND number < ?
"""  # noqa: S608 - our own names
_COPY_OWN_WORDS = f"""
    INSERT INTO own_words (play, {_OWN_FIELDS})
    SELECT ?, {_OWN_FIELDS} FROM own_words WHERE play = ?
"""  # noqa: S608 - our own names
_OF_PLAY = "WHERE play = ? ORDER BY"
_ACTS_OF_PLAY = f"SELECT {_ACT_FIELDS} FROM act {_OF_PLAY} number"  # noqa: S608 - our own names
_OWN_WORDS_OF_PLAY = f"SELECT {_OWN_FIELDS} FROM own_words {_OF_PLAY} at, moment"  # noqa: S608 - our own names
_MET_BEFORE = " AND moment IN (SELECT moment FROM act WHERE play = ? AND number < ?)"
_DELETE_FAILED_ACT = """
    DELETE FROM act WHERE play = ? AND number = ?
    AND act = ? AND moment = ? AND after = ? AND option = ? AND say = ? AND at = ?
    AND NOT EXISTS (SELECT 1 FROM act WHERE play = ? AND number > ?)
"""

_ANOTHER_WINDOW = (
    "This session has been continued in another window. Nothing that was saved is lost."
)


def utc_now() -> str:
    """Return the current time in UTC, to the second, in ISO format."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """The open store, for all threads of this program.

    A second program that wants to write waits up to ``database.BUSY_SECONDS`` for its turn.
    """

    def __init__(
        self, file: Path | None, now: Callable[[], str] = utc_now, *, reading: bool = False
    ) -> None:
        """Open or create the store; raise StoreProblem.

        ``file`` None opens a store in memory, and nothing is written to a disk. With ``reading``
        the file is neither written nor created. A read-only file is only read, too.
        """
        self.file = file or Path(":memory:")
        self._now = now
        self._database = Database(file, tables.MIGRATIONS, reading=reading)
        # Saves that failed but may have reached the disk: rows of the table ``act``, and for each
        # replaced play the number of acts of the new one.
        self._unsure: list[tuple[object, ...]] = []
        self._unsure_replacing: dict[int, int] = {}

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def begin(self, play: Play, text: bytes) -> Play:
        """Save a new play and the text of its scenario; return it with its ``id``.

        If ``started`` is empty, it is set to the current time.
        """
        with self._database.transaction():
            self._insert_text(play.digest, text)
            return self._insert(play)

    def keep(self, play: int, number: int, record: "Record", *, last: bool = False) -> None:
        """Save one act, which is on the disk when this returns; ``number`` is its index, from 0.

        With the ``last`` act the end of the play is saved in the same transaction. If another play
        had replaced this one, it is no longer marked as replaced. If this raises, it can be called
        again, also with another act.
        """
        with self._database.problems():
            values = self._act(play, number, record)
            unsure, self._unsure = self._unsure, [*self._unsure, values]
            try:
                with self._database.transaction():
                    for earlier in unsure:
                        self._delete_failed_act(earlier, play, number)
                    self._insert_act(values)
                    self._unmark_replaced(play)
                    if last:
                        self._finish(play)
            except AnotherWindow:
                self._unsure = unsure
                raise
            self._unsure = []

    def keep_own_words(
        self, play: int, moment: str, after: int, text: str, acts: int | None = None
    ) -> None:
        """Save the leader's own words for a moment; they are on the disk when this returns.

        They replace earlier words for the moment. Raise AnotherWindow if the play does not have
        exactly ``acts`` acts: another window has continued it.
        """
        with self._database.transaction():
            if acts is not None:
                self._expect(play, acts)
            self._insert_own_words(play, moment, after, text)
            self._unmark_replaced(play)

    def finish(self, play: int) -> None:
        """Save the end of a play, unless it is saved already."""
        with self._database.transaction():
            self._finish(play)

    def replace(self, old: Play, acts: int, new: Play, text: bytes, first: First) -> Play:
        """Save a play that continues ``old`` in an edited scenario, and mark ``old`` as replaced.

        This is one transaction. The new play gets the old one's own words, its place as a branch
        and as the first play of its branches, and its part of a programme. It starts with the acts
        and own words in ``first``. Raise AnotherWindow if ``old`` does not have exactly ``acts``
        acts or is replaced already: another window has continued it. If this raises, it can be
        called again.
        """
        try:
            with self._database.transaction():
                self._undo_failed_replacement(old.id)
                self._expect(old.id, acts)
                if self._replaced_by(old.id) is not None:
                    raise AnotherWindow(_ANOTHER_WINDOW)
                saved = self._insert_replacing(old, new, text, first)
        except AnotherWindow:
            raise
        except StoreProblem:
            self._unsure_replacing[old.id] = len(first.records)
            raise
        self._unsure_replacing.pop(old.id, None)
        return saved

    def _insert_replacing(self, old: Play, new: Play, text: bytes, first: First) -> Play:
        self._insert_text(new.digest, text)
        new = replace(new, branch_of=old.branch_of, branched_at=old.branched_at)
        saved = self._insert(
            replace(new, programme=old.programme, part=old.part, follows=old.follows)
        )
        for number, record in enumerate(first.records):
            self._insert_act(self._act(saved.id, number, record))
        self._db.execute(_COPY_OWN_WORDS, (saved.id, old.id))
        if first.own_words is not None:
            self._insert_own_words(saved.id, *first.own_words)
        if first.last:
            self._finish(saved.id)
        self._db.execute("UPDATE play SET branch_of = ? WHERE branch_of = ?", (saved.id, old.id))
        self._db.execute("UPDATE play SET replaced_by = ? WHERE id = ?", (saved.id, old.id))
        return cast("Play", self.play(saved.id))

    def _undo_failed_replacement(self, old: int) -> None:
        """Undo a replacement that raised but reached the disk, unless it was continued since."""
        acts, saved = self._unsure_replacing.pop(old, None), self._replaced_by(old)
        if acts is None or saved is None or self._acts(saved) != acts:
            return
        self._db.execute("UPDATE play SET branch_of = ? WHERE branch_of = ?", (old, saved))
        self._db.execute("UPDATE play SET replaced_by = NULL WHERE id = ?", (old,))
        self._db.execute("DELETE FROM play WHERE id = ?", (saved,))

    def branch(self, play: Play, moment: str, acts: int) -> Play:
        """Save a branch with the first ``acts`` acts of ``play`` and its own words up to there.

        This is one transaction. ``play`` stays unchanged, and its programme continues from it, not
        from the branch. The acts and words keep the times at which they were first saved.
        """
        new = replace(play, started="", branch_of=play.branch_of or play.id, branched_at=moment)
        new = replace(new, programme="", part=0, follows=None)
        with self._database.transaction():
            saved = self._insert(new)
            before = (play.id, acts)
            self._db.execute(_COPY_ACTS, (saved.id, *before))
            self._db.execute(_COPY_OWN_WORDS + _MET_BEFORE, (saved.id, play.id, *before))
            return saved

    def plays(self) -> list[Play]:
        """Return every play that was not replaced, the latest first."""
        return self._plays("replaced_by IS NULL")

    def unfinished(self) -> list[Play]:
        """Return the unfinished plays, the latest first."""
        return self._plays("replaced_by IS NULL AND ended IS NULL")

    def finished(self) -> list[Play]:
        """Return the finished plays, the latest first."""
        return self._plays("replaced_by IS NULL AND ended IS NOT NULL")

    def branches(self, play: int) -> list[Play]:
        """Return all branches of this first play, including branches of branches, latest first."""
        return self._plays("replaced_by IS NULL AND branch_of = ?", play)

    def replaced(self) -> list[Play]:
        """Return every play that another continues in an edited scenario, the latest first."""
        return self._plays("replaced_by IS NOT NULL")

    def predecessors(self, play: int) -> list[Play]:
        """Return the plays that this one continues in an edited scenario, the latest first."""
        return self._plays("replaced_by = ?", play)

    def play(self, number: int) -> Play | None:
        """Return the play with this id, or None."""
        return next(iter(self._plays("id = ?", number)), None)

    def records(self, play: int) -> "list[Record]":
        """Return the acts of a play in order."""
        from simulator.engine.records import from_row

        query = f"SELECT {_RECORD_FIELDS} FROM act {_OF_PLAY} number"  # noqa: S608 - our own
        return [from_row(row) for row in self._sound(tables.RECORD, query, play)]

    def own_words(self, play: int) -> dict[str, str]:
        """Return the leader's own words of a play, by moment."""
        return dict(
            self._sound(tables.OWN_WORDS, "SELECT moment, text FROM own_words WHERE play = ?", play)
        )

    def text(self, digest: str) -> bytes | None:
        """Return the text of the scenario with this digest, or None if it is not in the store."""
        query = "SELECT text FROM scenario_text WHERE digest = ?"
        for (packed,) in self._sound(tables.SCENARIO_TEXT, query, digest):
            with self._database.problems():
                text = _unpacked(packed)
            if text is None:
                raise self._database.damaged("a scenario's text")
            return text
        return None

    def export(self) -> dict[str, Any]:
        """Return all saved data of the learner and the scenarios' texts, as one snapshot.

        Rows are not validated, so that a damaged store can be exported as far as possible.
        """
        query = f"SELECT {_PLAY_FIELDS} FROM play ORDER BY id"  # noqa: S608 - our own names
        # DEFERRED: reading takes no write lock, and the transaction makes it one snapshot.
        with self._database.transaction("DEFERRED"):
            plays = self._rows(query)
            for play in plays:
                play["acts"] = self._rows(_ACTS_OF_PLAY, play["id"])
                play["own_words"] = self._rows(_OWN_WORDS_OF_PLAY, play["id"])
            return {"version": VERSION, "plays": plays, "scenario_texts": self._texts()}

    @property
    def _db(self) -> sqlite3.Connection:
        return self._database.connection

    def _texts(self) -> dict[str, Any]:
        rows = self._db.execute("SELECT digest, text FROM scenario_text ORDER BY digest")
        return {str(_plain(digest)): _plain_text(packed) for digest, packed in rows}

    def _rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        found = self._db.execute(query, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in found]

    def _plays(self, where: str, *values: object) -> list[Play]:
        """Return the plays that satisfy an SQL condition, the latest first."""
        query = (
            f"SELECT {_PLAY_FIELDS} FROM play "  # noqa: S608 - our own conditions
            f"WHERE {where} ORDER BY id DESC"
        )
        return [Play(*row) for row in self._sound(tables.PLAY, query, *values)]

    def _sound(
        self, columns: Mapping[str, tables.Check], query: str, *values: object
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query; raise StoreProblem if one is invalid (``tables.py``)."""
        with self._database.problems():
            rows: list[tuple[Any, ...]] = self._db.execute(query, values).fetchall()
        for row in rows:
            wrong = tables.wrong_column(columns, row)
            if wrong is not None:
                raise self._database.damaged(wrong)
        return rows

    def _insert_text(self, digest: str, text: bytes) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO scenario_text VALUES (?, ?)", (digest, zlib.compress(text))
        )

    def _insert(self, play: Play) -> Play:
        started = play.started or self._now()
        # In the order of _NEW_FIELDS.
        values = (
            play.scenario,
            play.title,
            play.path,
            play.digest,
            play.mode,
            play.feedback,
            play.seed,
            started,
            play.branch_of,
            play.branched_at,
            play.programme,
            play.part,
            play.follows,
        )
        places = ", ".join("?" * len(values))
        insert = f"INSERT INTO play ({_NEW_FIELDS}) VALUES ({places})"  # noqa: S608 - our own
        cursor = self._db.execute(insert, values)
        return cast("Play", self.play(cast("int", cursor.lastrowid)))

    def _act(self, play: int, number: int, record: "Record") -> tuple[object, ...]:
        from simulator.engine.records import to_row

        return (play, number, *to_row(record), self._now())

    def _insert_act(self, values: tuple[object, ...]) -> None:
        try:
            self._db.execute("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        except sqlite3.IntegrityError as error:
            # The play already has an act of this number, which this window does not know.
            if error.sqlite_errorname == "SQLITE_CONSTRAINT_PRIMARYKEY":
                raise AnotherWindow(_ANOTHER_WINDOW) from error
            raise

    def _insert_own_words(self, play: int, moment: str, after: int, text: str) -> None:
        values = (play, moment, after, text, self._now())
        self._db.execute("INSERT OR REPLACE INTO own_words VALUES (?, ?, ?, ?, ?)", values)

    def _unmark_replaced(self, play: int) -> None:
        """Mark a play as not replaced, so that it is listed with what is now done in it."""
        self._db.execute(
            "UPDATE play SET replaced_by = NULL WHERE id = ? AND replaced_by IS NOT NULL", (play,)
        )

    def _expect(self, play: int, acts: int) -> None:
        """Raise AnotherWindow if a play does not have this number of acts."""
        if self._acts(play) != acts:
            raise AnotherWindow(_ANOTHER_WINDOW)

    def _acts(self, play: int) -> int:
        """Return the number of acts of a play."""
        return cast(
            "int",
            self._db.execute("SELECT COUNT(*) FROM act WHERE play = ?", (play,)).fetchone()[0],
        )

    def _replaced_by(self, play: int) -> int | None:
        found = self._db.execute("SELECT replaced_by FROM play WHERE id = ?", (play,)).fetchone()
        return cast("int | None", found[0]) if found else None

    def _finish(self, play: int) -> None:
        self._db.execute(
            "UPDATE play SET ended = ? WHERE id = ? AND ended IS NULL", (self._now(), play)
        )

    def _delete_failed_act(self, values: tuple[object, ...], play: int, number: int) -> None:
        """Delete the act of a call that raised, if it reached the disk and no act came after it.

        A commit can fail in its last step: the journal is deleted, but the folder cannot be synced.
        """
        if values[:2] != (play, number):
            return
        if self._db.execute(_DELETE_FAILED_ACT, (*values, play, number)).rowcount:
            self._db.execute("UPDATE play SET ended = NULL WHERE id = ?", (play,))


def export_text(store: Store) -> str:
    """Return all saved data as JSON text, with all terminal control characters escaped."""
    text = json.dumps(store.export(), ensure_ascii=False, indent=2)
    return _NOT_ASCII.sub(_escaped, text)


_NOT_ASCII = re.compile(r"[^\n -~]")


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if forbidden_character(character) else character


def _plain(value: object) -> object:
    """Return a value that JSON can hold; a damaged row can have bytes in place of a text."""
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value


def _plain_text(packed: object) -> object:
    """Return a scenario's text: a string, base64 if it is not UTF-8, or None if it is damaged."""
    try:
        text = _unpacked(packed) if isinstance(packed, bytes) else None
    except zlib.error:
        text = None
    if text is None:
        return None
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return _plain(text)


def _unpacked(packed: bytes) -> bytes | None:
    """Return the unpacked text, or None if it is cut off or too large; raise zlib.error."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed, MOST_TEXT)
    return text if unpacking.eof else None
