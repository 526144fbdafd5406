"""The SQLite file behind the store: opening it, transactions, threads, and what can go wrong.

Whatever the disk, another program, an old SQLite or a damaged file does to the learner's store is met here, and leaves as a
``StoreProblem`` with one sentence.

A rollback journal with ``synchronous=EXTRA``: a transaction is on the disk when it returns. SQLite commits it by deleting
the journal, and only EXTRA waits until the folder has recorded that too; with FULL a power cut could bring the journal
back, and the last act would be rolled back. (In WAL mode a fault that can damage the file was fixed only in SQLite 3.51.3.)

One connection and one lock serve all threads. A connection for each thread would bring nothing: with a rollback journal a
reader keeps a writer waiting anyway, but by means of timeouts, which can run out.
"""

import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import cast

from simulator.scenario.text import clean_line

OLDEST_SQLITE = (3, 12, 0)
"""``synchronous=EXTRA`` came with 3.12.0; tables without row ids with 3.8.2. Older versions ignore an unknown level."""

STRICT_SQLITE = (3, 37, 0)
"""The first version that reads stores made before this program stopped using STRICT tables."""

BUSY_SECONDS = 1.0
"""How long to wait for another program that has locked the file; the screen stands still meanwhile."""

_PRAGMAS = (
    "synchronous=EXTRA",
    "fullfsync=ON",  # macOS: fsync alone leaves data in the drive's cache; ignored elsewhere
    "secure_delete=ON",  # replaced words do not stay in free pages
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cell_size_check=ON",  # finds more damage
    "trusted_schema=OFF",
)

_BUSY = "another program is using it. Nothing that was saved is lost; try again in a moment"

_REASONS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: "the file, its folder or its disk can only be read. What was saved is safe",
    sqlite3.SQLITE_READONLY_ROLLBACK: "an interrupted save must be undone first, and here it can only be read. "
    "Copy its folder to where it can be written",
    sqlite3.SQLITE_READONLY_DBMOVED: "it was moved or deleted while it was open. Start again",
    sqlite3.SQLITE_IOERR: "the disk reported an error. Nothing that was saved is lost; try again",
    sqlite3.SQLITE_CORRUPT: "it is damaged. Put back a copy from a backup, or move it away to begin anew",
    sqlite3.SQLITE_FULL: "the disk is full. Nothing that was saved is lost; make room and try again",
    sqlite3.SQLITE_CANTOPEN: "the file, or its journal beside it, cannot be opened. Its folder may be read-only",
    sqlite3.SQLITE_NOTADB: "it is damaged, or no store of this program. Move it away to begin anew",
}
"""Why, by SQLite's extended or primary result code; for any other code SQLite's own message has to do."""


class StoreProblem(Exception):
    """The store cannot be read or written; the sentence says why and nothing that was kept is lost."""


class Database:
    """An open SQLite file at the newest version of its tables, or a database in memory.

    With ``reading`` the file is never written: where there is none the database is empty, and an older version is migrated
    in a copy in memory. The same copy serves if the file turns out to be read-only.
    """

    def __init__(self, file: Path | None, migrations: Sequence[str], *, reading: bool = False) -> None:
        """Open the file, or make it; None is a database in memory. Raises StoreProblem."""
        self.name = clean_line(str(file)) if file is not None else "The store in memory"
        self._file = None if reading else file
        self._migrations = migrations
        self._lock = RLock()
        if not new_enough():
            raise StoreProblem(_too_old())
        with self.problems():
            self.connection = self._connect(file, reading)
            try:
                self._prepare(reading=reading)
            except BaseException:
                self.connection.close()
                raise

    def close(self) -> None:
        """Close the file; waits for a thread that is using it."""
        with self._lock:
            self.connection.close()

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        """Do everything inside or nothing of it; when this returns it is on the disk. Raises StoreProblem."""
        with self.problems(), self._all_or_nothing(kind):
            yield

    @contextmanager
    def problems(self) -> Iterator[None]:
        """Hold the lock; whatever a failing disk or a damaged file raises becomes a StoreProblem."""
        with self._lock:
            try:
                yield
            except (sqlite3.Error, OSError, zlib.error, UnicodeError, OverflowError, MemoryError) as error:
                if _code(error) == sqlite3.SQLITE_READONLY:
                    self._connect_again()
                raise StoreProblem(f"{self.name} cannot be used: {_reason(error)}.") from error

    def damaged(self, what: str) -> StoreProblem:
        """Return the problem of a row that this program cannot have written."""
        return StoreProblem(f"{self.name} cannot be used: it is damaged ({what}). Put back a copy from a backup.")

    @contextmanager
    def _all_or_nothing(self, kind: str) -> Iterator[None]:
        try:
            self.connection.execute(f"BEGIN {kind}")
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # SQLite may have rolled back itself; and if this fails too, the first failure is the one to report.
            if self.connection.in_transaction:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
            raise

    def _connect_again(self) -> None:
        """Open the file anew, so that the next try can succeed.

        If it could not be opened for writing, once, SQLite reads only for as long as the connection is open.
        """
        if self._file is None or not self._file.exists():
            return
        before = self.connection
        try:
            self.connection = _connected(self._file)
            self._prepare(reading=False)
        except (sqlite3.Error, OSError, StoreProblem):  # the next try says what is wrong
            self.connection.close()
            self.connection = before
        else:
            before.close()

    def _connect(self, file: Path | None, reading: bool) -> sqlite3.Connection:
        if file is None or (reading and not _exists(file)):
            return _connected(":memory:")
        if not reading:
            _make(file)
        return _connected(file)

    def _prepare(self, *, reading: bool) -> None:
        for pragma in _PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")
        version = self._version()
        if not reading:
            self._become_writer(version)
        elif version != len(self._migrations):
            self._copy_into_memory()
        if reading:
            self.connection.execute("PRAGMA query_only=ON")

    def _become_writer(self, version: int) -> None:
        """Set the journal and migrate; if the file turns out to be read-only, read a copy."""
        try:
            self.connection.execute("PRAGMA journal_mode=DELETE")
            if version != len(self._migrations):
                self._migrate()
        except sqlite3.OperationalError as error:
            if _code(error) & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                raise
            self._copy_into_memory()
            self.connection.execute("PRAGMA query_only=ON")

    def _copy_into_memory(self) -> None:
        copy = _connected(":memory:")
        try:
            self.connection.backup(copy)
        except BaseException:
            copy.close()
            raise
        self.connection.close()
        self.connection = copy
        self._migrate()

    def _migrate(self) -> None:
        with self._all_or_nothing("EXCLUSIVE"):
            version = self._version()  # another program may have been first
            if version > len(self._migrations):
                raise StoreProblem(f"{self.name} was written by a newer version of this program; update it to go on.")
            if version < 0:
                raise self.damaged("version")
            for script in self._migrations[version:]:
                for statement in filter(str.strip, script.split(";")):
                    self.connection.execute(statement)
            self.connection.execute(f"PRAGMA user_version = {len(self._migrations)}")

    def _version(self) -> int:
        return cast("int", self.connection.execute("PRAGMA user_version").fetchone()[0])


def new_enough() -> bool:
    """Whether the SQLite of this Python can keep plays safely."""
    return sqlite3.sqlite_version_info >= OLDEST_SQLITE


def _connected(where: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(where, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.text_factory = _text
    return connection


def _text(stored: bytes) -> str:
    """Decode a text; bytes that are no UTF-8 become lone surrogates, which ``tables.wrong_column`` finds."""
    return stored.decode("utf-8", "surrogateescape")


def _exists(file: Path) -> bool:
    """Whether there is such a file; raises OSError where that cannot be seen."""
    try:
        file.stat()
    except FileNotFoundError:
        return False
    return True


def _make(file: Path) -> None:
    """Make the file and its folder if they are missing, private from the first moment. The journal takes the file's mode."""
    if _exists(file):
        return
    _make_folder(file.parent)
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it; each is on the disk when this returns, or a power cut would take all of them."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    with suppress(OSError):  # Windows does not open folders
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _code(error: BaseException) -> int:
    """SQLite's extended result code; 0 where the error is not SQLite's."""
    return cast("int", getattr(error, "sqlite_errorcode", 0))


def _reason(error: BaseException) -> str:
    """Say why, without a full stop."""
    code = _code(error)
    if "STRICT" in str(error) and sqlite3.sqlite_version_info < STRICT_SQLITE:
        return (
            f"it was made with a newer SQLite than the {sqlite3.sqlite_version} of this Python. Run the program with a "
            f"Python whose SQLite is {_dotted(STRICT_SQLITE)} or newer ('balint-sim doctor' shows the version)"
        )
    if code in _REASONS or code & 0xFF in _REASONS:
        return _REASONS.get(code) or _REASONS[code & 0xFF]
    if isinstance(error, UnicodeDecodeError):
        return _REASONS[sqlite3.SQLITE_CORRUPT]
    if isinstance(error, MemoryError):
        return "there is not enough memory, or it is damaged"
    if isinstance(error, OSError) and error.strerror:  # without the path, which the sentence begins with
        return error.strerror
    return clean_line(str(error)) or type(error).__name__  # SQLite quotes what it found in a damaged file


def _too_old() -> str:
    return (
        f"The SQLite of this Python is {sqlite3.sqlite_version}; plays can only be kept safely with "
        f"{_dotted(OLDEST_SQLITE)} or newer. Run the program with a newer Python."
    )


def _dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))
