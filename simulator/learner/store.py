"""The learner's store: every act of every play in one sqlite file, durable before it is shown.

A rollback journal with ``synchronous=FULL``: when ``keep`` returns, the act is on the disk. (In WAL mode a fault that can
damage the file was fixed only in sqlite 3.51.3.) Acts are only ever added; a play that went on with an edited scenario
becomes a new play, and the old one stays; so does the play that another way branched off.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from simulator.play.session import Record
    from simulator.play.step import Mode

VERSION = 3
"""The newest version of the file's tables that this program knows (``PRAGMA user_version``)."""

_MIGRATIONS = (
    """
    CREATE TABLE scenario_text (digest TEXT PRIMARY KEY, text BLOB NOT NULL) STRICT;
    CREATE TABLE play (
        id INTEGER PRIMARY KEY, scenario TEXT NOT NULL, title TEXT NOT NULL, path TEXT NOT NULL,
        digest TEXT NOT NULL REFERENCES scenario_text, mode TEXT NOT NULL, feedback TEXT NOT NULL, seed INTEGER NOT NULL,
        started TEXT NOT NULL, ended TEXT, replaced_by INTEGER REFERENCES play
    ) STRICT;
    CREATE TABLE act (
        play INTEGER NOT NULL REFERENCES play ON DELETE CASCADE, number INTEGER NOT NULL, act TEXT NOT NULL,
        moment TEXT NOT NULL, after INTEGER NOT NULL, option TEXT NOT NULL, say TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (play, number)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE own_words (
        play INTEGER NOT NULL REFERENCES play ON DELETE CASCADE, moment TEXT NOT NULL, after INTEGER NOT NULL,
        text TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (play, moment)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE play ADD COLUMN branch_of INTEGER REFERENCES play;
    ALTER TABLE play ADD COLUMN branched_at TEXT NOT NULL DEFAULT '';
    """,
    """
    ALTER TABLE play ADD COLUMN programme TEXT NOT NULL DEFAULT '';
    ALTER TABLE play ADD COLUMN part INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE play ADD COLUMN follows INTEGER REFERENCES play;
    """,
)


class StoreProblem(Exception):
    """The store cannot be read or written; the sentence says why and nothing that was kept is lost."""


class AnotherWindow(StoreProblem):
    """Another window has gone on with this play meanwhile."""


_ELSEWHERE = (
    "This session was continued in another window meanwhile. What was done there is saved; leave here and continue it from the "
    "library."
)


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
_PLAY_FIELDS = (
    "id, scenario, title, path, digest, mode, feedback, seed, started, ended, branch_of, branched_at, "
    "programme, part, follows, replaced_by"
)

_ACT_FIELDS = "number, act, moment, after, option, say, at"
_OWN_FIELDS = "moment, after, text, at"

_COPY_ACTS = f"INSERT INTO act (play, {_ACT_FIELDS}) SELECT ?, {_ACT_FIELDS} FROM act WHERE play = ? AND number < ?"  # noqa: S608 - our own names
_COPY_OWN_WORDS = f"INSERT INTO own_words (play, {_OWN_FIELDS}) SELECT ?, {_OWN_FIELDS} FROM own_words WHERE play = ?"  # noqa: S608 - our own names
_MET_BEFORE = " AND moment IN (SELECT moment FROM act WHERE play = ? AND number < ?)"


def utc_now() -> str:
    """The time now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """The open store. One writer; a second program waits up to five seconds for the first."""

    def __init__(self, file: Path, now: Callable[[], str] = utc_now) -> None:
        """Open (or make) the store; raises StoreProblem."""
        self.file = file
        self._now = now
        with self._problems():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            new = not file.exists()
            self._db = sqlite3.connect(file, timeout=5, isolation_level=None, check_same_thread=False)
            if new:
                file.chmod(0o600)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(self, play: Play, text: bytes) -> Play:
        """Keep the beginning of a play (its ``id`` and ``started`` are given here) and the text of its scenario."""
        with self._transaction():
            self._insert_text(play.digest, text)
            return self._insert(play)

    def keep(self, play: int, number: int, record: "Record", *, last: bool = False) -> None:
        """Keep one act; when this returns it is on the disk. ``number`` counts a play's acts from 0.

        With the ``last`` act the play has come to its end: both are kept or neither. A play that another one had replaced
        stands for itself again.
        """
        with self._transaction():
            self._insert_act(play, number, record)
            self._stand_again(play)
            if last:
                self._finish(play)

    def keep_own_words(self, play: int, moment: str, after: int, text: str, acts: int) -> None:
        """Keep the leader's own words for a moment, in the place of earlier ones; when this returns they are on the disk.

        The play has so many ``acts``; if there are others by now, another window has gone on with it.
        """
        with self._transaction():
            self._expect(play, acts)
            self._insert_own_words(play, moment, after, text)
            self._stand_again(play)

    def finish(self, play: int) -> None:
        """Note that a play has come to its end."""
        with self._transaction():
            self._finish(play)

    def replace(self, old: Play, acts: int, new: Play, text: bytes, first: "First") -> Play:
        """Keep a play that goes on with an edited scenario as a new one, and mark the old one, all or nothing.

        The new one takes the old one's place: it has its own words, is the branch it was, the first play of its branches, and
        the same part of a programme. It begins with what is done in it ``first``. The old one has so many ``acts``; if there
        are others by now, or it was replaced already, another window has gone on with it.
        """
        with self._transaction():
            self._expect(old.id, acts)
            if self._continued(old.id) is not None:
                raise AnotherWindow(_ELSEWHERE)
            self._insert_text(new.digest, text)
            new = replace(new, branch_of=old.branch_of, branched_at=old.branched_at)
            kept = self._insert(replace(new, programme=old.programme, part=old.part, follows=old.follows))
            for number, record in enumerate(first.records):
                self._insert_act(kept.id, number, record)
            self._db.execute(_COPY_OWN_WORDS, (kept.id, old.id))
            if first.own_words is not None:
                self._insert_own_words(kept.id, *first.own_words)
            if first.last:
                self._finish(kept.id)
            self._db.execute("UPDATE play SET branch_of = ? WHERE branch_of = ?", (kept.id, old.id))
            self._db.execute("UPDATE play SET replaced_by = ? WHERE id = ?", (kept.id, old.id))
            return cast("Play", self.play(kept.id))

    def branch(self, play: Play, moment: str, acts: int) -> Play:
        """Keep the beginning of another way, all or nothing: the first ``acts`` acts of ``play`` and its own words until then.

        ``play`` stays as it is, and its programme goes on from it, not from the branch. The acts and words have the times at
        which they were first kept.
        """
        new = replace(play, started="", branch_of=play.branch_of or play.id, branched_at=moment)
        new = replace(new, programme="", part=0, follows=None)
        with self._transaction():
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
        """The acts of a play in order."""
        from simulator.play.session import Record

        with self._problems():
            rows = self._db.execute("SELECT act, moment, after, option, say FROM act WHERE play = ? ORDER BY number", (play,))
            return [Record(*row) for row in rows]

    def own_words(self, play: int) -> dict[str, str]:
        """Map the moments of a play to what the leader would have said there in their own words."""
        with self._problems():
            return dict(self._db.execute("SELECT moment, text FROM own_words WHERE play = ?", (play,)))

    def text(self, digest: str) -> bytes | None:
        """The text of a scenario as it was when a play of it began."""
        with self._problems():
            row = self._db.execute("SELECT text FROM scenario_text WHERE digest = ?", (digest,)).fetchone()
            return zlib.decompress(row[0]) if row else None

    def export(self) -> dict[str, Any]:
        """Everything that is kept of the learner, as plain data."""
        with self._problems():
            plays = self._rows(f"SELECT {_PLAY_FIELDS} FROM play ORDER BY id")  # noqa: S608 - our own names
            for play in plays:
                play["acts"] = self._rows(f"SELECT {_ACT_FIELDS} FROM act WHERE play = ? ORDER BY number", play["id"])  # noqa: S608 - our own names
                play["own_words"] = self._rows(f"SELECT {_OWN_FIELDS} FROM own_words WHERE play = ? ORDER BY at", play["id"])  # noqa: S608 - our own names
            return {"version": VERSION, "plays": plays}

    def _rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        found = self._db.execute(query, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def _plays(self, where: str, *values: object) -> list[Play]:
        query = f"SELECT {_PLAY_FIELDS} FROM play WHERE {where} ORDER BY id DESC"  # noqa: S608 - our own words
        with self._problems():
            return [Play(*row) for row in self._db.execute(query, values)]

    def _insert_text(self, digest: str, text: bytes) -> None:
        self._db.execute("INSERT OR IGNORE INTO scenario_text VALUES (?, ?)", (digest, zlib.compress(text)))

    def _insert(self, play: Play) -> Play:
        started = play.started or self._now()
        cursor = self._db.execute(
            f"INSERT INTO play ({_NEW_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            (
                *(play.scenario, play.title, play.path, play.digest, play.mode, play.feedback, play.seed),
                *(started, play.branch_of, play.branched_at, play.programme, play.part, play.follows),
            ),
        )
        return cast("Play", self.play(cast("int", cursor.lastrowid)))

    def _insert_own_words(self, play: int, moment: str, after: int, text: str) -> None:
        values = (play, moment, after, text, self._now())
        self._db.execute("INSERT OR REPLACE INTO own_words VALUES (?, ?, ?, ?, ?)", values)

    def _finish(self, play: int) -> None:
        self._db.execute("UPDATE play SET ended = ? WHERE id = ? AND ended IS NULL", (self._now(), play))

    def _stand_again(self, play: int) -> None:
        """Let a play stand for itself again that another one continues: what is done in it now must be found."""
        self._db.execute("UPDATE play SET replaced_by = NULL WHERE id = ? AND replaced_by IS NOT NULL", (play,))

    def _expect(self, play: int, acts: int) -> None:
        found = self._db.execute("SELECT COUNT(*) FROM act WHERE play = ?", (play,)).fetchone()
        if found != (acts,):
            raise AnotherWindow(_ELSEWHERE)

    def _continued(self, play: int) -> int | None:
        found = self._db.execute("SELECT replaced_by FROM play WHERE id = ?", (play,)).fetchone()
        return cast("int | None", found[0]) if found else None

    def _insert_act(self, play: int, number: int, record: "Record") -> None:
        values = (play, number, record.act, record.moment, record.after, record.option, record.say, self._now())
        self._db.execute("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode=DELETE")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA foreign_keys=ON")
        self._migrate()

    def _migrate(self) -> None:
        if self._version() == VERSION:
            return
        with self._transaction("EXCLUSIVE"):
            version = self._version()  # another program may have been first
            if version > VERSION:
                raise StoreProblem(f"{self.file} was written by a newer version of this program; update it to go on.")
            for script in _MIGRATIONS[version:]:
                for statement in filter(str.strip, script.split(";")):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {VERSION}")

    def _version(self) -> int:
        return cast("int", self._db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        with self._problems():
            self._db.execute(f"BEGIN {kind}")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _problems(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise AnotherWindow(_ELSEWHERE) from error
        except (sqlite3.Error, OSError, zlib.error) as error:
            raise StoreProblem(f"{self.file} cannot be used: {error}.") from error


def export_text(store: Store) -> str:
    """Everything that is kept, as JSON text."""
    return json.dumps(store.export(), ensure_ascii=False, indent=2)
