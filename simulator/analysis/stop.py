"""The callback through which a caller stops a long search; a search has no clock of its own."""

from collections.abc import Callable

Stop = Callable[[int, int], str]
"""Called with the numbers of states expanded and found; returns why to stop (empty: continue)."""


def never(looked: int, known: int) -> str:
    """Return the empty string: never stop."""
    return ""
