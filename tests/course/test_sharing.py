"""Sharing with a course: on a server after consent, and by files that a trainer imports."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from simulator.course import tables
from simulator.course.consent import Consents
from simulator.course.database import Database
from simulator.course.import_shared import MOST_FILES, import_files
from simulator.course.people import Course, NoPerson, People, Person
from simulator.course.play_store import PersonStore
from simulator.course.retention import delete_course, delete_person
from simulator.course.sharing import share_finished
from simulator.practice.shared_file import SharedFile, figures_in, shared_json
from simulator.practice.sharing import WORDING, Figures, SharedMoment, SharedWords
from simulator.store.drill_review import DrillReview
from tests.plays import NOWHERE, begun, play_to_the_end

TODAY = date(2026, 9, 21)
"""The day of the tests' clock."""


@pytest.fixture
def course(database: Database) -> Course:
    people = People(database)
    return people.open_course("Spring", people.add("Trainer", "trainer").id)


@pytest.fixture
def code(database: Database, course: Course) -> str:
    return People(database).new_join_code(course.id)


@pytest.fixture
def learner(database: Database, course: Course) -> Person:
    people = People(database)
    found = people.add("Blue heron")
    people.join(course.id, found.id)
    return found


def moments(database: Database) -> list[sa.Row[tuple[object, ...]]]:
    table = tables.shared_moment
    query = sa.select(table).order_by(table.c.person, table.c.play, table.c.number)
    return list(database.read(lambda tx: tx.rows(query)))


def shared(database: Database) -> list[tuple[str, str]]:
    table = tables.shared.c
    query = sa.select(table.what, table.document).order_by(table.person, table.what, table.play)
    return [(row[0], row[1]) for row in database.read(lambda tx: tx.rows(query))]


def finished(database: Database, person: Person) -> str:
    saved = begun(PersonStore(database, person.id))
    play_to_the_end(saved)
    return saved.play.id


# On a server


def test_what_was_agreed_to_is_shared_once(
    database: Database, course: Course, learner: Person
) -> None:
    finished(database, learner)
    assert share_finished(database, NOWHERE, learner.id) == 0
    Consents(database).answer(course.id, learner.id, "figures", WORDING, given=True)
    assert share_finished(database, NOWHERE, learner.id) == 1
    assert share_finished(database, NOWHERE, learner.id) == 0
    ((what, document),) = shared(database)
    assert what == "figures"
    figures = figures_in(document)
    rows = moments(database)
    assert [row.moment for row in rows] == [moment.id for moment in figures.moments]
    assert [row.credit for row in rows] == [moment.credit for moment in figures.moments]


def test_own_words_are_shared_apart(database: Database, course: Course, learner: Person) -> None:
    play = finished(database, learner)
    store = PersonStore(database, learner.id)
    store.keep_own_words(play, "first-time", 1, "typed")
    Consents(database).answer(course.id, learner.id, "own_words", WORDING, given=True)
    assert share_finished(database, NOWHERE, learner.id) == 1
    ((what, document),) = shared(database)
    assert (what, moments(database)) == ("own_words", [])
    assert "typed" in document


def test_a_session_from_before_the_course_is_not_shared(
    database: Database, course: Course, learner: Person
) -> None:
    finished(database, learner)
    far = sa.update(tables.member).values(joined=2**50)
    database.write(lambda tx: tx.execute(far))
    Consents(database).answer(course.id, learner.id, "figures", WORDING, given=True)
    assert share_finished(database, NOWHERE, learner.id) == 0


def test_a_drill_later_changes_what_is_shared(
    database: Database, course: Course, learner: Person
) -> None:
    finished(database, learner)
    Consents(database).answer(course.id, learner.id, "figures", WORDING, given=True)
    share_finished(database, NOWHERE, learner.id)
    assert {row.drill for row in moments(database)} == {""}
    drill = DrillReview(
        "", "2099-01-01T00:00:00+00:00", "newcomer", "s", "d", "m", 1, "wait", "", 3
    )
    PersonStore(database, learner.id).add_drill_review(drill)
    assert share_finished(database, NOWHERE, learner.id) == 1
    assert {row.drill for row in moments(database)} == {"", "before"}


@pytest.mark.parametrize("how", ["withdraw", "leave", "person", "course"])
def test_nothing_is_left_of_what_is_withdrawn_or_deleted(
    database: Database, course: Course, learner: Person, how: str
) -> None:
    finished(database, learner)
    Consents(database).answer(course.id, learner.id, "figures", WORDING, given=True)
    share_finished(database, NOWHERE, learner.id)
    assert moments(database)
    match how:
        case "withdraw":
            Consents(database).withdraw(course.id, learner.id, "figures")
            assert share_finished(database, NOWHERE, learner.id) == 0
        case "leave":
            People(database).leave(course.id, learner.id)
        case "person":
            delete_person(database, learner.id)
        case "course":
            delete_course(database, course.id)
    assert (shared(database), moments(database)) == ([], [])


# By file


def made(code: str, learner: str = "a", day: date = TODAY, **changes: object) -> SharedFile:
    moment = SharedMoment("m", "cue", "", True, "o", 1.0, 1.0, "hit")
    figures = Figures(learner * 32, "s", "S", 1, "d", "2026-09-01", "guided", 1, "first", (moment,))
    file = SharedFile("share", code, learner * 32, WORDING, day.isoformat(), (figures,))
    return replace(file, **changes)  # type: ignore[arg-type]


def data(file: SharedFile) -> tuple[str, bytes]:
    return "f.json", shared_json(file).encode()


def withdrawal(code: str, day: date = TODAY) -> SharedFile:
    return SharedFile("withdraw", code, "a" * 32, WORDING, day.isoformat())


def test_a_file_is_imported_and_a_later_one_replaces_it(
    database: Database, course: Course, code: str
) -> None:
    words = (SharedWords("a" * 32, "s", (("m", "typed"),)),)
    done = import_files(database, course.id, [data(made(code, own_words=words))])
    assert (done.learners, done.plays, done.problems) == (1, 1, ())
    assert [what for what, _ in shared(database)] == ["figures", "own_words"]
    other = replace(made(code).figures[0], play="b" * 32)
    import_files(database, course.id, [data(made(code, figures=(other,)))])
    ((what, document),) = shared(database)
    assert (what, figures_in(document)) == ("figures", other)
    assert [row.play for row in moments(database)] == ["b" * 32]


def test_a_withdrawal_deletes_and_no_file_of_that_day_brings_it_back(
    database: Database, course: Course, code: str
) -> None:
    import_files(database, course.id, [data(made(code)), data(made(code, "b"))])
    done = import_files(database, course.id, [data(withdrawal(code))])
    assert done.withdrawn == 1
    assert len(moments(database)) == 1
    again = import_files(database, course.id, [data(made(code))])
    assert (again.learners, len(again.problems)) == (0, 1)
    assert "has withdrawn" in again.problems[0]
    later = TODAY + timedelta(days=1)
    assert import_files(database, course.id, [data(made(code, day=later))]).learners == 1
    assert len(moments(database)) == 2


def test_a_withdrawal_that_comes_first_holds(database: Database, course: Course, code: str) -> None:
    import_files(database, course.id, [data(withdrawal(code))])
    assert import_files(database, course.id, [data(made(code))]).problems
    assert shared(database) == []


def test_an_older_file_does_not_replace_a_newer_one(
    database: Database, course: Course, code: str
) -> None:
    import_files(database, course.id, [data(made(code))])
    before = TODAY - timedelta(days=1)
    for old in (made(code, day=before, figures=()), withdrawal(code, before)):
        done = import_files(database, course.id, [data(old)])
        assert "a later one of the same learner" in done.problems[0]
    assert len(moments(database)) == 1


def test_files_of_another_course_from_the_future_or_from_nobody_are_refused(
    database: Database, course: Course, code: str
) -> None:
    other = "ABCDEF" if code != "ABCDEF" else "ABCDEG"
    files = [
        data(made(other)),
        data(made(code, day=TODAY + timedelta(days=2))),
        ("bad\x1b[31m.json", b"{"),
        data(made(code, "b")),
    ]
    done = import_files(database, course.id, files)
    assert (done.learners, len(done.problems)) == (1, 3)
    assert all("\x1b" not in line and "\n" not in line for line in done.problems)
    assert len(moments(database)) == 1
    with pytest.raises(NoPerson):
        import_files(database, "no such course", files)


def test_a_code_that_was_closed_still_belongs_to_its_course(
    database: Database, course: Course, code: str
) -> None:
    People(database).new_join_code(course.id)
    assert import_files(database, course.id, [data(made(code))]).learners == 1


def test_there_is_a_limit_to_the_number_of_files(
    database: Database, course: Course, code: str
) -> None:
    done = import_files(database, course.id, [("x", b"")] * (MOST_FILES + 5))
    assert len(done.problems) == MOST_FILES + 1


def test_the_same_learner_in_two_courses_is_two_people(
    database: Database, course: Course, code: str
) -> None:
    people = People(database)
    other = people.open_course("Autumn", people.add("T", "trainer").id)
    other_code = people.new_join_code(other.id)
    import_files(database, course.id, [data(made(code))])
    import_files(database, other.id, [data(made(other_code))])
    assert len({row.person for row in moments(database)}) == 2
    import_files(database, course.id, [data(withdrawal(code))])
    assert [row.course for row in moments(database)] == [other.id]


def test_nothing_of_a_file_is_saved_if_a_part_cannot_be(
    database: Database, course: Course, code: str
) -> None:
    text = json.loads(shared_json(made(code)))
    text["figures"][0]["moments"][0]["credit"] = 1e9
    done = import_files(database, course.id, [("f.json", json.dumps(text).encode())])
    assert len(done.problems) == 1
    assert shared(database) == []
