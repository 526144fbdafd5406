"""Open the SQLite file behind the store; transactions, threads and errors.

Errors caused by the disk, another program, an old SQLite or a damaged file are caught here and
raised as a ``StoreProblem`` with one sentence.

The database uses a rollback journal with ``synchronous=EXTRA``: a transaction is on the disk when
it returns. SQLite commits it by deleting the journal, and only EXTRA waits until the folder has
recorded the deletion too. With FULL, a power cut could bring the journal back, and the last act
would be rolled back. WAL mode is not used because a bug in it that can damage the file was fixed
only in SQLite 3.51.3.

One connection and one lock serve all threads. With a rollback journal a reader and a writer
exclude each other anyway: the lock wakes the next thread, while connections of their own would poll
until a timeout expires. Measured beside 3 threads that read without a pause (``bench/threads.py``),
an act takes 5 ms with one connection and 2.4 ms with one per thread, but 350 reads are done in
place of 200.

Before a file of an older version is migrated, it is copied to a file beside it, which stays.
"""

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import cast

from simulator.messages import say
from simulator.scenario.text import clean_line
from simulator.store.play_store import StoreProblem

OLDEST_SQLITE = (3, 12, 0)
"""The first version with ``synchronous=EXTRA``; older versions ignore an unknown level.

Tables without row ids need only 3.8.2.
"""

STRICT_SQLITE = (3, 37, 0)
"""The first version that can read STRICT tables, which stores of older versions still have."""

BUSY_SECONDS = 1.0
"""How long to wait for another program that has locked the file; the screen freezes meanwhile."""

_PRAGMAS = (
    "synchronous=EXTRA",
    "fullfsync=ON",  # macOS: fsync alone leaves data in the drive's cache; ignored elsewhere
    "secure_delete=ON",  # overwrites deleted words, which would remain in free pages
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cell_size_check=ON",  # detects more kinds of damage
    # A damaged or hostile schema cannot call SQL functions with side effects.
    "trusted_schema=OFF",
)

_PROBLEMS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_READONLY_ROLLBACK: "interrupted",
    sqlite3.SQLITE_READONLY_DBMOVED: "moved",
    sqlite3.SQLITE_IOERR: "disk_error",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_NOTADB: "not_a_store",
}
"""Messages in ``store_problems`` by SQLite's extended or primary result code.

For any other code, SQLite's own message is shown.
"""


Migration = Callable[[sqlite3.Connection], None]


class Database:
    """An open SQLite file at the newest version of its tables.

    With ``reading`` the file is never written: if it does not exist, the database is empty, and a
    file of an older version is migrated in a copy in memory. Such a copy is also used if the file
    has to be opened for writing but turns out to be read-only.
    """

    def __init__(
        self, file: Path, migrations: Sequence[Migration], *, reading: bool = False
    ) -> None:
        """Open or create the file, and migrate it. Raise StoreProblem.

        ``backup`` is then the copy of the file before a migration, or None.
        """
        self.name = clean_line(str(file))
        self.backup: Path | None = None
        self._file = None if reading else file
        self._migrations = migrations
        # Reentrant, because ``SqliteStore.act`` holds it around a transaction.
        self._lock = RLock()
        self._opened = 1  # how many connections there were: each counts its changes from 0
        if not new_enough():
            raise StoreProblem(_too_old())
        with self.problems():
            self.connection = self._connect(file, reading)
            try:
                self._prepare(reading=reading)
            except BaseException:
                self.connection.close()
                raise

    @property
    def version(self) -> tuple[int, ...] | None:
        """What differs from before if the file may have changed, in this program or another.

        None if another thread or program is writing now, because that is not waited for.
        """
        if not self._lock.acquire(blocking=False):
            return None
        try:
            return self._opened, self.connection.total_changes, self._changed_by_others()
        except sqlite3.Error:  # also of a file that was closed: whoever reads it hears why
            return None
        finally:
            self._lock.release()

    def _changed_by_others(self) -> int:
        """Return a number that differs after other connections have changed the file."""
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            return cast("int", self.connection.execute("PRAGMA data_version").fetchone()[0])
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}")

    def close(self) -> None:
        """Close the file, after waiting for any thread that is using it."""
        with self._lock:
            self.connection.close()

    @contextmanager
    def transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        """Run the body as a transaction, which is on the disk when this returns.

        ``kind`` is SQLite's: DEFERRED, IMMEDIATE or EXCLUSIVE. Raise StoreProblem.
        """
        with self.problems(), self._all_or_nothing(kind):
            yield

    @contextmanager
    def problems(self) -> Iterator[None]:
        """Hold the lock, and raise StoreProblem for any error of a disk or a damaged file."""
        with self._lock:
            try:
                yield
            except (
                sqlite3.Error,
                OSError,
                zlib.error,
                UnicodeError,
                OverflowError,
                MemoryError,
            ) as error:
                if _code(error) == sqlite3.SQLITE_READONLY:
                    self._connect_again()
                raise StoreProblem(_sentence(self.name, error)) from error

    def damaged(self, what: str) -> StoreProblem:
        """Return the problem for a row that this program cannot have written."""
        return StoreProblem(say("store.damaged", name=self.name, what=what))

    @contextmanager
    def _all_or_nothing(self, kind: str) -> Iterator[None]:
        try:
            self.connection.execute(f"BEGIN {kind}")
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # SQLite may already have rolled back. If this fails too, report the first error.
            if self.connection.in_transaction:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
            raise

    def _connect_again(self) -> None:
        """Reopen the file, so that the next attempt can succeed.

        If SQLite could not open the file for writing, the connection stays read-only until closed.
        """
        if self._file is None or not self._file.exists():
            return
        before = self.connection
        try:
            self.connection = _connected(self._file)
            self._prepare(reading=False)
        except (sqlite3.Error, OSError, StoreProblem):  # the next attempt reports the error
            if self.connection is not before:
                self.connection.close()
                self.connection = before
        else:
            self._opened += 1
            before.close()

    def _connect(self, file: Path, reading: bool) -> sqlite3.Connection:
        if reading and not _exists(file):
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
        # Last, because the migration of a copy has to write.
        if reading:
            self.connection.execute("PRAGMA query_only=ON")

    def _become_writer(self, version: int) -> None:
        """Set the journal mode and migrate; if the file turns out to be read-only, use a copy."""
        try:
            self.connection.execute("PRAGMA journal_mode=DELETE")
            if version != len(self._migrations):
                self._migrate(self._file)
        except (sqlite3.OperationalError, PermissionError) as error:
            # The low byte of an extended result code is the primary code.
            read_only = _code(error) & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
            if not read_only and not isinstance(error, PermissionError):
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
        # Without a file there is no backup: this copy is discarded when it is closed.
        self._migrate()

    def _migrate(self, file: Path | None = None) -> None:
        """Migrate the tables in one transaction, after making a copy of the ``file``."""
        # The pragma has no effect within a transaction.
        self.connection.execute("PRAGMA foreign_keys=OFF")
        # The damaged values of an old row are copied as they are, and reported when they are read.
        self.connection.execute("PRAGMA ignore_check_constraints=ON")
        try:
            # A RESERVED lock keeps other writers out and still lets ``_back_up`` read.
            with self._all_or_nothing("IMMEDIATE"):
                self._migrate_from(self._version(), file)
        finally:
            self.connection.execute("PRAGMA ignore_check_constraints=OFF")
            self.connection.execute("PRAGMA foreign_keys=ON")

    def _migrate_from(self, version: int, file: Path | None) -> None:
        newest = len(self._migrations)
        if version > newest:
            raise StoreProblem(say("store.newer", name=self.name))
        if version < 0:
            raise self.damaged("version")
        # Another program may have migrated the file meanwhile.
        # Version 0 is a new, empty file, of which no copy is needed.
        if 0 < version < newest and file is not None:
            self.backup = _back_up(file, version)
        for migration in self._migrations[version:]:
            migration(self.connection)
        # In the same transaction, so that the version and the tables always agree.
        self.connection.execute(f"PRAGMA user_version = {newest}")

    def _version(self) -> int:
        return cast("int", self.connection.execute("PRAGMA user_version").fetchone()[0])


def new_enough() -> bool:
    """Return True if this Python's SQLite can save plays safely."""
    return sqlite3.sqlite_version_info >= OLDEST_SQLITE


def backup_file(file: Path, version: int) -> Path:
    """Return the path of the copy of a store that is made before a version is migrated."""
    return file.with_name(f"{file.stem}.version-{version}{file.suffix}")


def _back_up(file: Path, version: int) -> Path:
    """Copy the file as it is at this version, durably; return the copy.

    The copy gets its name when it is complete. A copy of an earlier attempt is replaced.
    """
    backup = backup_file(file, version)
    # Named like a draft of ``files.write_atomically``, so that ``data delete`` finds a leftover.
    draft = backup.with_name(f".{backup.name}.{os.getpid()}-0.draft")
    draft.unlink(missing_ok=True)
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(_connected(file)) as source, closing(_connected(draft)) as copy:
            # The copy must be on the disk before the original is changed.
            copy.execute("PRAGMA synchronous=FULL")
            copy.execute("PRAGMA journal_mode=OFF")  # the draft is deleted if anything fails
            source.backup(copy)
        os.replace(draft, backup)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # Windows cannot open folders
        _sync(backup.parent)
    return backup


def _connected(where: Path | str) -> sqlite3.Connection:
    # Autocommit, because sqlite3 would otherwise begin transactions by itself. The threads that
    # share the connection are kept apart by the lock of ``Database``.
    connection = sqlite3.connect(
        where, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.text_factory = _text
    return connection


def _text(stored: bytes) -> str:
    """Decode a text; invalid UTF-8 becomes lone surrogates, which ``tables.wrong_column`` finds."""
    return stored.decode("utf-8", "surrogateescape")


def _exists(file: Path) -> bool:
    """Return True if the file exists; raise OSError if that cannot be determined."""
    try:
        file.stat()
    except FileNotFoundError:
        return False
    return True


def _make(file: Path) -> None:
    """Create the file and its folder if they are missing, readable only by the user."""
    if _exists(file):
        return
    _make_folder(file.parent)
    # SQLite would create the file with the default mode; the journal takes the file's mode.
    # Without O_EXCL: another window may be creating it at the same time.
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def _make_folder(folder: Path) -> None:
    """Create a folder and its parents, and sync each, so that none is lost in a power cut."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    with suppress(OSError):  # Windows cannot open folders
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _code(error: BaseException) -> int:
    """Return SQLite's extended result code, or 0 if the error is not SQLite's."""
    return cast("int", getattr(error, "sqlite_errorcode", 0))


def _sentence(name: str, error: BaseException) -> str:
    """Return a sentence that says why the file of this name cannot be used."""
    # An SQLite that cannot read STRICT tables calls their schema malformed.
    if "STRICT" in str(error) and sqlite3.sqlite_version_info < STRICT_SQLITE:
        version, needed = sqlite3.sqlite_version, _dotted(STRICT_SQLITE)
        return say("store.newer_sqlite", name=name, version=version, needed=needed)
    if known := _known_problem(error):
        return say(f"store_problems.{known}", name=name)
    return say("store.unusable", name=name, reason=_reason(error))


def _known_problem(error: BaseException) -> str:
    """Return the key of the message for an error, or "" if there is none."""
    code = _code(error)
    primary = code & 0xFF  # the low byte of an extended result code
    # The extended code comes first, because it is more precise.
    if code in _PROBLEMS or primary in _PROBLEMS:
        return _PROBLEMS.get(code) or _PROBLEMS[primary]
    if isinstance(error, UnicodeDecodeError):
        return _PROBLEMS[sqlite3.SQLITE_CORRUPT]
    return "no_memory" if isinstance(error, MemoryError) else ""


def _reason(error: BaseException) -> str:
    """Return the system's or SQLite's reason of an error, without a full stop."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror  # without the path, with which the sentence begins
    # SQLite quotes the contents of a damaged file, so the message has to be cleaned.
    return clean_line(str(error)).rstrip(".") or type(error).__name__


def _too_old() -> str:
    return say("store.old_sqlite", version=sqlite3.sqlite_version, needed=_dotted(OLDEST_SQLITE))


def _dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))
