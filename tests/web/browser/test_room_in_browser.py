"""The served room in Chromium: for everybody, with the keyboard alone, and without scripts."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.browser.leading import (
    begin,
    go_on,
    lead_by_forms,
    lead_by_keys,
    react,
    settled,
    state,
    step_by_step,
)
from tests.web.browser.seeing import DESKTOP, NARROW, PHONE, Visitor, served, visiting, why_not

pytestmark = [
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]

PAGES = (
    "/",
    "/?text=van",
    "/scenarios/presenter-drifts",
    "/programmes/an-intensive",
    "/demonstrations/tutorial",
    "/progress",
    "/drills",
    "/glossary",
    "/settings",
    "/data",
    "/help",
    "/plays/1",
    "/plays/1/debrief",
    "/plays/1/again",
    "/plays/2",
    "/plays/2?lines=1",
    "/plays/3",
    "/nowhere",
)
"""Every kind of page; session 1 is finished, 2 is at a decision, 3 is live."""


@pytest.fixture(scope="module")
def played(browser: Any, base: str) -> str:
    """A room with three sessions."""
    with visiting(browser, base, scripts=False) as visitor:
        step_by_step(visitor)
        begin(visitor, "tutorial")
        lead_by_forms(visitor)
        react(visitor)
        begin(visitor, "presenter-drifts")
        while state(visitor) != "decision":
            visitor.page.locator("#go-on button").click()
        begin(visitor, "presenter-drifts", "live")
        for _ in range(5):
            visitor.page.locator("#go-on button").click()
    return base


def settle(visitor: Visitor) -> None:
    """Let nothing move while the page is looked at."""
    visitor.page.wait_for_load_state("networkidle")
    pause = visitor.page.locator("#pause")
    if pause.count() and pause.is_visible() and pause.get_attribute("aria-pressed") == "false":
        pause.click()


@pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["desktop", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_and_none_is_too_wide(
    browser: Any, played: str, size: tuple[int, int], scheme: str
) -> None:
    found: dict[str, list[str]] = {}
    with visiting(browser, played, size, axe=True, color_scheme=scheme) as visitor:
        for path in PAGES:
            visitor.go(path)
            settle(visitor)
            for fold in visitor.page.locator("details").all():
                fold.evaluate("one => { one.open = true; }")
            wrong = visitor.violations()
            if visitor.too_wide() > 0:
                wrong.append(f"{visitor.too_wide()} pixels too wide")
            if wrong:
                found[path] = wrong
        visitor.messages = [one for one in visitor.messages if "404" not in one]
    assert found == {}


def test_no_page_breaks_its_own_policy_or_asks_elsewhere(browser: Any, played: str) -> None:
    with visiting(browser, played) as visitor:
        for path in PAGES:
            if path != "/nowhere":
                visitor.go(path)
                settle(visitor)


def test_twice_as_large_a_page_is_still_whole(browser: Any, played: str) -> None:
    # 1280 pixels at 200 percent are 640 of the page's own.
    with visiting(browser, played, (640, 400), device_scale_factor=2) as visitor:
        for path in PAGES:
            visitor.go(path)
            assert visitor.too_wide() == 0, (path, visitor.sticking_out())
        visitor.messages.clear()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_flagship_is_led_to_its_debrief_with_the_keyboard_alone(
    browser: Any, base: str, size: tuple[int, int]
) -> None:
    with visiting(browser, base, size) as visitor:
        step_by_step(visitor)
        begin(visitor, "presenter-drifts")
        lead_by_keys(visitor)
        settled(visitor)
        visitor.page.locator("#now a.main").focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector("form.reaction")
        visitor.page.locator("#stays").focus()
        visitor.page.keyboard.type("The chair.")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector("#what-next")
        assert "The chair." in (visitor.page.text_content("main") or "")


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_the_flagship_is_led_to_its_debrief_without_scripts(
    browser: Any, base: str, mode: str
) -> None:
    with visiting(browser, base, PHONE, scripts=False) as visitor:
        begin(visitor, "presenter-drifts", mode)
        lead_by_forms(visitor)
        react(visitor)


def test_in_live_play_turns_come_by_themselves_and_stop_when_the_leader_speaks(
    browser: Any, base: str
) -> None:
    with visiting(browser, base) as visitor:
        page = visitor.go("/settings").page
        page.locator("select[name=pace]").select_option("600")
        page.locator("main form button").first.click()
        begin(visitor, "presenter-drifts", "live")
        settled(visitor)
        page.keyboard.press(" ")
        page.wait_for_function("() => document.querySelectorAll('#transcript > li').length > 4")
        settled(visitor)
        page.keyboard.press("s")
        page.wait_for_selector("#now .offers")
        assert page.locator("#pace").is_hidden()
        assert state(visitor) == "lines"


def test_what_is_new_is_said_to_a_screen_reader(browser: Any, base: str) -> None:
    with visiting(browser, base) as visitor:
        step_by_step(visitor)
        begin(visitor, "tutorial")
        settled(visitor)
        visitor.page.keyboard.press(" ")
        visitor.page.wait_for_function(
            "() => document.getElementById('announcer').textContent.length > 20"
        )
        said = visitor.page.text_content("#announcer") or ""
        last = visitor.page.locator("#transcript > li").last.inner_text().split()[-1]
        assert last in said


def test_a_second_press_where_the_first_has_led_decides_nothing(browser: Any, base: str) -> None:
    with visiting(browser, base) as visitor:
        page = visitor.page
        step_by_step(visitor)
        begin(visitor, "presenter-drifts")
        while state(visitor) != "decision":
            settled(visitor)
            before = page.locator("#play").get_attribute("data-state")
            # A double click: the second press comes at once.
            page.locator("#go-on button").dblclick()
            page.wait_for_selector(f"#play:not([data-state='{before}'])")
        assert state(visitor) == "decision"


def test_of_two_tabs_on_one_play_one_goes_on_and_the_other_says_so(browser: Any, base: str) -> None:
    with visiting(browser, base) as first:
        step_by_step(first)
        begin(first, "presenter-drifts")
        number = first.path.rpartition("/")[2]
        with visiting(browser, base) as second:
            second.go(f"/plays/{number}")
            settled(first)
            while state(first) != "decision":
                go_on(first)
            second.go(f"/plays/{number}")
            settled(first)
            first.page.keyboard.press("w")
            first.page.wait_for_function("() => !document.querySelector('.decide')")
            settled(second)
            second.page.keyboard.press("s")
            second.page.wait_for_selector("#now .offers, [role=alert], .now")
            second.page.locator("#now .offers button, #go-on button").first.click()
            second.page.wait_for_load_state("networkidle")
            second.messages = [one for one in second.messages if "409" not in one]
        first.go(f"/plays/{number}")
        assert first.page.locator(".transcript .leader").count() == 1


def test_a_hostile_scenario_runs_nothing_and_asks_for_nothing(browser: Any, tmp_path: Path) -> None:
    from tests.web.browser.hostile_home import hostile_home

    with served(hostile_home(tmp_path)) as base, visiting(browser, base) as visitor:
        visitor.page.on("dialog", lambda dialog: visitor.messages.append(dialog.message))
        visitor.go("/")
        settle(visitor)
        step_by_step(visitor)
        begin(visitor, "hostile")
        lead_by_keys(visitor, "1")
        react(visitor)
        visitor.go("/progress")
        settle(visitor)
        visitor.go("/drills")
        settle(visitor)
