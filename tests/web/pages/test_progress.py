"""Progress and the practice log in a browser, on the page and as files."""

import json
from pathlib import Path

import pytest

from simulator.practice.progress import progress_of
from simulator.practice.reaction import answer, questions_left
from simulator.render.progress_json import progress_json
from simulator.render.progress_sections import progress_page
from simulator.render.write_html import write_html
from simulator.store.play_store import PlayStore
from tests.hostile import WORDS
from tests.plays import begun, play_to_the_end, skip_reaction
from tests.web.pages.rooms import Browser
from tests.workspaces import load


def finished(store: PlayStore, stays: str = "") -> None:
    """Lead the flagship to its end, and say what stays, if anything does."""
    saved = begun(store)
    play_to_the_end(saved)
    if stays:
        assert "stays" in questions_left(saved)
        assert answer(saved, "stays", stays)
    skip_reaction(saved)


def test_without_a_session_progress_says_what_will_be_there(browser: Browser) -> None:
    page = browser.get("/progress")
    assert page.status == 200
    assert page.headings[0] == "Your progress"
    assert browser.get("/log").status == 200
    assert "Nothing was practised yet." in browser.main
    assert "You have written no reflection yet." in browser.main


def test_progress_has_the_sections_and_charts_of_its_page(browser: Browser) -> None:
    finished(browser.room.store)
    page = browser.get("/progress")
    made = progress_page(
        progress_of(page.room.workspace, page.room.store), page.room.workspace.catalogue
    )
    for section in made.sections:
        assert section.heading in [*page.headings, ""]
    assert page.page.all("svg")
    assert page.page.all("table")


def test_progress_is_saved_as_the_command_line_writes_it(browser: Browser) -> None:
    finished(browser.room.store)
    workspace, store = browser.room.workspace, browser.room.store
    made = progress_of(workspace, store)
    page = browser.get("/progress")
    page.follow("as data (JSON)")
    assert page.text == progress_json(made, workspace.catalogue)
    assert json.loads(page.text)["sessions"] == 1
    assert page.response.headers["content-disposition"] == 'attachment; filename="progress.json"'
    page.follow("as a page")
    assert page.text == write_html(progress_page(made, workspace.catalogue))
    page.follow("as text")
    assert "attachment" in page.response.headers["content-disposition"]


def test_the_log_has_the_reflections_that_are_chosen(browser: Browser) -> None:
    finished(browser.room.store, "The silence after she spoke.")
    page = browser.get("/progress").follow("Show the practice log")
    assert "The letter in the van" in page.main
    assert page.text.count("The silence after she spoke.") == 1
    boxes = [one for one in page.page.all("input") if one["type"] == "checkbox"]
    assert not any("checked" in one.attributes for one in boxes)
    page.follow("for a spreadsheet (CSV)")
    assert "silence" not in page.text
    page.send("Show the log with these", **{boxes[0]["name"]: "1"})
    assert page.text.count("The silence after she spoke.") == 2
    page.follow("for a spreadsheet (CSV)")
    assert "The silence after she spoke." in page.text
    assert page.response.headers["content-type"].startswith("text/csv")
    page.follow("as text (Markdown)")
    assert "The silence after she spoke." in page.text


@pytest.mark.parametrize("path", ["/progress/csv", "/progress/x", "/log/json", "/log/.."])
def test_a_file_that_there_is_not_is_not_found(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


def test_hostile_words_are_shown_as_they_were_written(hostile: Browser) -> None:
    store = hostile.room.store
    file: Path = hostile.room.workspace.shipped / "hostile" / "scenario.yaml"
    saved = begun(store, load(file))
    play_to_the_end(saved)
    if "stays" in questions_left(saved):
        answer(saved, "stays", WORDS[1])
    skip_reaction(saved)
    page = hostile.get("/progress")
    assert page.status == 200
    page.get("/log")
    assert "<script>alert(1)</script> &amp; {{{{7*7}}}}" in page.main
    assert "[/foo] [@click=app.quit]press[/]" in page.main
