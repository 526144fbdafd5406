"""Reviews of drills are saved once, exported whole, and merged without duplicates."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.store.document import read_document
from simulator.store.drill_review import DrillReview
from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.play_store import BadImport, PlayStore, StoreProblem, Summary
from simulator.store.sqlite import SqliteStore
from tests.golden_store import REVIEWS

NEW = DrillReview("", "", "advice", "small", "d1", "fix", 7, "take", "contain", 3, "And «you»?")


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlayStore]:
    opened: PlayStore = (
        SqliteStore(tmp_path / "learner.sqlite3") if request.param == "file" else MemoryStore()
    )
    yield opened
    opened.close()


def test_a_review_gets_an_id_and_a_time_and_is_there_after_reopening(tmp_path: Path) -> None:
    file = tmp_path / "learner.sqlite3"
    store = SqliteStore(file)
    saved = store.add_drill_review(NEW)
    assert saved.id
    assert saved.at
    assert replace(saved, id="", at="") == NEW
    store.close()
    again = SqliteStore(file)
    assert again.drill_reviews() == [saved]
    again.close()


def test_a_review_that_is_sent_twice_is_saved_once(store: PlayStore) -> None:
    saved = store.add_drill_review(NEW)
    store.add_drill_review(replace(saved, rating=1))
    assert store.drill_reviews() == [saved]


def test_reviews_come_in_the_order_of_their_times(store: PlayStore) -> None:
    for review in reversed(REVIEWS):
        store.add_drill_review(review)
    assert store.drill_reviews() == list(REVIEWS)


def test_an_export_has_every_review_and_a_second_import_adds_none(store: PlayStore) -> None:
    for review in REVIEWS:
        store.add_drill_review(review)
    data = export_text(store).encode()
    other = MemoryStore()
    assert other.merge(read_document(data)) == Summary(reviews=len(REVIEWS))
    assert other.drill_reviews() == list(REVIEWS)
    assert other.merge(read_document(data)) == Summary()
    assert store.merge(read_document(export_text(other).encode())) == Summary()
    assert store.drill_reviews() == list(REVIEWS)


def test_reviews_of_two_machines_are_brought_together(store: PlayStore) -> None:
    other = MemoryStore()
    store.add_drill_review(REVIEWS[0])
    other.add_drill_review(REVIEWS[1])
    summary = store.merge(read_document(export_text(other).encode()), dry_run=True)
    assert summary.reviews == 1
    assert store.drill_reviews() == [REVIEWS[0]]
    store.merge(read_document(export_text(other).encode()))
    assert store.drill_reviews() == list(REVIEWS)


def test_a_document_from_before_there_were_drills_has_none(store: PlayStore) -> None:
    made = json.loads(export_text(MemoryStore()))
    del made["drill_reviews"]
    made["version"] = 5
    assert store.merge(read_document(json.dumps(made).encode())) == Summary()


def _twice(made: dict[str, Any]) -> None:
    made["drill_reviews"] *= 2


def _rating(made: dict[str, Any]) -> None:
    made["drill_reviews"][0]["rating"] = 5


def _time(made: dict[str, Any]) -> None:
    made["drill_reviews"][0]["at"] = "yesterday"


@pytest.mark.parametrize("damage", [_twice, _rating, _time])
def test_a_damaged_review_imports_nothing(damage: Callable[[dict[str, Any]], None]) -> None:
    store = MemoryStore()
    store.add_drill_review(NEW)
    made = json.loads(export_text(store))
    damage(made)
    with pytest.raises(BadImport):
        read_document(json.dumps(made).encode())


def test_a_damaged_row_is_reported_and_not_used(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    store.add_drill_review(NEW)
    store._db.execute("UPDATE drill_review SET rating = 9")
    with pytest.raises(StoreProblem, match="damaged"):
        store.drill_reviews()
    store.close()
