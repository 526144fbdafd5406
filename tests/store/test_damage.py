"""Any byte of a store can be wrong: a read returns valid data or raises StoreProblem."""

import sqlite3
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.acts import WAIT
from simulator.engine.records import Record, to_row
from simulator.scenario.text import forbidden_character
from simulator.store.export import export_text
from simulator.store.play_store import Place, Play, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.examples import examples
from tests.plays import begun, written
from tests.scripts import CUE, HEAD, LEAVE

pytestmark = pytest.mark.slow

SCRIPT = f"{HEAD}script:\n- ben: before\n{CUE}{LEAVE}- end: Thank you.\n"
EVERY = 13
"""Which bytes are turned over one after the other; hypothesis chooses others."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small sound store with a finished and an unfinished play, in small pages."""
    folder = tmp_path_factory.mktemp("sound")
    store = SqliteStore(folder / "learner.sqlite3")
    loaded = written(folder / "scenario", SCRIPT)
    for acts in (2, 9):
        saved = begun(store, loaded)
        while not saved.session.ended and len(saved.session.records) < acts:
            if saved.session.pause.asks:
                saved.own_words("What I would have said.")
            saved.act(WAIT)
    store._db.executescript("PRAGMA page_size=512; VACUUM")
    store.close()
    return (folder / "learner.sqlite3").read_bytes()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "learner.sqlite3"


def read_all(file: Path) -> str:
    """Read everything that commands read; return the message if it cannot be read."""
    try:
        store = SqliteStore(file)
    except StoreProblem as problem:
        return str(problem)
    try:
        for play in [
            *store.plays(),
            *store.unfinished(),
            *store.finished(),
        ]:
            assert_sound(play, store.records(play.id), store.own_words(play.id))
            text = store.text(play.digest)
            assert text is None or isinstance(text, bytes)
        assert isinstance(export_text(store), str)
    except StoreProblem as problem:
        return str(problem)
    finally:
        store.close()
    return ""


def assert_sound(play: Play, records: list[Record], own_words: dict[str, str]) -> None:
    assert play.mode in ("guided", "live")
    assert play.feedback in ("now", "end")
    for time in (play.started, play.ended):
        assert time is None or datetime.fromisoformat(time).tzinfo is not None
    assert all(
        isinstance(getattr(play, field.name), str | int | Place | None) for field in fields(Play)
    )
    assert all(record.act in ("wait", "take", "remark") for record in records)
    assert all(isinstance(to_row(record)[2], int) for record in records)
    texts = [text for record in records for text in to_row(record) if not isinstance(text, int)]
    for text in [*texts, *own_words, *own_words.values(), play.title, play.place.scenario]:
        text.encode("utf-8")


def test_a_sound_store_is_read_without_a_problem(whole: bytes, file: Path) -> None:
    file.write_bytes(whole)
    assert read_all(file) == ""


def test_a_byte_that_is_turned_over_anywhere_is_read_over_or_reported(
    whole: bytes, file: Path
) -> None:
    sentences = []
    for position in range(0, len(whole), EVERY):
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        sentences.append(read_all(file))
    assert not any(forbidden_character(sentence) or "\n" in sentence for sentence in sentences)
    assert "" in sentences
    assert len(set(sentences)) > 5


@examples(100)
@given(data=st.data())
def test_any_piece_that_is_lost_or_overwritten_is_read_over_or_reported(
    whole: bytes, file: Path, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(whole)), label="start")
    length = data.draw(st.sampled_from((0, 1, 2, 40, 512, len(whole))), label="length")
    instead = data.draw(st.binary(max_size=60) | st.just(bytes(length)), label="instead")
    file.write_bytes(whole[:start] + instead + whole[start + length :])
    read_all(file)


def test_a_schema_that_is_no_text_is_reported(whole: bytes, file: Path) -> None:
    file.write_bytes(whole.replace(b"WITHOUT ROWID", b"WITHOUT \xffOWID"))
    assert "cannot be used" in read_all(file)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE play SET digest = NULL",
        "UPDATE play SET mode = 'other'",
        "UPDATE play SET started = 'yesterday'",
        "UPDATE play SET started = '2026-02-03T04:05:06'",
        "UPDATE play SET seed = x'00'",
        "UPDATE play SET title = CAST(x'ff' AS TEXT)",
        "UPDATE act SET act = 'shout'",
        "UPDATE act SET after = 'late'",
        "UPDATE act SET say = x'41'",
        "UPDATE own_words SET text = x'07'",
        "UPDATE scenario_text SET text = 'text'",
        "UPDATE scenario_text SET text = x'00'",
        "UPDATE scenario_text SET text = substr(text, 1, 40)",
    ],
)
def test_a_value_that_the_program_cannot_have_written_is_reported(
    whole: bytes, file: Path, damage: str
) -> None:
    file.write_bytes(whole)
    outside = sqlite3.connect(str(file), isolation_level=None)
    outside.execute("PRAGMA ignore_check_constraints=ON")
    outside.executescript(
        "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '')"
    )
    outside.close()
    outside = sqlite3.connect(str(file), isolation_level=None)
    outside.execute("PRAGMA ignore_check_constraints=ON")
    outside.execute(damage)
    outside.close()
    assert "cannot be used" in read_all(file)


def test_a_text_that_unpacks_to_more_than_any_scenario_has_is_reported(
    whole: bytes, file: Path
) -> None:
    import zlib

    file.write_bytes(whole)
    outside = sqlite3.connect(str(file), isolation_level=None)
    outside.execute("UPDATE scenario_text SET text = ?", (zlib.compress(bytes(50_000_000)),))
    outside.close()
    assert "a scenario's text" in read_all(file)
