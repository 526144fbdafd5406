"""Where the answers of plain mode come from: a terminal, or a pipe or file.

On a terminal, a paste looks like typing. What tells it apart is that more arrives at once than one line: nobody types two
lines within BURST seconds. So a terminal can be asked for what came in one burst with a line, and told to forget what was
typed before there was a question. In a pipe nothing tells a script from a paste, and each line is an answer.
"""

import os
import re
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TextIO

BURST = 0.05
"""Seconds of silence that end a burst; a held key repeats faster, and a person types more slowly."""

END = re.compile(rb"[\x00\x04]")
"""Ctrl-D, as a terminal hands it over that does not wait for the end of a line; Linux notes one typed before as a NUL."""

MOST = 1_000_000
"""Bytes of a burst that are read: the end of a flood."""


class LineInput(Protocol):
    """Lines of input, as they come."""

    def readline(self) -> str:
        """Return the next line; empty at the end of input."""

    def rest(self) -> str:
        """Return what came in one burst with the last line; empty if nothing did."""

    def forget(self) -> None:
        """Drop what was typed and not read yet."""


class Lines:
    """The lines of a pipe or a file: a script, of which nothing may be dropped."""

    def __init__(self, source: TextIO) -> None:
        self._source = source

    def readline(self) -> str:
        """Return the next line; empty at the end of input, and where it cannot be read."""
        try:
            return self._source.readline()
        except OSError:
            return ""

    def rest(self) -> str:
        """Return nothing: the next line is the next answer."""
        return ""

    def forget(self) -> None:
        """Drop nothing."""


if sys.platform == "win32":

    def line_input(source: TextIO) -> LineInput:
        """Return what reads the lines of ``source``."""
        return Lines(source)

else:
    import termios

    class TerminalLines:
        """The lines of a terminal, read from its descriptor: no buffer may hold back what is asked for here."""

        def __init__(self, descriptor: int, encoding: str) -> None:
            self._descriptor = descriptor
            self._encoding = encoding
            self._read = b""
            self._ended = False

        def readline(self) -> str:
            """Return the next line; empty at the end of input, and where the terminal is gone."""
            if self._ended:
                return ""
            while b"\n" not in self._read and (piece := self._piece()):
                self._read += piece
            line, end, self._read = self._read.partition(b"\n")
            return self._text(line + end)

        def rest(self) -> str:
            """Return what came in one burst with the last line, also the beginning of a line without its end."""
            return self._text(self._all(BURST))

        def forget(self) -> None:
            """Drop what was typed and not read yet; but who typed the end of the input has left."""
            self._all(0)

        def _all(self, patience: float) -> bytes:
            """Take everything that is there, until nothing more comes for so many seconds."""
            with self._unlined():
                while self._more(patience) and len(self._read) < MOST and (piece := self._piece()):
                    self._read += piece
            found, *after = END.split(self._read, maxsplit=1)
            self._ended = self._ended or bool(after)
            self._read = b""
            return found

        def _piece(self) -> bytes:
            try:
                return os.read(self._descriptor, 4_096)
            except OSError:
                return b""

        def _more(self, patience: float) -> bool:
            return bool(select.select([self._descriptor], [], [], patience)[0])

        def _text(self, line: bytes) -> str:
            return line.decode(self._encoding, "replace")

        @contextmanager
        def _unlined(self) -> Iterator[None]:
            """Let the terminal hand over what was typed without waiting for the end of the line; then as it was."""
            try:
                before = termios.tcgetattr(self._descriptor)
                now = termios.tcgetattr(self._descriptor)
                now[3] &= ~termios.ICANON
                now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
                termios.tcsetattr(self._descriptor, termios.TCSANOW, now)
            except termios.error:  # gone, or no terminal after all
                yield
                return
            try:
                yield
            finally:
                with suppress(termios.error):
                    termios.tcsetattr(self._descriptor, termios.TCSANOW, before)

    def line_input(source: TextIO) -> LineInput:
        """Return what reads the lines of ``source``: as those of a terminal where it is one."""
        try:
            if source.isatty():
                return TerminalLines(source.fileno(), source.encoding or "utf-8")
        except (OSError, ValueError):  # it has no descriptor, or none any more
            pass
        return Lines(source)
