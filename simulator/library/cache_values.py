"""Validate values that were read from a cache: each function raises ValueError for another one."""

from typing import Any

from simulator.scenario.text import forbidden_character

LONGEST_TEXT = 100_000
"""Longest text in a cache, in characters; no text of a scenario file is longer."""

LARGEST_NUMBER = 10**18
MOST_PERCENT = 100.001  # sums of floats may be a little above 100


def text_in(value: Any) -> str:
    """Return a text that is safe to show; raise ValueError for anything else."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or forbidden_character(value):
        raise ValueError("not a text that may be shown")
    return value


def whole_in(value: Any, low: int = 0, high: int = LARGEST_NUMBER) -> int:
    """Return a whole number within these bounds; raise ValueError for anything else."""
    # A bool is an int in Python, but ``true`` in JSON is no number.
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError("not such a whole number")
    return value


def percent_in(value: Any) -> float:
    """Return a percentage from 0 to ``MOST_PERCENT``; raise ValueError for anything else."""
    if (
        not isinstance(value, int | float)
        or isinstance(value, bool)
        or not 0 <= value <= MOST_PERCENT
    ):
        raise ValueError("not a percent")
    return float(value)


def list_in(value: Any, length: int | None = None) -> list[Any]:
    """Return a list, of ``length`` items if given; raise ValueError for anything else."""
    if not isinstance(value, list) or length not in (None, len(value)):
        raise ValueError("not such a list")
    return value


def texts_in(value: Any) -> tuple[str, ...]:
    """Return a list of texts as a tuple; raise ValueError for anything else."""
    return tuple(text_in(one) for one in list_in(value))
