"""What was read from files, remembered in one small JSON file, so that a list need not read those that have not changed.

It is only a cache: where it is missing, damaged, of another form or cannot be written, the files are read again and nothing is
lost but the time.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from simulator import __version__

T = TypeVar("T")

Stamp = list[int]
"""Size and time of a file, by which a change is noticed."""


def remembered(
    files: Iterable[Path],
    cache: Path,
    form: int,
    read: Callable[[Path], T],
    plain: Callable[[T], Any],
    again: Callable[[Any], T],
) -> list[T]:
    """What ``read`` makes of each file, or made of it as long as it was not changed.

    ``plain`` turns that into plain data and ``again`` back; ``form`` counts up when either changes within a version.
    """
    known = _known(cache, form)
    found: dict[str, tuple[Stamp, Any]] = {}
    made: list[T] = []
    for file in files:
        stamp = _stamp(file)
        before, data = known.get(str(file), (None, None))
        one = _again(data, again) if stamp and before == stamp else None
        if one is None:
            one = read(file)
            data = plain(one)
        found[str(file)] = (stamp, data)
        made.append(one)
    if found != known:
        _keep(cache, form, found)
    return made


def _again(data: Any, again: Callable[[Any], T]) -> T | None:
    try:
        return again(data)
    except (ValueError, TypeError, KeyError, AttributeError):  # damaged
        return None


def _stamp(file: Path) -> Stamp:
    """Return a file's size and time; an empty list if it cannot be looked at."""
    try:
        status = file.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _known(cache: Path, form: int) -> dict[str, tuple[Stamp, Any]]:
    try:
        kept = json.loads(cache.read_text("utf-8"))
        if kept["form"] != _form(form):
            return {}
        return {path: (stamp, data) for path, (stamp, data) in kept["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):  # no cache yet, or a damaged one
        return {}


def _keep(cache: Path, form: int, found: dict[str, tuple[Stamp, Any]]) -> None:
    text = json.dumps({"form": _form(form), "files": found}, ensure_ascii=False)
    draft = cache.with_suffix(f".{os.getpid()}")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text(text, "utf-8")
        draft.replace(cache)
    except (OSError, ValueError):  # ValueError: a path that is not UTF-8
        return  # a folder that cannot be written costs time on the next start and nothing else


def _form(form: int) -> str:
    return f"{__version__}/{form}"
