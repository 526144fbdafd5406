"""Real terminals, and what happens to them: the program in a process of its own, on a terminal that
only the test looks at.

What the program writes is drawn onto a small screen of characters, so that the tests wait for what
a person would see. Beside it the same play is played in memory (the twin): what was shown before a
terminal went away must be in the store afterwards.
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
from types import MappingProxyType
from typing import IO

import pytest

from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.program import compile_scenario
from simulator.engine.records import Record
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.practice.saved_play import MOST_OWN_WORDS
from simulator.render.transcript import lines_of
from simulator.scenario.text import forbidden_character
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.examples import THOROUGH
from tests.patience import PATIENCE, rounds
from tests.plays import FLAGSHIP, flagship_scenario

fcntl = pytest.importorskip("fcntl", reason="there are no pseudo-terminals here")
termios = pytest.importorskip("termios", reason="there are no pseudo-terminals here")

PROGRAM = [sys.executable, "-m", "simulator"]
ON_ITS_TERMINAL = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "simulator", *sys.argv[1:]])
"""
"""Makes standard input the terminal from which the program gets its signals, as a shell would.

Tests that run in the background, or under nohup, hand on signals that are ignored, as no shell
would in a terminal.
"""

PLAY = ("play", FLAGSHIP, "--seed", "1")
SPEAK_OR_WAIT = "Speak or wait? o: write your own words first (saved, never scored) 1 Speak."
WHICH_WORDS = "What will you say? (Esc: back) 1 "
"""What is asked, once an answer is taken; before that, dots stand behind the question."""

CIRCLE = 33
"""Columns that the circle takes at the left of the transcript, where it stands beside it."""

LEAVES_THE_SCREEN = "\x1b[?1049l"
MODES = (1049, 1000, 1003, 1004, 1006, 2004)
"""What the full screen asks of a terminal and must take back: its other screen, the mouse, the
focus, marked pastes.
"""

LEFT_OUT = ("NO_COLOR", "COLORTERM", "TERM_PROGRAM", "COLUMNS", "LINES", "LC_ALL", "TMUX")
USUAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONIOENCODING": "utf-8"}

SEQUENCE = re.compile(
    r"\x1b(?:\[([?<>=]?)([\d;:]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]])"
)
CUT_OFF = re.compile(r"\x1b(?:\[[?<>=]?[\d;:]*[ -/]*|\][^\x07]*)?$")


class Drawn:
    """A screen of characters, one cell each; it knows where the cursor is put and nothing of
    colours.
    """

    def __init__(self) -> None:
        self._rest = ""
        self.resize(80, 24)

    def resize(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0

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
            row, column = (
                ([*map(int, filter(None, numbers.split(";"))), 1, 1])[:2] if numbers else (1, 1)
            )
            self.y, self.x = row - 1, column - 1


SIGNALS = ("SIGTERM", "SIGKILL", "SIGHUP", "SIGINT")
"""Signals that end the program, if it can be told (SIGTERM) and if not."""


class Terminal:
    """A terminal with the program on it. ``written`` is all that was ever written to it."""

    def __init__(self, process: subprocess.Popen[bytes], ours: int) -> None:
        self.process = process
        self.ours = ours
        self.written = ""
        self._drawn = Drawn()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._hung_up = False

    def press(self, typed: str) -> None:
        """Type; what is more than the program can take at once goes in piece by piece, while its
        answers are read.
        """
        self.send(typed.encode())

    def send(self, left: bytes) -> None:
        """Send bytes as the terminal itself would, which need be no text."""
        end = time.monotonic() + PATIENCE
        while left:
            assert time.monotonic() < end, "the program does not read what is typed"
            readable, writable, _ = select.select([self.ours], [self.ours], [], 1)
            if readable:
                self._read()
            if writable:
                left = left[os.write(self.ours, left[:1024]) :]

    def resize(self, columns: int, rows: int) -> None:
        self._drawn.resize(columns, rows)
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
        self.wait(
            lambda: all(map(self.sees, texts)), lambda: f"{texts} not seen in:\n{self.picture()}"
        )

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
    saved = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return {**saved, **USUAL, "BALINT_SIM_HOME": str(home), **changed}


@contextmanager
def started(
    home: Path,
    *arguments: str,
    piped: str = "",
    env: Mapping[str, str] = MappingProxyType({}),
    program: tuple[str, ...] = (),
    signals: bool = True,
) -> Iterator[Terminal]:
    """The program on a terminal of 80 by 24; one of its streams (``stdin``, ``stdout``) may be a
    pipe.

    Another ``program`` may be run in its place, and without ``signals`` the terminal is not the one
    that sends it any. Each turn waits for a key.
    """
    settings = home / "config.yaml"
    if not settings.exists():
        settings.write_text("pace: step\n")  # turns that come by themselves depend on time
    ours, theirs = os.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    streams = {name: subprocess.PIPE if name == piped else theirs for name in ("stdin", "stdout")}
    own = PROGRAM if piped == "stdin" or not signals else [sys.executable, "-c", ON_ITS_TERMINAL]
    command = [*program] or own
    process = subprocess.Popen(
        [*command, *arguments],
        stderr=theirs,
        env=environment(home, **env),
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


class Twin:
    """The same play in memory: what the terminal should show, and what the store should hold."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.session = Session(
            Setup(compile_scenario(flagship_scenario()), "guided", 1), self.records.append
        )
        self.heard = ""

    def act(self, act: Act) -> str:
        """Do it; return the end of what is heard last, which the terminal shows when the act is
        answered.
        """
        lines = list(lines_of(self.session, self.session.act(act)))
        self.heard = " ".join(lines[-1].text.split()[-4:]) if lines else self.heard
        return self.heard


def sit_down(terminal: Terminal) -> Twin:
    """Begin, and listen to the first halt."""
    twin = Twin()
    terminal.until("In the circle", "Press Enter to begin.")
    terminal.press("\r")
    terminal.until(twin.act(WAIT))
    while not twin.session.pause.asks:
        terminal.press("\r")
        terminal.until(twin.act(WAIT))
    terminal.until(SPEAK_OR_WAIT)
    return twin


def speak(terminal: Terminal, twin: Twin) -> None:
    """Take the first line on offer."""
    terminal.press("i")
    terminal.until(WHICH_WORDS)
    terminal.press("1")
    terminal.until("to continue.", twin.act(Take(twin.session.pause.options[0].id)))


def saved(home: Path) -> list[Record]:
    store = SqliteStore(home / "learner.sqlite3")
    (play,) = store.unfinished()
    records = store.records(play.id)
    store.close()
    return records


def own_words(home: Path) -> dict[str, str]:
    store = SqliteStore(home / "learner.sqlite3")
    (play,) = store.plays()
    words = store.own_words(play.id)
    store.close()
    return words


def nothing_is_lost(home: Path, terminal: Terminal, twin: Twin) -> None:
    """All that was shown is kept, the play goes on from there, and the terminal saw no trace of an
    error.
    """
    assert "Traceback" not in terminal.written
    assert saved(home) == twin.records
    again = balint(home, "play", "--resume", "--plain", typed="w\n")
    assert again.returncode == 0, again.stderr
    assert twin.heard in " ".join(again.stdout.split())
    assert saved(home)[: len(twin.records)] == twin.records
    assert len(saved(home)) > len(twin.records)


@pytest.mark.parametrize("name", SIGNALS if THOROUGH else SIGNALS[:2])
def test_stopped_by_a_signal_it_goes_on_where_it_was(tmp_path: Path, name: str) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        speak(terminal, twin)
        terminal.process.send_signal(signal.Signals[name])
        terminal.gone()
    nothing_is_lost(tmp_path, terminal, twin)


def test_a_terminal_closed_in_the_middle_ends_the_program_and_loses_nothing(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        speak(terminal, twin)
        terminal.hang_up()
        terminal.gone()
    nothing_is_lost(tmp_path, terminal, twin)


def test_a_terminal_closed_over_a_half_made_choice_loses_only_that(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.press("i")
        terminal.until("What will you say?")
        terminal.hang_up()
        terminal.gone()
    nothing_is_lost(tmp_path, terminal, twin)


def test_ctrl_c_says_how_to_leave_and_ctrl_q_gives_the_terminal_back_as_it_was(
    tmp_path: Path,
) -> None:
    with started(tmp_path, *PLAY) as terminal:
        before = termios.tcgetattr(terminal.ours)
        twin = sit_down(terminal)
        assert termios.tcgetattr(terminal.ours) != before
        speak(terminal, twin)
        terminal.press("\x03")
        terminal.until("To leave, press ctrl+q")
        assert terminal.process.poll() is None
        terminal.press("\x11")
        assert terminal.gone() == 0
        given_back = terminal.written.rindex(LEAVES_THE_SCREEN)
        for mode in MODES:
            assert (
                terminal.written.rfind(f"\x1b[?{mode}l")
                > terminal.written.rfind(f"\x1b[?{mode}h")
                > -1
            ), mode
        assert terminal.written.rindex("\x1b[?25h") > given_back
    nothing_is_lost(tmp_path, terminal, twin)


def test_a_window_down_to_one_cell_and_back_goes_on(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.resize(1, 1)
        terminal.wait(
            lambda: terminal.picture().strip() != "", lambda: "nothing is drawn in one cell"
        )
        terminal.resize(44, 3)
        terminal.until("make the window larger")
        terminal.resize(300, 2)
        terminal.until("Please make the window larger: at least 60 by 20.")
        terminal.resize(80, 24)
        terminal.until("Speak or wait?", twin.heard)
        speak(terminal, twin)
        terminal.press("\r")
        terminal.until(twin.act(WAIT))
        terminal.press("\x11")
        assert terminal.gone() == 0
    nothing_is_lost(tmp_path, terminal, twin)


def test_a_hundred_kilobytes_pasted_as_own_words_are_cut_and_play_goes_on(tmp_path: Path) -> None:
    words = "I would ask about the hand. \u202e"
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        moment = twin.session.pause.moment
        terminal.press("o")
        terminal.until("f1 Help")  # the question mark is a letter now
        terminal.press(f"\x1b[200~{words * (100_000 // len(words.encode()) + 1)}\x1b[201~")
        terminal.until("I would ask about")
        terminal.press("\r")
        terminal.until("1 Speak  2 Wait")
        terminal.press("i")
        terminal.until("Your words: I would ask about the hand.", WHICH_WORDS)
        terminal.press("1")
        terminal.until("to continue.", twin.act(Take(twin.session.pause.options[0].id)))
        terminal.press("\x11")
        assert terminal.gone() == 0
    assert moment is not None
    written = own_words(tmp_path)
    assert list(written) == [moment.id]
    assert written[moment.id].startswith("I would ask about the hand.")
    assert MOST_OWN_WORDS - len(words) < len(written[moment.id]) <= MOST_OWN_WORDS
    assert forbidden_character(written[moment.id]) is None
    nothing_is_lost(tmp_path, terminal, twin)


def test_a_hundred_kilobytes_pasted_where_nothing_is_typed_do_nothing(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.press(f"\x1b[200~{'wi1q' * 25_000}\x1b[201~")
        speak(terminal, twin)
        terminal.press("\x11")
        assert terminal.gone() == 0
    nothing_is_lost(tmp_path, terminal, twin)


TERMINALS = {
    "16 colours": {"TERM": "screen", "COLORTERM": ""},
    "256 colours": {"TERM": "xterm-256color", "COLORTERM": ""},
    "no colour": {"NO_COLOR": "1"},
    "ascii": {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
}


@pytest.mark.parametrize("name", TERMINALS)
def test_on_every_kind_of_terminal_the_library_is_shown_and_keys_work(
    tmp_path: Path, name: str
) -> None:
    with started(tmp_path, env=TERMINALS[name]) as terminal:
        terminal.until("a practice room", "In a Balint group", "enter Tutorial")
        terminal.press("l")
        terminal.until("a practice room", "The letter in the van", "enter Open", "> ")
        terminal.press("\r")
        terminal.until("In the circle", "Press Enter to begin.")
        terminal.press(
            "mm\r"
        )  # with another key between, this Enter is not the first one held down
        terminal.until("to continue.")
        for _ in rounds(lambda: terminal.sees("Speak or wait?"), "a decision"):
            before = len(terminal.written)
            terminal.press("\r")
            terminal.wait(lambda before=before: len(terminal.written) > before, terminal.picture)  # type: ignore[misc]
        terminal.press("i")
        terminal.until("What will you say?", "1 ", "2 ")
        terminal.press("\x11")
        assert terminal.gone() == 0
    assert "Traceback" not in terminal.written
    if name in ("16 colours", "256 colours"):
        assert re.search(r"\x1b\[[\d;]*[34]8;2;", terminal.written) is None, (
            "more colours than the terminal has"
        )
    if name == "16 colours":
        assert re.search(r"\x1b\[[\d;]*[34]8;5;", terminal.written) is None, (
            "more colours than the terminal has"
        )
    if name == "no colour":
        colours = re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", terminal.written)
        assert all(red == green == blue for red, green, blue in colours)
    if name == "ascii":
        assert terminal.written.isascii()


@pytest.mark.parametrize(
    ("piped", "term"),
    [
        ("", "dumb"),
        ("", ""),
        ("", "unknown"),
        ("stdin", "xterm-256color"),
        ("stdout", "xterm-256color"),
    ],
)
def test_where_the_screen_would_not_work_plain_lines_are_played(
    tmp_path: Path, piped: str, term: str
) -> None:
    with started(tmp_path, *PLAY, piped=piped, env={"TERM": term}) as terminal:
        process, said = terminal.process, b""
        if process.stdin is not None:
            process.stdin.write(b"\nw\n")
            process.stdin.close()
        elif process.stdout is not None:
            answers = ["\n", "w\n", "\x04"]
            while answers:
                lines = list(until_prompt(process.stdout))
                said += b"".join(lines)
                between = lines[-1].startswith(BETWEEN.encode())
                terminal.press("\n" if between else answers.pop(0))
        else:
            terminal.wait(lambda: "Begin?" in terminal.written, lambda: terminal.written)
            terminal.press("\n")
            hear_until_question(terminal, 1)
            terminal.press("w\n")
            hear_until_question(terminal, 2)
            terminal.press("\x04")  # Ctrl-D ends the input
        if process.stdout is not None:
            said += process.stdout.read()
        assert terminal.gone() == 0
    for words in (
        "Begin? Enter: begin,",
        "Speak or wait? 1 or i: speak, 2 or w: wait,",
        "balint-sim --plain play --resume",
    ):
        assert words in (said.decode() or terminal.written)
    assert "\x1b" not in terminal.written
    assert [record.act for record in saved(tmp_path) if record.moment] == ["wait"]


def until_prompt(output: IO[bytes]) -> Iterator[bytes]:
    """The lines of plain mode up to the next question."""
    for line in output:
        yield line
        if line.startswith((b"Begin?", b"Speak or wait?", BETWEEN.encode())):
            return


BETWEEN = "Enter or w: continue, "


def hear_until_question(terminal: Terminal, number: int) -> None:
    """Press Enter after each piece of the meeting until this question, counted from 1, is asked."""

    def asked() -> bool:
        return terminal.written.count("Speak or wait?") == number

    heard = terminal.written.count(BETWEEN)
    while True:
        terminal.wait(
            lambda heard=heard: asked() or terminal.written.count(BETWEEN) > heard,  # type: ignore[misc]
            lambda: terminal.written,
        )
        if asked():
            return
        heard += 1
        terminal.press("\n")


def test_ctrl_c_ends_plain_lines_and_says_that_all_is_kept(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY, env={"TERM": "dumb"}) as terminal:
        terminal.wait(lambda: "Begin?" in terminal.written, lambda: terminal.written)
        terminal.press("\n")
        hear_until_question(terminal, 1)
        terminal.press("\x03")
        assert terminal.gone() == 0
    assert (
        "Everything is saved. Continue with: balint-sim --plain play --resume" in terminal.written
    )
    assert "Traceback" not in terminal.written
    assert saved(tmp_path)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux here")
def test_inside_tmux_the_library_is_shown_and_keys_work(tmp_path: Path) -> None:
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    inside = environment(tmp_path, TMUX_TMPDIR=str(tmp_path), LC_ALL="C.UTF-8")
    tree = ["-c", str(Path(__file__).parents[2])]
    subprocess.run(
        [*tmux, "new-session", "-d", "-x", "80", "-y", "24", *tree, *PROGRAM],
        env=inside,
        check=True,
    )

    def until(words: str) -> None:
        end, seen = time.monotonic() + PATIENCE, ""
        while words not in seen:
            assert time.monotonic() < end, f"{words!r} not seen in:\n{seen}"
            shown = subprocess.run(
                [*tmux, "capture-pane", "-p"], capture_output=True, encoding="utf-8", check=True
            )
            seen = " ".join(shown.stdout.split())
            time.sleep(0.05)

    try:
        until("In a Balint group")
        subprocess.run([*tmux, "send-keys", "l"], check=True)
        until("The letter in the van")
        subprocess.run([*tmux, "send-keys", "Enter"], check=True)
        until("Press Enter to begin.")
        subprocess.run([*tmux, "send-keys", "m", "m", "Enter"], check=True)
        until("Safety")  # the climate of the group
    finally:
        subprocess.run([*tmux, "kill-server"], check=True)
    assert len(saved(tmp_path)) == 1


def test_what_is_typed_in_one_go_is_kept_before_enter_is_obeyed(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.press("o")
        terminal.until("f1 Help")
        terminal.press("Let us hear about it, and wait 3 times.\r")
        terminal.until("1 Speak  2 Wait")
        terminal.press("\x11")
        assert terminal.gone() == 0
    assert list(own_words(tmp_path).values()) == ["Let us hear about it, and wait 3 times."]
    nothing_is_lost(tmp_path, terminal, twin)


def test_arrows_and_enter_in_one_go_take_the_line_they_mark(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        terminal.press("i")
        terminal.until(WHICH_WORDS)
        terminal.press("\x1b[B\x1b[B\r")
        terminal.until("to continue.", twin.act(Take(twin.session.pause.options[1].id)))
        terminal.press("\x11")
        assert terminal.gone() == 0
    nothing_is_lost(tmp_path, terminal, twin)


def test_however_long_the_own_words_are_the_lines_to_choose_from_are_seen(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        twin = sit_down(terminal)
        first = " ".join(twin.session.prompt.offers[0].words.split()[:3])
        terminal.press("o")
        terminal.until("f1 Help")
        terminal.press(f"\x1b[200~{'so it goes, again ' * 5_500}\x1b[201~")
        terminal.until("so it goes")
        terminal.press("\r")
        terminal.until("1 Speak  2 Wait")
        terminal.press("i")
        terminal.until("Your words: so it goes", "What will you say?", f"1 {first}")


def test_nothing_unclean_that_is_pasted_reaches_the_terminal(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        sit_down(terminal)
        terminal.press("o")
        terminal.until("f1 Help")
        terminal.press("\x1b[200~the hand \u202e \x9b31m \x07 there\x1b[201~")
        terminal.until("there")
        assert not set("\u202e\x9b") & set(terminal.written)


def test_told_to_end_it_gives_the_terminal_back_as_it_was(tmp_path: Path) -> None:
    with started(tmp_path, *PLAY) as terminal:
        sit_down(terminal)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.gone()
    for mode in MODES:
        assert terminal.written.rfind(f"\x1b[?{mode}l") > terminal.written.rfind(
            f"\x1b[?{mode}h"
        ), mode
