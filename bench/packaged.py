"""Measure the start of a packaged room beside a bare Pyodide: ``python -m bench.packaged``.

Both are static files on one server, in Debian's Chromium. A cold start is the first visit of a new
browser profile; a warm one loads the same page again in it. They are measured in turn, several
times, from the request to the first page of the room or to the answer of the bare Python.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.web.packaged.runtime import FOLDER
from tests.web.browser.seeing import chromium_running
from tests.web.packaged.static_server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS: Final = 5
SLOW: Final = 120_000

BARE: Final = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>bare</title>
<script type="module" src="bare.js"></script></head><body></body></html>
"""

SCRIPT: Final = """\
const worker = new Worker("worker.js", { type: "module" });
worker.onmessage = ({ data }) => (document.body.dataset.answer = data);
"""

WORKER: Final = """\
import { loadPyodide } from "./runtime/pyodide.js";
import createPyodideModule from "./runtime/pyodide.asm.js";
const python = await loadPyodide({
  indexURL: new URL("runtime/", location).href,
  createPyodideModule,
  lockFileContents: { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2", version: "314.0.7" }, packages: {} },
});
postMessage(python.runPython("6 * 7"));
"""  # noqa: E501


def main() -> None:
    """Print the medians of the starts, and their ratios to those of the bare Pyodide."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "pluginfile.php" / "7"
        _room(folder / "room")
        _bare(folder / "bare")
        with served(Path(temporary)) as address, chromium_running() as browser:
            bare = address.replace("/room/", "/bare/")
            times: dict[tuple[str, str], list[float]] = {}
            for _ in range(RUNS):
                for name, where, ready in (
                    ("a bare Pyodide", bare, "body[data-answer='42']"),
                    ("the room, to its library", address, "nav a[aria-current]"),
                ):
                    for start, seconds in _starts(browser, where, ready).items():
                        times.setdefault((start, name), []).append(seconds)
    _print(times)


def _print(times: dict[tuple[str, str], list[float]]) -> None:
    print(f"    medians of {RUNS} runs\n")
    for start in ("cold", "warm"):
        base = statistics.median(times[start, "a bare Pyodide"])
        for (of, name), found in times.items():
            if of == start:
                middle = statistics.median(found)
                print(f"    {start}: {name:<40} {middle:6.2f} s   {middle / base:5.2f} x")


def _room(folder: Path) -> None:
    """Export the whole library."""
    folder.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "simulator", "export", "web", "-o", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _bare(folder: Path) -> None:
    """Write a page that starts the same Pyodide in a worker and computes one number."""
    (folder / "runtime").mkdir(parents=True)
    for file in FOLDER.iterdir():
        (folder / "runtime" / file.name).write_bytes(file.read_bytes())
    for name, text in (("index.html", BARE), ("bare.js", SCRIPT), ("worker.js", WORKER)):
        (folder / name).write_text(text, "utf-8")


def _starts(browser: "Browser", address: str, ready: str) -> dict[str, float]:
    """Return the seconds of a first start and of a second one, in a profile of its own."""
    context = browser.new_context()
    page = context.new_page()
    found = {"cold": _start(page, address, ready)}
    # The second start finds what the first has put into the browser's cache.
    page.wait_for_timeout(3_000)
    found["warm"] = _start(page, address, ready)
    context.close()
    return found


def _start(page: "Page", address: str, ready: str) -> float:
    page.goto("about:blank")
    before = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(ready, timeout=SLOW, state="attached")
    return time.perf_counter() - before


if __name__ == "__main__":
    main()
