"""Cache results of reading files in one cache file, so that only changed files are read again.

If the cache is missing, damaged, of another form or cannot be written, the files are read again.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from simulator.library.cache_files import cache, cached, form_of, list_in, stamp

T = TypeVar("T")

LARGEST = 16_000_000
"""Largest size of a cache file in bytes: many times what a few thousand scenarios need."""

Kept = dict[str, list[Any]]
"""For the path of each file: its stamp and, as plain data, the result of reading it."""


def remembered(
    files: Iterable[Path],
    file: Path,
    form: int,
    read: Callable[[Path], T],
    plain: Callable[[T], Any],
    again: Callable[[Path, Any], T],
) -> list[T]:
    """Return ``read(path)`` for each of ``files``; results of unchanged files come from the cache.

    ``file`` is the cache. ``plain`` converts a result to plain data, and ``again`` converts it
    back; it raises ValueError for data that ``plain`` cannot have produced. Increase ``form`` if
    either changes within a version. A result also depends on the catalogue, the formats and the
    Python version, so a cache that was written with others is not used.
    """
    whole = form_of(form, _surroundings())
    known: Kept = cached(file, whole, LARGEST, _decoded) or {}
    found: Kept = {}
    made: list[T] = []
    for one in files:
        name, mark = str(one), _mark(one)
        before, data = known.get(name, (None, None))
        value = _again(one, data, again) if mark and before == mark else None
        if value is None:
            value = read(one)
            data = plain(value)
        found[name] = [mark, data]
        made.append(value)
    if found != known:
        cache(file, whole, [found])
    return made


def _mark(file: Path) -> list[Any]:
    """Return the stamp of a file, or an empty list if it cannot be examined.

    An empty stamp never matches, so such a file is always read.
    """
    try:
        return stamp([file])[0]
    except OSError:
        return []


def _surroundings() -> str:
    """Return what else a result depends on: the Python version and the catalogue's files."""
    from simulator.library.scenarios import shipped

    folders = (shipped() / "catalogue", shipped() / "formats")
    files = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    return f"{sys.version} {stamp(files)}"


def _decoded(lines: list[Any]) -> Kept:
    (files,) = lines
    return {name: list_in(entry, 2) for name, entry in files.items()}


def _again(file: Path, data: Any, again: Callable[[Path, Any], T]) -> T | None:
    try:
        return again(file, data)
    except (ValueError, TypeError, KeyError, AttributeError):  # invalid cache data
        return None
