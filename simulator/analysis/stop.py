"""How a long search is asked to stop: by its caller, now and then, and never by a clock of its own."""

from collections.abc import Callable

Stop = Callable[[int, int], str]
"""Told how many states were looked at and how many are known, it says by what the search is to stop (empty: go on)."""


def never(looked: int, known: int) -> str:
    """Do not stop."""
    return ""
