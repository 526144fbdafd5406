"""What was read from files, remembered in one small cache file, so that a list need not read those that have not changed.

It is only a cache: where it is missing, damaged, of another form or cannot be written, the files are read again and nothing is
lost but the time.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from simulator.library.cache_files import cache, cached, form_of, list_in, stamp

T = TypeVar("T")

LARGEST = 16_000_000
"""Bytes of a cache file: many times what some thousand scenarios need."""

Kept = dict[str, list[Any]]
"""By the path of each file: its stamp, and what was read from it as plain data."""


def remembered(
    files: Iterable[Path],
    file: Path,
    form: int,
    read: Callable[[Path], T],
    plain: Callable[[T], Any],
    again: Callable[[Path, Any], T],
) -> list[T]:
    """What ``read`` makes of each file, or made of it as long as it was not changed; ``file`` is the cache.

    ``plain`` turns that into plain data and ``again`` back, raising ValueError for data that ``plain`` cannot have made.
    ``form`` counts up when either changes within a version. What is read also depends on the catalogue, the formats and the
    Python that reads, so a cache that was made with others is of another form.
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
    """Return the stamp of a file; an empty list, which is never remembered, if it cannot be seen."""
    try:
        return stamp([file])[0]
    except OSError:
        return []


def _surroundings() -> str:
    """What else a scenario's card or a verdict on it depends on: the catalogue's files, and this Python."""
    from simulator.library.scenarios import shipped

    folders = (shipped() / "catalogue", shipped() / "formats")
    return f"{sys.version} {stamp(file for folder in folders for file in sorted(folder.glob('*.yaml')))}"


def _decoded(lines: list[Any]) -> Kept:
    (files,) = lines
    return {name: list_in(entry, 2) for name, entry in files.items()}


def _again(file: Path, data: Any, again: Callable[[Path, Any], T]) -> T | None:
    try:
        return again(file, data)
    except (ValueError, TypeError, KeyError, AttributeError):  # not what was kept
        return None
