"""Find and delete everything that the program saves about a learner, and nothing else.

The home folder can be any folder (``BALINT_SIM_HOME``), so a file is recognised as ours by its
name: the names in ``workspace``, the journal of the store, and drafts of these files that a killed
program left behind.
"""

import os
import re
import shutil
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.library.file_cache import PEOPLE
from simulator.library.workspace import DEBRIEFS, SETTINGS, STORE, WEB_KEYS, Workspace
from simulator.practice.judged import JUDGED
from simulator.practice.saved_pages import LOG_PAGE, PROGRESS_PAGE
from simulator.store.play_store import Play, PlayStore

_OLD_CACHES = ("cards.json", "programmes.json", "scores.json")
"""The caches that are a single file and that older versions had beside the store.

They also had a folder of exact values there.
"""

_CACHES = (*_OLD_CACHES, "due.json", "due-today.json", "reviews.json")
"""The caches that are a single file, in the folder of the caches."""

# The last two exist only if another program has switched the store to WAL mode.
_JOURNALS = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found in the home folder and the folder of the caches.

    ``files`` are to be deleted, and ``folders`` removed if they are empty then; ``others`` stay.
    """

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """What the program writes into a folder: a pattern for file names, and subfolders."""

    names: re.Pattern[str]
    folders: Mapping[str, "_Place"] = field(default_factory=dict)


def _with_drafts(names: str, stems: str) -> str:
    """Return a pattern for files of these names and their drafts.

    ``names`` and ``stems`` (names without suffix) are patterns too; the drafts of older versions
    end in a number.
    """
    return rf"(?:{names})|(?:{names}|{stems})\.[0-9]+|\.(?:{names})\.[0-9-]+\.draft"


def _any_of(names: Sequence[str]) -> str:
    stems = [Path(name).stem for name in names]
    return _with_drafts("|".join(map(re.escape, names)), "|".join(map(re.escape, stems)))


_JOURNAL = "|".join(re.escape(STORE + ending) for ending in _JOURNALS)
_BACKUP = re.escape(Path(STORE).stem) + r"\.version-[0-9]+" + re.escape(Path(STORE).suffix)
"""The copies of the store before a migration (``simulator/store/database.py``)."""

_FILES = _any_of((STORE, SETTINGS, WEB_KEYS, *_OLD_CACHES))
_KEPT = re.compile(f"{_FILES}|{_with_drafts(_BACKUP, _BACKUP)}|{_JOURNAL}")
_CACHED = re.compile(_any_of(_CACHES))
_DIGESTS = re.compile(_with_drafts(r"[0-9a-f]{32}\.json", "[0-9a-f]{32}"))

_EXACT = _Place(_DIGESTS, {"first": _Place(_DIGESTS), "states": _Place(_DIGESTS)})
_IDS = re.compile(_with_drafts(r"[0-9a-f-]{36}\.json", "[0-9a-f-]{36}"))
_CACHE = _Place(_CACHED, {"exact": _EXACT, JUDGED.folder: _Place(_IDS)})
_PAGE = r"debrief-.+\.html|" + "|".join(map(re.escape, (PROGRESS_PAGE, LOG_PAGE)))
_PAGES = _Place(re.compile(_with_drafts(_PAGE, r"debrief-.+")))
_HOME = _Place(_KEPT, {"cache": _CACHE, "exact": _EXACT, DEBRIEFS: _PAGES})


def find_kept(workspace: Workspace) -> Kept:
    """Search the folders of data and of the cache; raise OSError if they are unreadable."""
    saved = _look(workspace.data, _HOME)
    # Within the home folder, the caches have been found already.
    cache = workspace.cache.folder
    cached = _look(cache, _CACHE) if cache.parent != workspace.data else Kept()
    # Packs are not written by the learner, and can be removed with ``pack remove``.
    others = [path for path in saved.others if path != workspace.packs]
    # The target of a link comes first: once the link is deleted, nothing leads to it.
    files = (*_linked_store(workspace.store_file), *saved.files, *cached.files)
    return replace(
        saved, files=files, folders=(*cached.folders, *saved.folders), others=tuple(others)
    )


def _look(folder: Path, place: _Place) -> Kept:
    """Search a folder for what is ours and what is not; links are never followed."""
    files: list[Path] = []
    folders: list[Path] = []
    others: list[Path] = []
    for path in _entries(folder):
        is_folder = _is_folder(path)
        if is_folder and path.name in place.folders:
            within = _look(path, place.folders[path.name])
            files += within.files
            folders += within.folders
            if within.others:
                others.append(path)
        # A folder is not ours, even if it has the name of one of our files.
        elif not is_folder and place.names.fullmatch(path.name):
            files.append(path)
        else:
            others.append(path)
    # Inner folders first: ``delete`` removes them in this order, and only empty ones.
    return Kept(tuple(files), (*folders, folder), tuple(others))


def delete(saved: Kept) -> dict[Path, OSError]:
    """Delete the files, and then the empty folders; return the files that failed, with errors."""
    failed = {}
    for file in saved.files:
        try:
            # SQLite may have removed a journal since the search.
            file.unlink(missing_ok=True)
        except OSError as error:
            # A file that cannot be deleted must not protect the ones after it.
            failed[file] = error
    for folder in saved.folders:
        with suppress(OSError):  # not empty: something in it is not ours
            folder.rmdir()
    return failed


def delete_cached(workspace: Workspace, person: str) -> None:
    """Delete what was computed from a person's plays on this machine, for a server for many.

    What the system does not let go of says nothing without its owner's database, so it is no error.
    """
    shutil.rmtree(replace(workspace, owner=person).cache.personal, ignore_errors=True)


def cached_people(workspace: Workspace) -> list[str]:
    """Return the ids of the people of whom this machine has computed something."""
    folder = workspace.cache.folder / PEOPLE
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _entries(folder: Path) -> list[Path]:
    try:
        return [folder / name for name in sorted(os.listdir(folder))]
    except FileNotFoundError:
        return []


def _is_folder(path: Path) -> bool:
    """Return True for a folder, False for a link to one; raise OSError if it cannot be examined."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _linked_store(file: Path) -> list[Path]:
    """Return the store's real file and its journals, if ``file`` is a link to it."""
    if not file.is_symlink():
        return []
    real = os.path.realpath(file)
    # SQLite resolves links, so its journals are beside the real file.
    names = [real, *(real + ending for ending in _JOURNALS)]
    return [Path(name) for name in names if os.path.isfile(name)]


@dataclass(frozen=True, slots=True)
class SessionToDelete:
    """A play that can be deleted by itself, and the number of attempts that go with it."""

    play: Play
    attempts: int


def session_to_delete(store: PlayStore, number: int) -> SessionToDelete | None:
    """Return the play with this number; of one that was continued after an edit, its latest form.

    None if there is no such play.
    """
    play = store.numbered(number)
    while play is not None and play.replaced_by is not None:
        play = store.play(play.replaced_by)
    return None if play is None else SessionToDelete(play, len(store.branches(play.id)))
