"""Show the progress of long work, and stop it after a time limit or on Ctrl-C.

The work done until then is not lost.
"""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from simulator.cli.streams import progress
from simulator.messages import say

QUIET = 0.5
"""Seconds between progress messages, and before the first one."""


class Patience:
    """The ``Stop`` callback of ``explore``: it says whether to stop, and reports progress."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self.begun = time.monotonic()
        self.next_report = self.begun + QUIET
        self.interrupted = False

    def stop(self, looked: int, known: int) -> str:
        """Return why to stop (empty: continue), and show the progress on a terminal."""
        now = time.monotonic()
        if self.interrupted:
            # Not a message: it is the same in every language, and a value of ``limit`` in the JSON.
            return "Ctrl-C"
        if self.seconds is not None and now - self.begun >= self.seconds:
            return say("cli.seconds", count=self.seconds)
        if now >= self.next_report and sys.stderr.isatty():
            self.next_report = now + QUIET
            self._say(say("cli.states", looked=looked, more=known - looked))
        return ""

    def done(self) -> None:
        """Clear the progress message."""
        # Later than its first value: a message has been printed.
        if self.next_report > self.begun + QUIET:
            self._say("")

    def _say(self, text: str) -> None:
        progress(text)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        # Only a note: an exception here would lose the states found so far.
        self.interrupted = True
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second Ctrl-C ends the program


@contextmanager
def patience(seconds: float | None) -> Iterator[Patience]:
    """Let a time limit or Ctrl-C stop a long search without losing what it found."""
    found = Patience(seconds)
    # Works in the main thread only, in which commands run.
    before = signal.signal(signal.SIGINT, found._interrupt)
    try:
        yield found
    finally:
        signal.signal(signal.SIGINT, before)
        found.done()
