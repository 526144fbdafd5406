"""The rows that a browser saves: only what has changed, and nothing that is damaged is believed."""

import json
from typing import Any

import pytest

from simulator.engine.records import Record
from simulator.store.play_store import StoreProblem
from simulator.store.rows import VERSION, Row, RowStore
from tests.store.test_play_store import NEW, TAKE, WAIT, Browser, clock, ids


def begun() -> tuple[RowStore, Browser, str]:
    """A store with a play of two acts and own words, and the storage in which it is saved."""
    store, browser = RowStore([], clock(), new_id=ids()), Browser()
    play = store.begin(NEW, b"text")
    store.act(play.id, 0, WAIT)
    store.act(play.id, 1, TAKE)
    store.keep_own_words(play.id, "drift", 2, "Mine.")
    browser.save(store.changes())
    return store, browser, play.id


def test_an_act_is_one_row_and_nothing_done_is_none() -> None:
    store, _, play = begun()
    assert store.changes() == []
    store.act(play, 2, WAIT)
    assert store.changes() == [
        (("act", play, "000002"), ["wait", "", 0, "", "", "2026-05-01T10:04:00+00:00"])
    ]
    assert store.changes() == []


def test_the_end_of_a_play_is_its_last_act_and_the_play() -> None:
    store, _, play = begun()
    store.act(play, 2, WAIT, last=True)
    assert [key[0] for key, _ in store.changes()] == ["act", "play"]


def test_everything_can_be_deleted_and_what_is_left_is_a_new_learner() -> None:
    store, browser, _ = begun()
    before = store.learner
    store.forget_all()
    browser.save(store.changes())
    assert {key[0] for key in browser.rows} == {"version", "learner"}
    assert RowStore(browser.read()).learner == store.learner != before


def test_a_text_that_is_not_utf_8_is_saved_as_it_is() -> None:
    store, browser = RowStore([]), Browser()
    store.begin(NEW, b"\xff\xfe")
    browser.save(store.changes())
    assert RowStore(browser.read()).text("d1") == b"\xff\xfe"


def test_rows_of_others_are_left_alone() -> None:
    _, browser, _ = begun()
    others: list[Row] = [(("file", "config.yaml"), "pace: 200\n")]
    store = RowStore([*browser.read(), *others])
    assert store.changes() == []


def test_rows_of_a_newer_program_are_not_read() -> None:
    _, browser, _ = begun()
    browser.rows["version",] = json.dumps(VERSION + 1)
    with pytest.raises(StoreProblem, match="newer version"):
        RowStore(browser.read())


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("version", None),
        ("version", "1"),
        ("learner", 7),
        ("learner", None),
        ("play", []),
        ("play", {"id": 1}),
        ("act", ["shout", "", 0, "", "", "now"]),
        ("act", ["wait", "", "0", "", "", "now"]),
        ("own_words", ["drift", 2, "Mine."]),
        ("scenario_text", 7),
        ("scenario_text", {"base64": "?"}),
    ],
)
def test_a_row_that_this_program_cannot_have_written_is_damage(kind: str, value: Any) -> None:
    _, browser, _ = begun()
    key = next(key for key in browser.rows if key[0] == kind)
    if value is None:
        del browser.rows[key]
    else:
        browser.rows[key] = json.dumps(value)
    with pytest.raises(StoreProblem, match="What this browser has saved cannot be used"):
        RowStore(browser.read())


def test_a_missing_act_is_damage() -> None:
    store, browser, play = begun()
    del browser.rows["act", play, "000000"]
    with pytest.raises(StoreProblem, match=r"damaged \(act\)"):
        RowStore(browser.read())
    assert store.records(play) == [Record("wait"), TAKE]
