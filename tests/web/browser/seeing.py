"""Chromium as a person uses it, on a room that is really served."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.patience import PATIENCE
from tests.render.browser import chromium, modules

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

RULES = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")

DESKTOP = (1280, 800)
PHONE = (390, 780)
NARROW = (320, 640)

SLOW = 1000 * float(os.environ.get("BALINT_PATIENCE", PATIENCE))
"""Milliseconds after which a page that does not come fails a test."""


def axe_core() -> Path:
    """Return the file of axe-core, which checks pages for what keeps people out."""
    return modules() / "axe-core" / "axe.min.js"


def why_not() -> str:
    """Return why there is no browser for these tests; empty if there is one."""
    if not chromium():
        return "Chromium is not installed"
    if find_spec("playwright") is None or find_spec("starlette") is None:
        return "playwright or the extra [web] is not installed"
    return (
        "" if axe_core().is_file() else "axe-core is not installed; 'make page-browser' does that"
    )


@dataclass
class Visitor:
    """A window of a browser, and everything that it should never have."""

    page: "Page"
    context: "BrowserContext"
    base: str
    scripts: bool = True
    messages: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def go(self, path: str) -> "Visitor":
        self.page.goto(self.base + path)
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base).partition("#")[0]

    def violations(self) -> list[str]:
        """Return what axe finds on the page as it is now."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe_core().read_text("utf-8"))
        options = {"runOnly": list(RULES)}
        found: dict[str, Any] = self.page.evaluate("o => axe.run(document, o)", options)
        assert len(found["passes"]) > 15
        return [
            f"{one['id']}: {node['html'][:200]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    def too_wide(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    def sticking_out(self) -> list[str]:
        """Return the beginnings of the elements that are wider than the window."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect()"
            ".right > innerWidth).map(one => one.outerHTML.slice(0, 120))"
        )
        return found


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the room with its data in ``home``, and yield its address without the last slash."""
    command = [sys.executable, "-m", "simulator", "serve", "--port", "0"]
    environment = {**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://[^\s/]+", said)
        assert found, said
        yield found[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def chromium_running() -> Iterator[Any]:
    """Yield a running Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Any,
    base: str,
    size: tuple[int, int] = DESKTOP,
    *,
    scripts: bool = True,
    axe: bool = False,
    **more: Any,
) -> Iterator[Visitor]:
    """Open a window of its own; afterwards it must have said nothing and asked for nothing else.

    With ``axe`` the page's policy is off, or axe could not be put into it.
    """
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        bypass_csp=axe,
        reduced_motion="reduce",
        **more,
    )
    context.set_default_timeout(SLOW)
    page = context.new_page()
    visitor = Visitor(page, context, base, scripts)

    def said(message: "ConsoleMessage") -> None:
        visitor.messages.append(message.text)

    def asked(url: str) -> None:
        if not url.startswith((base, "data:", "blob:")):
            visitor.elsewhere.append(url)

    page.on("console", said)
    page.on("pageerror", lambda error: visitor.messages.append(str(error)))
    page.on("request", lambda request: asked(request.url))
    yield visitor
    context.close()
    assert visitor.elsewhere == []
    assert visitor.messages == []
