"""The settings in a browser: chosen in a form, and saved in the file of the terminal."""

from dataclasses import replace

import pytest

from simulator.library.workspace import NoFolder
from simulator.practice.settings import load
from tests.plays import FLAGSHIP
from tests.web.pages.rooms import Browser


def test_settings_are_saved_and_apply_to_the_next_session(browser: Browser) -> None:
    page = browser.get("/settings").send("Save", mode="live", feedback="end", pace="320")
    assert "Saved." in page.main
    found = load(page.room.workspace.settings_file)
    assert (found.mode, found.feedback, found.pace) == ("live", "end", 320)
    page.get(f"/scenarios/{FLAGSHIP}").send("Begin")
    assert page.room.store.plays()[0].mode == "live"
    page.get("/settings").send("Save", pace="step")
    assert load(page.room.workspace.settings_file).pace == "step"


def test_the_rest_of_the_file_stays_as_a_person_wrote_it(browser: Browser) -> None:
    file = browser.room.workspace.settings_file
    file.write_text("# mine\ntheme: balint-light\npace: 215\nkeys:\n  group.speak: s\n", "utf-8")
    page = browser.get("/settings")
    chosen = [one["value"] for one in page.page.all("option") if "selected" in one.attributes]
    assert chosen == ["215"]
    page.send("Save")
    page.send("Save", mode="live")
    assert file.read_text("utf-8").replace("mode: live\n", "") == (
        "# mine\ntheme: balint-light\npace: 215\nkeys:\n  group.speak: s\n"
    )


def test_what_is_wrong_in_the_file_is_shown_and_ignored(browser: Browser) -> None:
    file = browser.room.workspace.settings_file
    file.write_text("pace: quick\n'<script>alert(1)</script>': 1\n", "utf-8")
    page = browser.get("/settings")
    assert "config.yaml:1:1: The pace is" in page.main
    assert "'<script>alert(1)</script>' is not a setting" in page.main


def test_a_file_that_cannot_be_changed_is_left_alone(browser: Browser) -> None:
    browser.room.workspace.settings_file.write_text("mode: [\n", "utf-8")
    page = browser.get("/settings").send("Save", mode="live")
    assert page.status == 422
    assert "cannot change" in page.main
    assert browser.room.workspace.settings_file.read_text("utf-8") == "mode: [\n"


@pytest.mark.parametrize("pace", ["79", "601", "quick", "9" * 5_000, "-1", "²"])
def test_a_pace_that_is_not_offered_is_refused(browser: Browser, pace: str) -> None:
    browser.post("/settings", pace=pace)
    assert browser.status == 400
    assert not browser.room.workspace.settings_file.exists()


def test_without_a_folder_the_page_says_so(browser: Browser) -> None:
    nowhere = NoFolder("There is no home folder.")
    browser.room.workspace = replace(browser.room.workspace, folders=nowhere)
    assert browser.get("/settings").status == 503
    assert "There is no home folder." in browser.main
