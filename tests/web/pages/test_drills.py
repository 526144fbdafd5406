"""Drills in a browser: what is due, one moment at a time, and nothing lost on the way."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.practice import drills as practice
from simulator.store.drill_review import DrillReview
from simulator.store.memory import MemoryStore
from simulator.store.play_store import StoreProblem
from tests.drills import on_day
from tests.hostile import WORDS
from tests.plays import begun, play_to_the_end
from tests.web.pages.rooms import Browser, room_at
from tests.workspaces import load


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """A browser, some days after a session that was led to its end without a word."""
    days = [on_day(0)]
    room = room_at(tmp_path, MemoryStore(lambda: days[-1].isoformat()))
    room.workspace = replace(room.workspace, clock=lambda: days[-1])
    play_to_the_end(begun(room.store))
    days.append(on_day(10))
    return Browser(room)


def reviews(browser: Browser) -> list[DrillReview]:
    return browser.room.store.drill_reviews()


def test_before_any_session_there_is_nothing_to_drill(tmp_path: Path) -> None:
    page = Browser(room_at(tmp_path)).get("/drills")
    assert "Finish a session first" in page.main
    page.post("/drills")
    assert page.status == 422
    assert "Finish a session first" in page.main


def test_what_is_due_is_listed_without_its_scenario(browser: Browser) -> None:
    page = browser.get("/drills")
    assert " due: about" in page.main
    assert "due since" in page.page.all("details")[0].words
    assert "The letter in the van" not in page.main
    page.send("Begin")
    assert page.path.startswith("/drills/")
    assert "The last turns before the moment:" in page.headings
    assert "Speak or wait?" in page.headings
    assert "It is from" not in page.main


def test_a_line_is_said_and_its_answer_and_reason_follow(browser: Browser) -> None:
    page = browser.get("/drills").send("Begin")
    page.send("Speak", words="I wonder about her.")
    assert "What will you say?" in page.headings
    assert "Your words: I wonder about her." in page.main
    assert not reviews(page)
    line = page.page.all("ol")[-1].all("button")[0].words
    page.send(line)
    (review,) = reviews(page)
    assert (review.act, review.own_words) == ("take", "I wonder about her.")
    assert line.strip("()") in page.main
    assert "It comes back on" in page.main
    assert "It is from" in page.main
    assert "Your words: “I wonder about her.”" in page.main


def test_nothing_is_said_and_the_next_drill_follows(browser: Browser) -> None:
    page = browser.get("/drills").send("Begin").send("Wait: say nothing", words="Just thinking.")
    (review,) = reviews(page)
    assert (review.act, review.own_words) == ("wait", "Just thinking.")
    first, done = page.path, 1
    while "Next drill" in [one.words for one in page.page.all("button")]:
        page.send("Next drill").send("Wait: say nothing")
        done += 1
        assert len(reviews(page)) == done < 20
    assert page.path != first
    assert "That was all for today." in page.main


def test_a_decision_that_is_sent_twice_is_made_once(browser: Browser) -> None:
    page = browser.get("/drills").send("Begin")
    where = page.path
    page.post(where, do="wait")
    after = page.main
    page.post(where, line="1")
    assert page.main == after
    assert len(reviews(page)) == 1


def test_going_back_from_the_lines_keeps_own_words(browser: Browser) -> None:
    page = browser.get("/drills").send("Begin").send("Speak", words="Slowly.").follow("Back")
    assert page.page.all("textarea")[0].text == "Slowly."
    page.send("Speak").send("Wait after all: say nothing")
    assert reviews(page)[0].own_words == "Slowly."


@pytest.mark.parametrize("form", [{}, {"do": "shout"}, {"line": "99"}, {"line": "x" * 5_000}])
def test_a_decision_that_is_not_offered_is_refused(browser: Browser, form: dict[str, str]) -> None:
    page = browser.get("/drills").send("Begin")
    page.post(page.path, **form)
    assert page.status == 400
    assert not reviews(page)


def test_a_decision_that_cannot_be_saved_is_not_shown_and_can_be_made_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.get("/drills").send("Begin")

    def fail(self: MemoryStore, review: DrillReview) -> DrillReview:
        raise StoreProblem("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(MemoryStore, "add_drill_review", fail)
        page.send("Wait: say nothing", words="Hm.")
    assert page.status == 503
    assert "The disk is full." in page.main
    assert "It comes back on" not in page.main
    page.send("Wait: say nothing")
    assert "It comes back on" in page.main
    assert reviews(page)[0].own_words == "Hm."


def test_a_drill_that_is_gone_is_begun_anew(browser: Browser) -> None:
    page = browser.get("/drills").send("Begin")
    before = page.path
    page.room.forget()
    page.get(before)
    assert page.path != before
    assert "The drill that was open here is gone" in page.main
    page.room.forget()
    page.send("Wait: say nothing")
    assert "The drill that was open here is gone" in page.main
    assert not reviews(page)
    # One that was decided is shown as it was: its review has everything.
    after = page.send("Wait: say nothing").main
    page.room.forget()
    assert page.get(page.path).main == after
    assert page.get("/drills/nothing").status == 404


def test_a_drill_of_a_scenario_that_was_edited_meanwhile_is_begun_anew(browser: Browser) -> None:
    page = browser.get("/drills").send("Begin").send("Wait: say nothing")
    where, drills = page.path, page.room.drills
    page.room.store = MemoryStore(lambda: on_day(10).isoformat())
    play_to_the_end(begun(page.room.store))
    review = next(iter(drills.values())).outcome.review  # type: ignore[union-attr]
    page.room.store.add_drill_review(replace(review, digest="another"))
    page.room.forget()
    assert page.get(where).path == "/drills"


def test_a_situation_is_drilled_when_it_is_asked_for(browser: Browser) -> None:
    page = browser.get("/drills", situation="advice")
    assert "The one you asked for" in page.headings
    button = next(one for one in page.page.all("button") if one.words.startswith("Drill "))
    page.send(button.words)
    assert page.path.startswith("/drills/")
    page.send("Speak").follow("Back").send("Wait: say nothing")
    assert [review.situation for review in reviews(page)] == ["advice"]
    assert "All drills" in [one.words for one in page.page.all("a")]
    assert page.get("/drills", situation="<b>").status == 404
    page.post("/drills", situation="<b>")
    assert page.status == 404


def test_a_moment_that_cannot_be_drilled_says_why(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.practice.next_drill.begin_drill", _never)
    browser.get("/drills").send("Begin")
    assert browser.status == 422
    assert "No session reaches it." in browser.main


def _never(*_: object) -> None:
    raise practice.NoDrill("No session reaches it.")


def test_a_hostile_drill_is_shown_as_it_is_written(hostile: Browser) -> None:
    store = hostile.room.store
    file = hostile.room.workspace.shipped / "hostile" / "scenario.yaml"
    play_to_the_end(begun(store, load(file)))
    page = hostile.get("/drills").send("Drill it now").send("Speak", words=WORDS[1])
    assert "<script>alert(1)</script> &amp; {{{{7*7}}}}" in page.main
    page.send(page.page.all("ol")[-1].all("button")[0].words)
    assert page.status == 200
    assert "It comes back on" in page.main
