"""The practice log says what it is, in every form, and has no score."""

from simulator.practice.practice_log import STAYS, Entry, PracticeLog, Written
from simulator.render.practice_log import log_csv, log_page
from simulator.render.write_html import write_html
from simulator.render.write_markdown import write_markdown
from simulator.render.write_text import write_text
from tests.render.test_write_csv import cells

AIM = "Hear a remedy when it comes as a question."
ENTRIES = (
    Entry("p1", 1, "2026-11-01", "Will do", "guided", "finished", 14, (AIM,)),
    Entry("p2", 2, "2026-11-08", "=Will do", "live", "attempt", 1, (AIM,)),
)
WRITTEN = (
    Written("p1", 1, "2026-11-01", "Will do", STAYS, "", "+1 for waiting\nand for her"),
    Written("p1", 1, "2026-11-01", "Will do", "reflect/1", "What do you notice?", "I hurry."),
    Written("p2", 2, "2026-11-08", "Will do", "reflect/2", "", "An older one."),
)
LOG = PracticeLog(ENTRIES, WRITTEN)
NO_CREDENTIAL = "It is no credential and no assessment, and nobody has verified it."


def test_every_form_says_that_it_is_no_credential_and_how_minutes_are_counted() -> None:
    page = log_page(LOG)
    for written in (write_text(page), write_html(page), log_csv(LOG)):
        said = " ".join(written.split())
        assert NO_CREDENTIAL in said
        assert "A gap of more than 5 minutes between two of them is not counted." in said
    assert "no credential" in write_markdown(page)


def test_it_has_dates_scenarios_minutes_objectives_and_what_was_chosen() -> None:
    said = " ".join(write_text(log_page(LOG)).split())
    assert "2 sessions, 15 minutes, from 2026-11-01 to 2026-11-08." in said
    assert "2026-11-01: Will do (guided, finished), 14 minutes" in said
    assert "2026-11-08: =Will do (live, another attempt), 1 minute" in said
    assert f"{AIM} (2 sessions)" in said
    assert "What stays with you? Answer: +1 for waiting and for her" in said
    assert "What do you notice? Answer: I hurry." in said
    assert "A question to yourself Answer: An older one." in said
    assert "percent" not in said


def test_a_spreadsheet_has_a_row_for_each_session_and_no_formula() -> None:
    heads, first, second, *notes = cells(log_csv(LOG))
    assert heads[:3] == ["Date", "Session", "Scenario"]
    assert first[:7] == ["2026-11-01", "1", "Will do", "guided", "finished", "14", AIM]
    assert first[7].splitlines() == [
        "What stays with you? +1 for waiting and for her",
        "What do you notice? I hurry.",
    ]
    assert second[2] == "'=Will do"
    assert len(notes) == 2


def test_of_nothing_it_says_so() -> None:
    said = write_text(log_page(PracticeLog((), ())))
    assert "Nothing was practised yet." in said
    assert "Sessions" not in said
