"""People, courses, signing in, consent, and how long all of it is kept."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from simulator.course import all_tables, plenary_tables, tables
from simulator.course.bus import InProcessBus
from simulator.course.consent import WHAT, Consents, NoConsent
from simulator.course.database import Database
from simulator.course.people import Course, NoCode, NoPerson, People, Person
from simulator.course.play_store import PersonStore
from simulator.course.retention import (
    PEOPLE_KEPT,
    ROOMS_KEPT,
    delete_course,
    delete_person,
    export_course,
    export_person,
    keep_course_until,
    note_seen,
    purge,
)
from simulator.course.rooms import Rooms
from simulator.course.sign_in import (
    LINK_LASTS,
    MOST_WRONG_CODES,
    SESSION_LASTS,
    WRONG_CODES_WITHIN,
    OldLink,
    SignIn,
    TooManyCodes,
)
from tests.course.conftest import Clock
from tests.plays import flagship
from tests.store.test_play_store import NEW
from tests.workspaces import catalogue


def moved(database: Database, milliseconds: int) -> None:
    assert isinstance(database.now, Clock)
    database.now.at += milliseconds


def rows(database: Database, table: sa.Table) -> list[tuple[object, ...]]:
    return [tuple(row) for row in database.read(lambda tx: tx.rows(sa.select(table)))]


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


@pytest.fixture
def trainer(people: People) -> Person:
    return people.add("Trainer", "trainer")


@pytest.fixture
def course(people: People, trainer: Person) -> Course:
    return people.open_course("Spring\x1b[31m intensive", trainer.id)


@pytest.fixture
def learner(people: People, course: Course) -> Person:
    found = people.add("Blue heron")
    people.join(people.course_of_code(people.new_join_code(course.id)).id, found.id)
    return found


def test_a_person_has_a_pseudonym_and_the_roles_that_were_given(
    people: People, trainer: Person
) -> None:
    assert people.person(trainer.id) == trainer
    assert people.roles(trainer.id) == {"trainer"}
    assert people.roles(people.add("Nobody").id) == frozenset()
    assert people.person("no such id") is None
    assert len(people.add("x" * 1000).name) == 80


def test_a_learner_joins_by_code_in_any_spelling_and_twice_is_once(
    people: People, course: Course, learner: Person
) -> None:
    code = people.new_join_code(course.id)
    for spelling in (code, code.lower(), f"{code[:3]} {code[3:]}"):
        people.join(people.course_of_code(spelling).id, learner.id)
    assert people.members(course.id, "learner") == [learner]
    assert [each.role for each in people.courses(learner.id)] == ["learner"]
    assert people.has_role(course.id, learner.id, "learner")
    assert not people.has_role(course.id, learner.id, "trainer")
    assert "\x1b" not in course.name


def test_a_new_code_closes_the_one_before(people: People, course: Course) -> None:
    first, second = people.new_join_code(course.id), people.new_join_code(course.id)
    assert people.course_of_code(second) == course
    for wrong in (first, "ABC", "' OR 1=1 --", "\0"):
        with pytest.raises(NoCode):
            people.course_of_code(wrong)


def test_who_was_deleted_cannot_join(people: People, course: Course, learner: Person) -> None:
    delete_person(people._database, learner.id)
    with pytest.raises(NoPerson):
        people.join(course.id, learner.id)


def test_a_link_signs_in_once_within_a_quarter_of_an_hour(
    database: Database, trainer: Person
) -> None:
    signing = SignIn(database)
    token = signing.new_link(trainer.id)
    assert signing.is_open(token)
    assert signing.is_open(token)  # looking at its page does not use it
    session = signing.use_link(token)
    assert signing.person_of(session) == trainer.id
    assert not signing.is_open(token)
    with pytest.raises(OldLink):
        signing.use_link(token)
    late = signing.new_link(trainer.id)
    moved(database, LINK_LASTS)
    with pytest.raises(OldLink):
        signing.use_link(late)
    with pytest.raises(OldLink):
        signing.use_link("made up")


def test_of_two_uses_of_a_link_at_once_one_wins(database: Database, trainer: Person) -> None:
    signing = SignIn(database)
    token = signing.new_link(trainer.id)

    def use(_: int) -> bool:
        try:
            signing.use_link(token)
        except OldLink:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(use, range(12))).count(True) == 1


def test_a_session_ends_when_it_is_old_or_ended_and_each_sign_in_has_a_new_one(
    database: Database, trainer: Person
) -> None:
    signing = SignIn(database)
    one, two = signing.begin_session(trainer.id), signing.begin_session(trainer.id)
    assert one != two
    signing.end_session(one)
    assert (signing.person_of(one), signing.person_of(two)) == (None, trainer.id)
    signing.end_sessions(trainer.id)
    assert signing.person_of(two) is None
    old = signing.begin_session(trainer.id)
    moved(database, SESSION_LASTS)
    assert signing.person_of(old) is None
    assert signing.person_of("") is None


def test_the_database_opens_nothing_by_itself(database: Database, trainer: Person) -> None:
    signing = SignIn(database)
    secrets = [signing.new_link(trainer.id), signing.begin_session(trainer.id)]
    saved = str([rows(database, table) for table in all_tables.metadata.sorted_tables])
    assert not any(secret in saved for secret in secrets)
    for (stored,) in database.read(lambda tx: tx.rows(sa.select(tables.web_session.c.token))):
        assert signing.person_of(stored) is None


def test_many_wrong_codes_from_one_address_are_stopped_for_a_while(database: Database) -> None:
    signing = SignIn(database)
    for _ in range(MOST_WRONG_CODES):
        signing.check_codes("10.0.0.1")
        signing.wrong_code("10.0.0.1")
    with pytest.raises(TooManyCodes):
        signing.check_codes("10.0.0.1")
    signing.check_codes("10.0.0.2")
    assert "10.0.0.1" not in str(rows(database, tables.attempt))
    moved(database, WRONG_CODES_WITHIN)
    signing.check_codes("10.0.0.1")
    signing.wrong_code("10.0.0.1")
    assert [row[3] for row in rows(database, tables.attempt)] == [1]


def test_nothing_is_shared_without_consent(
    database: Database, course: Course, learner: Person
) -> None:
    consents = Consents(database)
    for what in WHAT:
        with pytest.raises(NoConsent):
            consents.share(course.id, learner.id, what, "play", "{}")
    consents.answer(course.id, learner.id, "figures", "1", given=True)
    consents.share(course.id, learner.id, "figures", "play", '{"credit": 1}')
    with pytest.raises(NoConsent):
        consents.share(course.id, learner.id, "own_words", "play", "{}")
    assert consents.shared(course.id, "figures") == [(learner.id, '{"credit": 1}')]
    assert [one.holds for one in consents.answers(course.id, learner.id)] == [True]


def test_withdrawing_removes_what_was_shared_and_nothing_else(
    database: Database, course: Course, learner: Person
) -> None:
    consents = Consents(database)
    for what in WHAT:
        consents.answer(course.id, learner.id, what, "1", given=True)
        consents.share(course.id, learner.id, what, "play", what)
    consents.answer(course.id, learner.id, "own_words", "1", given=False)
    assert consents.shared(course.id, "own_words") == []
    assert consents.shared(course.id, "figures") == [(learner.id, "figures")]
    assert "own_words" not in [row[4] for row in rows(database, tables.shared)]
    with pytest.raises(NoConsent):
        consents.share(course.id, learner.id, "own_words", "play", "again")
    answered = {one.what: one.holds for one in consents.answers(course.id, learner.id)}
    assert answered == {"figures": True, "own_words": False}
    consents.answer(course.id, learner.id, "own_words", "2", given=True)
    consents.share(course.id, learner.id, "own_words", "play", "again")


def test_who_leaves_a_course_takes_along_what_was_shared(
    database: Database, people: People, course: Course, learner: Person
) -> None:
    consents = Consents(database)
    consents.answer(course.id, learner.id, "figures", "1", given=True)
    consents.share(course.id, learner.id, "figures", "play", "{}")
    people.leave(course.id, learner.id)
    assert rows(database, tables.shared) == rows(database, tables.consent) == []
    assert people.members(course.id, "learner") == []
    assert people.person(learner.id) == learner


def everything(database: Database, learner: Person, course: Course) -> None:
    """Save something in every table that has a person or a course."""
    SignIn(database).begin_session(learner.id)
    SignIn(database).new_link(learner.id)
    consents = Consents(database)
    consents.answer(course.id, learner.id, "own_words", "1", given=True)
    consents.share(course.id, learner.id, "own_words", "play", '"zanzibar"')
    store = PersonStore(database, learner.id)
    play = store.begin(NEW, b"text")
    store.keep_own_words(play.id, "drift", 1, "Zanzibar.")
    Rooms(database, InProcessBus(), catalogue).open(flagship(), 1, course.id)


def test_deleting_a_person_leaves_no_row_of_theirs(
    database: Database, course: Course, learner: Person
) -> None:
    everything(database, learner, course)
    delete_person(database, learner.id)
    saved = str([rows(database, table) for table in all_tables.metadata.sorted_tables])
    assert learner.id not in saved
    assert "zanzibar" not in saved.lower()
    assert rows(database, plenary_tables.plenary) != []


def test_deleting_a_course_leaves_no_row_of_it_and_all_its_people(
    database: Database, people: People, course: Course, learner: Person
) -> None:
    everything(database, learner, course)
    delete_course(database, course.id)
    saved = str([rows(database, table) for table in all_tables.metadata.sorted_tables])
    assert course.id not in saved
    assert people.person(learner.id) == learner
    assert len(PersonStore(database, learner.id).plays()) == 1


def test_an_export_has_all_that_is_saved_of_a_person_and_nothing_that_opens_anything(
    database: Database, course: Course, learner: Person
) -> None:
    everything(database, learner, course)
    found = export_person(database, learner.id)
    assert found["person"][0]["name"] == "Blue heron"
    assert [each["course"] for each in found["member"]] == [course.id]
    assert found["shared"][0]["document"] == '"zanzibar"'
    assert len(found["web_session"]) == len(found["one_time_link"]) == 1
    assert "token" not in json.dumps(found)
    of_person = {
        table.name
        for table in all_tables.metadata.sorted_tables
        if any(key.column.table is tables.person for key in table.foreign_keys)
    }
    plays = {"play", "scenario_text", "drill_review"}  # in the export of the store
    assert set(found) == {"person", *of_person - plays}


def test_an_export_of_a_course_has_its_rooms_without_the_keys_of_hosts(
    database: Database, course: Course, learner: Person
) -> None:
    everything(database, learner, course)
    found = export_course(database, course.id)
    assert found["plenary"][0]["scenario"] == flagship().scenario.id
    assert "host_key" not in json.dumps(found)
    of_course = {
        table.name
        for table in all_tables.metadata.sorted_tables
        if any(key.column.table is tables.course for key in table.foreign_keys)
    }
    assert set(found) == {"course", *of_course}


def test_what_is_old_is_purged_and_what_is_not_stays(
    database: Database, people: People, course: Course, learner: Person
) -> None:
    everything(database, learner, course)
    assert purge(database) == 0
    moved(database, ROOMS_KEPT + 1)
    assert purge(database) == 3  # a room, a link and a session
    assert rows(database, plenary_tables.plenary) == rows(database, tables.web_session) == []
    keep_course_until(database, course.id, database.now() - 1)
    assert purge(database) == 1
    assert people.course(course.id) is None
    moved(database, PEOPLE_KEPT - ROOMS_KEPT - 1)
    note_seen(database, learner.id)
    moved(database, 2)
    assert purge(database) == 1
    assert people.person(learner.id) == learner
