"""Stores that older versions of the program wrote are read with every line that was shown then.

``tests/golden/stores`` has a store of each version of the tables, made by the program of its day,
and beside it what that program showed: the acts, the own words and the transcript of every play.
Never regenerate these files: a change that breaks them breaks what learners have saved.
``tests/golden_store.py`` makes those of a new version.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.engine.records import to_row
from simulator.store.play_store import number_of
from simulator.store.sqlite import SqliteStore
from tests.golden_store import REVIEWS, as_line
from tests.plays import look_back

STORES = Path(__file__).parent.parent / "golden" / "stores"
VERSIONS = (1, 2, 3, 4, 5, 6)


def shown_then(version: int) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads((STORES / f"version-{version}.json").read_text("utf-8"))
    return shown


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def store(version: int, tmp_path: Path) -> Iterator[SqliteStore]:
    file = tmp_path / "learner.sqlite3"
    shutil.copy(STORES / f"version-{version}.sqlite3", file)
    opened = SqliteStore(file)
    yield opened
    opened.close()


def test_every_play_of_an_old_store_gives_the_transcript_that_was_shown(
    store: SqliteStore, version: int
) -> None:
    for number, then in shown_then(version).items():
        play = store.numbered(int(number))
        assert play is not None
        session = look_back(store, play).session
        assert [as_line(event) for event in session.transcript()] == then["transcript"]
        assert session.ended == (then["ended"] is not None)


def test_every_act_and_all_own_words_of_an_old_store_are_there(
    store: SqliteStore, version: int
) -> None:
    for number, then in shown_then(version).items():
        play = store.numbered(int(number))
        assert play is not None
        records = store.records(play.id)
        acts = [list(to_row(record)) for record in records]
        assert acts == then["acts"]
        assert store.own_words(play.id) == then["own_words"]


def test_what_an_old_store_says_of_each_play_stays(store: SqliteStore, version: int) -> None:
    for number, then in shown_then(version).items():
        play = store.numbered(int(number))
        assert play is not None
        branch_of = number_of(store, play.branch_of) if play.branch_of is not None else None
        facts = (play.scenario, play.mode, play.seed, play.started, play.ended, branch_of)
        names = ("scenario", "mode", "seed", "started", "ended", "branch_of")
        assert facts == tuple(then[name] for name in names)


def test_the_ids_of_plays_stay(store: SqliteStore, version: int) -> None:
    for number, then in shown_then(version).items():
        play = store.numbered(int(number))
        assert play is not None
        assert play.id == then.get("id", play.id)
        assert store.play(play.id) == play


def test_every_review_of_a_drill_is_there(store: SqliteStore, version: int) -> None:
    assert store.drill_reviews() == (list(REVIEWS) if version >= 6 else [])
