"""Whether the terminal can show the full screen."""

from collections.abc import Mapping
from typing import Protocol


class Stream(Protocol):
    """What is asked of standard input and output."""

    def isatty(self) -> bool:
        """Whether a person sits at the other end."""


def why_plain(
    source: Stream, target: Stream, errors: Stream, environment: Mapping[str, str]
) -> str:
    """Say why plain mode is the only way here; nothing where the full screen works (it is drawn on standard error)."""
    if not source.isatty():
        return "input is not a terminal"
    if not (target.isatty() and errors.isatty()):
        return "output is not a terminal"
    if environment.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return "the terminal is a simple one (TERM)"
    return ""
