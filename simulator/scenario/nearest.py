"""Find the known name that a mistyped name most likely stands for."""

from collections.abc import Callable, Collection
from difflib import get_close_matches

Nearest = Callable[[str, Collection[str]], str]
"""A function like ``nearest_name``, possibly with a limit on its work."""


def nearest_name(name: str, known: Collection[str]) -> str:
    """Return the known name that is most similar to ``name``, or "" if none is similar."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def three_nearest(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the three known names that are most similar to ``name``, however little."""
    return tuple(get_close_matches(name.lower(), list(known), n=3, cutoff=0.0))
