"""Courses in Chromium: without scripts, on a phone, and for everybody."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.browser.seeing import (
    DESKTOP,
    NARROW,
    PHONE,
    SLOW,
    Visitor,
    chromium_running,
    visiting,
    why_not,
)
from tests.web.course.account_provider import CLIENT, SECRET, account_provider
from tests.web.course.learning_platform import TEACHER, learning_platform
from tests.web.course.serving import Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.services]

PICTURES = os.environ.get("BALINT_PICTURES", "")
"""A folder into which pictures of the pages are written, if it is named."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    if why_not():
        pytest.skip(why_not())
    with chromium_running() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path) as found:
        yield found


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).first.click()


def follow(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("link", name=name, exact=True).first.click()


def made_course(trainer: Visitor) -> str:
    """Sign in with the link of the page, make a course, and return the code that joins it."""
    press(trainer, "Sign in on this browser")
    trainer.page.get_by_label("Name of the course").fill("Spring intensive")
    press(trainer, "Make the course")
    follow(trainer, "Show the code on the wall, or renew it")
    return trainer.page.locator(".code").inner_text()


def test_a_course_works_without_scripts_on_a_phone(browser: Any, server: Served) -> None:
    """From the first link to a plenary, a session of one's own, the export and the deletion."""
    with (
        visiting(browser, server.base, scripts=False) as trainer,
        visiting(browser, server.base, PHONE, scripts=False) as learner,
    ):
        code = made_course(trainer.go(server.link))
        course = trainer.path.removesuffix("/join")
        learner.go("/")
        learner.page.get_by_label("Code").fill(code.lower())
        learner.page.get_by_label("Pseudonym").fill("Ann")
        press(learner, "Join")
        assert learner.path == f"{course}/consent"
        press(learner, "I agree")
        assert learner.page.get_by_text("Thank you. This is shared from now on.").is_visible()
        follow(learner, "To the course")
        follow(learner, "Open the practice room")
        learner.go("/room/scenarios/presenter-drifts")
        press(learner, "Begin")
        assert learner.path == "/room/plays/1"
        trainer.go(course)
        trainer.page.get_by_label("Scenario").select_option("presenter-drifts")
        press(trainer, "Open a plenary")
        assert trainer.path.startswith("/host/")
        learner.go(course)
        follow(learner, "Take part")
        press(learner, "Join")
        assert learner.path.startswith("/r/")
        learner.go("/me")
        with learner.page.expect_download() as saved:
            follow(learner, "Save the export")
        export = json.loads(Path(saved.value.path()).read_text("utf-8"))
        assert len(export["practice"]["plays"]) == 1
        follow(learner, "Delete everything about you")
        press(learner, "Delete it all")
        assert learner.path == "/"
        assert learner.page.get_by_text("You are here as").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser: Any, server: Served, scheme: str) -> None:
    with (
        visiting(browser, server.base, axe=True, color_scheme=scheme) as trainer,
        visiting(browser, server.base, axe=True, color_scheme=scheme) as learner,
    ):
        learner.go("/")
        check(learner, "front", scheme)
        trainer.go(server.link)
        check(trainer, "link", scheme)
        code = made_course(trainer)
        check(trainer, "code", scheme)
        course = trainer.path.removesuffix("/join")
        learner.page.get_by_label("Code").fill(code)
        learner.page.get_by_label("Pseudonym").fill("Ann")
        press(learner, "Join")
        check(learner, "consent", scheme)
        for path, name in ((course, "course-learner"), ("/me", "me"), ("/me/delete", "delete-me")):
            check(learner.go(path), name, scheme)
        press(learner.go("/me"), "Show a link")
        check(learner, "device", scheme)
        for path, name in (
            *((course, "course-trainer"), (f"{course}/delete", "delete-course")),
            *(("/operator", "operator"), ("/", "front-trainer")),
        ):
            check(trainer.go(path), name, scheme)
        press(trainer.go(course), "Invite a trainer")
        check(trainer, "invited", scheme)
        link = trainer.page.locator(".secret").inner_text().removeprefix(server.base)
        check(learner.go(link), "invitation", scheme)
        check(learner.go("/room/"), "room", scheme)


@pytest.mark.parametrize(("scripts", "scheme"), [(True, "dark"), (True, "light"), (False, "light")])
def test_a_member_of_the_panel_marks_a_moment(
    browser: Any, server: Served, scripts: bool, scheme: str
) -> None:
    """With axe if the pages can run it, and without scripts on a phone."""
    options = {"axe": True, "color_scheme": scheme} if scripts else {"scripts": False}
    with (
        visiting(browser, server.base, **options) as trainer,
        visiting(browser, server.base, PHONE, **options) as member,
    ):
        made_course(trainer.go(server.link))
        course = trainer.path.removesuffix("/join")
        press(trainer.go(course), "Invite a member of the panel")
        link = trainer.page.locator(".secret").inner_text().removeprefix(server.base)
        member.go(link).page.get_by_label("Your name").fill("Pia")
        press(member, "Accept")
        trainer.go(f"{course}/markings").page.get_by_label("Tutorial").check()
        press(trainer, "Open")
        member.go(course)
        if scripts:
            check(trainer, "markings", scheme)
            check(member, "course-panel", scheme)
        follow(member, "Mark Tutorial: Are you warm enough?")
        follow(member, "Begin")
        assert member.page.get_by_label("never").count() == 0
        member.page.get_by_label("I would speak").check()
        press(member, "Save, and show the lines")
        member.page.get_by_label("never").first.check()
        press(member, "Save")
        if scripts:
            check(member, "moment", scheme)
        follow(member, "All moments")
        if scripts:
            check(member, "marking", scheme)
        follow(member, "Hand in")
        if scripts:
            check(member, "hand-in", scheme)
        press(member, "Hand in for good")
        assert member.page.get_by_text("Thank you, you have handed in.").is_visible()
        assert "1 handed in" in trainer.go(f"{course}/markings").page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_learner_and_a_teacher_come_from_a_learning_platform(
    browser: Any, server: Served, scheme: str
) -> None:
    """From the registration to a session, in a frame, and to a choice that goes back."""
    with (
        visiting(browser, server.base, axe=True, color_scheme=scheme) as operator,
        learning_platform(f"{server.base}/") as platform,
        # The pages of the platform are elsewhere, which is right here.
        opened(browser, server.base, color_scheme=scheme) as learner,
        opened(browser, server.base, color_scheme=scheme) as teacher,
    ):
        press(operator.go(server.link), "Sign in on this browser")
        press(operator.go("/operator"), "Show a link for registration")
        check(operator, "lti-link", scheme)
        link = operator.page.locator(".secret").inner_text()
        description = f"{platform.address}/.well-known/openid-configuration"
        asked = f"{link}?openid_configuration={quote(description)}&registration_token=admin"
        operator.page.goto(asked)
        check(operator, "lti-register", scheme)
        press(operator, "Register at 127.0.0.1")
        check(operator, "lti-registered", scheme)
        check(operator.go("/operator"), "operator-platform", scheme)

        learner.page.goto(f"{platform.address}/frame")
        with learner.context.expect_page() as window:
            frame = learner.page.frame_locator("iframe")
            frame.get_by_role("link", name="Open the practice room").click()
        inside = Visitor(window.value, learner.context, server.base)
        press(inside, "Go")
        assert inside.page.get_by_text("May your course have your score").is_visible()
        check(inside, "lti-place", scheme)
        press(inside, "Practise, and send the score")
        assert inside.path == "/room/scenarios/presenter-drifts"
        check(inside.go("/me"), "me-platform", scheme)

        platform.opens = {"person": "7", "role": TEACHER, "chooses": True}
        platform.registration.set_tool_key_set(
            json.loads(teacher.context.request.get(f"{server.base}/lti/keys").text())
        )
        teacher.page.goto(platform.begins())
        press(teacher, "Go")
        check(teacher, "lti-choose", scheme)
        teacher.page.get_by_label("Scenario").select_option("will-do")
        press(teacher, "Choose a scenario")
        check(teacher, "lti-chosen", scheme)
        press(teacher, "Put it in the course")
        teacher.page.get_by_text("Will do").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_somebody_signs_in_with_an_account(browser: Any, tmp_path: Path, scripts: bool) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n", "utf-8")
    with account_provider() as provider:
        named = ("--oidc", provider.address, "--oidc-client", CLIENT)
        with (
            serving(tmp_path / "home", *named, "--oidc-secret-file", str(secret)) as server,
            opened(browser, server.base, java_script_enabled=scripts) as somebody,
        ):
            press(somebody.go("/"), "Sign in with 127.0.0.1")
            # The page leads on by itself, and the provider back at once.
            somebody.page.get_by_role("heading", name="Your pseudonym").wait_for()
            if scripts:
                check(somebody, "oidc-new", "light")
            somebody.page.get_by_label("Pseudonym").fill("Magpie")
            somebody.page.locator("main form button").click()
            assert "You are here as Magpie." in somebody.page.locator("footer").inner_text()
            press(somebody, "Sign out")
            press(somebody.go("/"), "Sign in with 127.0.0.1")
            somebody.page.get_by_text("You are here as Magpie.").wait_for()
            if scripts:
                check(somebody.go("/me"), "me-account", "light")


@contextmanager
def opened(browser: Any, base: str, **how: Any) -> Iterator[Visitor]:
    """Yield a window that may also visit other sites; axe can look at its pages."""
    context = browser.new_context(bypass_csp=True, **how)
    context.set_default_timeout(SLOW)
    yield Visitor(context.new_page(), context, base)
    context.close()


def check(visitor: Visitor, name: str, scheme: str) -> None:
    """Check a page as it is now: axe finds nothing, and it fits in a narrow window."""
    assert visitor.violations() == [], name
    for size in (NARROW, (360, 780), DESKTOP):
        visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
        assert visitor.too_wide() == 0, (name, size, visitor.sticking_out())
        if PICTURES and size != NARROW:
            file = Path(PICTURES) / f"{name}-{size[0]}-{scheme}.png"
            visitor.page.screenshot(path=str(file), full_page=True)
