"""The library: where scenarios, plays, programmes and the catalogue are found, and how one is loaded with all its findings."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.text import clean_line

if TYPE_CHECKING:  # a listing needs none of these; they are imported where a file is read
    from simulator.authoring.diagnostics import Finding, Findings
    from simulator.authoring.reader import Document
    from simulator.scenario.catalogue import Catalogue
    from simulator.scenario.model import Scenario

FILE = "scenario.yaml"
_NO_SCENARIOS = {"catalogue", "formats", "programmes"}


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
    from simulator.authoring.catalogue_files import load_catalogue

    return load_catalogue(shipped())


def is_file(path: Path) -> bool:
    """Whether there is such a file; no where that cannot be seen (a locked folder, a name that is too long)."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; no where that cannot be seen."""
    try:
        return path.is_dir()
    except OSError:
        return False


def scenario_files(folder: Path) -> list[Path]:
    """Every scenario file below ``folder`` (or the file itself), in the order of their names."""
    if is_file(folder):
        return [folder]
    if is_file(folder / FILE):
        return [folder / FILE]
    found = (path for path in folder.rglob(FILE) if is_file(path))
    return sorted(path for path in found if _NO_SCENARIOS.isdisjoint(path.relative_to(folder).parts[:-1]))


def find(name: str, installed: Iterable[Path] = ()) -> Path | None:
    """Find a scenario's file by its id among the shipped and the ``installed`` ones, or by the path of its file or folder."""
    inside = shipped() / name / FILE
    if name and "/" not in name and "\\" not in name and is_file(inside):
        return inside
    for file in installed:
        if file.parent.name == name:
            return file
    path = Path(name)
    if is_folder(path) and is_file(path / FILE):
        return path / FILE
    return path if is_file(path) else None


def not_found(name: str, library: Iterable[Path]) -> str:
    """A sentence for a scenario that cannot be found in the ``library``, the files of its scenarios."""
    from simulator.scenario.condition import suggestion

    known = [path.parent.name for path in library]
    hint = suggestion(name, known) or "'balint-sim list' shows the library."
    return f"There is no scenario '{clean_line(name)}'. {hint}"


def load(path: Path) -> Loaded:
    """Load the scenario in ``path``; whatever is wrong is a finding, also a file that cannot be opened."""
    from simulator.authoring.diagnostics import START, Findings

    findings = Findings(clean_line(str(path)))
    try:
        text = path.read_bytes()
    except OSError as error:
        findings.add("F101", START, f"This file cannot be read: {error.strerror or error}.")
        return Loaded(path, None, findings.sorted())
    loaded = _loaded(path, text, findings)
    return _named(loaded, path.resolve().parent.name, findings) if path.name == FILE else loaded


def load_text(text: bytes, shown: str, folder: str | None = None) -> Loaded:
    """Load a scenario from its text; ``shown`` stands for the file's name in findings, ``folder`` is its id if it has to be."""
    from simulator.authoring.diagnostics import Findings

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
    from simulator.authoring.build import build
    from simulator.authoring.checks import check
    from simulator.authoring.reader import read
    from simulator.authoring.shapes import ScenarioShape
    from simulator.authoring.validate import validate

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
    with _no_collections():
        return _read_whole(path, text, findings)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keep the garbage collector from walking the growing tree: a third of the time of reading, for nothing that is garbage."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def plan_files(scenario_file: Path) -> Iterator[Path]:
    """The plans in ``plays/`` beside a scenario, in the order of their names."""
    return iter(sorted(plan for plan in (scenario_file.parent / "plays").glob("*.yaml") if is_file(plan)))
