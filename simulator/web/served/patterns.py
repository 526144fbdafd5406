"""The pattern of the route of a request: what may be counted and logged of its path."""

from collections.abc import Iterable
from typing import Final

from simulator.web.course.practice import PREFIX
from simulator.web.course.routes import ROUTES as COURSES
from simulator.web.pages.routes import ROUTES as ROOM
from simulator.web.plenary.answer import ROUTES as PLENARIES

OTHER: Final = "other"
"""What is said of a path that no page has."""

METHODS: Final = ("GET", "HEAD", "POST")

_STATIC: Final = "/static/{name}"
_MORE: Final = ("/open", "/r/{code}/events", "/wall/{code}/events", "/host/{code}/events")
"""Paths that the applications answer beside the tables of their pages."""


def pattern_of(path: str) -> str:
    """Return the pattern of a path, or ``other``."""
    if path.startswith("/static/"):
        return _STATIC
    parts = path.split("/")
    for pattern, wanted in _BY_LENGTH.get(len(parts), ()):
        if all(
            part == want or (part and want[:1] == "{")
            for part, want in zip(parts, wanted, strict=True)
        ):
            return pattern
    return OTHER


def method_of(method: str) -> str:
    """Return a method, or ``other``: a browser can send any word."""
    return method if method in METHODS else OTHER


def _by_length(patterns: Iterable[str]) -> dict[int, list[tuple[str, list[str]]]]:
    found: dict[int, list[tuple[str, list[str]]]] = {}
    # Words before names in braces, as /room/data/export would match both.
    for pattern in sorted(set(patterns), key=lambda text: (text.count("{"), text)):
        parts = pattern.split("/")
        found.setdefault(len(parts), []).append((pattern, parts))
    return found


_BY_LENGTH: Final = _by_length(
    [
        *_MORE,
        *(path for _, path, *_ in PLENARIES),
        *(path for _, path, *_ in COURSES),
        *(f"{PREFIX}{path}" for _, path, *_ in ROOM),
    ]
)
