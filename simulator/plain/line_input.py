"""Read the answers of plain mode from a terminal, or from a pipe or a file.

On a terminal a paste looks like typing, except that more than one line arrives at once: nobody
types two lines within BURST seconds. So a terminal can return what arrived in one burst with a
line (``rest``), and drop what was typed before a question (``forget``). In a pipe a script cannot
be distinguished from a paste, so each line is an answer.
"""

import os
import re
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TextIO

BURST = 0.05
"""Seconds of silence that end a burst: a held key repeats faster, a person types more slowly."""

END = re.compile(rb"[\x00\x04]")
"""Ctrl-D as a terminal in non-canonical mode delivers it.

Linux stores one that was typed in canonical mode, before the switch, as a NUL.
"""

MOST = 1_000_000
"""The largest number of bytes read as one burst; endless input must not fill the memory."""


class LineInput(Protocol):
    """A source of input lines."""

    def readline(self) -> str:
        """Return the next line; empty at the end of input."""

    def rest(self) -> str:
        """Return what arrived in one burst with the last line; empty if nothing did."""

    def forget(self) -> None:
        """Drop what was typed and not read yet."""


class Lines:
    """The lines of a pipe or a file: a script, so nothing may be dropped."""

    def __init__(self, source: TextIO) -> None:
        self._source = source

    def readline(self) -> str:
        """Return the next line; empty at the end of input, or if the source cannot be read."""
        try:
            # Fails with EIO if the terminal is gone, and with EISDIR for ``< folder``.
            return self._source.readline()
        except OSError:
            return ""

    def rest(self) -> str:
        """Return nothing: the next line is the next answer."""
        return ""

    def forget(self) -> None:
        """Drop nothing."""


# Windows has no ``termios``, and its ``select`` takes sockets only, so a paste cannot be told from
# typing there.
if sys.platform == "win32":

    def line_input(source: TextIO) -> LineInput:
        """Return a reader for ``source``."""
        return Lines(source)

else:
    import termios

    class TerminalLines:
        """The lines of a terminal, read from its descriptor.

        A buffered file object would hide from ``select`` what it has already read.
        """

        def __init__(self, descriptor: int, encoding: str) -> None:
            self._descriptor = descriptor
            self._encoding = encoding
            self._read = b""
            self._ended = False

        def readline(self) -> str:
            """Return the next line; empty at the end of input, or if the terminal is gone."""
            if self._ended:
                return ""
            # In canonical mode a read ends with a line. Ctrl-D delivers what was typed of a line;
            # at its beginning it delivers nothing, which is the end of input.
            while b"\n" not in self._read and (piece := self._piece()):
                self._read += piece
            line, end, self._read = self._read.partition(b"\n")
            return self._text(line + end)

        def rest(self) -> str:
            """Return what arrived in one burst with the last line, including an unfinished line."""
            return self._text(self._all(BURST))

        def forget(self) -> None:
            """Drop what was typed and not read yet, but remember an end of input (Ctrl-D) in it."""
            self._all(0)

        def _all(self, patience: float) -> bytes:
            """Read all available input, until nothing arrives for ``patience`` seconds.

            Return what precedes the end of input (Ctrl-D), and note that end.
            """
            with self._unlined():
                # Because VMIN is 1 and VTIME 0, a read never waits longer than ``select`` has.
                while self._more(patience) and len(self._read) < MOST and (piece := self._piece()):
                    self._read += piece
            # What was typed after Ctrl-D is dropped: it was meant for the shell.
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
            """Switch the terminal to non-canonical mode, in which it delivers unfinished lines."""
            try:
                before = termios.tcgetattr(self._descriptor)
                # Read again, not copied: item 6 is a list, which a copy would share.
                now = termios.tcgetattr(self._descriptor)
                now[3] &= ~termios.ICANON  # index 3: the local flags
                now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
                # TCSAFLUSH would drop the input that is to be read.
                termios.tcsetattr(self._descriptor, termios.TCSANOW, now)
            except termios.error:  # gone, or no terminal after all
                yield
                return
            try:
                yield
            finally:
                # The terminal may have gone away meanwhile.
                with suppress(termios.error):
                    termios.tcsetattr(self._descriptor, termios.TCSANOW, before)

    def line_input(source: TextIO) -> LineInput:
        """Return a reader for ``source``: a TerminalLines if it is a terminal, otherwise Lines."""
        try:
            if source.isatty():
                return TerminalLines(source.fileno(), source.encoding or "utf-8")
        except (OSError, ValueError):  # no descriptor, or a closed one
            pass
        return Lines(source)
