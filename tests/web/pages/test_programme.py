"""The page of a programme in a browser: where the learner is, and the session that comes next."""

from pathlib import Path

import pytest

from simulator.practice.plays import go_on
from simulator.practice.saved_play import SavedPlay
from tests.plays import play_to_the_end
from tests.programmes import evening
from tests.web.pages.rooms import Browser, room_at

PAGE = "/programmes/an-evening"


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    evening(tmp_path)
    return Browser(room_at(tmp_path))


def opened(browser: Browser, number: int) -> SavedPlay:
    play = browser.room.store.numbered(number)
    assert play is not None
    return go_on(browser.room.workspace, browser.room.store, play)


def led(browser: Browser) -> None:
    """Begin the first session and lead it to its end."""
    browser.get(PAGE).send("Begin session 1 of 2")
    play_to_the_end(opened(browser, 1))


def test_a_programme_shows_its_sessions_and_the_briefing_of_the_first(browser: Browser) -> None:
    page = browser.get("/").follow("An evening")
    assert page.headings[:3] == ["An evening", "Its sessions", "1 of 2: Seventeen eggs"]
    assert "Two cases and one pot of tea." in page.main
    assert "Seventeen eggs live, next" in page.main
    assert "The programme has this one played live" in page.main


def test_a_session_begins_as_the_programme_has_it(browser: Browser) -> None:
    browser.get(PAGE).send("Begin session 1 of 2")
    (play,) = browser.room.store.plays()
    assert (play.scenario, play.programme, play.part) == ("eggs", "an-evening", 0)
    assert (play.mode, play.feedback) == ("live", "end")
    browser.get(PAGE).follow("Continue session 1")
    assert browser.path == "/plays/1"


def test_after_a_session_comes_the_next_one(browser: Browser) -> None:
    led(browser)
    browser.get("/").follow("An evening")
    assert "2 of 2: The night call" in browser.headings
    assert "led already" in browser.main
    browser.get(PAGE, after="1")
    browser.send("Begin session 2 of 2", feedback="end")
    latest = browser.room.store.plays()[0]
    first = browser.room.store.numbered(1)
    assert first is not None
    assert (latest.scenario, latest.part, latest.follows) == ("night", 1, first.id)
    assert (latest.mode, latest.feedback) == ("guided", "end")


def test_a_session_that_is_begun_twice_is_begun_once(browser: Browser) -> None:
    browser.get(PAGE)
    browser.post(f"{PAGE}/plays", seed="5")
    browser.post(f"{PAGE}/plays", seed="5")
    assert len(browser.room.store.plays()) == 1


def test_a_programme_can_begin_again(browser: Browser) -> None:
    led(browser)
    browser.get(PAGE).follow("Begin this programme from its first session")
    assert "1 of 2: Seventeen eggs" in browser.headings
    browser.send("Begin session 1 of 2")
    assert [play.part for play in browser.room.store.plays()] == [0, 0]


def test_after_the_last_session_a_programme_says_that_all_were_led(browser: Browser) -> None:
    led(browser)
    browser.get(PAGE).send("Begin session 2 of 2")
    play_to_the_end(opened(browser, 2))
    assert "You have led all its sessions." in browser.get(PAGE).main
    assert browser.get(PAGE, after="2").status == 404


def test_another_case_is_read_about_with_its_seed(browser: Browser) -> None:
    led(browser)
    browser.get(PAGE, after="1").send("Show the briefing with this seed", seed="77")
    browser.send("Begin session 2 of 2")
    assert browser.room.store.plays()[0].seed == 77


def test_what_is_not_there_is_not_found(browser: Browser) -> None:
    assert browser.get("/programmes/nothing").status == 404
    assert browser.get("/programmes/nothing", start="1").status == 404
    assert browser.get(PAGE, after="9").status == 404
    browser.post(f"{PAGE}/plays", after="9")
    assert browser.status == 404
    assert browser.post(f"{PAGE}/plays", mode="both").status == 400


def test_a_programme_that_does_not_load_says_why(tmp_path: Path) -> None:
    file = evening(tmp_path / "other", "programme: an-evening\ntitle: An evening\n")
    assert file.exists()
    page = Browser(room_at(tmp_path / "other")).get(PAGE)
    assert page.status == 422
    assert "This programme does not load." in page.main


def test_a_hostile_programme_is_shown_as_it_is_written(hostile: Browser) -> None:
    page = hostile.get("/programmes/worse")
    assert page.headings[0] == "<script>alert(3)</script> [bold"
    assert "<img src=x onerror=alert(4)> {{{{7*7}}}}" in page.main
    page.send("Begin session 1 of 2")
    assert page.path == "/plays/1"
    assert hostile.get("/").status == 200
