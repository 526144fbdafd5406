"""Lead a group in a browser: by keys alone, or by links and forms alone."""

from tests.web.browser.seeing import Visitor

MOST = 400
"""More presses than any play needs."""


def step_by_step(visitor: Visitor) -> None:
    """Let each turn wait for a press, so that no turn comes by itself while a test looks."""
    page = visitor.go("/settings").page
    page.locator("select[name=pace]").select_option("step")
    page.locator("main form button").first.click()
    page.wait_for_load_state("networkidle")


def begin(visitor: Visitor, scenario: str, mode: str = "guided") -> None:
    """Begin a play by links and forms, as everybody can."""
    page = visitor.go(f"/scenarios/{scenario}").page
    page.locator(f"input[type=radio][name=mode][value={mode}]").check()
    page.locator("main form[method=post] button").first.click()
    page.wait_for_selector("#play")


def state(visitor: Visitor) -> str:
    """What the page of a play asks for."""
    found = visitor.page.locator("#play").get_attribute("class") or ""
    kind = found.split()[-1]
    if visitor.page.locator("#now form.question").count():
        return "question"
    if kind in ("decision", "speaking") and visitor.page.locator("#now .offers").count():
        return "lines"
    return kind


def settled(visitor: Visitor) -> None:
    """Wait until a press counts again after the page changed."""
    if not visitor.scripts:
        return
    visitor.page.wait_for_selector("body[data-ready='1']")


def go_on(visitor: Visitor) -> None:
    """Let the group take its next turns, and wait until they are shown."""
    settled(visitor)
    page = visitor.page
    before = page.locator("#play").get_attribute("data-state")
    page.locator("#go-on button").click()
    page.wait_for_selector(f"#play:not([data-state='{before}'])")


def lead_by_keys(visitor: Visitor, line: str = "2") -> int:
    """Play to the end with the keyboard alone; return the number of keys."""
    pressed = 0
    page = visitor.page

    def press(key: str) -> None:
        nonlocal pressed
        settled(visitor)
        before = page.locator("#play").get_attribute("data-state")
        page.keyboard.press(key)
        pressed += 1
        page.wait_for_selector(f"#play:not([data-state='{before}'])")

    while (now := state(visitor)) != "over":
        assert pressed < MOST
        if now == "decision":
            press("s" if pressed % 3 else "w")
        elif now == "lines":
            press(line)
        elif now == "question":
            settled(visitor)
            page.locator("#now textarea").focus()
            page.keyboard.type("Tired, and not sure.")
            page.keyboard.press("Tab")
            press("Enter")
        else:
            press(" ")
    return pressed


def lead_by_forms(visitor: Visitor) -> None:
    """Play to the end without scripts: every press is a form or a link of the page."""
    page = visitor.page
    for turn in range(MOST):
        now = state(visitor)
        if now == "over":
            return
        if now == "decision" and turn % 2:
            page.locator("#now a.decide").click()
        elif now == "decision":
            page.locator("#now button[value=wait]").click()
        elif now == "lines":
            page.locator("#now .offers button").nth(1).click()
        elif now == "question":
            page.locator("#now textarea").fill("Tired, and not sure.")
            page.locator("#now form.question button").first.click()
        else:
            page.locator("#go-on button").click()
    raise AssertionError(page.locator("#now").inner_text())


def react(visitor: Visitor) -> None:
    """Answer the questions before the debrief, and open it."""
    page = visitor.page
    settled(visitor)
    page.locator("#now a.main").click()
    page.wait_for_selector("form.reaction")
    page.locator("#stays").fill("The chair.")
    page.locator("#guess").fill("40")
    page.locator("form.reaction button.main").click()
    page.wait_for_selector("#what-next")
