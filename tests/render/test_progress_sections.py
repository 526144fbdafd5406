"""Progress in every format: counts first, no share without its interval, a table beside each chart."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from simulator.messages.en.progress import MESSAGES
from simulator.render.numbers import whole
from simulator.render.progress_json import progress_json
from simulator.render.progress_sections import MOST_MONTHS, MOST_SESSIONS, progress_page
from simulator.render.sections import Chart, Page, Table
from simulator.render.write_html import write_html
from simulator.render.write_markdown import write_markdown
from simulator.render.write_text import write_text
from simulator.review.judged import Judged
from simulator.review.progress import Progress, progress
from tests.examples import examples
from tests.judged_plays import drawn_plays, moment, outcomes, play
from tests.workspaces import catalogue

DOCS = Path(__file__).parents[2] / "docs" / "progress.md"


def of(*plays: Judged) -> Progress:
    return progress(plays, lambda time: time[:10])


def page(*plays: Judged) -> Page:
    return progress_page(of(*plays), catalogue())


def text(*plays: Judged) -> str:
    return " ".join(write_text(page(*plays)).split())


def tables(shown: Page) -> list[Table]:
    found = []
    for section in shown.sections:
        for part in section.parts:
            if isinstance(part, Chart):
                found.append(part.table)
            elif isinstance(part, Table):
                found.append(part)
    return found


@given(drawn_plays())
@examples(60)
def test_every_chart_has_a_table_of_the_same_numbers(plays: list[Judged]) -> None:
    shown = page(*plays)
    for section in shown.sections:
        for part in section.parts:
            if isinstance(part, Chart):
                assert len(part.rows) == len(part.table.rows)
                for point, row in zip(part.rows, part.table.rows, strict=True):
                    assert point.name in row.cells
                    for value in (point.low, point.high, point.chance):
                        assert value is None or whole(value) in " ".join(row.cells)
    for table in tables(shown):
        for row in table.rows:
            assert len(row.cells) == len(table.heads)
            # The sentence of a row has everything that its cells have.
            for cell in row.cells[:3]:
                assert cell.removesuffix(" percent") in row.line or not cell or cell.isdecimal()
    for write in (write_text, write_markdown, write_html):
        assert write(shown)


def test_before_the_first_debrief_there_is_no_figure() -> None:
    shown = text()
    assert "No session is judged yet." in shown
    assert not re.search(r"\d", shown)


def test_counts_come_first_and_a_share_has_its_interval() -> None:
    shown = text(play(1, outcomes(hit=3, miss=1, correct_rejection=2)))
    assert "1 session judged: 6 moments, 6 of them new to you." in shown
    assert "Spoke when needed: 3 of 4 (30 to 95 percent)" in shown
    assert "Left alone what needed nothing: 2 of 2 (34 to 100 percent)" in shown
    assert "shown from 8 moments of each kind on; so far 4 called for you and 2 were" in shown
    assert "A trend is shown from 8 judged moments on." in shown


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"hit": 12, "false_alarm": 8}, "you speak rather than hold back (criterion c -1.68"),
        ({"hit": 3, "miss": 9, "correct_rejection": 8}, "you hold back rather than speak"),
        (
            {"hit": 9, "miss": 3, "false_alarm": 2, "correct_rejection": 6},
            "neither to speak nor to hold back (criterion c -0.01, near 0; sensitivity d' 1.20)",
        ),
    ],
)
def test_a_tendency_is_said_with_its_numbers(counts: dict[str, int], said: str) -> None:
    assert said in text(play(1, outcomes(**counts)))


def test_a_trend_is_said_with_its_counts_and_only_if_it_is_more_than_chance() -> None:
    wrong, right = outcomes(miss=8), outcomes(correct_rejection=8)
    shown = text(play(1, wrong), play(2, right))
    assert "0 of 8 in the earlier half, 8 of 8 in the later half. That is 5" in shown
    assert "percentage points more, at 95 percent confidence." in shown
    assert "percentage points less" in text(play(1, right), play(2, wrong))
    even = [*wrong[:2], *right[:2], *wrong[2:4], *right[2:4]]
    assert "A difference like this can be chance." in text(play(1, even))


def test_rules_that_were_broken_and_sessions_that_do_not_count_are_named() -> None:
    broken = moment("a", "hit", breaks=("no-advice", "no-teaching"))
    shown = text(play(1, [broken]), play(2, [broken], counts=False))
    assert "No advice: 1 of 1 (21 to 100 percent), credit 1, broken 1 time" in shown
    assert "No teaching: 0 of 0, credit 0, broken 1 time" in shown
    assert "1 other attempt is left out" in shown
    made = progress([], lambda time: time, unjudged=2)
    left_out = write_text(progress_page(made, catalogue()))
    assert "2 finished sessions are left out" in " ".join(left_out.split())


def test_of_a_scenario_the_first_and_the_best_stand_beside_the_chance_line() -> None:
    shown = text(play(1, (), percent=20.0), play(2, (), percent=70.0), play(3, (), percent=60.0))
    assert "About one: first 20 percent, best 70 percent (chance line 35), 3 sessions" in shown


def test_thousands_of_sessions_make_a_page_that_can_be_read() -> None:
    plays = [
        play(
            number % 300, outcomes(hit=1), at=f"{2000 + number // 12}-{1 + number % 12:02}-01T08:00"
        )
        for number in range(2_000)
    ]
    shown = page(*plays)
    assert max(len(table.rows) for table in tables(shown)) <= max(MOST_SESSIONS, MOST_MONTHS)
    said = " ".join(write_text(shown).split())
    assert f"the latest {MOST_SESSIONS} sessions" in said
    assert f"{2_000 - MOST_MONTHS} earlier months are not shown." in said
    assert len(write_html(shown).encode()) < 200_000


def test_a_title_from_elsewhere_is_shown_as_text() -> None:
    shown = page(play(1, outcomes(hit=1), title="<b>A\x1b[2J\ncase</b>"))
    assert "<b>A" not in write_html(shown)
    assert "\x1b" not in write_text(shown)


# JSON.


def keys(data: object) -> set[str]:
    match data:
        case dict():
            return set(data) | {key for value in data.values() for key in keys(value)}
        case list():
            return {key for value in data for key in keys(value)}
        case _:
            return set()


def test_every_key_of_the_json_is_documented() -> None:
    wrong, right = outcomes(miss=8), outcomes(hit=8)
    data = json.loads(progress_json(of(play(1, wrong), play(2, right)), catalogue()))
    documented = set(re.findall(r"`([a-z_]+)`", DOCS.read_text("utf-8")))
    assert keys(data) <= documented
    assert data["version"] == 1


@given(drawn_plays())
@examples(60)
def test_the_json_has_the_numbers_of_progress(plays: list[Judged]) -> None:
    made = of(*plays)
    data = json.loads(progress_json(made, catalogue()))
    assert data["sessions"] == len(data["judged"]) == len(made.plays)
    assert data["noticing"]["spoke"]["count"] == made.noticed.spoke.count
    assert data["words"]["score"] == made.worded.score
    assert [topic["best"]["total"] for topic in data["rules"]] == [
        topic.best.total for topic in made.rules
    ]
    assert [trend["direction"] for trend in data["trends"]] == [
        trend.direction for trend in made.trends
    ]


def test_no_sentence_is_a_verdict_on_the_person() -> None:
    said = " ".join(str(message) for message in MESSAGES.values()).lower()
    for verdict in ("you are ", "good leader", "weak", "poor", "excellent", "talent", "failed"):
        assert verdict not in said
