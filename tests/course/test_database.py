"""The database of a server: nothing is lost between threads, and both kinds behave alike."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
import sqlalchemy as sa
from alembic import command

from simulator.course.all_tables import metadata
from simulator.course.database import BadDatabase, Database, Transaction, upsert
from simulator.course.migrate import config, migrate, newest
from simulator.course.tables import attempt, person
from simulator.store.play_store import StoreProblem
from tests.course.conftest import Clock, new_sqlite
from tests.patience import PATIENCE

ROW = {"who": "a", "what": "b", "until": 2**50, "count": 0}


def test_the_migrations_make_the_tables_that_the_program_uses(new_url: sa.URL) -> None:
    database = Database(new_url)
    migrate(database)
    with database.engine.begin() as connection:
        command.check(config(connection))
        assert set(sa.inspect(connection).get_table_names()) == {
            *metadata.tables,
            "alembic_version",
        }
    database.close()


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.write(lambda tx: tx.execute(sa.insert(attempt), ROW))
    migrate(database)
    assert database.read(lambda tx: tx.rows(sa.select(attempt)))


def test_workers_that_start_together_migrate_once(new_url: sa.URL) -> None:
    workers, together = [Database(new_url) for _ in range(4)], Barrier(4)

    def start(database: Database) -> None:
        together.wait()
        migrate(database)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(start, workers))
    found = workers[0].read(lambda tx: tx.rows(sa.text("SELECT version_num FROM alembic_version")))
    assert [tuple(row) for row in found] == [(newest(),)]
    for worker in workers:
        worker.close()


def test_a_database_of_a_newer_version_is_refused_and_unchanged(database: Database) -> None:
    newer = sa.text("UPDATE alembic_version SET version_num = 'from the future'")
    database.write(lambda tx: tx.execute(newer))
    with pytest.raises(StoreProblem, match="newer version"):
        migrate(database)


def test_no_update_is_lost_between_threads(database: Database) -> None:
    database.write(lambda tx: tx.execute(sa.insert(attempt), ROW))

    def add_one(transaction: Transaction) -> None:
        # Reads first and writes then, which loses updates if a transaction begins with the write.
        query = sa.select(attempt.c.count).with_for_update()
        found = transaction.first(query)
        assert found is not None
        transaction.execute(sa.update(attempt).values(count=found[0] + 1))

    # Two of them, because one writes one work after another: a command beside a server, say.
    other = Database(database.url)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda n: (database, other)[n % 2].write(add_one), range(120)))
    other.close()
    assert database.read(lambda tx: tx.rows(sa.select(attempt.c.count))) == [(120,)]


def test_a_work_that_raises_is_undone_and_those_written_with_it_are_not(
    database: Database,
) -> None:
    told: list[int] = []

    def work(number: int) -> int:
        def insert(transaction: Transaction) -> int:
            transaction.execute(sa.insert(attempt), {**ROW, "who": str(number)})
            transaction.after_commit(lambda: told.append(number))
            if number % 3 == 0:
                raise LookupError(number)
            return number

        try:
            return database.write(insert)
        except LookupError:
            return -1

    with ThreadPoolExecutor(8) as threads:
        outcome = list(threads.map(work, range(60)))
    written = {number for number in range(60) if number % 3}
    assert {each for each in outcome if each >= 0} == written == set(told)
    rows = database.read(lambda tx: tx.rows(sa.select(attempt.c.who)))
    assert {int(row[0]) for row in rows} == written


def test_nobody_is_told_of_a_save_that_sqlite_has_undone_with_another() -> None:
    database = new_sqlite(Clock())
    begun, go_on = Event(), Event()

    def hold(transaction: Transaction) -> None:
        begun.set()
        go_on.wait(PATIENCE)

    def insert(transaction: Transaction) -> None:
        transaction.execute(sa.insert(attempt), ROW)

    def undo_all(transaction: Transaction) -> None:
        # What SQLite does by itself if the disk is full.
        transaction.connection.exec_driver_sql("ROLLBACK")
        raise LookupError("the disk is full")

    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(database.write, hold)
        assert begun.wait(PATIENCE)
        # These wait for the first, and are then written together.
        others = [threads.submit(database.write, work) for work in (insert, undo_all)]
        assert database._group is not None
        while len(database._group._waiting) < 2:
            pass
        go_on.set()
        first.result()
        problems = [type(each.exception()) for each in others]
    assert problems[1] is not type(None)
    told = problems[0] is type(None)
    assert told == bool(database.read(lambda tx: tx.rows(sa.select(attempt))))
    database.write(lambda tx: tx.execute(sa.insert(attempt), {**ROW, "who": "next"}))
    database.close()


def test_what_a_write_returned_is_read_by_another_connection(database: Database) -> None:
    database.write(lambda tx: tx.execute(sa.insert(attempt), ROW))
    other = Database(database.url)
    assert other.read(lambda tx: tx.rows(sa.select(attempt.c.who))) == [("a",)]
    other.close()


def test_a_snapshot_does_not_see_what_is_written_meanwhile(database: Database) -> None:
    def count(transaction: Transaction) -> int:
        return len(transaction.rows(sa.select(attempt)))

    def twice(transaction: Transaction) -> tuple[int, int]:
        before = count(transaction)
        # SQLite lets nobody write while a snapshot is read.
        if database.postgres:
            database.write(lambda tx: tx.execute(sa.insert(attempt), ROW))
        return before, count(transaction)

    assert database.snapshot(twice) == (0, 0)


def test_times_come_back_as_the_numbers_that_they_were(database: Database) -> None:
    now = 1_795_000_000_123
    row = {"id": "p", "name": "Ö", "learner": "l", "created": now, "seen": now}
    database.write(lambda tx: tx.execute(sa.insert(person), row))
    assert database.read(lambda tx: tx.rows(sa.select(person.c.created))) == [(now,)]


def test_a_row_is_inserted_once_and_then_changed_or_left(database: Database) -> None:
    for changed in ({"count": 1}, {"count": 2}, None):
        database.write(lambda tx, changed=changed: upsert(tx, attempt, ROW, changed))  # type: ignore[misc]
    assert database.read(lambda tx: tx.rows(sa.select(attempt.c.count))) == [(2,)]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://host/name", "not a database that this program knows"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("no address", "not the address of a database"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_with_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(BadDatabase, match=sentence):
        Database(url)


def test_a_problem_of_the_database_tells_neither_values_nor_the_password(
    database: Database,
) -> None:
    secret = {"id": "p", "name": "what was typed", "learner": "l", "created": 1, "seen": None}
    with pytest.raises(StoreProblem) as raised:
        database.write(lambda tx: tx.execute(sa.insert(person), secret))
    assert "what was typed" not in str(raised.value)
    with pytest.raises(StoreProblem) as raised:
        Database("postgresql://me:hush@/none?host=/nowhere").read(lambda tx: tx.rows(sa.text("1")))
    assert "hush" not in str(raised.value)
