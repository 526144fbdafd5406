"""Real terminals, and what happens to them: the program in a process of its own, on a terminal that only the test looks at.

What the program writes is drawn onto a small screen of characters, so that the tests wait for what a person would see. Beside
it the same play is played in memory (the twin): what was shown before a terminal went away must be in the store afterwards.
"""

import codecs
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.debrief.told import told
from simulator.learner.plays import MOST_OWN_WORDS
from simulator.learner.store import Store
from simulator.play.program import compile_scenario
from simulator.play.session import Record, Session
from simulator.play.step import WAIT, Act, Setup, Take
from simulator.scenario.text import forbidden_character
from tests.cli.balint import balint
from tests.rooms import FLAGSHIP, flagship_scenario

fcntl = pytest.importorskip("fcntl", reason="there are no pseudo-terminals here")
termios = pytest.importorskip("termios", reason="there are no pseudo-terminals here")

PATIENCE = 60.0
"""Seconds to wait for what must come; a busy machine is slow."""

PROGRAM = [sys.executable, "-m", "simulator"]
ON_ITS_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "simulator", *sys.argv[1:]])
"""
"""Makes standard input the terminal from which the program gets its signals, as a shell would."""

PLAY = ("play", FLAGSHIP, "--seed", "1")
CIRCLE = 33
"""Columns that the circle takes at the left of the transcript, where it stands beside it."""

LEFT_OUT = ("NO_COLOR", "COLORTERM", "TERM_PROGRAM", "COLUMNS", "LINES", "LC_ALL", "TMUX")
USUAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONIOENCODING": "utf-8"}

SEQUENCE = re.compile(r"\x1b(?:\[([?<>=]?)([\d;:]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]])")
CUT_OFF = re.compile(r"\x1b(?:\[[?<>=]?[\d;:]*[ -/]*|\][^\x07]*)?$")


class Drawn:
    """A screen of characters, one cell each; it knows where the cursor is put and nothing of colours."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0
        self._rest = ""

    def write(self, text: str) -> None:
        text = self._rest + text
        cut = CUT_OFF.search(text)
        self._rest = text[cut.start() :] if cut else ""
        text = text[: cut.start()] if cut else text
        at = 0
        for sequence in SEQUENCE.finditer(text):
            self._put(text[at : sequence.start()])
            self._obey(sequence)
            at = sequence.end()
        self._put(text[at:])

    def _put(self, text: str) -> None:
        for sign in text:
            if sign == "\r":
                self.x = 0
            elif sign == "\n":
                self.y += 1
            else:
                if self.y < len(self.cells) and self.x < self.columns:
                    self.cells[self.y][self.x] = sign
                self.x += 1

    def _obey(self, sequence: re.Match[str]) -> None:
        private, numbers, name = sequence[1], sequence[2], sequence[3]
        if name == "H" and not private:
            row, column = ([*map(int, filter(None, numbers.split(";"))), 1, 1])[:2] if numbers else (1, 1)
            self.y, self.x = row - 1, column - 1


class Terminal:
    """A terminal with the program on it. ``written`` is all that was ever written to it."""

    def __init__(self, process: subprocess.Popen[bytes], ours: int) -> None:
        self.process = process
        self.ours = ours
        self.written = ""
        self._drawn = Drawn(80, 24)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._hung_up = False

    def press(self, typed: str) -> None:
        """Type; what is more than the program can take at once goes in piece by piece, while its answers are read."""
        left = typed.encode()
        end = time.monotonic() + PATIENCE
        while left:
            assert time.monotonic() < end, "the program does not read what is typed"
            readable, writable, _ = select.select([self.ours], [self.ours], [], 1)
            if readable:
                self._read()
            if writable:
                left = left[os.write(self.ours, left[:1024]) :]

    def resize(self, columns: int, rows: int) -> None:
        self._drawn = Drawn(columns, rows)
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self.ours)
        self._hung_up = True

    def rows(self, left: int = 0) -> str:
        """What is on the screen from this column on (but for the scroll bar), on one line."""
        return " ".join(" ".join("".join(row[left:-1]) for row in self._drawn.cells).split())

    def sees(self, text: str) -> bool:
        return any(" ".join(text.split()) in self.rows(left) for left in (0, CIRCLE))

    def until(self, *texts: str) -> None:
        """Wait until all of these are seen together."""
        self.wait(lambda: all(map(self.sees, texts)), lambda: f"{texts} not seen in:\n{self.picture()}")

    def wait(self, happened: Callable[[], bool], why: Callable[[], str]) -> None:
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, why()
            if select.select([self.ours], [], [], 0.05)[0] and not self._read():
                assert happened(), f"the program has ended; {why()}"

    def gone(self) -> int:
        """Wait for the end of the program; return its exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"the program goes on:\n{self.picture()}"
            if self._hung_up:
                time.sleep(0.01)
            elif select.select([self.ours], [], [], 0.05)[0] and not self._read():
                self.process.wait(PATIENCE)
        while not self._hung_up and select.select([self.ours], [], [], 0)[0] and self._read():
            pass
        return self.process.returncode

    def picture(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self._drawn.cells)

    def _read(self) -> bool:
        try:
            read = os.read(self.ours, 65_536)
        except OSError:  # nobody has the terminal open any more
            read = b""
        text = self._decode(read)
        self.written += text
        self._drawn.write(text)
        return bool(read)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        if not self._hung_up:
            os.close(self.ours)


def environment(home: Path, **changed: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return {**kept, **USUAL, "BALINT_SIM_HOME": str(home), **changed}


@contextmanager
def started(
    home: Path, *arguments: str, piped: str = "", env: Mapping[str, str] | None = None, ignoring: int | None = None
) -> Iterator[Terminal]:
    """The program on a terminal of 80 by 24; one of its streams (``stdin``, ``stdout``) may be a pipe."""
    ours, theirs = os.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(theirs)
    streams = {name: subprocess.PIPE if name == piped else theirs for name in ("stdin", "stdout")}
    command = PROGRAM if piped == "stdin" else [sys.executable, "-c", ON_ITS_TERMINAL]
    process = subprocess.Popen(
        [*command, *arguments],
        stderr=theirs,
        env=environment(home, **(env or {})),
        cwd=Path(__file__).parents[2],
        start_new_session=True,
        **streams,  # type: ignore[call-overload]
    )
    os.close(theirs)
    terminal = Terminal(process, ours)
    try:
        yield terminal
    finally:
        terminal.close()
