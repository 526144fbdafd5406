"""The library: where scenarios, plays, programmes and the catalogue are found, and how one is loaded with all its findings."""

import gc
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from simulator.library.files import (
    Unreadable,
    files_below,
    files_in,
    is_file,
    look,
    read_file,
    real_path,
    reason,
    shown,
)
from simulator.scenario.text import clean_line

if TYPE_CHECKING:  # a listing needs none of these; they are imported where a file is read
    from simulator.language.findings import Finding, Findings
    from simulator.language.reader import Document
    from simulator.scenario.catalogue import Catalogue
    from simulator.scenario.model import Scenario

FILE = "scenario.yaml"
_NO_SCENARIOS = {"catalogue", "formats", "programmes"}


class BrokenCatalogue(Exception):
    """A file of the shipped catalogue cannot be read: the installation is damaged."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading one file: the scenario, or None where an error keeps it from loading; and every finding.

    ``text`` is the file as it was read, kept so that a play can be shown again when the file has changed; ``document`` knows
    where everything in it stands.
    """

    path: Path
    scenario: "Scenario | None"
    findings: "tuple[Finding, ...]"
    text: bytes = b""
    document: "Document | None" = None


def shipped() -> Path:
    """The folder of the scenarios that come with the program."""
    return _beside("_scenarios", "scenarios")


def pages() -> Path:
    """The folder of the findings' pages, ``CODE.md``."""
    return _beside("_findings", "docs/findings")


def _beside(in_wheel: str, in_checkout: str) -> Path:
    package = Path(__file__).resolve().parents[1]
    inside = package / in_wheel
    return inside if inside.is_dir() else package.parent / in_checkout


def catalogue() -> "Catalogue":
    """The shipped catalogue and formats."""
    from simulator.library.catalogue_files import load_catalogue

    return load_catalogue(shipped())


def scenario_files(folder: Path, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return every scenario file below ``folder`` (or the file itself), in order.

    Folders that cannot be listed go to ``unreadable``.
    """
    if is_file(folder):
        return [folder]
    if is_file(folder / FILE):
        return [folder / FILE]
    return files_below(folder, FILE, _NO_SCENARIOS, unreadable)


def find_by_id(name: str, installed: Iterable[Path] = ()) -> Path | None:
    """Find a scenario's file by its id among the shipped and the ``installed`` ones."""
    inside = shipped() / name / FILE
    if name and "/" not in name and "\\" not in name and is_file(inside):
        return inside
    return next((file for file in installed if file.parent.name == name), None)


def find_by_path(name: str) -> Path | None:
    """Return the file that a path names, or the scenario's file in a folder; None if there is none.

    A file that is there and cannot be read is returned as well, so that whoever opens it can say so.
    A name without any separator that cannot be looked at may still be an id.
    """
    path = Path(name)
    kind = look(path)
    if kind == "folder":
        return None if look(path / FILE) == "nothing" else path / FILE
    if kind == "nothing" or (kind == "unreadable" and path.name == name):
        return None
    return path


def not_found(name: str, library: Iterable[Path]) -> str:
    """A sentence for a scenario that cannot be found in the ``library``, the files of its scenarios."""
    from simulator.scenario.condition import suggestion

    known = [path.parent.name for path in library]
    hint = suggestion(name, known) or "'balint-sim list' shows the library."
    return f"There is no scenario '{clean_line(name)}'. {hint}"


def load(path: Path) -> Loaded:
    """Load the scenario in ``path``; whatever is wrong is a finding, also a file that cannot be opened."""
    from simulator.language.findings import START, Findings
    from simulator.language.reader import LARGEST_FILE

    findings = Findings(shown(path))
    try:
        text = read_file(path, LARGEST_FILE)
    except OSError as error:
        findings.add("F101", START, f"This file cannot be read: {reason(error)}.")
        return Loaded(path, None, findings.sorted())
    loaded = _loaded(path, text, findings)
    return _named(loaded, real_path(path).parent.name, findings) if path.name == FILE else loaded


def load_text(text: bytes, shown: str, folder: str | None = None) -> Loaded:
    """Load a scenario from its text; ``shown`` stands for the file's name in findings, ``folder`` is its id if it has to be."""
    from simulator.language.findings import Findings

    findings = Findings(clean_line(shown))
    loaded = _loaded(Path(shown), text, findings)
    return _named(loaded, folder, findings) if folder is not None else loaded


def _named(loaded: Loaded, folder: str, findings: "Findings") -> Loaded:
    """Note in ``findings`` where a scenario's id is not the name of its folder, by which it will be looked for."""
    if loaded.scenario is None or loaded.document is None or loaded.scenario.id == folder:
        return loaded
    sentence = f"The scenario is called '{loaded.scenario.id}', its folder '{folder}'."
    findings.add("F102", loaded.document.value(("scenario",)), sentence, "Give both the same name.")
    return replace(loaded, findings=findings.sorted())


def _read_whole(path: Path, text: bytes, findings: "Findings") -> Loaded:
    from simulator.language.build import build
    from simulator.language.lint import check
    from simulator.language.reader import read
    from simulator.language.shapes import ScenarioShape
    from simulator.language.validate import validate

    document = read(text, findings.file, findings)
    if document is None or findings.errors:
        return Loaded(path, None, findings.sorted(), text)
    shape = validate(document, ScenarioShape, findings)
    if shape is None:
        return Loaded(path, None, findings.sorted(), text)
    scenario = build(shape, document, catalogue(), findings)
    if scenario is not None:
        check(scenario, document, findings)
    return Loaded(path, None if findings.errors else scenario, findings.sorted(), text, document)


def _loaded(path: Path, text: bytes, findings: "Findings") -> Loaded:
    with _NO_COLLECTIONS:
        return _read_whole(path, text, findings)


class _NoCollections:
    """Keeps the garbage collector from walking the growing tree.

    That takes a third of the time of reading, and nothing of it is garbage. There is one collector
    for all threads: the first thread that reads switches it off, and the last one on again.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers = 0
        self._was_enabled = False

    def __enter__(self) -> None:
        with self._lock:
            if self._readers == 0:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._readers += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._readers -= 1
            if self._readers == 0 and self._was_enabled:
                gc.enable()


_NO_COLLECTIONS = _NoCollections()


def plan_files(scenario_file: Path, unreadable: list[Unreadable] | None = None) -> list[Path]:
    """Return the plans in ``plays/`` beside a scenario, in order.

    The folder goes to ``unreadable`` if it cannot be listed.
    """
    return files_in(scenario_file.parent / "plays", ".yaml", unreadable)
