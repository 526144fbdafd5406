"""What is kept stays kept, and what cannot be kept is said."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.learner.store import VERSION, First, Store, StoreProblem, export_text
from simulator.play.session import Record
from simulator.play.step import WAIT
from tests.rooms import begun, play_to_the_end


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "home" / "learner.sqlite3")
    yield opened
    opened.close()


def test_an_act_is_on_the_disk_before_its_answer_is_given(store: Store) -> None:
    kept = begun(store)
    for count in range(1, 30):
        kept.act(WAIT)
        elsewhere = sqlite3.connect(store.file)
        assert elsewhere.execute("SELECT count(*) FROM act").fetchone() == (count,)
        elsewhere.close()


def test_the_store_uses_a_rollback_journal_and_waits_for_the_disk(store: Store) -> None:
    begun(store)
    pragma = {
        name: store._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "user_version")
    }
    assert pragma == {"journal_mode": "delete", "synchronous": 2, "user_version": VERSION}


def test_the_store_is_readable_by_its_owner_only(store: Store) -> None:
    assert store.file.stat().st_mode & 0o077 == 0


def test_an_act_that_cannot_be_kept_has_not_happened(store: Store) -> None:
    kept = begun(store)
    kept.act(WAIT)
    before = (kept.session.state, list(kept.session.events))
    store._db.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreProblem, match="cannot be used"):
        kept.act(WAIT)
    assert (kept.session.state, kept.session.events) == before
    store._db.execute("PRAGMA query_only=OFF")
    kept.act(WAIT)
    assert len(store.records(kept.play.id)) == 2


def test_a_play_open_in_two_windows_is_noticed_and_neither_loses_an_act(store: Store) -> None:
    from simulator.learner.plays import go_on

    first = begun(store)
    first.act(WAIT)
    elsewhere = Store(store.file)
    second = go_on(elsewhere, first.play)
    second.act(WAIT)
    elsewhere.close()
    with pytest.raises(StoreProblem, match="another window"):
        first.act(WAIT)
    assert len(store.records(first.play.id)) == 2


def test_a_file_that_is_no_store_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "learner.sqlite3"
    file.write_bytes(b"not a database at all, but precious" * 100)
    with pytest.raises(StoreProblem, match="cannot be used"):
        Store(file)
    assert file.read_bytes().startswith(b"not a database")


def test_a_store_of_a_newer_program_is_refused_in_words(store: Store) -> None:
    store._db.execute(f"PRAGMA user_version = {VERSION + 1}")
    store.close()
    with pytest.raises(StoreProblem, match="newer version"):
        Store(store.file)


def test_finished_plays_are_listed_apart_from_unfinished_ones(store: Store) -> None:
    first, second = begun(store), begun(store)
    play_to_the_end(first)
    assert [play.id for play in store.unfinished()] == [second.play.id]
    assert [play.id for play in store.finished()] == [first.play.id]
    assert store.finished()[0].ended is not None


def test_everything_kept_can_be_taken_away_as_plain_data(store: Store) -> None:
    kept = begun(store)
    kept.act(WAIT)
    exported = json.loads(export_text(store))
    assert [len(play["acts"]) for play in exported["plays"]] == [1]
    assert exported["plays"][0]["acts"][0]["act"] == "wait"


def test_replacing_a_play_is_all_or_nothing(store: Store) -> None:
    kept = begun(store)
    kept.act(WAIT)
    twice = [Record("wait"), Record("wait")]
    with pytest.raises(StoreProblem):
        store.replace(kept.play, 1, kept.play, b"", First([*twice, Record("wait", say=None)]))  # type: ignore[arg-type]
    assert [play.id for play in store.plays()] == [kept.play.id]
    assert len(store.records(kept.play.id)) == 1
