"""A store of an older version is migrated with everything in it, or left exactly as it was."""

import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT, Take
from simulator.practice.plays import branch
from simulator.practice.saved_play import moments_met
from simulator.store.database import Database
from simulator.store.export import export_text
from simulator.store.migrations import MIGRATIONS, VERSION
from simulator.store.play_store import Place, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, flagship, go_on, play_to_the_end

pytestmark = pytest.mark.slow

STORES = Path(__file__).parent.parent / "golden" / "stores"

VERSION_1 = """
CREATE TABLE scenario_text (digest TEXT PRIMARY KEY, text BLOB NOT NULL) STRICT;
CREATE TABLE play (
    id INTEGER PRIMARY KEY, scenario TEXT NOT NULL, title TEXT NOT NULL, path TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES scenario_text, mode TEXT NOT NULL, feedback TEXT NOT NULL,
    seed INTEGER NOT NULL, started TEXT NOT NULL, ended TEXT, replaced_by INTEGER REFERENCES play
) STRICT;
CREATE TABLE act (
    play INTEGER NOT NULL REFERENCES play ON DELETE CASCADE, number INTEGER NOT NULL,
    act TEXT NOT NULL, moment TEXT NOT NULL, after INTEGER NOT NULL, option TEXT NOT NULL,
    say TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (play, number)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
"""
"""The tables as the first version of the file had them, word for word."""


def version_1(file: Path) -> list[tuple[object, ...]]:
    """Make a version 1 store: a finished, a replaced and an unfinished play; return its acts."""
    made = SqliteStore(file.with_name("made.sqlite3"))
    first, second = begun(made), begun(made)
    play_to_the_end(first, speak=True)
    for _ in range(20):
        second.act(
            Take(second.session.pause.options[0].id) if second.session.pause.options else WAIT
        )
    rows = made._db.execute(
        "SELECT play, number, act, moment, after, option, say, at FROM act"
    ).fetchall()
    plays = made._db.execute(
        "SELECT number, scenario, title, '/home/learner/scenario.yaml', digest, mode, feedback, "
        "seed, started, ended, replaced_by FROM play"
    ).fetchall()
    made.close()
    old = sqlite3.connect(file, isolation_level=None)
    old.executescript(VERSION_1)
    old.execute(
        "INSERT INTO scenario_text VALUES (?, ?)", (plays[0][4], zlib.compress(flagship().text))
    )
    old.executemany("INSERT INTO play VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", plays)
    replaced = (3, *plays[1][1:10], 2)
    old.execute("INSERT INTO play VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", replaced)
    old.executemany("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    old.close()
    return rows


def version_of(file: Path) -> int:
    connection = sqlite3.connect(file)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    assert isinstance(version, int)
    return version


def contents(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    found = list(connection.iterdump())
    connection.close()
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "learner.sqlite3"


def test_every_play_and_act_is_still_there(file: Path) -> None:
    rows = version_1(file)
    store = SqliteStore(file)
    assert version_of(file) == VERSION
    assert (
        store._db.execute(
            "SELECT play, number, act, moment, after, option, say, at FROM act"
        ).fetchall()
        == rows
    )
    assert [play.number for play in store.finished()] == [1]
    assert [play.number for play in store.unfinished()] == [2]
    assert [play["replaced_by"] for play in store.export()["plays"]] == [None, None, 2]
    assert all((play.branch_of, play.branched_at) == (None, "") for play in store.plays())
    store.close()


def test_a_play_of_the_old_version_goes_on_and_can_be_branched_and_written_beside(
    file: Path,
) -> None:
    version_1(file)
    store = SqliteStore(file)
    saved = go_on(store, store.unfinished()[0])
    assert len(saved.session.records) == 20
    while not saved.session.pause.asks:
        saved.act(WAIT)
    assert saved.own_words("And where is he now?") == "And where is he now?"
    other = branch(store, saved, moments_met(saved)[0][0])
    assert other.play.branch_of == saved.play.id
    play_to_the_end(saved)
    store.close()


def test_a_store_that_is_current_is_not_touched(file: Path) -> None:
    SqliteStore(file).close()
    before = file.read_bytes()
    SqliteStore(file).close()
    assert file.read_bytes() == before


def test_where_the_change_fails_the_old_store_stays_as_it_was(
    file: Path,
) -> None:
    rows = version_1(file)

    def broken(connection: sqlite3.Connection) -> None:
        MIGRATIONS[1](connection)
        connection.execute("CREATE TABLE play (id)")

    with pytest.raises(StoreProblem, match="already exists"):
        Database(file, (MIGRATIONS[0], broken))
    assert version_of(file) == 1
    store = SqliteStore(file)
    assert sum(len(store.records(play.id)) for play in store.plays()) == len(rows)
    store.close()


@pytest.mark.parametrize("version", range(1, VERSION))
def test_before_a_store_is_migrated_a_copy_of_it_is_made_and_kept(file: Path, version: int) -> None:
    old = STORES / f"version-{version}.sqlite3"
    shutil.copy(old, file)
    store = SqliteStore(file)
    assert store.backup == file.with_name(f"learner.version-{version}.sqlite3")
    store.close()
    assert contents(store.backup) == contents(old)
    assert version_of(store.backup) == version
    assert stat.S_IMODE(store.backup.stat().st_mode) == 0o600
    again = SqliteStore(file)
    assert again.backup is None
    again.close()
    assert sorted(path.name for path in file.parent.iterdir()) == [
        file.name,
        store.backup.name,
    ]


def test_without_a_copy_a_store_is_not_migrated(file: Path) -> None:
    rows = version_1(file)
    in_the_way = file.with_name("learner.version-1.sqlite3")
    in_the_way.mkdir()
    with pytest.raises(StoreProblem, match="directory"):
        SqliteStore(file)
    assert version_of(file) == 1
    in_the_way.rmdir()
    store = SqliteStore(file)
    assert store._db.execute("SELECT count(*) FROM act").fetchone() == (len(rows),)
    store.close()


def test_a_migrated_play_has_the_same_id_and_learner_wherever_it_is_migrated(
    tmp_path: Path,
) -> None:
    found = []
    for name in ("here", "there"):
        file = tmp_path / name / "learner.sqlite3"
        file.parent.mkdir()
        shutil.copy(STORES / "version-3.sqlite3", file)
        store = SqliteStore(file)
        found.append((store.learner, [play.id for play in store.plays()]))
        store.close()
    assert found[0] == found[1]
    assert len(set(found[0][1])) == len(found[0][1]) > 5


def test_no_play_of_a_migrated_store_has_a_path_in_it(file: Path) -> None:
    shutil.copy(STORES / "version-3.sqlite3", file)
    store = SqliteStore(file)
    evening = [play for play in store.plays() if play.programme]
    assert {play.programme for play in evening} == {"an-evening-with-two-cases"}
    assert evening[0].place == Place(
        "/home/learner/scenarios/the-end-of-his-sentence/scenario.yaml",
        "/home/learner/programmes/an-evening-with-two-cases.yaml",
    )
    assert evening[0].follows == evening[1].id
    assert "/home/learner" not in export_text(store)
    store.close()


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
connect, left = sqlite3.connect, int(sys.argv[2])
def watched(statement):
    global left
    if "BEGIN IMMEDIATE" in statement or left < int(sys.argv[2]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
def connected(*arguments, **options):
    found = connect(*arguments, **options)
    found.set_trace_callback(watched)
    return found
sqlite3.connect = connected
from simulator.store.sqlite import SqliteStore
SqliteStore(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("statement", range(2, 34, 4))
def test_killed_in_the_middle_of_the_change_nothing_is_lost(file: Path, statement: int) -> None:
    rows = version_1(file)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file), str(statement)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert version_of(file) == 1
    store = SqliteStore(file)
    assert version_of(file) == VERSION
    assert store._db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert store._db.execute("SELECT count(*) FROM act").fetchone() == (len(rows),)
    assert store.unfinished()[0].branched_at == ""
    store.close()
