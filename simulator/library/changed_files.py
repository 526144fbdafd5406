"""Read only the files that have changed; the results of the others come from the cache."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from simulator.library.cache_values import list_in
from simulator.library.file_cache import Kind, form_of
from simulator.library.own_formats import format_files
from simulator.library.workspace import Workspace

T = TypeVar("T")

LARGEST = 16_000_000
"""Largest size of an entry in bytes: many times what a few thousand scenarios need."""

Results = dict[str, list[Any]]
"""For the path of each file: its stamp and, as plain data, the result of reading it."""


def read_changed(
    workspace: Workspace,
    files: Iterable[Path],
    key: str,
    form: int,
    read: Callable[[Path], T],
    plain: Callable[[T], Any],
    again: Callable[[Path, Any], T],
) -> list[T]:
    """Return ``read(path)`` for each of ``files``; results of unchanged files come from the cache.

    ``key`` is the cache's entry. ``plain`` converts a result to plain data, and ``again`` converts
    it back; it raises ValueError for data that ``plain`` cannot have produced. Increase ``form`` if
    either changes within a version.
    """
    kind = kind_of(workspace.shipped, form)
    known: Results = workspace.cache.get(kind, key, _decoded) or {}
    found: Results = {}
    made: list[T] = []
    formats = _FormatStamps()
    for one in files:
        # The stamp is taken before the file is read: if the file changes in between, the next run
        # sees another stamp and reads it again.
        name, mark = str(one), _mark(one, formats)
        before, data = known.get(name, (None, None))
        value = _again(one, data, again) if mark and before == mark else None
        if value is None:
            value = read(one)
            data = plain(value)
        found[name] = [mark, data]
        made.append(value)
    # ``found`` has only the files that exist, so entries of deleted ones are dropped.
    if found != known:
        workspace.cache.put(kind, key, found)
    return made


def remember(workspace: Workspace, key: str, form: int, results: Mapping[Path, Any]) -> None:
    """Cache results that were read elsewhere, as plain data; the files are here, and the same.

    ``key`` and ``form`` are those of ``read_changed``.
    """
    formats = _FormatStamps()
    found = {str(file): [_mark(file, formats), data] for file, data in results.items()}
    workspace.cache.put(kind_of(workspace.shipped, form), key, found)


def kind_of(shipped: Path, form: int) -> Kind:
    """Return the kind under which results of files are cached.

    A result also depends on the catalogue, the formats and the Python version, so an entry that was
    written with others is not used.
    """
    folders = (shipped / "catalogue", shipped / "formats")
    # Sorted, because the order of ``glob`` is that of the file system.
    files = [file for folder in folders for file in sorted(folder.glob("*.yaml"))]
    return Kind("", form_of(form, f"{sys.version} {_stamp(files)}"), LARGEST)


class _FormatStamps:
    """The stamps of the formats beside scenarios; each folder is examined once."""

    def __init__(self) -> None:
        self._by_folder: dict[Path, list[list[Any]]] = {}

    def beside(self, file: Path) -> list[list[Any]]:
        """Return the stamps of the formats that a file may name; may raise OSError."""
        folder = file.parent.parent
        if folder not in self._by_folder:
            self._by_folder[folder] = _stamp(format_files(file))
        return self._by_folder[folder]


def _mark(file: Path, formats: _FormatStamps) -> list[Any]:
    """Return the stamps of a file and its formats, or an empty list if one cannot be examined.

    An empty list never matches, so such a file is always read.
    """
    try:
        return [*_stamp([file]), *formats.beside(file)]
    except OSError:
        return []


def _stamp(files: Iterable[Path]) -> list[list[Any]]:
    """Return each file's name, size, mtime, ctime and inode, which together reveal a change.

    No file is read. The ctime is included because programs can reset the mtime, and the inode
    because it changes when an editor replaces a file with a new one.
    """
    found: list[list[Any]] = []
    for file in files:
        status = file.stat()
        found.append(
            [file.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        )
    return found


def _decoded(files: Any) -> Results:
    return {name: list_in(entry, 2) for name, entry in files.items()}


def _again(file: Path, data: Any, again: Callable[[Path, Any], T]) -> T | None:
    try:
        return again(file, data)
    except (ValueError, TypeError, KeyError, AttributeError):  # invalid cache data
        return None
