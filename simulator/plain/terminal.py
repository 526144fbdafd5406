"""Whether the terminal can show the full screen."""

from collections.abc import Mapping
from typing import Protocol


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
        return "input is not a terminal"
    if not (target.isatty() and errors.isatty()):
        return "output is not a terminal"
    if environment.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return "the terminal is a simple one (TERM)"
    return ""
