"""The tables of the store, as the migrations that made them from one version to the next.

The tables are not STRICT, because SQLite before 3.37 cannot read those; CHECK constraints do the
same. An older store still has STRICT tables, with the same columns.

A migration runs in a transaction in which references are not checked.
"""

import sqlite3
from collections.abc import Callable

from simulator.store.identity import (
    id_of_old_play,
    id_of_programme,
    learner_of_old_store,
    new_id,
)


def _text(name: str, more: str = "") -> str:
    return f"{name} TEXT NOT NULL {more} CHECK (typeof({name}) = 'text')"


def _number(name: str, more: str = "") -> str:
    return f"{name} INTEGER NOT NULL {more} CHECK (typeof({name}) = 'integer')"


def _reference(name: str) -> str:
    return f"{name} INTEGER REFERENCES play CHECK (typeof({name}) IN ('integer', 'null'))"


def _id_of_play(name: str) -> str:
    return f"{name} TEXT REFERENCES play (id) CHECK (typeof({name}) IN ('text', 'null'))"


_PLAYS = f"""
CREATE TABLE scenario_text (
    {_text("digest", "PRIMARY KEY")}, text BLOB NOT NULL CHECK (typeof(text) = 'blob')
);
CREATE TABLE play (
    id INTEGER PRIMARY KEY, {_text("scenario")}, {_text("title")}, {_text("path")},
    {_text("digest", "REFERENCES scenario_text")}, {_text("mode")}, {_text("feedback")},
    {_number("seed")}, {_text("started")},
    ended TEXT CHECK (typeof(ended) IN ('text', 'null')), {_reference("replaced_by")}
);
CREATE TABLE act (
    {_number("play", "REFERENCES play ON DELETE CASCADE")}, {_number("number")}, {_text("act")},
    {_text("moment")}, {_number("after")}, {_text("option")}, {_text("say")}, {_text("at")},
    PRIMARY KEY (play, number)
) WITHOUT ROWID;
"""

_OWN_WORDS = f"""
CREATE TABLE own_words (
    {_number("play", "REFERENCES play ON DELETE CASCADE")}, {_text("moment")},
    {_number("after")}, {_text("text")}, {_text("at")}, PRIMARY KEY (play, moment)
) WITHOUT ROWID;
ALTER TABLE play ADD COLUMN {_reference("branch_of")};
ALTER TABLE play ADD COLUMN {_text("branched_at", "DEFAULT ''")};
"""

_PROGRAMMES = f"""
ALTER TABLE play ADD COLUMN {_text("programme", "DEFAULT ''")};
ALTER TABLE play ADD COLUMN {_number("part", "DEFAULT 0")};
ALTER TABLE play ADD COLUMN {_reference("follows")};
"""

_IDS = f"""
CREATE TABLE new_play (
    number INTEGER PRIMARY KEY, {_text("id", "UNIQUE")}, {_text("scenario")}, {_text("title")},
    {_text("digest", "REFERENCES scenario_text")}, {_text("mode")}, {_text("feedback")},
    {_number("seed")}, {_text("started")}, ended TEXT CHECK (typeof(ended) IN ('text', 'null')),
    {_id_of_play("branch_of")}, {_text("branched_at")}, {_text("programme")}, {_number("part")},
    {_id_of_play("follows")}, {_id_of_play("replaced_by")}
);
CREATE TABLE place (
    play INTEGER PRIMARY KEY REFERENCES play ON DELETE CASCADE,
    {_text("scenario")}, {_text("programme")}
);
CREATE TABLE learner ({_text("id", "PRIMARY KEY")}) WITHOUT ROWID;
"""

_COPIED = "scenario, title, digest, mode, feedback, seed, started, ended, branched_at, part"

_COPY_PLAY = f"""
    INSERT INTO new_play (number, id, programme, {_COPIED})
    SELECT id, ?, ?, {_COPIED} FROM play WHERE id = ?
"""  # noqa: S608 - our own names

_COPY_REFERENCE = """
    UPDATE new_play SET {name} = (
        SELECT other.id FROM play JOIN new_play AS other ON other.number = play.{name}
        WHERE play.id = new_play.number
    )
"""


def _script(script: str) -> Callable[[sqlite3.Connection], None]:
    """Return a migration that executes the statements of a script."""

    # ``executescript`` would commit the transaction.
    def run(connection: sqlite3.Connection) -> None:
        # No statement has a semicolon in a text.
        for statement in filter(str.strip, script.split(";")):
            connection.execute(statement)

    return run


def _add_ids(connection: sqlite3.Connection) -> None:
    """Give the plays and the learner ids, and move all paths out of the plays.

    SQLite cannot change or drop a column in all versions, so the table is made anew. Values are
    copied by SQLite, because Python could not hold those of a damaged row.
    """
    _script(_IDS)(connection)
    found = connection.execute("SELECT * FROM play ORDER BY id")
    names = [column[0] for column in found.description]
    ids = []
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        ids.append(id_of_old_play(row))
        programme, file = _programme_and_file(row["programme"])
        connection.execute(_COPY_PLAY, (ids[-1], programme, row["id"]))
        place = "INSERT INTO place SELECT id, path, ? FROM play WHERE id = ?"
        connection.execute(place, (file, row["id"]))
    # After all plays were copied, because a reference can lead to a later play.
    for name in ("branch_of", "follows", "replaced_by"):
        connection.execute(_COPY_REFERENCE.format(name=name))
    connection.execute("DROP TABLE play")
    connection.execute("ALTER TABLE new_play RENAME TO play")
    # From the first play, so that all copies of one old store have the same learner.
    learner = learner_of_old_store(ids[0]) if ids else new_id()
    connection.execute("INSERT INTO learner VALUES (?)", (learner,))


def _programme_and_file(programme: object) -> tuple[str, str]:
    """Return the id and the path of a programme; before version 4, a play had one or the other."""
    if not isinstance(programme, str):  # only in a damaged row
        return "", ""
    programme_id = id_of_programme(programme)
    return programme_id, "" if programme_id == programme else programme


def _new_acts(connection: sqlite3.Connection) -> None:
    """Change nothing: the acts ``began``, ``let-go`` and ``between`` fit into the tables.

    An older program would call them damage. The new version lets it say that the file is newer.
    """


_DRILLS = f"""
CREATE TABLE drill_review (
    {_text("id", "PRIMARY KEY")}, {_text("at")}, {_text("situation")}, {_text("scenario")},
    {_text("digest")}, {_text("moment")}, {_number("seed")}, {_text("act")}, {_text("option")},
    {_number("rating")}, {_text("own_words")}
) WITHOUT ROWID;
"""


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _script(_PLAYS),
    _script(_OWN_WORDS),
    _script(_PROGRAMMES),
    _add_ids,
    _new_acts,
    _script(_DRILLS),
)
"""One function for each version of the tables; ``PRAGMA user_version`` counts those applied."""

VERSION = len(MIGRATIONS)
"""The newest version of the tables that this program knows."""
