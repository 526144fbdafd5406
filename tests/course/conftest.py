"""The two databases of a server, each new and migrated: ``database`` runs a test on both."""

import weakref
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa

from simulator.course.database import Database, sqlite_url
from simulator.course.migrate import migrate
from tests.course.postgres import MEMORY, programs, started

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]
"""The kinds of database, as parameters of a test or a fixture."""

_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.URL]:
    """Yield a PostgreSQL with a migrated database ``template``."""
    found = programs()
    if found is None:
        pytest.skip(
            "PostgreSQL is not installed (on Debian and Ubuntu: apt-get install postgresql)"
        )
    with started(found) as url:
        _create(url, "template")
        template = Database(url.set(database="template"))
        migrate(template)
        template.close()
        yield url


@pytest.fixture(params=DATABASES)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> sa.URL:
    """Return the URL of an empty database."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "course.sqlite3")
    url: sa.URL = request.getfixturevalue("postgres")
    return _create(url, f"test{next(_numbers)}")


@pytest.fixture
def new_database(postgres: sa.URL) -> Callable[[], sa.URL]:
    """Return a function that makes a migrated PostgreSQL database and returns its URL."""
    return lambda: _create(postgres, f"test{next(_numbers)}", "template")


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Yield a migrated database, whose clock stands still until a test moves it."""
    if request.param == "sqlite":
        opened = new_sqlite(Clock())
    else:
        url: sa.URL = request.getfixturevalue("postgres")
        opened = Database(_create(url, f"test{next(_numbers)}", "template"), Clock())
    yield opened
    opened.close()


def new_sqlite(clock: "Clock") -> Database:
    """Return a new migrated SQLite database in a folder that goes with it."""
    folder = TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
    file = Path(folder.name) / "course.sqlite3"
    file.write_bytes(_migrated())
    opened = Database(sqlite_url(file), clock)
    weakref.finalize(opened, folder.cleanup)
    return opened


@cache
def _migrated() -> bytes:
    """Return the file of an empty SQLite database, migrated once in this process."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "course.sqlite3"
        template = Database(sqlite_url(file))
        migrate(template)
        template.close()
        return file.read_bytes()


class Clock:
    """A clock that a test moves, in UTC milliseconds."""

    def __init__(self, at: int = 1_790_000_000_000) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at


def _create(url: sa.URL, name: str, template: str = "template1") -> sa.URL:
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    server.dispose()
    return url.set(database=name)
