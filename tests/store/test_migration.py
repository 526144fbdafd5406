"""A store of an older version is migrated with everything in it, or left exactly as it was."""

import signal
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from simulator.engine.step import WAIT, Take
from simulator.practice.plays import branch, moments_met
from simulator.store import tables
from simulator.store.store import VERSION, Store, StoreProblem
from tests.plays import begun, flagship, go_on, play_to_the_end

pytestmark = pytest.mark.slow

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
    made = Store(file.with_name("made.sqlite3"))
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
        "SELECT id, scenario, title, path, digest, mode, feedback, seed, "
        "started, ended, replaced_by FROM play"
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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "learner.sqlite3"


def test_every_play_and_act_is_still_there(file: Path) -> None:
    rows = version_1(file)
    store = Store(file)
    assert version_of(file) == VERSION
    assert (
        store._db.execute(
            "SELECT play, number, act, moment, after, option, say, at FROM act"
        ).fetchall()
        == rows
    )
    assert [play.id for play in store.finished()] == [1]
    assert [play.id for play in store.unfinished()] == [2]
    assert [play["replaced_by"] for play in store.export()["plays"]] == [None, None, 2]
    assert all((play.branch_of, play.branched_at) == (None, "") for play in store.plays())
    store.close()


def test_a_play_of_the_old_version_goes_on_and_can_be_branched_and_written_beside(
    file: Path,
) -> None:
    version_1(file)
    store = Store(file)
    saved = go_on(store, store.unfinished()[0])
    assert len(saved.session.records) == 20
    while not saved.session.pause.asks:
        saved.act(WAIT)
    assert saved.own_words("And where is he now?") == "And where is he now?"
    other = branch(store, saved, moments_met(saved)[0][0])
    assert other.play.branch_of == 2
    play_to_the_end(saved)
    store.close()


def test_a_store_that_is_current_is_not_touched(file: Path) -> None:
    Store(file).close()
    before = file.read_bytes()
    Store(file).close()
    assert file.read_bytes() == before


def test_where_the_change_fails_the_old_store_stays_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = version_1(file)
    broken = (tables.MIGRATIONS[0], tables.MIGRATIONS[1] + "; CREATE TABLE play (id)")
    with monkeypatch.context() as patched:
        patched.setattr(tables, "MIGRATIONS", broken)
        with pytest.raises(StoreProblem, match="already exists"):
            Store(file)
    assert version_of(file) == 1
    store = Store(file)
    assert len(store.records(1)) + len(store.records(2)) == len(rows)
    store.close()


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
connect, left = sqlite3.connect, int(sys.argv[2])
def watched(statement):
    global left
    if "BEGIN" in statement or left < int(sys.argv[2]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
def connected(*arguments, **options):
    found = connect(*arguments, **options)
    found.set_trace_callback(watched)
    return found
sqlite3.connect = connected
from simulator.store.store import Store
Store(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("statement", range(2, 8))
def test_killed_in_the_middle_of_the_change_nothing_is_lost(file: Path, statement: int) -> None:
    rows = version_1(file)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file), str(statement)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert version_of(file) == 1
    store = Store(file)
    assert version_of(file) == VERSION
    assert store._db.execute("SELECT count(*) FROM act").fetchone() == (len(rows),)
    assert store.unfinished()[0].branched_at == ""
    store.close()
