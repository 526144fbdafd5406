"""Statements to a learning record store: what they say, and that none is lost or doubled."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.course.courier import Courier
from simulator.course.database import Database
from simulator.course.outbox import AT_ONCE, LEASE, LONGEST_WAIT, Outbox
from simulator.course.people import NoPerson, People
from simulator.course.play_store import PersonStore
from simulator.course.record_store import (
    BadAddress,
    RecordStore,
    deliver,
    record_finished,
)
from simulator.course.retention import PEOPLE_KEPT, delete_person, export_person, purge
from simulator.course.statements import VERBS
from simulator.engine.acts import WAIT
from simulator.library.workspace import Workspace
from simulator.practice.plays import branch
from simulator.store.play_store import Play
from tests.course.conftest import Clock, new_sqlite
from tests.other_server import Answering, running
from tests.patience import PATIENCE
from tests.plays import acts_of, begun, flagship_scenario, look_back, play_to_the_end
from tests.workspaces import warmed, workspace_at

pytestmark = pytest.mark.server

ADDRESS = "https://balint.example/"
TYPED = "I would say nothing of the letter, Ms Okafor"


class Store:
    """A record store in memory. ``answers`` are the statuses of the next requests; then it works."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.statements: dict[str, dict[str, Any]] = {}
        self.stored = 0
        self.requests = 0
        self.answers: list[int] = []
        self.refuses: set[str] = set()
        self.conflict_if_known = False

    @property
    def there(self) -> RecordStore:
        return RecordStore(self.address, "sender", "secret")

    def verbs(self) -> list[str]:
        names = {name: short for short, name in VERBS.items()}
        return [names[one["verb"]["id"]] for one in self.statements.values()]

    def take(self, many: list[dict[str, Any]]) -> int:
        self.requests += 1
        if self.answers and (status := self.answers.pop(0)) != 200:
            return status
        if any(one["id"] in self.refuses for one in many):
            return 400
        if self.conflict_if_known and any(one["id"] in self.statements for one in many):
            return 409
        for one in many:
            assert self.statements.get(one["id"], one) == one
            self.stored += one["id"] not in self.statements
            self.statements[one["id"]] = one
        return 200


class _Handler(Answering):
    store: Store

    def post(self, body: bytes) -> None:
        known = self.headers["Authorization"] == "Basic c2VuZGVyOnNlY3JldA=="
        assert self.headers["X-Experience-API-Version"] == "1.0.3"
        self.answer([], self.store.take(json.loads(body)) if known else 401)

    def get(self) -> None:
        wanted = parse_qs(urlsplit(self.path).query)["statementId"][0]
        found = self.store.statements.get(wanted)
        # A store adds to a statement, and writes the same in another way.
        added = {"stored": "2026-11-28T00:00:00Z", "authority": {}, "version": "1.0.3"}
        self.answer({**(found or {}), **added}, 200 if found else 404)


@contextmanager
def record_store() -> Iterator[Store]:
    handler = type("Handler", (_Handler,), {})
    with running(handler) as address:
        handler.store = found = Store(f"{address}/xAPI")  # type: ignore[attr-defined]
        yield found


@pytest.fixture
def lrs() -> Iterator[Store]:
    with record_store() as found:
        yield found


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    return workspace_at(warmed(tmp_path))


def learner(database: Database, *, agrees: bool = True, plays: int = 1) -> tuple[str, list[Play]]:
    """Return a new person and their finished sessions, in which something was typed."""
    person = People(database).add("Magpie").id
    if agrees:
        Outbox(database).agree(person, "1")
    store = PersonStore(database, person)
    made = []
    for _ in range(plays):
        saved = begun(store)
        while not saved.session.pause.asks:
            saved.act(WAIT)
        saved.own_words(TYPED)
        saved.act(acts_of(saved, speak=True))
        play_to_the_end(saved)
        made.append(saved.play)
    return person, made


def later(database: Database, milliseconds: int) -> None:
    assert isinstance(database.now, Clock)
    database.now.at += milliseconds


def sent_all(database: Database, lrs: Store) -> None:
    done = deliver(Outbox(database), lrs.there)
    assert (done.refused, done.waiting, done.reason) == (0, 0, "")


def test_a_session_is_sent_whole_and_in_order(
    database: Database, home: Workspace, lrs: Store
) -> None:
    learner(database)
    assert record_finished(home, database, ADDRESS) == 1
    sent_all(database, lrs)
    first, *decisions, last = lrs.verbs()
    assert (first, last) == ("initialized", "completed")
    assert len(decisions) > 5
    assert {*decisions} == {"spoke", "waited"}
    ids = [moment.id for moment in flagship_scenario().moments()]
    *before, end = lrs.statements.values()
    order = [ids.index(one["object"]["id"].rpartition(":")[2]) for one in before[1:]]
    assert order == sorted(order)
    assert 0 <= end["result"]["score"]["scaled"] <= 1
    assert [one["timestamp"] for one in before] == sorted(one["timestamp"] for one in before)


def test_nothing_typed_and_no_name_is_in_a_statement(
    database: Database, home: Workspace, lrs: Store
) -> None:
    person, (play,) = learner(database)
    record_finished(home, database, ADDRESS)
    sent_all(database, lrs)
    everything = json.dumps(list(lrs.statements.values()))
    for private in (TYPED, "Okafor", "Magpie", person, play.id):
        assert private not in everything
    accounts = {one["actor"]["account"]["name"] for one in lrs.statements.values()}
    assert len(accounts) == 1


def test_nobody_is_recorded_without_consent(
    database: Database, home: Workspace, lrs: Store
) -> None:
    person, _ = learner(database, agrees=False)
    assert record_finished(home, database, ADDRESS) == 0
    sent_all(database, lrs)
    assert lrs.requests == 0
    # What was played before is sent once somebody agrees: the sentence says so.
    Outbox(database).agree(person, "1")
    assert record_finished(home, database, ADDRESS) == 1


def test_a_session_is_recorded_once(database: Database, home: Workspace) -> None:
    learner(database)
    assert record_finished(home, database, ADDRESS) == 1
    before = Outbox(database).counts()
    assert record_finished(home, database, ADDRESS) == 0
    assert Outbox(database).counts() == before


def test_another_attempt_reports_only_what_was_decided_in_it(
    database: Database, home: Workspace, lrs: Store
) -> None:
    person, (play,) = learner(database)
    store = PersonStore(database, person)
    record_finished(home, database, ADDRESS)
    sent_all(database, lrs)
    before = dict(lrs.statements)
    moment = [one["object"]["id"] for one in before.values()][-2].rpartition(":")[2]
    again = branch(store, look_back(store, play), moment)
    play_to_the_end(again)
    assert record_finished(home, database, ADDRESS) == 1
    sent_all(database, lrs)
    new = [one for id_, one in lrs.statements.items() if id_ not in before]
    assert new[0]["verb"]["id"] == VERBS["branched"]
    assert new[1]["object"]["id"].endswith(f":{moment}")
    assert len(new) == 3


@pytest.mark.parametrize("wrong", [500, 503, 429, 401, 403, 302])
def test_what_could_not_be_sent_is_sent_again(
    database: Database, home: Workspace, lrs: Store, wrong: int
) -> None:
    learner(database)
    record_finished(home, database, ADDRESS)
    lrs.answers = [wrong]
    done = deliver(Outbox(database), lrs.there)
    assert done.sent == 0
    assert str(wrong) in done.reason
    assert [reason for reason, _ in Outbox(database).reasons()] == [done.reason]
    # Not at once.
    assert deliver(Outbox(database), lrs.there).sent == 0
    later(database, LONGEST_WAIT)
    sent_all(database, lrs)
    assert Outbox(database).counts()["waiting"] == 0


def test_a_record_store_that_cannot_be_reached_is_named(
    database: Database, home: Workspace
) -> None:
    with record_store() as gone:
        pass
    learner(database)
    record_finished(home, database, ADDRESS)
    done = deliver(Outbox(database), gone.there)
    assert done.reason.startswith("The record store cannot be reached: ")
    assert done.waiting > 0


def test_one_bad_statement_does_not_hold_up_the_others(
    database: Database, home: Workspace, lrs: Store
) -> None:
    learner(database)
    record_finished(home, database, ADDRESS)
    total = Outbox(database).counts()["waiting"]
    one = Outbox(database).claim(3)[2]
    later(database, LEASE)
    lrs.refuses = {one.id}
    done = deliver(Outbox(database), lrs.there)
    assert (done.sent, done.refused) == (total - 1, 1)
    assert Outbox(database).reasons() == [("The record store refused it (status 400).", 1)]


def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    database: Database, home: Workspace, lrs: Store
) -> None:
    learner(database)
    record_finished(home, database, ADDRESS)
    outbox = Outbox(database)
    claimed = outbox.claim(5)
    # It has sent them, and was killed before it could note that.
    lrs.take([json.loads(saved.document) for saved in claimed])
    others = {saved.id for saved in outbox.claim()}
    assert not others & {saved.id for saved in claimed}
    later(database, LEASE)
    sent_all(database, lrs)
    assert outbox.counts() == {"waiting": 0, "sent": lrs.stored, "refused": 0}


def test_a_store_that_calls_the_same_statement_a_conflict_is_understood(
    database: Database, home: Workspace, lrs: Store
) -> None:
    learner(database)
    record_finished(home, database, ADDRESS)
    outbox = Outbox(database)
    saved = outbox.claim(3)
    lrs.take([json.loads(one.document) for one in saved[:2]])
    other = json.loads(saved[2].document)
    lrs.statements[other["id"]] = {**other, "verb": {"id": VERBS["voided"]}}
    lrs.conflict_if_known = True
    later(database, LEASE)
    done = deliver(outbox, lrs.there)
    assert done.refused == 1
    assert outbox.reasons() == [("The record store has another statement with this id.", 1)]
    assert outbox.counts()["waiting"] == 0


def test_withdrawal_deletes_what_waits_and_voids_what_was_sent(
    database: Database, home: Workspace, lrs: Store
) -> None:
    person, _ = learner(database)
    record_finished(home, database, ADDRESS)
    outbox = Outbox(database)
    first = outbox.claim(4)
    lrs.take([json.loads(saved.document) for saved in first[:3]])
    outbox.settle(sent=[saved.id for saved in first[:3]])
    outbox.withdraw(person)
    # Three were sent, and one may have been.
    assert outbox.counts() == {"waiting": 4, "sent": 0, "refused": 0}
    later(database, LEASE)
    sent_all(database, lrs)
    voids = [one for one in lrs.statements.values() if one["verb"]["id"] == VERBS["voided"]]
    assert {one["object"]["id"] for one in voids} == {saved.id for saved in first}
    assert record_finished(home, database, ADDRESS) == 0


def test_who_agrees_again_is_recorded_with_other_ids(
    database: Database, home: Workspace, lrs: Store
) -> None:
    person, _ = learner(database)
    record_finished(home, database, ADDRESS)
    sent_all(database, lrs)
    before = set(lrs.statements)
    outbox = Outbox(database)
    outbox.withdraw(person)
    later(database, LEASE)
    sent_all(database, lrs)
    outbox.agree(person, "2")
    outbox.agree(person, "2")
    assert record_finished(home, database, ADDRESS) == 1
    sent_all(database, lrs)
    new = [one for id_, one in lrs.statements.items() if id_ not in before]
    voids = [one for one in new if one["verb"]["id"] == VERBS["voided"]]
    assert len(new) - len(voids) == len(before)


@pytest.mark.parametrize("how", ["deleted", "purged"])
def test_a_person_who_is_deleted_is_taken_back(
    database: Database, home: Workspace, lrs: Store, how: str
) -> None:
    person, _ = learner(database)
    record_finished(home, database, ADDRESS)
    sent_all(database, lrs)
    sent = len(lrs.statements)
    assert export_person(database, person)["record_consent"]
    if how == "deleted":
        delete_person(database, person)
    else:
        later(database, PEOPLE_KEPT + 1)
        purge(database)
    later(database, LEASE)
    sent_all(database, lrs)
    assert lrs.verbs().count("voided") == sent


def test_a_stranger_cannot_agree(database: Database) -> None:
    with pytest.raises(NoPerson):
        Outbox(database).agree("nobody", "1")


@pytest.mark.parametrize("wrong", ["", "ftp://here/", "https://", "file:///etc/passwd", "http://["])
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(BadAddress):
        RecordStore(wrong)


@given(st.lists(st.sampled_from([200, 200, 500, 429, 401]), max_size=12), st.integers(1, 2))
def test_whatever_the_store_answers_it_has_each_statement_once_in_the_end(
    answers: list[int], plays: int
) -> None:
    database = new_sqlite(Clock())
    person = People(database).add("Magpie").id
    outbox = Outbox(database)
    outbox.agree(person, "1")
    made = [{"id": str(UUID(int=i)), "verb": {"id": "v"}} for i in range(plays * AT_ONCE - 3)]
    assert outbox.record(person, "play", ADDRESS, 0, made)
    with record_store() as lrs:
        lrs.answers = list(answers)
        for _ in range(len(answers) + 1):
            deliver(outbox, lrs.there)
            later(database, LONGEST_WAIT)
        assert list(lrs.statements) == [one["id"] for one in made] or answers
        assert {*lrs.statements} == {str(one["id"]) for one in made}
        assert lrs.stored == len(made)
    assert outbox.counts() == {"waiting": 0, "sent": len(made), "refused": 0}
    database.close()


def test_the_courier_reports_a_problem_once_and_delivers_when_it_is_over(home: Workspace) -> None:
    database = new_sqlite(Clock())
    learner(database)
    said: list[str] = []
    with record_store() as lrs:
        lrs.answers = [503, 503]
        record_finished(home, database, ADDRESS)
        job = partial(deliver, Outbox(database), lrs.there)
        courier = Courier([lambda: job().reason], said.append, pause=0.001)
        courier.start()
        for _ in waited(lambda: bool(lrs.statements)):
            later(database, LONGEST_WAIT)
        courier.stop()
    assert said == ["The record store cannot take statements now (status 503)."]
    assert lrs.verbs()[-1] == "completed"
    database.close()


def waited(happened: Callable[[], bool]) -> Iterator[None]:
    """Yield until something has happened in another thread."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        yield
        time.sleep(0.001)
