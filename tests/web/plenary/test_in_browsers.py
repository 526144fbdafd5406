"""A plenary in Chromium: one host, the wall and many phones, with all that goes wrong in a room."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from simulator.messages import say
from tests.patience import PATIENCE
from tests.web.browser.seeing import DESKTOP, NARROW, PHONE, chromium_running, visiting, why_not
from tests.web.plenary.serving import Server, free_port, serving

PHONES = int(os.environ.get("BALINT_PHONES", "30"))
"""At least seven. Each is a browser context of its own."""

PROJECTOR = (1280, 720)

SPEAK = 2 * PHONES // 3
"""How many vote for speaking at first."""

pytestmark = [pytest.mark.slow, pytest.mark.services]

SLOW = 1_000 * float(os.environ.get("BALINT_PATIENCE", PATIENCE))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    if why_not():
        pytest.skip(why_not())
    with chromium_running() as running:
        yield running


def join(page: Any, server: Server) -> None:
    page.goto(server.base)
    page.get_by_label("The code on the wall").fill(server.code.lower())
    page.get_by_role("button", name="Join a room").click()
    page.get_by_role("button", name="Join").click()
    page.locator("#ask h2").wait_for()


def says(page: Any, part: str, text: str) -> None:
    """Wait until a part of a page has a text."""
    page.locator(f"#{part}").filter(has_text=text).wait_for(timeout=SLOW)


def assert_whole(wall: Any, part: str) -> None:
    """Check that a part of the wall is on the screen, since nobody can scroll there."""
    box = wall.locator(f"#{part}").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PROJECTOR[1]


def press(host: Any, name: str, then: str) -> None:
    """Let the host press a button, as soon as presses count again, until the page says ``then``."""
    button = host.locator("#keys").get_by_role("button", name=name).first
    heading = host.locator("#keys h2").filter(has_text=then)
    host.wait_for_timeout(400)  # no press counts while the page has just changed
    button.click()
    heading.wait_for(timeout=SLOW)


def to_a_vote(host: Any) -> None:
    while not host.locator("#keys h2").filter(has_text="speak or wait?").count():
        number = host.locator("#keys [data-number]").get_attribute("data-number")
        host.wait_for_timeout(400)
        host.get_by_role("button", name="Next turn").click()
        host.locator(f'#keys [data-number="{int(number) + 1}"]').wait_for(timeout=SLOW)


def test_a_room_votes_through_a_drop_a_reload_and_a_restart(browser: Any, tmp_path: Path) -> None:
    port = free_port()
    with ExitStack() as windows:
        first = windows.enter_context(serving(tmp_path, port, "presenter-drifts", "--seed", "1"))
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        windows.callback(context.close)
        host = context.new_page()
        open_host(host, first)
        # Not a window that must have no message: the server is killed under it.
        shown = browser.new_context(viewport={"width": PROJECTOR[0], "height": PROJECTOR[1]})
        windows.callback(shown.close)
        wall = shown.new_page()
        wall.goto(f"{first.base}/wall/{first.code}")
        phones = []
        for _ in range(PHONES):
            own = browser.new_context(viewport={"width": 390, "height": 780})
            windows.callback(own.close)
            phone = own.new_page()
            join(phone, first)
            phones.append(phone)
        says(wall, "tally", f"{PHONES} phones have joined.")
        to_a_vote(host)

        for phone in phones[:SPEAK]:
            phone.get_by_role("button", name="Speak").click()
        # A phone drops out, votes, and is back; another is loaded again; one changes its mind.
        phones[SPEAK].context.set_offline(True)
        phones[SPEAK].get_by_role("button", name="Wait").click()
        phones[SPEAK].context.set_offline(False)
        phones[0].reload()
        says(phones[0], "ask", "your vote")
        phones[1].get_by_role("button", name="Wait").click()
        for phone in phones[SPEAK + 1 :]:
            phone.get_by_role("button", name="Wait").click()
        says(wall, "tally", f"{PHONES} of {PHONES} have voted.")
        assert "%" not in wall.locator("#result").inner_text()

        # The server is killed in the middle, and started again.
        assert first.stop(signal.SIGKILL)[0] == -signal.SIGKILL
        second = windows.enter_context(serving(tmp_path, port, "--resume", first.code))
        assert second.code == first.code
        says(phones[2], "ask", "your vote")
        press(host, "Show the result", "The result is shown")
        for page in (wall, phones[0], phones[SPEAK], phones[-1]):
            says(page, "result", f"{SPEAK - 1} votes, {100 * (SPEAK - 1) / PHONES:.0f} %")
            says(page, "result", f"{PHONES - SPEAK + 1} votes, ")

        press(host, "Vote on the line", "which words?")
        phones[3].locator('#ask [data-question="words"]').wait_for(timeout=SLOW)
        assert_whole(wall, "question")
        for phone in phones[:5]:
            phone.locator("#ask .choose").first.click()
        phones[5].get_by_text("Send words of your own").click()
        phones[5].locator("#text").fill("What is it like for you?")
        phones[5].get_by_role("button", name="Send").click()
        says(wall, "tally", f"5 of {PHONES} have voted.")
        says(host, "sent", "What is it like for you?")
        host.get_by_role("button", name="Show to everybody").click()
        says(wall, "result", "What is it like for you?")
        press(host, "Show the result", "The result is shown")
        says(wall, "result", "5 votes, 100 %")
        assert_whole(wall, "result .spread:last-of-type")
        host.wait_for_timeout(400)
        host.locator("#keys form:has(input[value=taken]) button").first.click()
        says(phones[4], "result", "The leader said")
        host.wait_for_timeout(400)
        host.get_by_role("button", name="Show the key of round 1").click()
        says(phones[4], "result", "The author's key")
        # It was started for this machine only, and says so; nothing else went wrong.
        assert second.stop() == (0, f"balint-sim: {say('cli_plenary.only_here')}\n")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A room that is served."""
    with serving(tmp_path, free_port(), "presenter-drifts", "--seed", "1") as found:
        yield found


def open_host(host: Any, server: Server) -> None:
    """Open the host's page by its link, which can be used once."""
    host.goto(server.link)
    host.get_by_role("button", name="Open the host's page").click()


def test_typing_is_not_disturbed_by_the_votes_of_others(browser: Any, server: Server) -> None:
    with ExitStack() as windows:
        host, one, two = (
            windows.enter_context(visiting(browser, server.base, PHONE)).page for _ in range(3)
        )
        open_host(host, server)
        join(one, server)
        join(two, server)
        to_a_vote(host)
        one.get_by_text("Send words of your own").click()
        one.locator("#text").fill("What if")
        two.get_by_role("button", name="Wait").click()
        says(one, "tally", "1 of 2 has voted.")
        assert one.locator("#text").input_value() == "What if"
        assert one.evaluate("document.activeElement.id") == "text"


@pytest.mark.parametrize("size", [NARROW, DESKTOP])
def test_nothing_of_the_pages_keeps_anybody_out(
    browser: Any, server: Server, size: tuple[int, int]
) -> None:
    with visiting(browser, server.base, size, axe=True) as visitor:
        for path in ("/", f"/r/{server.code}", f"/wall/{server.code}"):
            visitor.go(path)
            assert visitor.violations() == [], path
            assert visitor.too_wide() == 0, visitor.sticking_out()
        join(visitor.page, server)
        assert visitor.violations() == []
        assert visitor.too_wide() == 0, visitor.sticking_out()


def test_a_phone_votes_without_scripts(browser: Any, server: Server) -> None:
    with (
        visiting(browser, server.base) as host,
        visiting(browser, server.base, PHONE, scripts=False) as visitor,
    ):
        open_host(host.page, server)
        to_a_vote(host.page)
        page = visitor.page
        page.goto(f"{server.base}/r/{server.code}")
        page.get_by_role("button", name="Join").click()
        page.get_by_role("button", name="Speak").click()
        assert "your vote" in page.get_by_role("button", name="Speak").inner_text()
        page.get_by_role("link", name="Show what is new").click()
        assert page.get_by_role("heading", level=1).count() == 1
