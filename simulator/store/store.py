"""The learner's store: every act of every play in one SQLite file, durable before it is shown.

When ``keep`` returns, the act is on the disk (``database.py`` says how). Acts are only ever added; a play that went on with an
edited scenario becomes a new play, and the old one stays; so does the play that another way branched off. Reading never
writes, and every row is checked as it is read (``tables.py``), since a file can be damaged.
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
    from simulator.engine.session import Record
    from simulator.engine.step import Mode

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
"""The newest version of the file's tables that this program knows (``PRAGMA user_version``)."""

MOST_TEXT = 10_000_000
"""Bytes of a scenario's text; the reader refuses a tenth of that. A damaged row cannot take more memory."""


class AnotherWindow(StoreProblem):
    """Another window has gone on with this play meanwhile."""


@dataclass(frozen=True, slots=True)
class First:
    """What is saved first of a play that continues another: its acts, of which the ``last`` may end it, and own words.

    ``own_words`` are a moment, the turn they were written after, and the text.
    """

    records: "Sequence[Record]" = ()
    own_words: tuple[str, int, str] | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Play:
    """One kept play; ``started`` and ``ended`` are UTC times in ISO form, ``ended`` None while it can go on.

    A branch is another way from a moment (``branched_at``) on; ``branch_of`` is the first play of its family, also where it
    branched off another branch.

    ``programme`` is the id of the programme that it was begun in, or its path if it does not come with the
    program (empty: in none), ``part`` which of its sessions this is, from 0, and ``follows`` the play of the
    session before. ``replaced_by`` is the play that continues this one in an edited version of the scenario.
    """

    id: int
    scenario: str
    title: str
    path: str
    digest: str
    mode: "Mode"
    feedback: str
    seed: int
    started: str
    ended: str | None = None
    branch_of: int | None = None
    branched_at: str = ""
    programme: str = ""
    part: int = 0
    follows: int | None = None
    replaced_by: int | None = None


_NEW_FIELDS = "scenario, title, path, digest, mode, feedback, seed, started, branch_of, branched_at, programme, part, follows"

_PLAY_FIELDS = ", ".join(tables.PLAY)
_RECORD_FIELDS = ", ".join(tables.RECORD)
_ACT_FIELDS = f"number, {_RECORD_FIELDS}, at"
_OWN_FIELDS = "moment, after, text, at"

_COPY_ACTS = f"""
    INSERT INTO act (play, {_ACT_FIELDS}) SELECT ?, {_ACT_FIELDS} FROM act WHERE play = ? AND number < ?
"""  # noqa: S608 - our own names
_COPY_OWN_WORDS = f"""
    INSERT INTO own_words (play, {_OWN_FIELDS}) SELECT ?, {_OWN_FIELDS} FROM own_words WHERE play = ?
"""  # noqa: S608 - our own names
_OF_PLAY = "WHERE play = ? ORDER BY"
_ACTS_OF_PLAY = f"SELECT {_ACT_FIELDS} FROM act {_OF_PLAY} number"  # noqa: S608 - our own names
_OWN_WORDS_OF_PLAY = f"SELECT {_OWN_FIELDS} FROM own_words {_OF_PLAY} at, moment"  # noqa: S608 - our own names
_MET_BEFORE = " AND moment IN (SELECT moment FROM act WHERE play = ? AND number < ?)"
_TAKE_BACK = """
    DELETE FROM act WHERE play = ? AND number = ? AND act = ? AND moment = ? AND after = ? AND option = ? AND say = ? AND at = ?
    AND NOT EXISTS (SELECT 1 FROM act WHERE play = ? AND number > ?)
"""

_ANOTHER_WINDOW = "This play is going on in another window as well. Nothing that was saved is lost."


def utc_now() -> str:
    """The time now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """The open store, for all threads of this program; a second program that writes waits about a second for its turn."""

    def __init__(
        self, file: Path | None, now: Callable[[], str] = utc_now, *, reading: bool = False
    ) -> None:
        """Open (or make) the store; raises StoreProblem.

        ``file`` None is a store in memory, of which nothing reaches a disk. With ``reading`` the file is never written nor
        made; this also is what a file that is read-only comes to.
        """
        self.file = file or Path(":memory:")
        self._now = now
        self._database = Database(file, tables.MIGRATIONS, reading=reading)
        self._unsure: list[tuple[object, ...]] = []
        self._unsure_replacing: dict[int, int] = {}

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def begin(self, play: Play, text: bytes) -> Play:
        """Keep the beginning of a play (its ``id`` and ``started`` are given here) and the text of its scenario."""
        with self._database.transaction():
            self._insert_text(play.digest, text)
            return self._insert(play)

    def keep(self, play: int, number: int, record: "Record", *, last: bool = False) -> None:
        """Keep one act; when this returns it is on the disk. ``number`` counts a play's acts from 0.

        With the ``last`` act the play has come to its end: both are kept or neither. A play that another one had replaced
        stands for itself again. If this raises, it can be called again, also with another act.
        """
        with self._database.problems():
            values = self._act(play, number, record)
            unsure, self._unsure = self._unsure, [*self._unsure, values]
            try:
                with self._database.transaction():
                    for earlier in unsure:
                        self._take_back(earlier, play, number)
                    self._insert_act(values)
                    self._stand_again(play)
                    if last:
                        self._finish(play)
            except AnotherWindow:
                self._unsure = unsure
                raise
            self._unsure = []

    def keep_own_words(
        self, play: int, moment: str, after: int, text: str, acts: int | None = None
    ) -> None:
        """Keep the leader's own words for a moment, in the place of earlier ones; when this returns they are on the disk.

        If the play has other than so many ``acts`` by now, another window has gone on with it.
        """
        with self._database.transaction():
            if acts is not None:
                self._expect(play, acts)
            self._insert_own_words(play, moment, after, text)
            self._stand_again(play)

    def finish(self, play: int) -> None:
        """Note that a play has come to its end."""
        with self._database.transaction():
            self._finish(play)

    def replace(self, old: Play, acts: int, new: Play, text: bytes, first: First) -> Play:
        """Keep a play that goes on with an edited scenario as a new one, and mark the old one, all or nothing.

        The new one takes the old one's place: it has its own words, is the branch it was, the first play of its branches, and
        the same part of a programme. It begins with what is done in it ``first``. The old one has so many ``acts``; if there
        are others by now, or it was replaced already, another window has gone on with it. If this raises, it can be called
        again.
        """
        try:
            with self._database.transaction():
                self._take_back_replacing(old.id)
                self._expect(old.id, acts)
                if self._replaced_by(old.id) is not None:
                    raise AnotherWindow(_ANOTHER_WINDOW)
                kept = self._insert_replacing(old, new, text, first)
        except AnotherWindow:
            raise
        except StoreProblem:
            self._unsure_replacing[old.id] = len(first.records)
            raise
        self._unsure_replacing.pop(old.id, None)
        return kept

    def _insert_replacing(self, old: Play, new: Play, text: bytes, first: First) -> Play:
        self._insert_text(new.digest, text)
        new = replace(new, branch_of=old.branch_of, branched_at=old.branched_at)
        kept = self._insert(
            replace(new, programme=old.programme, part=old.part, follows=old.follows)
        )
        for number, record in enumerate(first.records):
            self._insert_act(self._act(kept.id, number, record))
        self._db.execute(_COPY_OWN_WORDS, (kept.id, old.id))
        if first.own_words is not None:
            self._insert_own_words(kept.id, *first.own_words)
        if first.last:
            self._finish(kept.id)
        self._db.execute("UPDATE play SET branch_of = ? WHERE branch_of = ?", (kept.id, old.id))
        self._db.execute("UPDATE play SET replaced_by = ? WHERE id = ?", (kept.id, old.id))
        return cast("Play", self.play(kept.id))

    def _take_back_replacing(self, old: int) -> None:
        """Take back a replacement that failed, if it reached the disk all the same and nobody has gone on with it."""
        acts, kept = self._unsure_replacing.pop(old, None), self._replaced_by(old)
        if acts is None or kept is None or self._acts(kept) != acts:
            return
        self._db.execute("UPDATE play SET branch_of = ? WHERE branch_of = ?", (old, kept))
        self._db.execute("UPDATE play SET replaced_by = NULL WHERE id = ?", (old,))
        self._db.execute("DELETE FROM play WHERE id = ?", (kept,))

    def branch(self, play: Play, moment: str, acts: int) -> Play:
        """Keep the beginning of another way, all or nothing: the first ``acts`` acts of ``play`` and its own words until then.

        ``play`` stays as it is, and its programme goes on from it, not from the branch. The acts and words have the times at
        which they were first kept.
        """
        new = replace(play, started="", branch_of=play.branch_of or play.id, branched_at=moment)
        new = replace(new, programme="", part=0, follows=None)
        with self._database.transaction():
            kept = self._insert(new)
            before = (play.id, acts)
            self._db.execute(_COPY_ACTS, (kept.id, *before))
            self._db.execute(_COPY_OWN_WORDS + _MET_BEFORE, (kept.id, play.id, *before))
            return kept

    def plays(self) -> list[Play]:
        """Every play that was not replaced, the latest first."""
        return self._plays("replaced_by IS NULL")

    def unfinished(self) -> list[Play]:
        """The plays that can go on, the latest first."""
        return self._plays("replaced_by IS NULL AND ended IS NULL")

    def finished(self) -> list[Play]:
        """The plays that came to their end, the latest first."""
        return self._plays("replaced_by IS NULL AND ended IS NOT NULL")

    def branches(self, play: int) -> list[Play]:
        """Every other way that was tried from this first play, also by way of another branch, the latest first."""
        return self._plays("replaced_by IS NULL AND branch_of = ?", play)

    def replaced(self) -> list[Play]:
        """Every play that another one continues in an edited version of its scenario, the latest first."""
        return self._plays("replaced_by IS NOT NULL")

    def predecessors(self, play: int) -> list[Play]:
        """The plays that this one continues in an edited version of their scenario, the latest first."""
        return self._plays("replaced_by = ?", play)

    def play(self, number: int) -> Play | None:
        """The play of this number."""
        return next(iter(self._plays("id = ?", number)), None)

    def records(self, play: int) -> "list[Record]":
        """Return the acts of a play in order."""
        from simulator.engine.session import Record

        query = f"SELECT {_RECORD_FIELDS} FROM act WHERE play = ? ORDER BY number"  # noqa: S608 - our own names
        return [Record(*row) for row in self._sound(tables.RECORD, query, play)]

    def own_words(self, play: int) -> dict[str, str]:
        """Map the moments of a play to what the leader would have said there in their own words."""
        return dict(
            self._sound(tables.OWN_WORDS, "SELECT moment, text FROM own_words WHERE play = ?", play)
        )

    def text(self, digest: str) -> bytes | None:
        """Return the text of a scenario as it was when a play of it began; None if it is not there."""
        query = "SELECT text FROM scenario_text WHERE digest = ?"
        for (packed,) in self._sound(tables.SCENARIO_TEXT, query, digest):
            with self._database.problems():
                text = _unpacked(packed)
            if text is None:
                raise self._database.damaged("a scenario's text")
            return text
        return None

    def export(self) -> dict[str, Any]:
        """Return everything that is kept of the learner, and the scenarios' texts, as plain data of one instant.

        Rows are not checked: from a damaged store one takes away what there is.
        """
        with self._database.transaction("DEFERRED"):
            plays = self._rows(f"SELECT {_PLAY_FIELDS} FROM play ORDER BY id")  # noqa: S608 - our own names
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
        query = f"SELECT {_PLAY_FIELDS} FROM play WHERE {where} ORDER BY id DESC"  # noqa: S608 - our own words
        return [Play(*row) for row in self._sound(tables.PLAY, query, *values)]

    def _sound(
        self, columns: Mapping[str, tables.Check], query: str, *values: object
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query; raises StoreProblem where one cannot have been written by this program."""
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
        values = (
            *(
                play.scenario,
                play.title,
                play.path,
                play.digest,
                play.mode,
                play.feedback,
                play.seed,
                started,
            ),
            *(play.branch_of, play.branched_at, play.programme, play.part, play.follows),
        )
        places = ", ".join("?" * len(values))
        cursor = self._db.execute(f"INSERT INTO play ({_NEW_FIELDS}) VALUES ({places})", values)  # noqa: S608 - our own names
        return cast("Play", self.play(cast("int", cursor.lastrowid)))

    def _act(self, play: int, number: int, record: "Record") -> tuple[object, ...]:
        return (
            play,
            number,
            record.act,
            record.moment,
            record.after,
            record.option,
            record.say,
            self._now(),
        )

    def _insert_act(self, values: tuple[object, ...]) -> None:
        try:
            self._db.execute("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorname == "SQLITE_CONSTRAINT_PRIMARYKEY":
                raise AnotherWindow(
                    "This play is going on in another window as well. Nothing that was saved is lost."
                ) from error
            raise

    def _insert_own_words(self, play: int, moment: str, after: int, text: str) -> None:
        values = (play, moment, after, text, self._now())
        self._db.execute("INSERT OR REPLACE INTO own_words VALUES (?, ?, ?, ?, ?)", values)

    def _stand_again(self, play: int) -> None:
        """Let a play stand for itself again that another one continues: what is done in it now must be found."""
        self._db.execute(
            "UPDATE play SET replaced_by = NULL WHERE id = ? AND replaced_by IS NOT NULL", (play,)
        )

    def _expect(self, play: int, acts: int) -> None:
        if self._acts(play) != acts:
            raise AnotherWindow(_ANOTHER_WINDOW)

    def _acts(self, play: int) -> int:
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

    def _take_back(self, values: tuple[object, ...], play: int, number: int) -> None:
        """Take back the act of a call that failed, if it reached the disk all the same.

        A commit can fail in its very last step, when the journal is gone and only the folder could not be written.
        """
        if (
            values[:2] == (play, number)
            and self._db.execute(_TAKE_BACK, (*values, play, number)).rowcount
        ):
            self._db.execute("UPDATE play SET ended = NULL WHERE id = ?", (play,))


def export_text(store: Store) -> str:
    """Return everything that is kept, as JSON text without a character that a terminal could obey."""
    text = json.dumps(store.export(), ensure_ascii=False, indent=2)
    return _NOT_ASCII.sub(_escaped, text)


_NOT_ASCII = re.compile(r"[^\n -~]")


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if forbidden_character(character) else character


def _plain(value: object) -> object:
    """A value that JSON can hold; where a text belongs, a damaged row can have bytes."""
    return (
        {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value
    )


def _plain_text(packed: object) -> object:
    """The text of a scenario: as text, as bytes if it is no UTF-8, or null if it is damaged."""
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
    """Unpack a text; None if it is cut off or too large. Raises zlib.error where it is damaged."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed, MOST_TEXT)
    return text if unpacking.eof else None
