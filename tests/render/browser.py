"""Chromium, in which tests look at pages, with axe-core for what a reader with a disability meets.

``make page-browser`` installs axe-core and playwright-core from npm; Chromium itself is the
system's. ``browser.cjs`` does the work.
"""

import json
import os
import shutil
import subprocess
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
MODULES = ROOT / ".browser-test" / "node_modules"
"""Where ``make page-browser`` installs; ``BALINT_SIM_BROWSER_TEST`` names another folder."""

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Look:
    """What to look at, and how: ``axe`` checks it, ``pdf`` prints it to a file."""

    file: str
    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    script: bool = True
    axe: bool = False
    anchor: str = ""
    pdf: str = ""
    paper: Literal["A4", "Letter"] = "A4"
    picture: str = ""


def modules() -> Path:
    """Return the folder of the packages from npm."""
    named = os.environ.get("BALINT_SIM_BROWSER_TEST")
    return Path(named) / "node_modules" if named else MODULES


def chromium() -> str:
    """Return the path of Chromium, or an empty string."""
    found = filter(None, map(shutil.which, CHROMIUM))
    return next(found, "")


def why_not() -> str:
    """Return why there is no browser for the tests here; an empty string if there is one."""
    if shutil.which("node") is None:
        return "there is no node on this machine"
    if not chromium():
        return f"there is no {', '.join(CHROMIUM)} on this machine"
    there = all((modules() / name).is_dir() for name in ("axe-core", "playwright-core"))
    return "" if there else "axe-core is not installed; 'make page-browser' does that"


class Browser:
    """A running browser; ``stop`` ends it."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("browser.cjs")
        command = ["node", str(script), str(modules()), chromium()]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def look(self, look: Look) -> dict[str, Any]:
        """Return what is seen: texts, messages of the console, requests, violations."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asdict(look)) + "\n")
        self.process.stdin.flush()
        limit = threading.Timer(PATIENCE, self.process.kill)
        limit.start()
        try:
            line = self.process.stdout.readline()
        finally:
            limit.cancel()
        assert line, "the browser has ended"
        answer: dict[str, Any] = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer

    def stop(self) -> None:
        """End the browser."""
        self.process.communicate(timeout=PATIENCE)
