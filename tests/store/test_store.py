"""What is kept stays kept, and what cannot be kept is said."""

import json
import os
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.engine.records import Record
from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.migrations import VERSION
from simulator.store.play_store import AnotherWindow, First, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, flagship, go_on, look_back, play_to_the_end


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "home" / "learner.sqlite3")
    yield opened
    opened.close()


def test_an_act_is_on_the_disk_before_its_answer_is_given(store: SqliteStore) -> None:
    saved = begun(store)
    for count in range(1, 30):
        saved.act(WAIT)
        elsewhere = sqlite3.connect(store.file)
        assert elsewhere.execute("SELECT count(*) FROM act").fetchone() == (count,)
        elsewhere.close()


def test_the_store_uses_a_rollback_journal_and_waits_for_the_disk(store: SqliteStore) -> None:
    begun(store)
    pragma = {
        name: store._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "user_version")
    }
    assert pragma == {"journal_mode": "delete", "synchronous": 3, "user_version": VERSION}


def test_the_store_is_readable_by_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = SqliteStore(tmp_path / "made" / "home" / "learner.sqlite3")
        with store._database.transaction():
            store._db.execute("PRAGMA user_version = 3")
            modes = {
                path.name: path.stat().st_mode & 0o777
                for path in (tmp_path / "made" / "home").iterdir()
            }
        store.close()
    finally:
        os.umask(before)
    assert modes == {"learner.sqlite3": 0o600, "learner.sqlite3-journal": 0o600}
    assert (tmp_path / "made" / "home").stat().st_mode & 0o777 == 0o700


def test_an_act_that_cannot_be_kept_has_not_happened(store: SqliteStore) -> None:
    saved = begun(store)
    saved.act(WAIT)
    before = (saved.session.state, list(saved.session.events))
    store._db.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreProblem, match="cannot be used"):
        saved.act(WAIT)
    assert (saved.session.state, saved.session.events) == before
    store._db.execute("PRAGMA query_only=OFF")
    saved.act(WAIT)
    assert len(store.records(saved.play.id)) == 2


def test_a_play_open_in_two_windows_is_noticed_and_neither_loses_an_act(store: SqliteStore) -> None:
    first = begun(store)
    first.act(WAIT)
    elsewhere = SqliteStore(store.file)
    second = go_on(elsewhere, first.play)
    second.act(WAIT)
    second.act(WAIT)
    elsewhere.close()
    with pytest.raises(AnotherWindow, match="another window"):
        store.act(first.play.id, 1, Record("take", "drift", 2, "contain", "Words"))
    assert store.records(first.play.id) == second.session.records


def test_a_file_that_is_no_store_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "learner.sqlite3"
    file.write_bytes(b"not a database at all, but precious" * 100)
    with pytest.raises(StoreProblem, match="cannot be used"):
        SqliteStore(file)
    assert file.read_bytes().startswith(b"not a database")


def test_a_store_of_a_newer_program_is_refused_in_words(store: SqliteStore) -> None:
    store._db.execute(f"PRAGMA user_version = {VERSION + 1}")
    store.close()
    with pytest.raises(StoreProblem, match="newer version"):
        SqliteStore(store.file)


def test_finished_plays_are_listed_apart_from_unfinished_ones(store: SqliteStore) -> None:
    first, second = begun(store), begun(store)
    play_to_the_end(first)
    assert [play.id for play in store.unfinished()] == [second.play.id]
    assert [play.id for play in store.finished()] == [first.play.id]
    assert store.finished()[0].ended is not None


def test_everything_kept_can_be_taken_away_as_plain_data(store: SqliteStore) -> None:
    saved = begun(store)
    saved.act(WAIT)
    exported = json.loads(export_text(store))
    assert [len(play["acts"]) for play in exported["plays"]] == [1]
    assert exported["plays"][0]["acts"][0]["act"] == "wait"


def test_replacing_a_play_is_all_or_nothing(store: SqliteStore) -> None:
    saved = begun(store)
    saved.act(WAIT)
    twice = [Record("wait"), Record("wait")]
    with pytest.raises(StoreProblem):
        store.replace(saved.play, 1, saved.play, b"", First([*twice, Record("wait", say=None)]))  # type: ignore[arg-type]
    assert [play.id for play in store.plays()] == [saved.play.id]
    assert len(store.records(saved.play.id)) == 1


NO_END = "CREATE TRIGGER no_end BEFORE UPDATE OF ended ON play BEGIN SELECT RAISE(ABORT, 'no'); END"


def before_the_last_act(store: SqliteStore) -> tuple[str, int]:
    """Play all but the last act of a play; return its id and how many acts it has."""
    whole = begun(store)
    play_to_the_end(whole)
    saved = begun(store)
    for _ in whole.session.records[:-1]:
        saved.act(WAIT)
    return saved.play.id, len(saved.session.records)


def test_the_last_act_and_the_end_are_kept_together_or_not_at_all(store: SqliteStore) -> None:
    last, acts = before_the_last_act(store)
    play = store.play(last)
    assert play is not None
    saved = go_on(store, play)
    store._db.execute(NO_END)
    with pytest.raises(StoreProblem):
        saved.act(WAIT)
    assert len(store.records(last)) == acts
    assert not saved.session.ended
    store._db.execute("DROP TRIGGER no_end")
    saved.act(WAIT)
    assert saved.session.ended
    assert store.finished()[0].id == last


def test_the_last_act_is_one_transaction(store: SqliteStore) -> None:
    last, _ = before_the_last_act(store)
    play = store.play(last)
    assert play is not None
    saved = go_on(store, play)
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    saved.act(WAIT)
    assert [statement.split()[0] for statement in statements] == [
        "BEGIN",
        "SELECT",
        "INSERT",
        "UPDATE",
        "UPDATE",
        "COMMIT",
    ]


def test_looking_back_and_every_other_reading_writes_nothing(store: SqliteStore) -> None:
    saved = begun(store)
    play_to_the_end(saved)
    store._db.execute("UPDATE play SET ended = NULL")
    before = store.file.read_bytes()
    play = store.play(saved.play.id)
    assert play is not None
    assert look_back(store, play).session.ended
    (
        store.plays(),
        store.unfinished(),
        store.finished(),
        store.branches(saved.play.id),
        store.own_words(saved.play.id),
        export_text(store),
    )
    store.close()
    assert store.file.read_bytes() == before


def test_opened_for_reading_no_store_is_made_and_none_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "home" / "learner.sqlite3"
    empty = SqliteStore(file, reading=True)
    assert empty.plays() == []
    empty.close()
    assert not file.parent.exists()
    SqliteStore(file).close()
    old = sqlite3.connect(file)
    old.executescript(
        "DROP TABLE own_words; DROP TABLE place; DROP TABLE act; DROP TABLE play; "
        "DROP TABLE scenario_text; DROP TABLE learner; DROP TABLE drill_review; PRAGMA user_version = 0"
    )
    old.close()
    before = file.read_bytes()
    store = SqliteStore(file, reading=True)
    assert store.plays() == []
    with pytest.raises(StoreProblem, match="is read-only"):
        begun(store)
    store.close()
    assert file.read_bytes() == before


def test_a_store_in_memory_reaches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = MemoryStore()
    saved = begun(store)
    play_to_the_end(saved)
    assert store.finished() != []
    assert list(tmp_path.iterdir()) == []
    store.close()


def test_a_full_disk_is_called_that_and_afterwards_it_goes_on(store: SqliteStore) -> None:
    store._db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StoreProblem, match="disk is full"):
        begun(store)
    store._db.execute("PRAGMA max_page_count = 100000")
    begun(store).act(WAIT)


def test_a_roll_back_that_fails_does_not_hide_the_reason(store: SqliteStore) -> None:

    def roll_back_and_fail() -> None:
        with store._database.transaction():
            store._db.execute("ROLLBACK")
            raise OSError("the reason")

    with pytest.raises(StoreProblem, match="the reason"):
        roll_back_and_fail()
    begun(store)


@pytest.mark.parametrize("lock", ["BEGIN EXCLUSIVE", "BEGIN; SELECT * FROM play"])
def test_a_second_program_is_named_soon_and_the_act_can_be_tried_again(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    saved = begun(store)
    assert store._db.execute("PRAGMA busy_timeout").fetchone()[0] <= 1000
    store._db.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(store.file, isolation_level=None)
    begin, *read = lock.split(";")
    other.execute(begin)
    for statement in read:
        other.execute(statement).fetchall()
    with pytest.raises(
        StoreProblem,
        match=r"another program is using it\. Nothing that was saved is lost; try again",
    ):
        saved.act(WAIT)
    assert saved.session.records == []
    other.execute("COMMIT")
    saved.act(WAIT)
    assert len(store.records(saved.play.id)) == 1
    other.close()


def test_only_another_act_on_one_revision_means_another_window(store: SqliteStore) -> None:
    with pytest.raises(StoreProblem, match="NOT NULL") as of_act:
        store.act("no play", 0, Record("wait"))
    with pytest.raises(StoreProblem, match="NOT NULL") as of_words:
        store.keep_own_words("no play", "drift", 1, "Words")
    assert "another window" not in f"{of_act.value} {of_words.value}"


def test_an_act_that_reached_the_disk_though_it_failed_is_taken_back_by_the_next_try(
    store: SqliteStore,
) -> None:
    saved = begun(store)
    row = store._act_row(saved.play.id, 0, Record("take", "drift", 2, "contain", "Words"))
    with store._database.transaction():
        store._save_act(row, last=True)
    store._unsure = [row]
    saved.act(WAIT)
    assert store.records(saved.play.id) == saved.session.records
    assert [play.id for play in store.unfinished()] == [saved.play.id]


def test_an_act_of_another_window_is_never_taken_back(store: SqliteStore) -> None:
    saved = begun(store)
    store.act(saved.play.id, 0, Record("take", "drift", 2, "contain", "Words"))
    for _ in range(2):
        with pytest.raises(StoreProblem, match="another window"):
            saved.act(WAIT)
    assert len(store.records(saved.play.id)) == 1


def test_replaced_words_do_not_stay_in_the_file(store: SqliteStore) -> None:
    saved = begun(store)
    assert store._db.execute("PRAGMA secure_delete").fetchone() == (1,)
    store.keep_own_words(saved.play.id, "drift", 1, "The first words, which were private. " * 200)
    store.keep_own_words(saved.play.id, "drift", 1, "Others.")
    store.close()
    assert b"which were private" not in store.file.read_bytes()


def test_a_new_store_can_be_read_by_an_sqlite_that_knows_no_strict_tables(
    store: SqliteStore,
) -> None:
    made = store._db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    assert len(made) == 7
    assert not any("STRICT" in sql for (sql,) in made)


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO act VALUES (1, 0, 'wait', '', 'late', '', '', '')",
        "INSERT INTO act VALUES (1, 0, 'wait', '', 0, '', x'00', '')",
        "INSERT INTO act VALUES (1, 0.5, 'wait', '', 0, '', '', '')",
        "INSERT INTO scenario_text VALUES ('0', 'text')",
        "INSERT INTO own_words VALUES (1, 'drift', 1, x'00', '')",
        "UPDATE play SET seed = 'seven'",
        "UPDATE play SET ended = x'00'",
        "UPDATE play SET part = 'first'",
        "UPDATE play SET follows = x'00'",
        "INSERT INTO place VALUES (1, x'00', '')",
        "UPDATE play SET programme = x'00'",
    ],
)
def test_no_column_takes_a_value_of_another_type(store: SqliteStore, wrong: str) -> None:
    begun(store)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        store._db.execute(wrong)


def test_an_sqlite_that_is_too_old_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 11, 9))
    with pytest.raises(
        StoreProblem, match=r"3\.12\.0 or newer\. Run the program with a newer Python\."
    ):
        SqliteStore(tmp_path / "learner.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_strict_tables_met_by_an_older_sqlite_are_refused_with_what_to_do(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store._db.execute("PRAGMA writable_schema=ON")
    store._db.execute(
        "UPDATE sqlite_master SET sql = sql || ' STRICT, STRICTER' WHERE name = 'play'"
    )
    store.close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(
        StoreProblem,
        match=r"whose SQLite is 3\.37\.0 or newer \('balint-sim doctor' shows the version\)",
    ):
        SqliteStore(store.file)


def test_a_clock_that_goes_back_or_is_years_off_changes_no_order_and_breaks_nothing(
    tmp_path: Path,
) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    leaps = (
        timedelta(0),
        timedelta(days=-20_000),
        timedelta(days=2_900_000),
        timedelta(days=-700_000),
        timedelta(0),
    )
    times = [(start + leap).isoformat(timespec="seconds") for leap in leaps] * 400
    store = SqliteStore(tmp_path / "learner.sqlite3", now=times.pop)
    plays = [begun(store) for _ in range(5)]
    for saved in plays:
        play_to_the_end(saved)
    assert [play.number for play in store.finished()] == [5, 4, 3, 2, 1]
    for saved in plays:
        assert store.records(saved.play.id) == saved.session.records
    assert len(json.loads(export_text(store))["plays"]) == 5
    store.close()


def test_a_clock_that_shows_no_date_is_a_problem_in_words(tmp_path: Path) -> None:
    def no_clock() -> str:
        raise OverflowError("timestamp out of range")

    store = SqliteStore(tmp_path / "learner.sqlite3", now=no_clock)
    with pytest.raises(StoreProblem, match="timestamp out of range"):
        begun(store)
    store.close()


def test_an_export_has_the_texts_of_the_scenarios(store: SqliteStore) -> None:
    saved = begun(store)
    store._db.execute("INSERT INTO scenario_text VALUES ('raw', ?)", (zlib.compress(b"\xff"),))
    store._db.execute(
        "INSERT INTO scenario_text VALUES ('torn', ?)", (zlib.compress(b"words" * 9)[:-5],)
    )
    exported = json.loads(export_text(store))
    assert exported["scenario_texts"][saved.play.digest] == flagship().text.decode("utf-8")
    assert exported["scenario_texts"]["raw"] == {"base64": "/w=="}
    assert exported["scenario_texts"]["torn"] is None


def test_an_export_holds_no_character_that_a_terminal_obeys_and_says_the_same(
    store: SqliteStore,
) -> None:
    hostile = "/home/\x1b[2J\x7f\x9b\u202e\u2028\ufeff\U000e0041/\U0001f600/é/scenario.yaml"
    saved = begun(store)
    store._db.execute("UPDATE play SET title = ?", (hostile,))
    text = export_text(store)
    assert not set("\x1b\x7f\x9b\u202e\u2028\ufeff\U000e0041") & set(text)
    assert "\U0001f600" in text
    assert json.loads(text)["plays"][0]["title"] == hostile
    assert json.loads(text)["plays"][0]["uuid"] == saved.play.id


def test_an_export_is_of_one_instant(store: SqliteStore) -> None:
    saved = begun(store)
    saved.act(WAIT)
    other = sqlite3.connect(store.file, isolation_level=None, timeout=0)
    blocked: list[bool] = []

    def between(statement: str) -> None:
        if "FROM act" in statement:
            try:
                other.execute("DELETE FROM act")
            except sqlite3.OperationalError:
                blocked.append(True)

    store._db.set_trace_callback(between)
    assert len(store.export()["plays"][0]["acts"]) == 1
    assert blocked
    other.close()
