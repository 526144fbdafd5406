"""The figures of a course on both databases: counted as a naive count does, and what is hidden."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import polars
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.course import tables
from simulator.course.cohort import Cohort, MomentFigures, cohort
from simulator.course.consent import Consents
from simulator.course.database import Database
from simulator.course.import_shared import import_files
from simulator.course.people import Course, People
from simulator.course.retention import delete_person
from simulator.practice.shared_file import SharedFile, shared_json
from simulator.practice.sharing import (
    WORDING,
    Drilled,
    Figures,
    SharedMoment,
    SharedWords,
    learner_in,
)
from simulator.render.cohort_data import COLUMNS, cohort_csv, cohort_json, cohort_parquet
from simulator.render.cohort_page import cohort_page
from simulator.render.write_html import write_html
from simulator.render.write_text import write_text
from simulator.scoring.evidence import Outcome
from tests.course.conftest import Clock, new_sqlite
from tests.workspaces import catalogue

CODE = "K7PM4Q"
DAY = date(2026, 9, 21).isoformat()

CREDITS = {"": 0.0, "a": 1.0, "b": 0.5, "c": 0.25}
"""What waiting and each line earn in the cue; in the leave, waiting earns 1 and a line nothing."""


@pytest.fixture
def course(database: Database) -> Course:
    return opened(database)


def opened(database: Database) -> Course:
    people = People(database)
    made = people.open_course("Spring", people.add("Trainer", "trainer").id)
    code = people.new_join_code(made.id)
    return replace(made, name=code)  # the name is not needed here, and the code is


def cue(option: str, moment: str = "cue", twin: str = "", drill: Drilled = "") -> SharedMoment:
    spoke = bool(option)
    outcome: Outcome = "hit" if spoke else "miss"
    credit = CREDITS[option]
    return SharedMoment(moment, "cue", "newcomer", spoke, option, credit, 1.0, outcome, twin, drill)


def leave(option: str, moment: str = "leave", twin: str = "") -> SharedMoment:
    spoke = bool(option)
    outcome: Outcome = "false_alarm" if spoke else "correct_rejection"
    credit = 0.0 if spoke else 1.0
    return SharedMoment(moment, "leave", "", spoke, option, credit, 1.0, outcome, twin)


def play(number: int, *moments: SharedMoment, scenario: str = "s", **more: object) -> Figures:
    made = Figures(
        f"{number:032x}", scenario, scenario.upper(), 1, f"digest-{scenario}", "2026-09-01",
        "guided", 1, "first", moments,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def shares(
    database: Database, course: Course, learner: int, *plays: Figures, words: str = ""
) -> None:
    own = (SharedWords(plays[0].play, plays[0].scenario, (("cue", words),)),) if words else None
    file = SharedFile("share", course.name, f"{learner:032x}", WORDING, DAY, tuple(plays), own)
    done = import_files(database, course.id, [("f", shared_json(file).encode())])
    assert done.problems == ()


def only(found: Cohort) -> Mapping[str, MomentFigures]:
    (group,) = found.groups
    return {moment.id: moment for moment in group.moments}


def test_counts_and_means_of_a_group(database: Database, course: Course) -> None:
    said = ["a"] * 10 + ["b"] * 5 + [""] * 5
    for number, option in enumerate(said):
        shares(database, course, number, play(number, cue(option), leave("")))
    found = cohort(database, course.id)
    assert (found.learners, found.groups[0].learners, found.groups[0].title) == (20, 20, "S")
    moment = only(found)["cue"]
    assert (moment.met, moment.spoke, moment.waited, moment.hides) == (20, 15, 5, False)
    assert [(line.option, line.count) for line in moment.lines] == [("a", 10), ("b", 5)]
    assert moment.mean is not None
    assert moment.mean.value == moment.difficulty == 0.62  # 12.5 of 20, rounded half to even
    noticing = found.groups[0].noticing
    assert (noticing.hits, noticing.misses, noticing.false_alarms) == (15, 5, 0)
    assert noticing.correct_rejections == 20
    assert not found.enough


def test_fewer_than_five_learners_show_nothing(database: Database, course: Course) -> None:
    for number in range(4):
        shares(database, course, number, play(number, cue("a")), words="typed")
    found = cohort(database, course.id)
    assert (found.learners, found.groups, found.words) == (None, (), ())
    assert "typed" not in everything(found)


def test_a_scenario_that_few_played_is_hidden(database: Database, course: Course) -> None:
    for number in range(6):
        plays = [play(number, cue("a"))]
        if number < 4:
            plays.append(play(number + 100, cue("c", "rare"), scenario="secret"))
        shares(database, course, number, *plays)
    found = cohort(database, course.id)
    assert [group.key.scenario for group in found.groups] == ["s"]
    assert found.hidden_groups == 1
    assert "secret" not in everything(found).lower()


def test_one_who_waited_among_twelve_is_hidden(database: Database, course: Course) -> None:
    for number in range(12):
        shares(database, course, number, play(number, cue("a" if number else ""), leave("")))
    moment = only(cohort(database, course.id))["cue"]
    assert (moment.spoke, moment.waited) == (None, None)
    assert moment.mean is not None
    assert moment.mean.step == 0.5
    # Its counts are in no sum either.
    assert cohort(database, course.id).noticing.hits == 0


def test_only_first_attempts_count(database: Database, course: Course) -> None:
    for number in range(10):
        shares(
            database,
            course,
            number,
            play(number, cue("a")),
            play(number + 100, cue(""), attempt="again"),
            play(number + 200, cue(""), attempt="branch"),
        )
    moment = only(cohort(database, course.id))["cue"]
    assert (moment.met, moment.spoke, moment.waited) == (10, 10, 0)


def test_versions_and_modes_are_counted_apart(database: Database, course: Course) -> None:
    for number in range(15):
        every: list[dict[str, Any]] = [{}, {"digest": "other"}, {"mode": "live"}]
        changes = every[number % 3]
        shares(database, course, number, play(number, cue("a"), **changes))
    keys = [(group.key.digest, group.key.mode) for group in cohort(database, course.id).groups]
    assert keys == [("digest-s", "guided"), ("digest-s", "live"), ("other", "guided")]


def test_twins_compare_the_same_learners(database: Database, course: Course) -> None:
    for number in range(20):
        right = number < 10
        moments = cue("a", "one", twin="s.two"), leave("" if right else "a", "two", twin="s.one")
        shares(database, course, number, play(number, *moments))
    (found,) = cohort(database, course.id).twins
    assert (found.name, found.other, found.learners) == ("s.one", "s.two", 20)
    assert (found.mean, found.other_mean) == (1.0, 0.5)
    assert (found.difference.value, found.difference.step) == (-0.5, 0.25)
    assert found.difference.low is not None


def test_twins_in_two_scenarios(database: Database, course: Course) -> None:
    for number in range(12):
        one = play(number, cue("a", "one", twin="other.two"))
        other = play(number + 100, leave("", "two"), scenario="other")
        shares(database, course, number, one, *([other] if number else []))
    (found,) = cohort(database, course.id).twins
    assert (found.name, found.other, found.learners) == ("other.two", "s.one", 10)


def test_before_and_after_a_drill(database: Database, course: Course) -> None:
    for number in range(10):
        before = play(number, cue("c", drill="before"))
        after = play(number + 100, cue("a", drill="after"), scenario="other")
        shares(database, course, number, before, after)
    shares(database, course, 99, play(999, cue("c", drill="before")))
    (found,) = cohort(database, course.id).drills
    assert (found.name, found.learners) == ("newcomer", 10)
    assert (found.mean, found.other_mean, found.difference.value) == (0.0, 1.0, 1.0)


def test_own_words_of_five_are_shown_without_their_writers(
    database: Database, course: Course
) -> None:
    for number in range(5):
        shares(database, course, number, play(number, cue("a")), words=f"word {9 - number}")
    (said,) = cohort(database, course.id).words
    assert said.texts == ("word 5", "word 6", "word 7", "word 8", "word 9")
    delete_person(database, persons(database, course)[0])
    assert cohort(database, course.id).words == ()


def persons(database: Database, course: Course) -> list[str]:
    return [person.id for person in People(database).members(course.id, "learner")]


def everything(found: Cohort) -> str:
    """All pages and exports of a course."""
    page = cohort_page(found, "Spring", {}, catalogue())
    parquet = polars.read_parquet(BytesIO(cohort_parquet(found))).write_csv()
    texts = write_html(page), write_text(page), cohort_csv(found), parquet
    return "\n".join((*texts, json.dumps(cohort_json(found, "Spring"))))


def test_withdrawal_removes_a_learner_from_every_page_and_export(
    database: Database, course: Course
) -> None:
    for number in range(15):
        option = "b" if number < 5 else "a"
        shares(database, course, number, play(number, cue(option)), words=f"said-{number}")
    before = everything(cohort(database, course.id))
    assert "said-3" in before
    assert before.count('"b"') == 1
    withdrawal = SharedFile("withdraw", course.name, f"{3:032x}", WORDING, DAY)
    import_files(database, course.id, [("w", shared_json(withdrawal).encode())])
    after = cohort(database, course.id)
    assert after.learners == 14
    assert "said-3" not in everything(after)
    # Four are left who said this line.
    assert {line.option: line.count for line in only(after)["cue"].lines} == {"a": None, "b": None}


def test_a_consent_that_does_not_hold_hides_even_what_is_still_there(
    database: Database, course: Course
) -> None:
    for number in range(6):
        shares(database, course, number, play(number, cue("a")), words="typed")
    assert cohort(database, course.id).learners == 6
    gone = sa.update(tables.consent).values(withdrawn=1)
    database.write(lambda tx: tx.execute(gone))
    assert cohort(database, course.id).learners is None
    assert Consents(database).shared(course.id, "figures") == []


def test_no_id_of_a_learner_or_a_session_is_in_any_output(
    database: Database, course: Course
) -> None:
    for number in range(6):
        learner = int(learner_in(CODE, str(number)), 16)
        shares(database, course, learner, play(learner, cue("a")))
    text = everything(cohort(database, course.id))
    for number in range(6):
        assert learner_in(CODE, str(number)) not in text
    assert all(person not in text for person in persons(database, course))


def test_a_title_of_a_hostile_file_is_no_markup_and_no_formula(
    database: Database, course: Course
) -> None:
    for number in range(5):
        title = "=cmd()<script>alert(1)</script>"
        shares(database, course, number, play(number, cue("a"), title=title))
    found = cohort(database, course.id)
    assert "<script" not in write_html(cohort_page(found, "<b>Spring", {}, catalogue()))
    rows = list(csv.DictReader(StringIO(cohort_csv(found))))
    assert rows[0]["title"].startswith("'=")


def test_the_rows_have_every_column_and_negative_numbers(
    database: Database, course: Course
) -> None:
    for number in range(20):
        # Whoever does well in the cue does badly in the rest.
        good = number % 2 == 0
        rest = [leave("a" if good else "", f"leave-{each}") for each in range(3)]
        shares(database, course, number, play(number, cue("a" if good else "b"), *rest))
    found = cohort(database, course.id)
    assert only(found)["cue"].item_rest == -1.0
    rows = list(csv.DictReader(StringIO(cohort_csv(found))))
    assert set(rows[0]) == set(COLUMNS)
    assert rows[0]["item_rest"] == "-1.0"
    frame = polars.read_parquet(BytesIO(cohort_parquet(found)))
    assert frame.columns == list(COLUMNS)
    assert frame["item_rest"][0] == -1.0


OPTIONS = st.sampled_from(["", "a", "b", "c"])
LEARNERS = st.lists(st.tuples(OPTIONS, OPTIONS, st.booleans()), min_size=5, max_size=40)


@given(LEARNERS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_shown_is_what_a_naive_count_finds(
    learners: list[tuple[str, str, bool]],
) -> None:
    database = new_sqlite(Clock())
    course = opened(database)
    for number, (one, two, met) in enumerate(learners):
        moments = [cue(one, "one"), *([leave(two, "two")] if met else [])]
        shares(database, course, number, play(number, *moments))
    found = only(cohort(database, course.id))
    database.close()
    said = {"one": [one for one, _, _ in learners], "two": [two for _, two, met in learners if met]}
    for id_, moment in found.items():
        counts = said[id_]
        _same(moment.met, len(counts), moment)
        _same(moment.waited, counts.count(""), moment)
        _same(moment.spoke, len(counts) - counts.count(""), moment)
        for line in moment.lines:
            _same(line.count, counts.count(line.option), moment)
        credits_ = _credits(id_, counts)
        if moment.mean is not None:
            mean = sum(credits_) / len(credits_)
            assert abs(moment.mean.value - mean) <= moment.mean.step / 2 + 1e-9


def _credits(moment: str, counts: Iterable[str]) -> list[float]:
    if moment == "one":
        return [CREDITS[option] for option in counts]
    return [0.0 if option else 1.0 for option in counts]


def _same(shown: int | None, counted: int, moment: MomentFigures) -> None:
    if shown is not None:
        assert shown == counted
        assert not 0 < shown < 5
    else:
        assert moment.hides
