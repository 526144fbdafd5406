"""Whole numbers as they are written in a sentence."""

from simulator.messages.speak import say

_LAST = 12  # the last number that has a word


def in_words(count: int) -> str:
    """Return a number in words up to twelve, in digits above."""
    return say(f"numbers.{count}") if 1 <= count <= _LAST else str(count)
