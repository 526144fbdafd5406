"""Rooms for a course in Chromium: SCORM with the run-time scorm-again around the room, and cmi5 with
a record store that knows the rules of the standard.

``make web-runtime`` and ``make page-browser`` fetch what this needs.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from simulator.web.packaged.courses import Course, Standard
from tests.render.browser import chromium, modules
from tests.web.chromium import FLAGS
from tests.web.packaged.courses import SCORM_AGAIN, why_no_course, write_for
from tests.web.packaged.record_store import launched
from tests.web.packaged.requests import play_of
from tests.web.packaged.static_server import served
from tests.web.packaged.test_in_browser import Visit, ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.skipif(bool(why_no_course()), reason=why_no_course()),
]

FLAGSHIP = "presenter-drifts"
LMS = Path(__file__).with_name("lms.js")
CMI_1_2 = {
    "status": "cmi.core.lesson_status",
    "score": "cmi.core.score.raw",
    "exit": "cmi.core.exit",
    "time": "cmi.core.session_time",
    "calls": ["LMSInitialize", "LMSCommit", "LMSFinish"],
}
CMI_2004 = {
    "status": "cmi.completion_status",
    "score": "cmi.score.raw",
    "exit": "cmi.exit",
    "time": "cmi.session_time",
    "calls": ["Initialize", "Commit", "Terminate"],
}
NAMES: dict[Standard, Any] = {"1.2": CMI_1_2, "2004": CMI_2004}


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Standard], Path]:
    """Return a server's folder with a room for a standard, and the page of a course beside it."""

    @cache
    def site(standard: Standard) -> Path:
        folder = tmp_path_factory.mktemp("site")
        room = write_for(Course(standard), (FLAGSHIP,), folder)
        if standard != "cmi5":
            script = f"scorm{'12' if standard == '1.2' else '2004'}.min.js"
            shutil.copy(modules() / SCORM_AGAIN / script, room.parent / "scorm.js")
            shutil.copy(LMS, room.parent / "lms.js")
            (room.parent / "lms.html").write_text(
                '<!doctype html><title>Course</title><link rel="icon" href="data:,"><body>'
                '<script src="scorm.js"></script><script src="lms.js"></script>',
                "utf-8",
            )
        return folder

    return site


class CourseVisit:
    """The page of a course with the room in it."""

    def __init__(self, visit: Visit, standard: Standard, recorded: dict[str, str]) -> None:
        self.names = NAMES[standard]
        course = visit.address.removesuffix("room/") + "lms.html"
        query = {"standard": standard, "recorded": json.dumps(recorded)}
        self.page: Page = visit.context.new_page()
        self.page.goto(f"{course}?{urlencode(query)}")
        found = self.page.query_selector("iframe")
        frame = found.content_frame() if found is not None else None
        assert frame is not None
        self.room: Frame = frame
        frame.wait_for_selector("nav")

    def play(self) -> None:
        """Play a plan of the flagship to its debrief."""
        number = len(self.sessions) + 1
        for method, address, form in play_of("the-curious"):
            if method == "POST":
                address = address.replace("/plays/1", f"/plays/{number}")
                assert ask(self.room, method, address, form)["status"] == 200, address

    @property
    def sessions(self) -> list[str]:
        text = ask(self.room, "GET", "?p=/data/export", {})["text"]
        return [one["id"] for one in json.loads(text)["plays"]]

    def note(self, has: str) -> None:
        """Wait until the note above the page has these words."""
        self.room.wait_for_selector(f"#reporting:has-text({json.dumps(has)})")

    def leave(self) -> None:
        """Close the room, as a course does; its own page stays."""
        self.page.evaluate("document.querySelector('iframe').remove()")

    @property
    def calls(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.calls")
        return found

    def recorded(self, element: str) -> str:
        path = element.removeprefix("cmi.").split(".")
        # As JSON, because the run-time does not let a page read what is for it to write.
        read = "(path) => path.reduce((at, name) => at[name], JSON.parse(JSON.stringify(api.cmi)))"
        value = self.page.evaluate(read, path)
        return str(value)


@pytest.fixture
def visit(
    browser: "Browser", sites: Callable[[Standard], Path], standard: Standard
) -> Iterator[Visit]:
    with served(sites(standard)) as address:
        visiting = Visit(browser, address)
        visiting.address = address
        yield visiting
        visiting.context.close()
    outside = address.removesuffix("room/")
    assert [one for one in visiting.wrong if not one.startswith(outside)] == []


scorm = pytest.mark.parametrize("standard", ["1.2", "2004"])


@scorm
def test_a_course_hears_of_completion_score_and_time_and_of_no_passing(
    visit: Visit, standard: Standard
) -> None:
    course = CourseVisit(visit, standard, {})
    names = course.names
    course.note("will get your progress")
    assert course.recorded(names["status"]) == "incomplete"
    assert course.recorded(names["score"]) == ""
    course.play()
    course.note("completed, with")
    percent = float(course.recorded(names["score"]))
    assert 0 < percent < 100
    assert course.recorded(names["status"]) == "completed"
    if standard == "2004":
        assert float(course.recorded("cmi.score.scaled")) == pytest.approx(percent / 100)
        assert course.recorded("cmi.success_status") == "unknown"
    state = course.recorded("cmi.suspend_data")
    assert json.loads(state) == {"best": percent, "done": True, "open": []}
    course.leave()
    begin, commit, end = names["calls"]
    assert (course.calls[0], course.calls[-1]) == (begin, end)
    # One at the start, one when the session was begun, one when it was scored, one at the end.
    assert course.calls.count(commit) in (4, 5)
    assert course.recorded(names["exit"]) == "suspend"
    assert course.recorded(names["time"]) not in ("", "00:00:00", "PT0S")


@scorm
def test_a_session_that_is_interrupted_is_reported_when_it_is_finished(
    visit: Visit, standard: Standard
) -> None:
    first = CourseVisit(visit, standard, {})
    first.note("will get")
    requests = [one for one in play_of("the-curious") if one[0] == "POST"]
    for method, address, form in requests[:5]:
        assert ask(first.room, method, address, form)["status"] == 200
    first.room.wait_for_selector("#reporting")
    first.leave()
    state = first.recorded("cmi.suspend_data")
    assert len(json.loads(state)["open"]) == 1
    names = first.names
    recorded = {"cmi.suspend_data": state, names["status"]: "incomplete"}
    first.page.close()

    # Somebody else comes to this browser: nothing of it is theirs.
    other = CourseVisit(visit, standard, {})
    for method, address, form in requests[5:-1]:
        assert ask(other.room, method, address, form)["status"] == 200
    other.note("will get")
    other.leave()
    assert json.loads(other.recorded("cmi.suspend_data"))["open"] == []
    assert other.recorded(names["status"]) == "incomplete"
    other.page.close()

    again = CourseVisit(visit, standard, recorded)
    again.note("will get")
    assert ask(again.room, *requests[-1])["status"] == 200
    again.note("completed")
    assert again.recorded(names["status"]) == "completed"
    assert float(again.recorded(names["score"])) > 0


@scorm
def test_a_better_score_of_before_stays(visit: Visit, standard: Standard) -> None:
    names = NAMES[standard]
    recorded = {names["status"]: "completed", names["score"]: "99"}
    course = CourseVisit(visit, standard, recorded)
    course.note("will get")
    assert course.recorded(names["status"]) == "completed"
    course.play()
    course.note("completed")
    assert float(course.recorded(names["score"])) == 99


@pytest.mark.parametrize("standard", ["1.2", "2004", "cmi5"])
def test_without_a_course_the_room_works_and_says_so(visit: Visit, standard: Standard) -> None:
    page = visit.open()
    page.wait_for_selector("#reporting:has-text('not opened from a course')")
    page.click("nav a[href='?p=/progress']")
    page.wait_for_selector("nav a[href='?p=/progress'][aria-current]")
    page.wait_for_selector("#reporting:has-text('not opened from a course')")
    assert page.locator("#reporting").count() == 1


# cmi5


@pytest.mark.parametrize("standard", ["cmi5"])
def test_a_record_store_gets_the_statements_in_their_order(
    browser: "Browser", sites: Callable[[Standard], Path], standard: Standard
) -> None:
    with launched(sites(standard)) as store:
        visit = Visit(browser, store.address)
        page = visit.open(store.launch())
        page.wait_for_selector("#reporting:has-text('will get your progress')")
        assert "fetch" not in page.url
        store.wait_for("initialized")
        _play(page)
        page.wait_for_selector("#reporting:has-text('completed, with')")
        page.click("#reporting button")
        page.wait_for_url("**/returned")
        store.wait_for("terminated")
        visit.context.close()
    assert store.broken == []
    assert store.verbs == ["initialized", "scored", "completed", "terminated"]
    score = store.statements[1]["result"]["score"]
    assert 0 < score["scaled"] < 1
    assert json.loads(store.documents["balint-room"])["done"] is True
    assert store.fetched == 1


@pytest.mark.parametrize("standard", ["cmi5"])
def test_a_second_visit_reports_no_second_completion_and_a_review_none(
    browser: "Browser", sites: Callable[[Standard], Path], standard: Standard
) -> None:
    with launched(sites(standard)) as store:
        visit = Visit(browser, store.address)
        for mode in ("Normal", "Normal", "Review"):
            store.begin(mode)
            page = visit.open(store.launch())
            store.wait_for("initialized")
            _play(page)
            if mode == "Normal":
                page.wait_for_selector("#reporting:has-text('completed, with')")
            else:
                page.wait_for_selector("#reporting:has-text('to look at only')")
            # What is sent when a page is simply left may be lost on the way; the button waits for it.
            page.click("#reporting button")
            page.wait_for_url("**/returned")
            store.wait_for("terminated")
            page.close()
            assert store.verbs[0] == "initialized"
            assert store.verbs[-1] == "terminated"
            assert ("completed" in store.verbs) == (len(store.visits) == 1)
        visit.context.close()
    assert store.broken == []


def _play(page: "Page") -> None:
    text = ask(page, "GET", "?p=/data/export", {})["text"]
    number = len(json.loads(text)["plays"]) + 1
    for method, address, form in play_of("the-curious"):
        if method == "POST":
            address = address.replace("/plays/1", f"/plays/{number}")
            assert ask(page, method, address, form)["status"] == 200, address
