"""The plays of a person in a server's database keep what every store of plays promises."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import ClassVar

import pytest
import sqlalchemy as sa
from hypothesis import settings

from simulator.course import tables
from simulator.course.database import Database
from simulator.course.people import NoPerson, People
from simulator.course.play_store import PersonStore
from simulator.course.retention import delete_person
from simulator.engine import acts
from simulator.engine.records import Record
from simulator.store.document import read_document
from simulator.store.export import export_text
from simulator.store.memory import MemoryStore
from simulator.store.play_store import AnotherWindow, PlayStore
from tests.examples import examples
from tests.patience import PATIENCE
from tests.plays import begun, flagship, go_on, play_to_the_end
from tests.store import test_play_store as contract
from tests.store.test_play_store import NEW, TAKE, WAIT, AllStores, clock, ids

globals().update(
    {
        name: test
        for name, test in vars(contract).items()
        # All that say what one store does, here with the fixture below.
        if name.startswith("test_") and "store" in getattr(test, "__annotations__", {})
    }
)


def store_of_somebody(
    database: Database, now: Callable[[], str], new_id: Callable[[], str]
) -> PersonStore:
    person = People(database).add("Somebody")
    return PersonStore(database, person.id, now, new_id=new_id)


@pytest.fixture
def store(database: Database) -> Iterator[PlayStore]:
    opened = store_of_somebody(database, clock(), ids())
    yield opened
    opened.close()


def test_the_shared_tests_are_here() -> None:
    assert "test_the_same_act_on_the_same_revision_is_saved_once" in globals()


class WithDatabases(AllStores):
    """All stores, and those of new people in databases that many people share."""

    databases: ClassVar[list[Database]] = []

    def __init__(self) -> None:
        super().__init__()
        for database in self.databases:
            numbers = ids()
            numbers()  # as the others, which take the first for the learner
            self.others.append(store_of_somebody(database, self.now, numbers))


@pytest.mark.slow
def test_a_database_and_all_other_stores_do_the_same(database: Database) -> None:
    WithDatabases.databases = [database]
    WithDatabases.TestCase.settings = settings(examples(60, usually=12), stateful_step_count=30)
    WithDatabases.TestCase().runTest()


def test_of_two_windows_one_wins_and_the_other_is_told(database: Database) -> None:
    somebody = People(database).add("Somebody")
    store = PersonStore(database, somebody.id)
    together = Barrier(6)

    def act(play: str, option: int) -> bool:
        together.wait(PATIENCE)
        try:
            # Another worker: nothing but the database is shared.
            record = Record("take", "drift", 1, f"o{option}", "Words.")
            PersonStore(database, somebody.id).act(play, 0, record)
        except AnotherWindow:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        for _ in range(10):
            play = store.begin(NEW, b"text").id
            won = list(threads.map(act, [play] * 6, range(6)))
            assert won.count(True) == 1
            saved = [record.option for record in store.records(play)]
            assert saved == [f"o{won.index(True)}"]


def test_a_second_writer_of_one_number_fails_in_the_database_itself(database: Database) -> None:
    store = store_of_somebody(database, clock(), ids())
    play = store.begin(NEW, b"text")
    store.act(play.id, 0, WAIT)
    row = database.read(lambda tx: tx.first(sa.select(tables.act)))
    assert row is not None
    with pytest.raises(Exception, match=r"(?i)unique"):
        database.write(lambda tx: tx.execute(sa.insert(tables.act), dict(row._mapping)))


def test_people_see_nothing_of_each_other_even_with_the_same_play(database: Database) -> None:
    one, other = (store_of_somebody(database, clock(), ids()) for _ in range(2))
    play = one.begin(NEW, b"text")
    one.act(play.id, 0, TAKE)
    one.keep_own_words(play.id, "drift", 1, "Mine.")
    assert (other.plays(), other.records(play.id), other.own_words(play.id)) == ([], [], {})
    assert (other.text("d1"), other.with_own_words("drift")) == (None, frozenset())
    other.merge(read_document(export_text(one).encode()))
    other.act(play.id, 1, WAIT)
    assert len(one.records(play.id)) == 1


def test_a_person_who_was_deleted_has_no_store(database: Database) -> None:
    somebody = People(database).add("Somebody")
    store = PersonStore(database, somebody.id)
    play = store.begin(NEW, b"text")
    store.act(play.id, 0, WAIT)
    store.keep_own_words(play.id, "drift", 1, "Mine.")
    delete_person(database, somebody.id)
    with pytest.raises(NoPerson):
        store.begin(NEW, b"text")
    for table in (tables.play, tables.act, tables.own_words, tables.scenario_text):
        assert database.read(lambda tx, table=table: tx.rows(sa.select(table))) == []  # type: ignore[misc]


def test_a_play_of_a_real_scenario_continues_in_another_worker(database: Database) -> None:
    somebody = People(database).add("Somebody")
    first = begun(PersonStore(database, somebody.id))
    while not first.session.records or not first.session.pause.asks:
        first.act(acts.WAIT)
    second = go_on(PersonStore(database, somebody.id), first.play)
    assert second.session.events == first.session.events
    play_to_the_end(second)
    assert [play.id for play in PersonStore(database, somebody.id).finished()] == [first.play.id]


def test_an_export_of_a_server_is_taken_home(database: Database) -> None:
    store = store_of_somebody(database, clock(), ids())
    play = store.begin(replace(NEW, digest=flagship().scenario.digest), flagship().saved_text)
    store.act(play.id, 0, TAKE)
    at_home = MemoryStore()
    at_home.merge(read_document(export_text(store).encode()))
    assert at_home.learner == store.learner
    assert at_home.records(play.id) == [TAKE]
