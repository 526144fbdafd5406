"""Find programmes: those that are shipped or in an installed pack, or one by its path."""

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from simulator.library import changed_files
from simulator.library.cache_values import list_in, text_in
from simulator.library.changed_files import read_changed
from simulator.library.files import real_path, text_to_path
from simulator.library.find import find_by_id
from simulator.library.installed import installed_programmes
from simulator.library.programmes import (
    Meeting,
    Programme,
    beside,
    is_programme,
    load_programme,
    programme_files,
)
from simulator.library.scenarios import find_by_path
from simulator.library.workspace import Workspace

ENTRY = "programmes"
"""The entry of the cache with the shipped programmes."""

FORM = 3
"""Increase this if the cached data of a programme change within a version of the program."""


def library_programmes(workspace: Workspace) -> list[Programme]:
    """Return every programme that is shipped or in an installed pack, sorted by title."""

    def read(path: Path) -> Programme:
        return read_programme(workspace, path)

    files = programme_files(workspace.shipped)
    made = read_changed(workspace, files, ENTRY, FORM, read, asdict, _again)
    made = [one if _holds(workspace, one) else read(text_to_path(one.path)) for one in made]
    # Few have any, and their scenarios are beside them: they are read anew each time.
    made += [read(path) for path in installed_programmes(workspace.packs)]
    return sorted(made, key=lambda programme: (programme.title, programme.path))


def remember(workspace: Workspace, made: Iterable[Programme]) -> None:
    """Cache programmes that were read before, of files that are the same here."""
    results = {text_to_path(one.path): asdict(one) for one in made}
    changed_files.remember(workspace, ENTRY, FORM, results)


def find_programme(workspace: Workspace, name: str) -> Programme | None:
    """Find a programme by the path of its file, or else by its id in the library."""
    path = find_by_path(name)
    if path is not None:
        return read_programme(workspace, path) if is_programme(path) else None
    known = library_programmes(workspace)
    return next((programme for programme in known if programme.id == name), None)


def read_programme(workspace: Workspace, path: Path) -> Programme:
    """Return the programme in a file; if it is invalid, ``problem`` has its first error."""
    programme, _ = load_programme(path, partial(find_by_id, workspace), workspace.catalogue)
    known = (*programme_files(workspace.shipped), *installed_programmes(workspace.packs))
    is_shipped = real_path(path) in map(real_path, known)
    return replace(programme, is_shipped=is_shipped)


def _holds(workspace: Workspace, programme: Programme) -> bool:
    """Return whether a programme has no problem and all its scenarios still exist.

    The cache cannot tell: scenarios are added and removed without a change to the programme's file.
    """
    return not programme.problem and all(
        find_in(workspace, programme, meeting.scenario) for meeting in programme.meetings
    )


def find_in(workspace: Workspace, programme: Programme, scenario: str) -> Path | None:
    """Find the file of a programme's scenario, first beside the programme, then in the library."""
    return beside(text_to_path(programme.path), scenario) or find_by_id(workspace, scenario)


def _again(file: Path, saved: Any) -> Programme:
    """Return a file's programme from cached data; raise ValueError if any value is invalid."""
    texts = {
        field.name: text_in(saved[field.name])
        for field in fields(Programme)
        if field.name not in ("path", "meetings", "is_shipped")
    }
    meetings = tuple(map(_meeting, list_in(saved["meetings"])))
    # Only shipped programmes are in the cache.
    programme = Programme(path=str(file), meetings=meetings, is_shipped=True, **texts)
    if saved["path"] != str(file) or not (programme.meetings or programme.problem):
        raise ValueError("not a programme of this file")
    return programme


def _meeting(saved: Any) -> Meeting:
    mode, feedback = saved["mode"], saved["feedback"]
    if mode not in ("guided", "live") or feedback not in ("now", "end"):
        raise ValueError("not a session")
    return Meeting(text_in(saved["scenario"]), mode, feedback)
