"""A panel that marks on the server: drafts, sheets without names, and what closes a marking."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from simulator.authoring.mark_sheet import acts_on_paper
from simulator.authoring.panel import judge
from simulator.authoring.read_sheet import read_sheet
from simulator.course import tables
from simulator.course.courses import Courses
from simulator.course.database import Database
from simulator.course.marked_sheets import SEED, judged_marking, sheet_files, sheets_of, sheets_zip
from simulator.course.marking import (
    MOST_MARKINGS,
    QUESTION,
    Given,
    MarkingProblem,
    Markings,
    NoMarking,
)
from simulator.course.people import Course, People
from simulator.course.retention import delete_course, delete_person, export_course, export_person
from simulator.library.scenarios import Loaded, load
from tests.workspaces import SHIPPED, catalogue


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    found = load(SHIPPED / "presenter-drifts" / "scenario.yaml", catalogue())
    assert isinstance(found, Loaded)
    return found


@pytest.fixture
def course(database: Database) -> Course:
    people = People(database)
    return people.open_course("Spring", people.add("Ruth", "trainer").id)


@pytest.fixture
def markings(database: Database) -> Markings:
    return Markings(database)


@pytest.fixture
def marking(markings: Markings, course: Course, loaded: Loaded) -> str:
    return markings.open(course.id, [loaded])[0]


def member(database: Database, course: Course, name: str = "Pia") -> str:
    people = People(database)
    found = people.add(name).id
    people.join(course.id, found, "panel")
    return found


def marked(
    markings: Markings, course: Course, marking: str, person: str, mark: str = "2"
) -> dict[str, Given]:
    given = {QUESTION: Given("speak", "They look away."), "A": Given(mark, f"Why {mark}.")}
    markings.save(course.id, marking, person, "1", given)
    return given


def handed_in(
    database: Database, markings: Markings, course: Course, marking: str, count: int
) -> list[str]:
    people = [member(database, course, f"P{number}") for number in range(count)]
    for number, person in enumerate(people):
        marked(markings, course, marking, person, ("2", "1", "never")[number % 3])
        markings.hand_in(course.id, marking, person)
    return people


def count(database: Database, table: sa.Table) -> int:
    query = sa.select(sa.func.count()).select_from(table)
    return int(database.read(lambda tx: tx.rows(query))[0][0])


def test_a_draft_is_saved_and_changed_until_it_is_handed_in(
    database: Database, markings: Markings, course: Course, marking: str
) -> None:
    person = member(database, course)
    marked(markings, course, marking, person)
    marked(markings, course, marking, person, "-1")
    assert markings.draft(marking, person)["1", "A"] == Given("-1", "Why -1.")
    markings.hand_in(course.id, marking, person)
    markings.hand_in(course.id, marking, person)
    assert markings.handed_in(marking, person)
    assert markings.draft(marking, person) == {}
    assert [one.sheets for one in markings.all(course.id)] == [1]
    with pytest.raises(MarkingProblem, match="handed in"):
        marked(markings, course, marking, person)


def test_a_draft_without_a_mark_is_not_handed_in(
    database: Database, markings: Markings, course: Course, marking: str
) -> None:
    person = member(database, course)
    with pytest.raises(MarkingProblem, match="Nothing"):
        markings.hand_in(course.id, marking, person)
    markings.save(course.id, marking, person, "m", {"wait": Given("", "A reason alone.")})
    with pytest.raises(MarkingProblem, match="Nothing"):
        markings.hand_in(course.id, marking, person)


def test_a_marking_is_closed_with_three_sheets_and_stays_closed(
    database: Database, markings: Markings, course: Course, marking: str
) -> None:
    handed_in(database, markings, course, marking, 2)
    with pytest.raises(MarkingProblem, match="at least 3"):
        markings.close(course.id, marking)
    with pytest.raises(MarkingProblem, match="not closed"):
        markings.sheets(course.id, marking)
    handed_in(database, markings, course, marking, 1)
    late = member(database, course)
    marked(markings, course, marking, late)
    markings.close(course.id, marking)
    markings.close(course.id, marking)
    assert count(database, tables.marking_draft) == 0
    assert len(markings.sheets(course.id, marking)) == 3
    with pytest.raises(MarkingProblem, match="closed"):
        marked(markings, course, marking, late)
    with pytest.raises(MarkingProblem, match="closed"):
        markings.hand_in(course.id, marking, late)


def test_nothing_connects_a_sheet_with_its_member(
    database: Database, markings: Markings, course: Course, marking: str
) -> None:
    people = handed_in(database, markings, course, marking, 3)
    assert {column.name for column in tables.marking_sheet.c} == {"id", "marking", "document"}
    query = sa.select(tables.marking_sheet)
    rows = str(database.read(lambda tx: tx.rows(query)))
    assert not [person for person in people if person in rows]
    # Of the two tables, neither says when a row came.
    assert {column.name for column in tables.marking_member.c} == {"marking", "person"}
    assert "Why" not in str(export_course(database, course.id))
    assert "Why" not in str(export_person(database, people[0]))


def test_one_s_own_draft_is_in_one_s_own_export(
    database: Database, markings: Markings, course: Course, marking: str
) -> None:
    person = member(database, course)
    marked(markings, course, marking, person)
    assert "Why 2." in str(export_person(database, person))
    assert "Why 2." not in str(export_course(database, course.id))


@pytest.mark.parametrize("how", ["leave", "removed", "person"])
def test_who_goes_takes_the_draft_along_and_leaves_the_sheet(
    database: Database, markings: Markings, course: Course, loaded: Loaded, how: str
) -> None:
    marking = markings.open(course.id, [loaded])[0]
    (person,) = handed_in(database, markings, course, marking, 1)
    other = People(database).open_course("Autumn", person)
    elsewhere = markings.open(other.id, [loaded])[0]
    marked(markings, other, elsewhere, person)
    again = load(SHIPPED / "tutorial" / "scenario.yaml", catalogue())
    assert isinstance(again, Loaded)
    second = markings.open(course.id, [again])[0]
    markings.save(course.id, second, person, "m", {"wait": Given("2", "")})
    match how:
        case "leave":
            People(database).leave(course.id, person)
        case "removed":
            Courses(database).leave(course.id, person)
        case "person":
            delete_person(database, person)
    assert markings.draft(second, person) == {}
    assert markings.known(course.id, marking).sheets == 1
    assert bool(markings.draft(elsewhere, person)) == (how != "person")
    assert markings.handed_in(marking, person) == (how != "person")


def test_a_course_takes_its_markings_along(
    database: Database, markings: Markings, course: Course, marking: str
) -> None:
    handed_in(database, markings, course, marking, 1)
    delete_course(database, course.id)
    for table in (tables.marking, tables.marking_sheet, tables.marking_member):
        assert count(database, table) == 0


def test_a_marking_is_of_its_course_alone(
    database: Database, markings: Markings, course: Course, marking: str, loaded: Loaded
) -> None:
    other = People(database).open_course("Autumn", member(database, course))
    for work in (markings.known, markings.close, markings.delete, markings.sheets):
        with pytest.raises(NoMarking):
            work(other.id, marking)
    with pytest.raises(NoMarking):
        marked(markings, other, marking, member(database, course))
    with pytest.raises(MarkingProblem, match="open already"):
        markings.open(course.id, [loaded])
    markings.delete(course.id, marking)
    assert markings.all(course.id) == []


def test_the_sheets_are_those_that_the_command_reads(
    database: Database, markings: Markings, course: Course, marking: str, loaded: Loaded
) -> None:
    handed_in(database, markings, course, marking, 4)
    markings.close(course.id, marking)
    sheets = markings.sheets(course.id, marking)
    known = markings.known(course.id, marking)
    scenario = loaded.scenario
    read = [read_sheet(data, Path(name)) for name, data in sheet_files(scenario, sheets)]
    judged = judged_marking(scenario, known, sheets)
    assert judged == judge(scenario, read, judged.panel.date)
    assert judged.panel.members == 4
    moment, act = acts_on_paper(scenario, SEED)[1, "A"]
    assert judged.panel.moments[moment].ratings[act] == {"never": 1, "1": 1, "2": 2}
    assert judged.panel.moments[moment].decisions == {"speak": 4}
    assert {reason.text for reason in judged.panel.moments[moment].reasons} == {
        *("They look away.", "Why 2.", "Why 1.", "Why never."),
    }
    assert {sheet.rater for sheet in sheets_of(scenario, sheets)} == {""}
    with zipfile.ZipFile(io.BytesIO(sheets_zip(scenario, sheets))) as archive:
        assert archive.namelist() == [f"sheet-{number:02}.csv" for number in range(1, 5)]


def test_two_devices_that_hand_in_together_make_one_sheet(
    database: Database, markings: Markings, course: Course, marking: str
) -> None:
    person = member(database, course)
    marked(markings, course, marking, person)
    with ThreadPoolExecutor(4) as threads:
        for done in [
            threads.submit(markings.hand_in, course.id, marking, person) for _ in range(4)
        ]:
            done.result()
    assert count(database, tables.marking_sheet) == 1


def test_no_marking_is_opened_if_one_of_them_cannot_be(
    database: Database, markings: Markings, course: Course, loaded: Loaded
) -> None:
    other = load(SHIPPED / "tutorial" / "scenario.yaml", catalogue())
    assert isinstance(other, Loaded)
    markings.open(course.id, [loaded])
    with pytest.raises(MarkingProblem, match="open already"):
        markings.open(course.id, [other, loaded])
    with pytest.raises(MarkingProblem, match="at most"):
        markings.open(course.id, [loaded] * MOST_MARKINGS)
    assert len(markings.all(course.id)) == 1
