"""The library in a browser: what can be done, the suggestion of today, search and filters."""

from pathlib import Path

import pytest

from simulator.store.memory import MemoryStore
from simulator.store.play_store import StoreProblem
from tests.libraries import only, small
from tests.plays import begun, play_to_the_end, skip_reaction
from tests.programmes import evening
from tests.web.pages.rooms import Browser, room_at


def test_a_first_start_welcomes_and_offers_the_tutorial(browser: Browser) -> None:
    page = browser.get("/")
    assert page.status == 200
    assert page.headings[:2] == ["Library", "Welcome"]
    assert "In a Balint group" in page.main
    assert "percent" not in page.main
    form = next(one for one in page.page.all("form") if "Start the tutorial" in one.text)
    sent = {one["name"]: one["value"] for one in form.all("input")}
    assert sent["scenario"] == "tutorial"


def test_without_a_tutorial_the_shortest_scenario_is_offered(tmp_path: Path) -> None:
    texts = {"long": small("long", minutes="90"), "short": small("short", minutes="3")}
    only(tmp_path, texts)
    page = Browser(room_at(tmp_path)).get("/")
    assert [one.words for one in page.page.all("a") if "Begin with" in one.words] == [
        "Begin with About short"
    ]


def test_a_library_without_scenarios_says_so(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    assert "There are no scenarios" in Browser(room_at(tmp_path)).get("/").main


def test_after_a_session_the_suggestion_of_today_comes_first(browser: Browser) -> None:
    saved = begun(browser.room.store)
    page = browser.get("/")
    assert page.headings[:3] == ["Library", "Today", "Next: continue The letter in the van."]
    assert "You left it unfinished." in page.main
    assert "Welcome" not in page.headings
    page.follow("Next: continue The letter in the van.")
    assert page.path == f"/plays/{saved.play.number}"


def test_a_finished_session_is_listed_with_its_score_beside_the_chance_line(
    browser: Browser,
) -> None:
    saved = begun(browser.room.store)
    play_to_the_end(saved)
    page = browser.get("/")
    assert "its debrief is waiting" in page.main
    assert "percent" not in page.main
    skip_reaction(saved)
    assert "Finished sessions" in page.get("/").headings
    assert "You earned:" in page.main
    assert "Your best:" in page.main
    assert page.main.count("Chance line:") == 2


def test_what_is_due_is_counted(browser: Browser) -> None:
    play_to_the_end(begun(browser.room.store))
    assert " due: about" in browser.get("/").main
    browser.follow("Next: the drills that are due.")


def test_words_and_facets_narrow_what_is_shown(browser: Browser) -> None:
    page = browser.get("/", text="letter in the van")
    assert 'with the words "letter in the van"' in page.main
    assert [one for one in page.headings if one.startswith("The letter")] == [
        "The letter in the van"
    ]
    assert "Welcome" not in page.headings
    page.follow("Show everything")
    assert "Welcome" in page.headings
    page.send("Search", level="advanced")
    assert "advanced level" in page.main
    page.send("Search", text="nothing like this")
    assert "0 of " in page.main
    assert page.get("/", level="<b>", rule="x" * 5_000).status == 200


def test_a_scenario_that_does_not_load_says_so_and_leads_nowhere(tmp_path: Path) -> None:
    only(tmp_path, {"good": small("good"), "bad": "scenario: bad\n"})
    page = Browser(room_at(tmp_path)).get("/")
    assert "does not load" in page.main
    assert [one.words for one in page.page.all("a") if one.words == "bad"] == []


def test_programmes_are_listed_with_their_sessions(tmp_path: Path) -> None:
    evening(tmp_path)
    page = Browser(room_at(tmp_path)).get("/")
    assert "Programmes" in page.headings
    assert "2 sessions, not yet played" in page.main


def test_scenarios_are_shown_even_if_the_sessions_cannot_be_read(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: MemoryStore) -> None:
        raise StoreProblem("The file is damaged.")

    monkeypatch.setattr(MemoryStore, "plays", fail)
    page = browser.get("/")
    assert page.status == 200
    assert "The file is damaged." in page.main
    assert "The letter in the van" in page.headings


def test_a_hostile_library_is_shown_as_it_is_written(hostile: Browser) -> None:
    page = hostile.get("/")
    assert "<script>alert(1)</script> &amp; {{{{7*7}}}}" in page.main
    assert "[/foo] [@click=app.quit]press[/]" in page.main
    begun(page.room.store)
    assert "<script>" in page.get("/", text="<script>").main
