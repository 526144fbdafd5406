"""The database of a server, by SQLAlchemy: an SQLite file by default, or PostgreSQL by its URL.

A unit of work is a function that gets a ``Transaction``; ``write`` returns when the transaction is
on the disk, ``read`` never locks a writer out for longer than one statement, and ``snapshot`` sees
one state of everything. Times are UTC milliseconds, because SQLite would return a time without its
zone.

Two things differ between the two databases, and are handled here alone:

- SQLAlchemy's own transactions on SQLite begin with the first write, so two of them that read
  first would lose an update without an error. Here the driver begins none, and ``write`` begins
  each with ``BEGIN IMMEDIATE``.
- SQLite syncs the disk once for each transaction. Works that wait for each other are therefore
  written as one transaction (group commit), each in a savepoint of its own. On PostgreSQL this
  would only make them wait.

SQLite is for one process: its write-ahead log is not used, because of a bug in it that can damage
the file (``simulator/store/database.py``), so readers and writers exclude each other.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from simulator.messages import say
from simulator.scenario.text import clean_line
from simulator.store.play_store import StoreProblem

T = TypeVar("T")
Now = Callable[[], int]

_BEGIN = "balint_begin"
"""The execution option with the kind of transaction that SQLite begins; empty: none."""

_ASK = sa.text("SELECT 1")

POSTGRES_CONNECTIONS = 8
CONNECT_SECONDS = 5
ALIVE: Mapping[str, int] = {
    "connect_timeout": CONNECT_SECONDS,
    # A peer that is gone is noticed after 5 + 3 * 2 seconds.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
"""Options of libpq that detect a connection which is gone without having been closed."""

# A command may use the file beside the server, and a writer waits for it.
BUSY_MILLISECONDS = 5_000
_PRAGMAS = (
    "synchronous=EXTRA",  # see simulator/store/database.py
    "fullfsync=ON",
    "secure_delete=ON",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    f"busy_timeout={BUSY_MILLISECONDS}",
)


class BadDatabase(StoreProblem):
    """The database named by a URL cannot be opened; the message says why."""


class AlreadyServed(StoreProblem):
    """Another process serves this SQLite file."""


@dataclass(slots=True)
class Transaction:
    """What a unit of work gets: statements, and callbacks for when it is committed."""

    connection: Connection
    callbacks: list[Callable[[], None]] = field(default_factory=list)

    @property
    def postgres(self) -> bool:
        """Whether the database is PostgreSQL, and not SQLite."""
        return self.connection.dialect.name == "postgresql"

    def execute(
        self,
        statement: sa.Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> sa.CursorResult[Any]:
        """Execute a statement of SQLAlchemy Core."""
        return self.connection.execute(statement, values)

    def rows(
        self, statement: sa.Executable, values: Mapping[str, Any] | None = None
    ) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """Return all rows of a query."""
        return self.connection.execute(statement, values).all()

    def first(
        self, statement: sa.Executable, values: Mapping[str, Any] | None = None
    ) -> sa.Row[*tuple[Any, ...]] | None:
        """Return the first row of a query, or None."""
        return self.connection.execute(statement, values).first()

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Call this once the work is on the disk; never if it is rolled back."""
        self.callbacks.append(callback)


Work = Callable[[Transaction], T]


class Database:
    """An open database; all methods can be called from any thread and raise StoreProblem."""

    def __init__(self, url: str | sa.URL, now: Now | None = None) -> None:
        """Open the database named by a URL; its tables are made by ``migrate``."""
        self.url = _parsed(url)
        self.failures = 0
        """How often the database has refused or was away, as a monitor wants to know."""
        self.now: Now = now or utc_milliseconds
        self.engine = _engine(self.url)
        self.postgres = self.engine.dialect.name == "postgresql"
        begin = {"isolation_level": "AUTOCOMMIT"} if self.postgres else {_BEGIN: ""}
        self._reading = self.engine.execution_options(**begin)
        view = {"isolation_level": "REPEATABLE READ"} if self.postgres else {_BEGIN: "DEFERRED"}
        self._snapshots = self.engine.execution_options(**view)
        self._counting = threading.Lock()
        self._group = None if self.postgres else _GroupCommit(self.engine)

    def ask(self) -> None:
        """Raise StoreProblem if the database does not answer."""
        self.read(lambda transaction: transaction.first(_ASK))

    def _count_failure(self) -> None:
        with self._counting:
            self.failures += 1

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def write(self, work: Work[T]) -> T:
        """Do a unit of work as a transaction, and return when it is on the disk.

        What the work raises rolls it back. A work must not wait for anything but the database: on
        SQLite others wait for it.
        """
        with problems(self.url, self._count_failure):
            if self._group is not None:
                return self._group.write(work)
            with self.engine.begin() as connection:
                transaction = Transaction(connection)
                result = work(transaction)
        for callback in transaction.callbacks:
            callback()
        return result

    def read(self, work: Work[T]) -> T:
        """Return the result of queries, each of which sees the database as it is then."""
        with problems(self.url, self._count_failure), self._reading.connect() as connection:
            return work(Transaction(connection))

    def snapshot(self, work: Work[T]) -> T:
        """Return the result of queries that all see the same state of the database."""
        with problems(self.url, self._count_failure), self._snapshots.begin() as connection:
            return work(Transaction(connection))


@contextmanager
def only_server(database: Database) -> Iterator[None]:
    """Hold the right to serve an SQLite file; raise AlreadyServed if another process has it.

    Servers of courses and of plenaries exclude each other, because two would not tell each other
    of votes. The lock is that of a small SQLite file beside it, so it ends with the process,
    however that ends. PostgreSQL has any number of servers.
    """
    if database.postgres:
        yield
        return
    # A file of its own: an exclusive lock on the database would keep commands out as well.
    held = sa.create_engine(sqlite_url(Path(f"{database.url.database}-server")))
    sa.event.listen(held, "connect", _give_up_at_once)
    try:
        with problems(database.url):
            connection = held.connect()
        with connection:
            try:
                connection.exec_driver_sql("BEGIN EXCLUSIVE")
            except sa.exc.OperationalError as error:
                sentence = say("course.second_server", name=_name(database.url))
                raise AlreadyServed(sentence) from error
            yield
    finally:
        held.dispose()


def _give_up_at_once(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    connection.cursor().execute("PRAGMA busy_timeout=0")


@dataclass(slots=True)
class _Waiting:
    """A work that waits to be written; ``done`` gets its result and its callbacks."""

    work: Callable[[Transaction], Any]
    done: "Future[tuple[Any, list[Callable[[], None]]]]" = field(default_factory=Future)


class _GroupCommit:
    """Write whatever waits as one transaction; each caller returns when it is on the disk.

    The thread that gets the lock writes for all that wait at that moment. With one vote at a time
    nothing changes; with hundreds at once there are a few transactions in place of hundreds.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[_Waiting] = deque()
        self._lock = threading.Lock()

    def write(self, work: Work[T]) -> T:
        mine = _Waiting(work)
        self._waiting.append(mine)
        with self._lock:
            # Another thread has perhaps written this one while the lock was waited for.
            if not mine.done.done():
                self._write_all()
        # Without the lock: a callback that takes long holds up no writer.
        result, callbacks = mine.done.result()
        for callback in callbacks:
            callback()
        return cast("T", result)

    def _write_all(self) -> None:
        # No more than wait now: whoever comes later waits for the lock and writes the next batch.
        batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
        written: list[tuple[_Waiting, Any, Transaction]] = []
        refused: list[tuple[_Waiting, BaseException]] = []
        try:
            with self._engine.begin() as connection:
                for each in batch:
                    transaction = Transaction(connection)
                    try:
                        with connection.begin_nested():
                            result = each.work(transaction)
                    except BaseException as error:
                        # With a full disk SQLite undoes the whole transaction by itself. The
                        # driver would then commit nothing without saying so.
                        if not _in_transaction(connection):
                            raise
                        refused.append((each, error))
                    else:
                        written.append((each, result, transaction))
        except BaseException as error:
            for each in batch:
                each.done.set_exception(error)
            return
        # Only after the commit, because until then any of these can still be lost.
        for each, cause in refused:
            each.done.set_exception(cause)
        for each, result, transaction in written:
            each.done.set_result((result, transaction.callbacks))


def _in_transaction(connection: Connection) -> bool:
    driver = connection.connection.dbapi_connection
    return bool(getattr(driver, "in_transaction", False))


def upsert(
    transaction: Transaction,
    table: sa.Table,
    row: Mapping[str, Any],
    changed: Mapping[str, Any] | None,
) -> None:
    """Insert a row, or set the ``changed`` columns of the one with its key (None: leave it).

    A changed value may be an expression, as ``count + 1``.
    """
    if any(isinstance(value, sa.ClauseElement) for value in (changed or {}).values()):
        keys = [column.name for column in table.primary_key.columns]
        # An expression is a part of the statement, so this one is not cached by column names.
        insert = postgres_insert if transaction.postgres else sqlite_insert
        once = insert(table).values(row)
        set_ = dict(changed or {})
        transaction.execute(once.on_conflict_do_update(index_elements=keys, set_=set_))
        return
    statement = _upsert(
        transaction.postgres, table, tuple(row), None if changed is None else tuple(changed)
    )
    new = {f"{_NEW}{name}": value for name, value in (changed or {}).items()}
    transaction.execute(statement, {**row, **new})


_NEW = "new_"
"""How the names of values begin that replace others."""


@lru_cache(maxsize=64)
def _upsert(
    postgres: bool, table: sa.Table, names: tuple[str, ...], changed: tuple[str, ...] | None
) -> sa.Executable:
    """Return the statement, which is made once: each vote is one."""
    keys = [column.name for column in table.primary_key.columns]
    insert = postgres_insert if postgres else sqlite_insert
    values = {name: sa.bindparam(name, type_=table.c[name].type) for name in names}
    statement = insert(table).values(values)
    if changed is None:
        return statement.on_conflict_do_nothing(index_elements=keys)
    new = {name: sa.bindparam(f"{_NEW}{name}", type_=table.c[name].type) for name in changed}
    return statement.on_conflict_do_update(index_elements=keys, set_=new)


def utc_milliseconds() -> int:
    """Return the current time in UTC, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def sqlite_url(file: Path) -> sa.URL:
    """Return the URL of an SQLite file."""
    return sa.URL.create("sqlite", database=str(file))


@contextmanager
def problems(url: sa.URL, count: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Raise StoreProblem for whatever the database or its driver raises, and ``count`` it.

    The sentence has the database's own words, but neither the values of a statement nor a password.
    """
    try:
        yield
    except StoreProblem:
        raise
    except sa.exc.DBAPIError as error:
        count()
        reason = _reason(error)
        raise StoreProblem(say("course.database", name=_name(url), reason=reason)) from error
    # SQLite's driver raises UnicodeError for a lone surrogate and OverflowError for an integer of
    # more than 64 bits. SQLAlchemy does not wrap these two.
    except (sa.exc.SQLAlchemyError, UnicodeError, OverflowError, OSError) as error:
        count()
        reason = clean_line(str(error)).rstrip(".") or type(error).__name__
        raise StoreProblem(say("course.database", name=_name(url), reason=reason)) from error


def _parsed(url: str | sa.URL) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise BadDatabase(say("course.bad_url")) from error
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadDatabase(say("course.unknown_database", name=clean_line(parsed.drivername)))
    # Each connection would have a database of its own.
    if parsed.drivername == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise BadDatabase(say("course.no_file"))
    return parsed


def _engine(url: sa.URL) -> Engine:
    # What was typed is never in a log or in an error.
    options: dict[str, Any] = {"hide_parameters": True}
    if url.drivername != "sqlite":
        # A connection that broke meanwhile is replaced before it is used.
        options |= {"pool_size": POSTGRES_CONNECTIONS, "max_overflow": 0, "pool_pre_ping": True}
        options |= {"pool_timeout": CONNECT_SECONDS, "connect_args": dict(ALIVE)}
    try:
        engine = sa.create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise BadDatabase(say("course.no_driver")) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins no transaction by itself
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get(_BEGIN, "IMMEDIATE")
    if kind:
        connection.exec_driver_sql(f"BEGIN {kind}")


def _name(url: sa.URL) -> str:
    return clean_line(url.render_as_string(hide_password=True))


def _reason(error: sa.exc.DBAPIError) -> str:
    # The first line only: those after it, as PostgreSQL's DETAIL, can have the values of a row.
    lines = str(error.orig).splitlines()
    return clean_line(lines[0]).rstrip(".") if lines else type(error.orig).__name__
