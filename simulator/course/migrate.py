"""Bring a database to the newest version of its tables, by Alembic without its ini file.

The scripts are in ``migrations/`` and ship in the wheel. A migration is one transaction. Several
workers can start at once: on PostgreSQL the first takes an advisory lock and the others wait, on
SQLite ``BEGIN IMMEDIATE`` does the same.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from simulator.course.database import Database, problems
from simulator.messages import say
from simulator.store.play_store import StoreProblem

SCRIPTS = Path(__file__).parent / "migrations"

_LOCK = 5_263_197_411_083_842
"""The number of the advisory lock, drawn once: nobody else in the database may use it."""


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the tables to a revision; raise StoreProblem, with nothing changed."""
    with problems(database.url), database.engine.begin() as connection:
        if database.postgres:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        try:
            command.upgrade(config(connection), revision)
        except CommandError as error:  # a revision that these scripts do not have
            raise StoreProblem(say("course.newer_database")) from error


def config(connection: sa.Connection) -> Config:
    """Return Alembic's configuration for an open connection."""
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    # For ``env.py``, which would open a connection without the lock otherwise.
    made.attributes["connection"] = connection
    return made


def newest() -> str:
    """Return the id of the newest revision."""
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return str(ScriptDirectory.from_config(made).get_current_head())
