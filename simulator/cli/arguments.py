"""Numbers as arguments: read and bounded here, so that nothing further in meets one that it cannot hold."""

from argparse import ArgumentTypeError

from simulator.scenario.text import brief

MOST_DIGITS = 40
"""Digits of a whole number that are read at all: more than any that means something."""


def seed(text: str) -> int:
    """Return the seed that is written in ``text``; raises ArgumentTypeError, which says the range."""
    from simulator.scenario.model import SEED_RANGE

    number = _whole(text)
    if number is None or number not in SEED_RANGE:
        raise ArgumentTypeError(
            f"'{brief(text)}' is no seed: whole numbers from {SEED_RANGE[0]} to {SEED_RANGE[-1]} are"
        )
    return number


def states(text: str) -> int:
    """Return a number of states; raises ArgumentTypeError."""
    number = _whole(text)
    if number is None or number < 1:
        raise ArgumentTypeError(f"'{brief(text)}' is no number of states; write 1 or more")
    return number


def seconds(text: str) -> float:
    """Return a number of seconds; raises ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise ArgumentTypeError(f"'{brief(text)}' is no number of seconds")
    return number


def _whole(text: str) -> int | None:
    """The whole number that ``text`` is; None where it is none, or endless."""
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= MOST_DIGITS else None
