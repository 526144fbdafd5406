"""Write the draft of a migration, from what the tables have and the newest migration has not.

It uses an SQLite database in a folder that is deleted after; the draft is in the folder of the
migrations, with the next number. ``docs/maintaining.md`` says when it is needed.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from simulator.course.database import Database, sqlite_url
from simulator.course.migrate import config, migrate, newest


def main(message: str) -> None:
    """Write the draft."""
    with TemporaryDirectory() as folder:
        database = Database(sqlite_url(Path(folder) / "course.sqlite3"))
        migrate(database)
        with database.engine.begin() as connection:
            number = f"{int(newest()) + 1:04}"
            command.revision(config(connection), message, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or "a change")
