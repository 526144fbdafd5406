"""Find and delete everything that the program keeps of a learner, and nothing else.

The home folder can be any folder (``BALINT_SIM_HOME``), so a file is known as ours by its name: the names that ``folders``
gives, the journal of the store, and drafts of these files that a killed program left.
"""

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.library.folders import CONFIG, STORE, caches, home, packs_folder, store_file

_OLDER_CACHES = ("cards.json", "programmes.json", "scores.json")
_OLDER_EXACT_CACHE = "exact"
"""Older versions kept their caches beside the store."""

_JOURNALS = ("-journal", "-wal", "-shm")
_NAMES = (STORE, CONFIG, *_OLDER_CACHES)
_WHOLE = "|".join(map(re.escape, _NAMES))
_STEMS = "|".join(re.escape(Path(name).stem) for name in _NAMES)
_JOURNAL = "|".join(re.escape(STORE + ending) for ending in _JOURNALS)
_DRAFT = rf"(?:{_WHOLE}|{_STEMS})\.[0-9]+|\.(?:{_WHOLE})\.[0-9-]+\.draft"
_OURS = re.compile(rf"{_WHOLE}|{_JOURNAL}|{_DRAFT}")
"""The names of our files in the home folder: whole files, the store's journals, and drafts."""

_CACHED = re.compile(r"[\w-]+\.(json|[0-9]+)|\..+\.draft|CACHEDIR\.TAG")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in the home folder: ``files`` to delete, ``folders`` to remove if that empties them, and what stays."""

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def find_kept() -> Kept:
    """Look into the home folder and that of the caches; raises OSError if that is not possible."""
    folder = home()
    entries = _entries(folder)
    files = [path for path in entries if _OURS.fullmatch(path.name) and not _is_folder(path)]
    folders = [path for path in (caches(), folder / _OLDER_EXACT_CACHE) if _is_folder(path)]
    within = [found for cache in folders for found in os.walk(cache, topdown=False, onerror=_stop)]
    cached = [Path(root) / name for root, _, names in within for name in names if _CACHED.fullmatch(name)]
    emptied = [Path(root) for root, _, _ in within]
    others = set(entries) - {*files, *folders, packs_folder()}
    return Kept((*_linked_store(), *files, *cached), (*emptied, folder), tuple(sorted(others)))


def delete(kept: Kept) -> dict[Path, OSError]:
    """Delete the files, and the folders that are empty then; return what could not be deleted, and why."""
    failed = {}
    for file in kept.files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            failed[file] = error
    for folder in kept.folders:
        with suppress(OSError):  # not empty: something in it is not ours
            folder.rmdir()
    return failed


def _entries(folder: Path) -> list[Path]:
    try:
        return [folder / name for name in sorted(os.listdir(folder))]
    except FileNotFoundError:
        return []


def _is_folder(path: Path) -> bool:
    """Whether this is a folder and no link to one; raises OSError where that cannot be seen."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _stop(error: OSError) -> None:
    """A folder that cannot be listed must not count as empty."""
    raise error


def _linked_store() -> list[Path]:
    """Return the file that the store really is, with its journal, if the one in the home folder is only a link to it."""
    file = store_file()
    if not file.is_symlink():
        return []
    real = os.path.realpath(file)
    return [Path(name) for name in (real, *(real + ending for ending in _JOURNALS)) if os.path.isfile(name)]
