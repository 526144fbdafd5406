"""Find and delete everything that the program keeps of a learner, and nothing else.

The home folder can be any folder (``BALINT_SIM_HOME``), so a file is known as ours by its name: the names that ``folders``
gives, the journal of the store, and drafts of these files that a killed program left.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.learner.folders import caches, config_file, exact_folder, home, packs_folder, store_file

_OLDER_CACHES = ("cards.json", "programmes.json", "scores.json")
"""Older versions kept their caches beside the store."""

_JOURNALS = ("-journal", "-wal", "-shm")
_CACHED = re.compile(r"[\w-]+\.(json|[0-9]+)|\..+\.draft|CACHEDIR\.TAG")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in the home folder: ``files`` to delete, ``folders`` to remove if that empties them, and what stays."""

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def find_kept() -> Kept:
    """Look into the home folder; raises OSError if that is not possible."""
    folder = home()
    try:
        entries = [folder / name for name in sorted(os.listdir(folder))]
    except FileNotFoundError:
        return Kept()
    ours = _our_names()
    files = [path for path in entries if ours.fullmatch(path.name) and not _is_folder(path)]
    folders = [path for path in (caches(), exact_folder()) if path in entries and _is_folder(path)]
    cached = [path for cache in folders for path in _cached(cache)]
    others = set(entries) - {*files, *folders, packs_folder()}
    return Kept((*_linked_store(), *files, *cached), (*folders, folder), tuple(sorted(others)))


def delete(kept: Kept) -> dict[Path, OSError]:
    """Delete the files, and the folders that are empty then; return what could not be deleted, and why."""
    failed = {}
    for file in kept.files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            failed[file] = error
    for folder in kept.folders:
        for root, _, _ in os.walk(folder, topdown=False):
            with suppress(OSError):  # not empty: something in it is not ours
                os.rmdir(root)
    return failed


def _our_names() -> re.Pattern[str]:
    names = (store_file().name, config_file().name, *_OLDER_CACHES)
    whole = "|".join(map(re.escape, names))
    stems = "|".join(re.escape(Path(name).stem) for name in names)
    journals = "|".join(re.escape(store_file().name + ending) for ending in _JOURNALS)
    drafts = rf"(?:{whole}|{stems})\.[0-9]+|\.(?:{whole})\.[0-9-]+\.draft"
    return re.compile(rf"{whole}|{journals}|{drafts}")


def _is_folder(path: Path) -> bool:
    """Whether this is a folder and no link to one; raises OSError where that cannot be seen."""
    return stat.S_ISDIR(path.lstat().st_mode)


def _cached(cache: Path) -> Iterator[Path]:
    for root, _, names in os.walk(cache):
        yield from (Path(root) / name for name in names if _CACHED.fullmatch(name))


def _linked_store() -> list[Path]:
    """Return the file that the store really is, with its journal, if the one in the home folder is only a link to it."""
    file = store_file()
    if not file.is_symlink():
        return []
    real = os.path.realpath(file)
    return [Path(name) for name in (real, *(real + ending for ending in _JOURNALS)) if os.path.isfile(name)]
