"""The leader's own words for a moment are kept as they were written, clean, and weigh nothing."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT, NotOnOffer, Take
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import MOST_OWN_WORDS, SavedPlay
from simulator.scenario.model import Mode
from simulator.store.export import export_text
from simulator.store.play_store import Play, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, decide, go_on, look_back, play_to_the_end, written
from tests.scripts import CUE, HEAD, LEAVE

SCRIPT = f"{HEAD}script:\n- ben: before\n{CUE}- ben: between\n{LEAVE}- end: Thank you.\n"


def asked(store: SqliteStore, folder: Path, mode: Mode = "guided") -> SavedPlay:
    """A play that stands where its first moment asks."""
    saved = begun(store, written(folder, SCRIPT), PlayOptions(mode, seed=1))
    to_the_question(saved)
    return saved


def to_the_question(saved: SavedPlay) -> None:
    while not saved.session.pause.asks:
        saved.act(WAIT)


def test_they_are_on_the_disk_when_they_have_been_taken(store: SqliteStore, tmp_path: Path) -> None:
    saved = asked(store, tmp_path / "small")
    assert saved.own_words("  Let us stay with the silence.\n") == "Let us stay with the silence."
    elsewhere = sqlite3.connect(store.file)
    assert elsewhere.execute("SELECT moment, after, text FROM own_words").fetchall() == [
        ("drift", 2, "Let us stay with the silence.")
    ]
    elsewhere.close()


@pytest.mark.parametrize("again", [go_on, look_back])
def test_they_are_there_again_when_the_play_is_opened_again(
    store: SqliteStore, tmp_path: Path, again: Callable[[SqliteStore, Play], SavedPlay]
) -> None:
    saved = asked(store, tmp_path / "small")
    saved.own_words("First.")
    saved.act(Take("contain"))
    to_the_question(saved)
    saved.own_words("Second.")
    opened = again(store, saved.play)
    assert opened.said_own == saved.said_own == {"drift": "First.", "quiet": "Second."}
    assert store.own_words(saved.play.id) == saved.said_own


def test_the_last_version_for_a_moment_is_the_one_that_stays(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = asked(store, tmp_path / "small", "live")
    saved.own_words("Too early, I think.")
    saved.act(WAIT)
    saved.own_words("Now.")
    assert saved.said_own == store.own_words(saved.play.id) == {"drift": "Now."}
    assert store.export()["plays"][0]["own_words"][0]["after"] == 2


@pytest.mark.parametrize("nothing", ["", "  \n\t "])
def test_nothing_written_keeps_nothing_and_takes_nothing_away(
    store: SqliteStore, tmp_path: Path, nothing: str
) -> None:
    saved = asked(store, tmp_path / "small")
    assert saved.own_words(nothing) == ""
    assert store.own_words(saved.play.id) == {}
    saved.own_words("Something.")
    assert saved.own_words(nothing) == ""
    assert saved.said_own == store.own_words(saved.play.id) == {"drift": "Something."}


def test_they_are_cleaned_and_of_bounded_length(store: SqliteStore, tmp_path: Path) -> None:
    saved = asked(store, tmp_path / "small")
    assert (
        saved.own_words("\x1b]52;c;x\x07 \N{RIGHT-TO-LEFT OVERRIDE}a\r\nb")
        == "\ufffd]52;c;x\ufffd \ufffda\nb"
    )
    assert saved.own_words("x" * 5_000) == "x" * MOST_OWN_WORDS
    assert store.own_words(saved.play.id) == {"drift": "x" * 2_000}
    assert saved.own_words("y" * 1_999 + " z") == "y" * 1_999


def test_where_no_moment_asks_there_is_nothing_to_write_for(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = begun(store, written(tmp_path / "small", SCRIPT))
    with pytest.raises(NotOnOffer):
        saved.own_words("Too soon.")
    play_to_the_end(saved)
    with pytest.raises(NotOnOffer):
        saved.own_words("Too late.")
    assert store.own_words(saved.play.id) == {}


def test_words_that_cannot_be_kept_are_not_shown_as_kept(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = asked(store, tmp_path / "small")
    store._db.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreProblem, match="cannot be used"):
        saved.own_words("Lost?")
    assert saved.said_own == {}


def test_they_change_nothing_of_the_play(store: SqliteStore, tmp_path: Path) -> None:
    silent, writing = (asked(store, tmp_path / "small") for _ in range(2))
    writing.own_words("Nobody hears this.")
    play_to_the_end(silent, speak=True)
    play_to_the_end(writing, speak=True)
    assert writing.session.events == silent.session.events
    assert store.records(writing.play.id) == store.records(silent.play.id)


def test_they_are_part_of_what_can_be_taken_away(store: SqliteStore, tmp_path: Path) -> None:
    asked(store, tmp_path / "small").own_words("Mine.")
    (play,) = json.loads(export_text(store))["plays"]
    (own,) = play["own_words"]
    assert (own["moment"], own["text"]) == ("drift", "Mine.")
    assert own["at"] >= play["started"]


def test_they_go_along_when_the_scenario_is_edited(store: SqliteStore, tmp_path: Path) -> None:
    saved = asked(store, tmp_path / "small")
    saved.own_words("Mine.")
    saved.act(Take("contain"))
    written(tmp_path / "small", SCRIPT.replace("between", "in between"))
    again = go_on(store, saved.play)
    assert again.said_own == {"drift": "Mine."}
    decide(again)
    assert again.play.id != saved.play.id
    assert again.said_own == store.own_words(again.play.id) == {"drift": "Mine."}
    assert store.own_words(saved.play.id) == {"drift": "Mine."}
