"""The programmes of the library: those that come with the program, and one named by its path."""

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from simulator.library import scenarios as library
from simulator.library.cache_files import list_in, text_in
from simulator.library.file_cache import remembered
from simulator.library.files import real_path, text_to_path
from simulator.library.find import find_by_id
from simulator.library.folders import caches
from simulator.library.programmes import (
    Meeting,
    Programme,
    beside,
    is_programme,
    load_programme,
    programme_files,
)
from simulator.library.scenarios import find_by_path

FORM = 1
"""Counts up when what the cache says of a programme changes within a version of the program."""


def library_programmes() -> list[Programme]:
    """Every programme that comes with the program, by its title."""
    made = remembered(
        programme_files(library.shipped()),
        caches() / "programmes.json",
        FORM,
        read_programme,
        asdict,
        _again,
    )
    made = [one if _holds(one) else read_programme(text_to_path(one.path)) for one in made]
    return sorted(made, key=lambda programme: (programme.title, programme.path))


def find_programme(name: str) -> Programme | None:
    """Find a programme by the path of its file, or else by its id in the library."""
    path = find_by_path(name)
    if path is not None:
        return read_programme(path) if is_programme(path) else None
    return next((programme for programme in library_programmes() if programme.id == name), None)


def is_shipped(programme: Programme) -> bool:
    """Return whether a programme comes with the program."""
    return real_path(text_to_path(programme.path)) in programme_files(library.shipped())


def read_programme(path: Path) -> Programme:
    """Return the programme in a file; its ``problem`` says what is wrong with it."""
    return load_programme(path, find_by_id)[0]


def _holds(programme: Programme) -> bool:
    """Whether what is remembered of a programme still holds: its scenarios come and go without its file being changed."""
    return not programme.problem and all(
        find_in(programme, meeting.scenario) for meeting in programme.meetings
    )


def find_in(programme: Programme, scenario: str) -> Path | None:
    """Find the file of a programme's scenario: beside the programme, or else in the library."""
    return beside(text_to_path(programme.path), scenario) or find_by_id(scenario)


def _again(file: Path, kept: Any) -> Programme:
    """Make the programme of a file from plain data; raise ValueError if any value is not as ``_read`` makes it."""
    texts = {
        field.name: text_in(kept[field.name])
        for field in fields(Programme)
        if field.name not in ("path", "meetings")
    }
    programme = Programme(
        path=str(file), meetings=tuple(map(_meeting, list_in(kept["meetings"]))), **texts
    )
    if kept["path"] != str(file) or not (programme.meetings or programme.problem):
        raise ValueError("not a programme of this file")
    return programme


def _meeting(kept: Any) -> Meeting:
    mode, feedback = kept["mode"], kept["feedback"]
    if mode not in ("guided", "live") or feedback not in ("now", "end"):
        raise ValueError("not a session")
    return Meeting(text_in(kept["scenario"]), mode, feedback)
