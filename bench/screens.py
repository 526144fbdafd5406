"""Measure the full screen beside a bare Textual app: ``python -m bench.screens`` (Linux).

First screen, memory and idling are measured from outside, on a pseudo-terminal. A key press is
measured inside one process, from the press until nothing more is drawn.
"""

import asyncio
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from textual.app import App

from bench.bare import BareApp
from simulator.engine.acts import WAIT
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import SavedPlay
from simulator.store.sqlite import SqliteStore
from simulator.tui.app import BalintApp
from simulator.tui.group import GroupScreen
from tests.plays import begin
from tests.workspaces import SHIPPED, load, warmed, workspace_at

RUNS = 7
PRESSES = 40
IDLE, SETTLING = 5.0, 2.0
"""Seconds: how long nothing should happen, and before that until the screen has settled."""

FEW, MANY = 10, 4_900
SHOWN = b"practice room"
LISTED = b"Scenarios"
"""The heading of the library's list, which appears with its entries."""

OURS = [sys.executable, "-m", "simulator"]
BARE = [sys.executable, "-m", "bench.bare"]

HEAD = """\
scenario: long
title: Long
level: foundation
style: guiding
format: intensive-45
cast:
  priya: {name: Dr Priya Nair, role: presenter}
  ben: {name: Ben, role: member}
script:
"""


def main() -> None:
    """Measure and print."""
    print(f"Python {sys.version.split()[0]}; medians of {RUNS} runs in turn\n")
    _first_screen()
    _idling()
    _pressing()


def _first_screen() -> None:
    with tempfile.TemporaryDirectory() as new, tempfile.TemporaryDirectory() as used:
        _lead_one(Path(used))
        starts = {
            "bare Textual app": (BARE, new, SHOWN),
            "ours, the welcome": (OURS, new, SHOWN),  # nothing is saved: a first start
            "ours, the library": (OURS, used, LISTED),
        }
        figures: dict[str, list[tuple[float, float]]] = {name: [] for name in starts}
        for run in range(RUNS + 1):
            for name, (command, home, shown) in starts.items():
                with _running(command, home) as terminal:
                    figure = terminal.seen(shown), terminal.processor_seconds()
                if run:  # the first run fills the file cache and the library's cards
                    figures[name].append(figure)
    heads = (
        "first screen, from the start of the process to its text on the terminal",
        "processor time until then",
    )
    for head, column in zip(heads, (0, 1), strict=True):
        medians = {
            name: statistics.median(figure[column] for figure in of) for name, of in figures.items()
        }
        _print_starts(head, medians, "   goal 1.3 x" if column == 0 else "")
    print()


def _print_starts(head: str, medians: dict[str, float], goal: str) -> None:
    print(head)
    bare = medians["bare Textual app"]
    for name, took in medians.items():
        ratio = f"   {took / bare:.2f} x{goal}" if took != bare else ""
        print(f"  {name:<18} {took * 1e3:8.0f} ms{ratio}")


def _lead_one(home: Path) -> None:
    """Lead a session to its end, so that the library is the first screen; the cache is warm."""
    store = SqliteStore(warmed(home) / "learner.sqlite3")
    saved = begin(store, load(SHIPPED / "tutorial" / "scenario.yaml"), PlayOptions(seed=1))
    while not saved.session.ended:
        saved.act(WAIT)
    store.close()


def _idling() -> None:
    with tempfile.TemporaryDirectory() as home:
        _lead_one(Path(home))
        with _running(OURS, home) as terminal:  # its figures are computed and cached
            terminal.seen(LISTED)
            terminal.drained(IDLE)
        with _running(OURS, home) as terminal:
            terminal.seen(LISTED)
            terminal.drained(SETTLING)
            before = terminal.processor_seconds()
            written = terminal.drained(IDLE)
            used = terminal.processor_seconds() - before
            print(f"idle for {IDLE:g} seconds in the library")
            print(f"  written to the terminal {written} bytes, processor {used * 1e3:.0f} ms")
            print(f"  memory {terminal.resident():.0f} MB   goal 64 MB\n")


def _pressing() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "learner.sqlite3")
        few, many = (_long_play(store, Path(folder), turns) for turns in (FEW, MANY))
        workspace = workspace_at(Path(folder))
        apps = {
            "bare": BareApp(),
            "after 10": BalintApp(workspace, store, PlayOptions(), GroupScreen(few)),
            "after 4,900": BalintApp(workspace, store, PlayOptions(), GroupScreen(many)),
        }
        for app in apps.values():
            if isinstance(app, BalintApp):
                app.settings = replace(app.settings, pace="step")  # turns come by key presses only
        pressed = {name: asyncio.run(_pressed(app)) for name, app in apps.items()}
        store.close()
    bare, soon, late = (took * 1e3 for took, _ in pressed.values())
    print(f"from a key press until the screen is stable, medians of {PRESSES}")
    print(f"  bare Textual app         {bare:8.1f} ms")
    print(f"  ours after {FEW:,} turns      {soon:8.1f} ms   {soon / bare:.2f} x bare   goal 1.1 x")
    print(f"  ours after {MANY:,} turns   {late:8.1f} ms   {late / soon:.2f} x of few   goal 1.1 x")
    used = (used * 1e3 for _, used in pressed.values())
    print(
        "  processor time: bare {:.1f} ms, after 10 {:.1f} ms, after 4,900 {:.1f} ms".format(*used)
    )


def _long_play(store: SqliteStore, folder: Path, turns: int) -> SavedPlay:
    file = folder / "long" / "scenario.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        HEAD + "  - ben: And then, what did he say to you at the door?\n" * 4_990, "utf-8"
    )
    saved = begin(store, load(file), PlayOptions(seed=1))
    for _ in range(turns):
        saved.act(WAIT)
    return saved


async def _pressed(app: App[None]) -> tuple[float, float]:
    """Return the median seconds from a key press until the screen no longer changes.

    The second figure is the processor time of them.
    """
    took, used = [], []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        for _ in range(PRESSES):
            begun, worked = time.perf_counter(), time.process_time()
            await pilot.press("enter")
            took.append(time.perf_counter() - begun)
            used.append(time.process_time() - worked)
    return statistics.median(took), statistics.median(used)


class Terminal:
    """A program on a pseudo-terminal of 80 by 24."""

    def __init__(self, process: int, ours: int) -> None:
        self.process = process
        self.ours = ours
        self.begun = time.perf_counter()

    def seen(self, text: bytes) -> float:
        """Wait until this text has been written; return the seconds since the start."""
        written = b""
        while text not in written:
            written += os.read(self.ours, 65_536)
        return time.perf_counter() - self.begun

    def drained(self, seconds: float) -> int:
        """Read for ``seconds``; return how many bytes were written."""
        count, end = 0, time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.ours], [], [], left)[0]:
                count += len(os.read(self.ours, 65_536))
        return count

    def processor_seconds(self) -> float:
        """Return the seconds of processor time used so far (fields utime and stime)."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """Return the resident memory in megabytes."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def _running(command: list[str], home: str) -> Iterator[Terminal]:
    process, ours = pty.fork()
    if process == 0:
        os.environ.update(BALINT_SIM_HOME=home, TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(command[0], command)  # noqa: S606 - our own command, and no shell is wanted
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield Terminal(process, ours)
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(ours)


if __name__ == "__main__":
    main()
