"""Prepare standard input, output and errors for whatever is at the other end.

That may be a terminal, a pipe, a full disk, an encoding without umlauts, or a closed stream; the
commands never see the difference. Everything printed is cleaned here, so that no file name,
environment variable or argument can send a control sequence to the terminal. The full screen
cleans its text in ``simulator/tui``.
"""

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from simulator.messages import say
from simulator.scenario.text import clean_line, clean_text

PROGRAM = "balint-sim"
"""The name of the program, with which each line on stderr begins."""

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells expect it."""


class OutputLost(Exception):
    """Raised if standard output cannot be written.

    It is not an ``OSError``, so that code writing a file does not mistake it for a file problem.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class CleanStream:
    """A stream that writes only displayable characters, and otherwise delegates to ``behind``.

    If ``behind`` fails, ``write`` and ``flush`` raise OutputLost if the stream is ``needed``, and
    otherwise do nothing: an undeliverable error message cannot be reported anywhere.
    """

    def __init__(self, behind: TextIO, *, needed: bool) -> None:
        self.behind = behind
        self._needed = needed

    def write(self, text: str) -> int:
        """Write ``text``, cleaned; return its number of characters."""
        with self._losing():
            self.behind.write(clean_text(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of ``lines``, cleaned."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Flush the stream ``behind``."""
        with self._losing():
            self.behind.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    @contextmanager
    def _losing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            _give_up(self.behind)
            if self._needed:
                raise OutputLost(error) from error


@contextmanager
def prepared() -> Iterator[None]:
    """Prepare the standard streams for a command, and restore them afterwards."""
    before = sys.stdin, sys.stdout, sys.stderr
    # Python sets a stream to None if its descriptor was closed at the start (``<&-``).
    sys.stdin = _lenient(sys.stdin or _nothing(0, os.O_RDONLY, "r"))
    # Opened for reading, so that writing fails: a command whose output is lost must not succeed.
    output = sys.stdout or _nothing(1, os.O_RDONLY, "w")
    errors = sys.stderr or _nothing(2, os.O_WRONLY, "w")
    sys.stdout = cast("TextIO", CleanStream(_lenient(output), needed=True))
    sys.stderr = cast("TextIO", CleanStream(_lenient(errors), needed=False))
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


@contextmanager
def full_screen() -> Iterator[None]:
    """Restore the original streams while the full screen writes its own control sequences."""
    clean = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _behind(sys.stdout), _behind(sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = clean


def report_lost(lost: OutputLost) -> int:
    """Print why the output was lost, and return the exit status.

    A reader that has gone away (``| head -1``) got what it wanted, so that is no failure.
    """
    if lost.error.errno == errno.EPIPE:
        return 0
    complain(say("cli.output_lost", reason=lost.error.strerror or lost.error))
    return 1


def complain(sentence: str) -> None:
    """Print a sentence to stderr, after the name of the program."""
    print(f"{PROGRAM}: {sentence}", file=sys.stderr)


def progress(text: str) -> None:
    """Overwrite the last line of the terminal on stderr; an empty ``text`` clears it.

    Nothing is written to a pipe.
    """
    if sys.stderr.isatty():
        with suppress(OSError):
            # Past the clean stream, which would remove the control sequence.
            print(f"\r\x1b[K{clean_line(text)}", end="", file=_behind(sys.stderr), flush=True)


def _behind(stream: TextIO) -> TextIO:
    return stream.behind if isinstance(stream, CleanStream) else stream


def _lenient(stream: TextIO) -> TextIO:
    """Make a stream replace what its encoding cannot read or write, instead of raising."""
    # Test runners and IDLE put objects of other classes in place of the streams.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _nothing(number: int, flags: int, mode: str) -> TextIO:
    """Open the null device in place of a closed standard stream.

    It takes the stream's file descriptor, so that no file opened later gets that number and is
    written to by mistake.
    """
    found = os.open(os.devnull, flags)
    if found != number and not _taken(number):
        os.dup2(found, number)
        os.close(found)
        found = number
    # ``closefd=False``: the descriptor stays taken until the process ends.
    return cast("TextIO", open(found, mode, encoding="utf-8", closefd=False))


def _taken(number: int) -> bool:
    """Return whether this descriptor is open.

    If it is, a file got it while Python started, and it is not ours to replace.
    """
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _give_up(stream: TextIO) -> None:
    """Send what is left in a stream to the null device.

    The interpreter would otherwise try to flush it again at exit, and complain.
    """
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
