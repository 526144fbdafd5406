"""A finished session in a real learning record store, and its withdrawal."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from simulator.course.outbox import LEASE, Outbox
from simulator.course.record_store import RecordStore, deliver, record_finished
from tests.course.conftest import Clock, new_sqlite
from tests.course.ralph import PYTHON, check, ralph
from tests.course.test_record_store import ADDRESS, later, learner
from tests.workspaces import warmed, workspace_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.skipif(
        not PYTHON.exists(), reason="the record store is not installed (make record-store)"
    ),
]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ralph(tmp_path_factory.mktemp("ralph")) as address:
        yield address


def statements_of(endpoint: str, actor: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the store returns of an actor, the latest first."""
    answer = httpx2.get(
        f"{endpoint}statements",
        params={"agent": json.dumps(actor), "limit": 200},
        auth=("sender", "secret"),
        headers={"X-Experience-API-Version": "1.0.3"},
    )
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["statements"]
    return found


def test_a_session_is_in_the_store_once_and_taken_back(endpoint: str, tmp_path: Path) -> None:
    database = new_sqlite(Clock())
    person, _ = learner(database)
    outbox, store = Outbox(database), RecordStore(endpoint, "sender", "secret")
    assert record_finished(workspace_at(warmed(tmp_path)), database, ADDRESS) == 1
    saved = outbox.claim(200)
    made = [json.loads(each.document) for each in saved]
    check(made)
    later(database, LEASE)
    assert deliver(outbox, store).sent == len(made)
    found = {one["id"]: one for one in statements_of(endpoint, made[0]["actor"])}
    assert {*found} == {one["id"] for one in made}
    for one in made:
        there = found[one["id"]]
        assert [there["verb"], there.get("result")] == [one["verb"], one.get("result")]

    outbox.withdraw(person)
    later(database, LEASE)
    check([json.loads(each.document) for each in outbox.claim(200)])
    later(database, LEASE)
    assert deliver(outbox, store).sent == len(made)
    database.close()


def test_the_same_statements_again_are_no_new_ones(endpoint: str, tmp_path: Path) -> None:
    database = new_sqlite(Clock())
    learner(database)
    outbox, store = Outbox(database), RecordStore(endpoint, "sender", "secret")
    record_finished(workspace_at(warmed(tmp_path)), database, ADDRESS)
    saved = outbox.claim(200)
    made = [json.loads(each.document) for each in saved]
    with store.client() as client:
        for _ in range(2):
            assert client.post("statements", json=made).status_code in (200, 204)
    later(database, LEASE)
    assert deliver(outbox, store).sent == len(made)
    assert len(statements_of(endpoint, made[0]["actor"])) == len(made)
    database.close()


def test_a_wrong_password_is_named(endpoint: str, tmp_path: Path) -> None:
    database = new_sqlite(Clock())
    learner(database)
    record_finished(workspace_at(warmed(tmp_path)), database, ADDRESS)
    done = deliver(Outbox(database), RecordStore(endpoint, "sender", "wrong"))
    assert done.reason == "The record store does not accept the name and password (status 401)."
    database.close()
