"""Programmes (``scenarios/programmes/NAME.yaml``): a sequence of scenarios.

An example is an evening with two cases. A programme only names its scenarios. They are looked up
beside it (in the folder that contains ``programmes/``, or in its own), then with the caller's
function.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.library import own_formats
from simulator.library.files import (
    Unreadable,
    absolute,
    files_in,
    folders_in,
    is_file,
    path_to_text,
    read_file,
    reason,
    shown,
)
from simulator.library.own_formats import FolderFormats, OwnFormats, own_format, with_own
from simulator.library.own_formats import beside as formats_beside
from simulator.library.scenarios import FILE
from simulator.messages.findings import say_finding
from simulator.scenario.text import clean_line

if TYPE_CHECKING:
    from simulator.engine.setup import FeedbackTime
    from simulator.language.document import Document
    from simulator.language.findings import Finding, Findings
    from simulator.language.library_shapes import ProgrammeShape
    from simulator.scenario.catalogue import Catalogue
    from simulator.scenario.model import Mode

FOLDER = "programmes"
"""Name of the folder of programmes in a folder of scenarios."""

MOST_READ = 64_000
"""Number of bytes at the start of a file in which to look for the key ``programme``."""

# the keys ``programme`` and ``scenario`` at the top of a file, without parsing it; ``*+`` does not
# backtrack, so that a file full of spaces does not take quadratic time
_NAMED = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*+(?:\{[ \t]*+)?[\"']?programme[\"']?[ \t]*+:", re.M)
_SCENARIO = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?scenario[\"']?[ \t]*+:", re.M)

Find = Callable[[str], Path | None]
"""Returns the file of the scenario with this id, or None."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session of a programme: the scenario's id, and the default mode and feedback."""

    scenario: str
    mode: "Mode"
    feedback: "FeedbackTime"


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme as it is listed and played; ``problem`` is empty if it can be played.

    ``is_shipped`` tells whether it is in the library; a play then needs only its id to find it.
    """

    path: str
    id: str
    title: str
    about: str = ""
    format: str = ""
    format_name: str = ""
    meetings: tuple[Meeting, ...] = ()
    problem: str = ""
    is_shipped: bool = False


def programme_files(folder: Path, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return every programme in a folder of scenarios (or the file itself, if it is one), sorted.

    A folder that cannot be listed is added to ``unreadable``.
    """
    if is_file(folder):
        return [folder] if is_programme(folder) else []
    around = folder if folder.name == FOLDER else folder / FOLDER
    return files_in(around, ".yaml", unreadable)


def is_programme(file: Path) -> bool:
    """Return whether a file is a programme: by its folder, or by the keys that it has."""
    if file.parent.name == FOLDER:
        return True
    try:
        text = read_file(file, MOST_READ)[:MOST_READ]
        return _NAMED.search(text) is not None and _SCENARIO.search(text) is None
    except OSError:
        return False  # opening it next reports the error


def beside(programme: Path, scenario: str) -> Path | None:
    """Return the file of a scenario beside a programme by the scenario's id, or None."""
    folders = [programme.parent]
    if programme.parent.name == FOLDER:
        folders.insert(0, programme.parent.parent)
    return next((file for folder in folders if is_file(file := folder / scenario / FILE)), None)


def load_programme(
    path: Path, find: Find, catalogue: "Catalogue"
) -> tuple[Programme, tuple["Finding", ...]]:
    """Return a programme and its findings; ``problem`` is the first error, if there is one."""
    from simulator.language.document import LARGEST_FILE
    from simulator.language.findings import START, Findings

    findings = Findings(shown(path))
    try:
        text = read_file(path, LARGEST_FILE)
    except OSError as error:
        findings.add("F101", START, reason=reason(error))
        return _broken(path, findings), findings.sorted()

    def found(scenario: str) -> Path | None:
        return beside(path, scenario) or find(scenario)

    return _loaded(text, path, findings, found, _formats(path), partial(_around, path), catalogue)


def load_programme_text(
    text: bytes,
    shown_as: str,
    find: Find,
    formats: OwnFormats,
    known: Sequence[str],
    catalogue: "Catalogue",
) -> tuple["Finding", ...]:
    """Return the findings of a programme that is in memory.

    ``find`` returns a path, which may be any, if there is a scenario of this id; ``known`` are the
    ids that a misspelt one is compared with.
    """
    from simulator.language.findings import Findings

    path, findings = Path(shown_as), Findings(clean_line(shown_as))
    return _loaded(text, path, findings, find, formats, lambda: known, catalogue)[1]


def _loaded(
    text: bytes,
    path: Path,
    findings: "Findings",
    find: Find,
    formats: OwnFormats,
    known: Callable[[], Sequence[str]],
    catalogue: "Catalogue",
) -> tuple[Programme, tuple["Finding", ...]]:
    from simulator.language.library_shapes import ProgrammeShape
    from simulator.language.reader import read
    from simulator.language.validate import validate

    document = read(text, findings.file, findings)
    shape = (
        validate(document, ProgrammeShape, findings)
        if document is not None and not findings.errors
        else None
    )
    if shape is None or document is None:
        return _broken(path, findings), findings.sorted()
    others: tuple[Finding, ...] = ()  # in another file: that of the format
    if shape.format not in catalogue.formats:
        own, in_format = own_format(shape.format, formats, catalogue)
        others, catalogue = in_format.sorted(), with_own(catalogue, own)
        if in_format.errors:
            return _broken(path, in_format), others
    _check_names(shape, document, path, catalogue, findings)
    for i, session in enumerate(shape.sessions):
        if find(session.scenario) is None:
            near = findings.nearest(session.scenario, known())
            mark = document.value(("sessions", i, "scenario"))
            findings.add("G101", mark, "looked_for_beside", near, name=session.scenario)
    programme = _broken(path, findings) if findings.errors else _programme(path, shape, catalogue)
    return programme, (*findings.sorted(), *others)


def _formats(path: Path) -> FolderFormats:
    """Return the formats beside a programme's folder, or beside a programme outside of one."""
    if path.parent.name == FOLDER:
        return formats_beside(path)
    return FolderFormats(path.parent / own_formats.FOLDER)


def _check_names(
    shape: "ProgrammeShape",
    document: "Document",
    path: Path,
    catalogue: "Catalogue",
    findings: "Findings",
) -> None:
    formats = catalogue.formats
    if shape.format not in formats:
        near = findings.nearest(shape.format, formats)
        findings.add("M301.format", document.value(("format",)), near=near, name=shape.format)
    if shape.programme != path.stem:
        mark = document.value(("programme",))
        names = {"name": shape.programme, "file": path.name}
        findings.add("F102.programme", mark, "same_name", **names)


def _around(path: Path) -> list[str]:
    """Return the ids of the scenarios in the folder that contains the programme's folder."""
    return [
        folder.name for folder in folders_in(absolute(path).parent.parent) if is_file(folder / FILE)
    ]


def _programme(path: Path, shape: "ProgrammeShape", catalogue: "Catalogue") -> Programme:
    meetings = tuple(
        Meeting(session.scenario, session.mode, session.feedback) for session in shape.sessions
    )
    return Programme(
        path=path_to_text(absolute(path)),
        id=shape.programme,
        title=clean_line(shape.title),
        about=clean_line(shape.about),
        format=shape.format,
        format_name=catalogue.formats[shape.format].name,
        meetings=meetings,
    )


def _broken(path: Path, findings: "Findings") -> Programme:
    """Return a programme that cannot be played, named after its file, with its first error."""
    first = next(finding for finding in findings.sorted() if finding.severity == "error")
    name = clean_line(path.stem)
    return Programme(path_to_text(absolute(path)), name, name, problem=say_finding(first))
