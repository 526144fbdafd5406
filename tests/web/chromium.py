"""Chromium, driven by Playwright: what the tests of the room in a browser share."""

from importlib.util import find_spec
from typing import Final

from tests.render.browser import chromium

FLAGS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def why_no_chromium() -> str:
    """Return why there is no browser for the tests here; an empty string if there is one."""
    if find_spec("playwright") is None:
        return "Playwright is not installed; it is in requirements/dev.txt"
    return "" if chromium() else "there is no Chromium on this machine"
