"""Whether the terminal can show the full screen."""

from collections.abc import Mapping
from typing import Protocol

from simulator.messages import say


class Stream(Protocol):
    """The part of a standard stream that is needed here."""

    def isatty(self) -> bool:
        """Return True if the stream is a terminal."""


def why_plain(
    source: Stream, target: Stream, errors: Stream, environment: Mapping[str, str]
) -> str:
    """Return why only plain mode works here; empty if the full screen works.

    The full screen is drawn on standard error, so that must be a terminal too.
    """
    if not source.isatty():
        return say("plain.no_input")
    if not (target.isatty() and errors.isatty()):
        return say("plain.no_output")
    # Textual draws without asking what the terminal can do. TERM is unset under cron and in some
    # editors, where its control sequences would be printed as text.
    if environment.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return say("plain.simple_terminal")
    return ""
