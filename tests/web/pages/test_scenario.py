"""The page of a scenario in a browser: its briefing, and the form that begins a session."""

from pathlib import Path

import pytest

from simulator.practice.play_options import PlayOptions
from tests.libraries import only, small
from tests.plays import FLAGSHIP, begun, play_to_the_end, skip_reaction
from tests.web.pages.rooms import Browser, room_at

FLAGSHIP_PAGE = f"/scenarios/{FLAGSHIP}"


def chosen(browser: Browser) -> dict[str, str]:
    """What the form that begins has chosen."""
    form = next(one for one in browser.page.all("form") if one["method"] == "post")
    return {
        one["name"]: one["value"]
        for one in form.all("input")
        if one["name"] != "token" and (one["type"] == "hidden" or "checked" in one.attributes)
    }


def test_a_briefing_says_who_is_in_the_circle_and_what_to_practise(browser: Browser) -> None:
    page = browser.get(FLAGSHIP_PAGE)
    assert page.headings[0] == "The letter in the van"
    assert "In the circle" in page.headings
    assert "To practise" in page.headings
    assert "You, the leader" in page.main
    # Before the first session the situations would tell what comes.
    assert "Situations" not in page.headings
    assert chosen(page)["mode"] == "guided"
    assert chosen(page)["feedback"] == "now"


def test_a_briefing_says_in_which_style_the_group_is_led(browser: Browser) -> None:
    assert "Style: guiding." in browser.get(FLAGSHIP_PAGE).main
    assert "Style: analytic." in browser.get("/scenarios/reason-given").main


def test_what_is_chosen_begins(browser: Browser) -> None:
    browser.get(FLAGSHIP_PAGE, seed="7").send("Begin", mode="live", feedback="end")
    (play,) = browser.room.store.plays()
    assert (play.scenario, play.mode, play.feedback, play.seed) == (FLAGSHIP, "live", "end", 7)
    assert browser.path == f"/plays/{play.number}"


def test_the_case_that_was_read_about_is_the_one_that_begins(browser: Browser) -> None:
    browser.get(FLAGSHIP_PAGE)
    seed = chosen(browser)["seed"]
    browser.send("Begin")
    assert str(browser.room.store.plays()[0].seed) == seed


def test_a_form_that_is_sent_twice_begins_one_session(browser: Browser) -> None:
    browser.get(FLAGSHIP_PAGE)
    form = chosen(browser)
    browser.post("/plays", **form)
    browser.post("/plays", **form)
    assert len(browser.room.store.plays()) == 1
    browser.post("/plays", **{**form, "feedback": "end"})
    assert len(browser.room.store.plays()) == 2
    # A session in which something was done is another one than the one that is to begin.
    play_to_the_end(begun(browser.room.store, play_options=PlayOptions(seed=3)))
    browser.post("/plays", **{**form, "seed": "3"})
    assert len(browser.room.store.plays()) == 4


def test_settings_choose_at_first(browser: Browser) -> None:
    browser.room.workspace.settings_file.write_text("mode: live\nfeedback: end\n", "utf-8")
    found = chosen(browser.get(FLAGSHIP_PAGE))
    assert (found["mode"], found["feedback"]) == ("live", "end")


def test_a_scenario_for_one_mode_offers_that_one_alone(tmp_path: Path) -> None:
    text = small("quiet").replace("minutes:", "modes: [live]\nminutes:")
    only(tmp_path, {"quiet": text})
    browser = Browser(room_at(tmp_path)).get("/scenarios/quiet", mode="guided")
    modes = [one for one in browser.page.all("input") if one.attributes.get("name") == "mode"]
    assert [one["value"] for one in modes if one["type"] == "radio"] == ["live"]
    assert chosen(browser)["mode"] == "live"
    browser.post("/plays", scenario="quiet", mode="guided")
    assert browser.status == 422
    assert not browser.room.store.plays()


def test_a_session_is_played_again_with_its_seed(browser: Browser) -> None:
    saved = begun(browser.room.store, play_options=PlayOptions(mode="live", seed=41))
    browser.get(FLAGSHIP_PAGE).follow("Again with the same seed")
    assert chosen(browser)["seed"] == "41"
    assert chosen(browser)["mode"] == "live"
    assert f"session {saved.play.number}" in browser.main


def test_after_a_session_its_score_and_its_situations_are_named(browser: Browser) -> None:
    saved = begun(browser.room.store)
    play_to_the_end(saved)
    skip_reaction(saved)
    page = browser.get(FLAGSHIP_PAGE)
    assert "Situations" in page.headings
    assert "You earned:" in page.main
    assert "Chance line:" in page.main


@pytest.mark.parametrize("name", ["nowhere", "..", ".", "a" * 5_000, "tutorial\x00", "<b>"])
def test_a_scenario_that_is_not_there_says_so(browser: Browser, name: str) -> None:
    page = browser.get(f"/scenarios/{name}")
    assert page.status == 404
    assert "There is no scenario" in page.main
    page.post("/plays", scenario=name)
    assert page.status == 404


@pytest.mark.parametrize(
    "wrong",
    [{"seed": "x"}, {"seed": "9" * 5_000}, {"seed": "-1"}, {"mode": "both"}, {"feedback": "no"}],
)
def test_a_choice_that_no_form_offers_is_refused(browser: Browser, wrong: dict[str, str]) -> None:
    assert browser.get(FLAGSHIP_PAGE, **wrong).status == 400
    assert browser.post("/plays", scenario=FLAGSHIP, **wrong).status == 400
    assert not browser.room.store.plays()


def test_a_scenario_that_does_not_load_says_why(tmp_path: Path) -> None:
    only(tmp_path, {"good": small("good"), "bad": "scenario: bad\n"})
    page = Browser(room_at(tmp_path)).get("/scenarios/bad")
    assert page.status == 422
    assert "This scenario does not load." in page.main


def test_a_hostile_briefing_is_shown_as_it_is_written(hostile: Browser) -> None:
    page = hostile.get("/scenarios/hostile")
    assert "<script>alert(1)</script> &amp; {{{{7*7}}}}" in page.main
    page.send("Begin")
    assert page.path == "/plays/1"
    assert page.get("/scenarios/hostile").follow("Again with the same seed").status == 200
