"""The packaged room in Chromium: begun, played, loaded again, without a network, and in two tabs.

``make web-runtime`` fetches what this needs. A page asks Chromium to run no text as a script, so
these tests wait for what is on the page, and never for an expression.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from simulator.cli import main
from simulator.web.packaged.runtime import NoRuntime, runtime_files
from tests.patience import PATIENCE
from tests.render.browser import chromium
from tests.web.browser.leading import lead_by_keys, react
from tests.web.browser.seeing import DESKTOP, PHONE, Visitor
from tests.web.chromium import FLAGS, why_no_chromium
from tests.web.packaged.requests import play_of
from tests.web.packaged.rooms import NAMES, Tab, write_room
from tests.web.packaged.static_server import served
from tests.workspaces import warmed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route


def why_not() -> str:
    """Return why the room cannot be tried here; an empty string if it can."""
    try:
        runtime_files()
    except NoRuntime as missing:
        return str(missing)
    return why_no_chromium()


pytestmark = [
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]

HEARD = "addEventListener('balint:started', (event) => { window.ask = event.detail.ask; });"
"""A script that keeps what the page offers to a module for a learning management system."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a web server with a room in it, as the command writes it."""
    folder = tmp_path_factory.mktemp("site")
    room = folder / "pluginfile.php" / "7" / "room"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_SIM_HOME", str(warmed(folder / "home")))
        assert main(["export", "web", *NAMES, "-o", str(room)]) == 0
    return folder


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


class Visit:
    """A person's browser: its tabs, and everything that went wrong or left the server."""

    def __init__(self, browser: "Browser", address: str, **options: Any) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(**options)
        self.context.set_default_timeout(1000 * PATIENCE)
        self.context.add_init_script(HEARD.replace("addEventListener", "document.addEventListener"))
        self.wrong: list[str] = []
        self.context.on("request", self._look)
        self.context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        self.context.on("console", self._hear)

    def _look(self, request: Any) -> None:
        if not request.url.startswith((self.address, "blob:", "data:")):
            self.wrong.append(request.url)

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def open(self, query: str = "") -> "Page":
        """Open a tab, and wait for its first page."""
        page = self.context.new_page()
        page.goto(self.address + query)
        page.wait_for_selector("nav")
        return page


@pytest.fixture
def visit(browser: "Browser", site: Path) -> Iterator[Visit]:
    with served(site) as address:
        visiting = Visit(browser, address, accept_downloads=True)
        yield visiting
        visiting.context.close()
    assert visiting.wrong == []


def begin(page: "Page") -> None:
    """Begin a play of the flagship by its own pages; the group waits for a press at each turn."""
    calm = {"pace": "step", "mode": "guided", "feedback": "now"}
    assert ask(page, "POST", "?p=/settings", calm)["status"] == 200
    page.click('main a[href="?p=/scenarios/presenter-drifts"]')
    page.click("form[action='?p=/plays'] button")
    page.wait_for_selector("#play")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_flagship_is_led_to_its_debrief_by_keys_without_a_network(
    browser: "Browser", site: Path, size: tuple[int, int]
) -> None:
    width, height = size
    with served(site) as address:
        visit = Visit(browser, address, viewport={"width": width, "height": height})
        page = visit.open()
        begin(page)
        visit.context.set_offline(True)
        visitor = Visitor(page, visit.context, address)
        lead_by_keys(visitor)
        react(visitor)
        # What was written is folded, and so not among the text that is seen.
        assert "The chair." in (page.locator("main").text_content() or "")
        visit.context.close()
    assert visit.wrong == []


def transcript(page: "Page") -> int:
    """Return the number of lines of the transcript."""
    return page.locator("#transcript > li").count()


def go_on(page: "Page") -> None:
    """Let the group take its next turns, and wait until they are on the page."""
    now = transcript(page)
    # No press of a person: one that comes right after a page has changed decides nothing.
    page.dispatch_event("#go-on button", "click")
    page.wait_for_selector(f"#transcript > li:nth-child({now + 1})")


def test_a_play_is_begun_goes_on_after_a_reload_and_without_a_network(visit: Visit) -> None:
    page = visit.open()
    assert "Library" in page.title()
    begin(page)
    assert page.url.endswith("/room/?p=/plays/1#now") or page.url.endswith("/room/?p=/plays/1")
    go_on(page)
    go_on(page)
    heard = page.locator("#transcript").inner_text()

    page.click('nav a[href="?p=/data"]')
    page.wait_for_selector('a[href="?p=/data/export"]')
    page.go_back()
    page.wait_for_selector("#play")
    assert page.locator("#transcript").inner_text() == heard

    page.reload()
    page.wait_for_selector("#play")
    assert page.locator("#transcript").inner_text() == heard

    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visit.context.set_offline(True)
    page.reload()
    page.wait_for_selector("#play")
    assert page.locator("#transcript").inner_text() == heard
    go_on(page)


def test_of_two_tabs_one_goes_on_and_the_other_says_so(visit: Visit) -> None:
    first = visit.open()
    begin(first)
    go_on(first)
    second = visit.open("?p=/plays/1")
    # The first tab still shows the page of before.
    revision = first.locator("#go-on [name=revision]").input_value()
    go_on(second)
    go_on(second)
    answer = ask(first, "POST", "?p=/plays/1/act", {"revision": revision, "do": "let-go"})
    assert answer["status"] in (400, 409)
    assert second.locator("#play").count() == 1


def test_an_act_that_cannot_be_saved_is_not_done_and_the_page_says_so(
    visit: Visit, site: Path
) -> None:
    worker = (site / "pluginfile.php" / "7" / "room" / "worker.js").read_text("utf-8")

    def failing(route: "Route") -> None:
        script = worker.replace(
            "for (const [key, value] of rows) {",
            'if (rows.some(([key]) => key[0] === "act")) { transaction.abort(); return; }\n'
            "      for (const [key, value] of rows) {",
        )
        assert script != worker
        route.fulfill(body=script, content_type="text/javascript")

    visit.context.route("**/worker.js*", failing)
    page = visit.open()
    begin(page)
    before = ask(page, "GET", "?p=/plays/1", {})
    refused = ask(page, "POST", "?p=/plays/1/go-on", {"revision": "0", "turns": "1"})
    assert (refused["status"], "could not save this" in refused["text"]) == (503, True)
    assert ask(page, "GET", "?p=/plays/1", {}) == before
    # The page said why on the console, too.
    visit.wrong = [one for one in visit.wrong if "AbortError" not in one and one != "null"]


def test_a_play_is_the_same_bytes_as_on_the_machine(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = Tab(write_room(tmp_path_factory.mktemp("machine")))
    page = visit.open()
    for method, address, form in play_of("the-curious"):
        ours = here.ask(method, address, form)
        theirs = ask(page, method, address, form)
        assert (theirs["status"], theirs["text"].splitlines()) == (
            ours.status,
            ours.text.splitlines(),
        ), address
        assert theirs["text"] == ours.text


def test_files_are_given_and_taken_and_everything_can_be_deleted(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.open()
    begin(page)
    page.click('nav a[href="?p=/data"]')
    with page.expect_download() as given:
        page.click('a[href="?p=/data/export"]')
    file = tmp_path / given.value.suggested_filename
    given.value.save_as(file)
    assert len(json.loads(file.read_text("utf-8"))["plays"]) == 1

    page.click('a[href="?p=/data/delete"]')
    page.click('form[action="?p=/data/delete"] button')
    page.wait_for_selector('a[href="?p=/data/export"]')
    assert ask(page, "GET", "?p=/plays/1", {})["status"] == 404

    # The first page of a tab that needs the reader of texts, which comes later than the others.
    reading = visit.open("?p=/demonstrations/presenter-drifts")
    assert "did not work" not in reading.title()
    reading.close()

    page.set_input_files("input[type=file]", file)
    page.click('form[action="?p=/data/upload"] button')
    page.click('form[action="?p=/data/import"] button')
    page.wait_for_selector('a[href="?p=/data/export"]')
    page.reload()
    page.wait_for_selector("nav")
    assert ask(page, "GET", "?p=/plays/1", {})["status"] == 200


def test_without_javascript_or_a_server_the_page_says_what_is_needed(
    browser: "Browser", site: Path
) -> None:
    with served(site) as address:
        without = browser.new_context(java_script_enabled=False).new_page()
        without.goto(address)
        assert "needs JavaScript" in without.inner_text("body")
    page = browser.new_context().new_page()
    page.goto((site / "pluginfile.php" / "7" / "room" / "index.html").as_uri())
    page.wait_for_selector("#from-folder")
    assert "from a web server" in page.inner_text("#from-folder")


ASK = """async ([method, address, form]) => {
  let answer = await window.ask(method, address, Object.entries(form));
  return { status: answer.status, text: new TextDecoder().decode(answer.body) };
}"""


def ask(page: "Page | Frame", method: str, address: str, form: dict[str, str]) -> dict[str, Any]:
    """Ask the room in a tab for a page, as its links and forms do."""
    answer: dict[str, Any] = page.evaluate(ASK, [method, address, form])
    return answer
