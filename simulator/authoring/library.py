"""The library: where scenarios, plays, programmes and the catalogue are found, and how one is loaded with all its findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.text import clean_line

if TYPE_CHECKING:  # a listing needs none of these; they are imported where a file is read
    from simulator.authoring.diagnostics import Finding, Findings
    from simulator.scenario.catalogue import Catalogue
    from simulator.scenario.model import Scenario

FILE = "scenario.yaml"
_NO_SCENARIOS = {"catalogue", "formats", "programmes"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading one file: the scenario, or None where an error keeps it from loading; and every finding.

    ``text`` is the file as it was read, kept so that a play can be shown again when the file has changed.
    """

    path: Path
    scenario: "Scenario | None"
    findings: "tuple[Finding, ...]"
    text: bytes = b""


def shipped() -> Path:
    """The folder of the scenarios that come with the program: in the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def catalogue() -> "Catalogue":
    """The shipped catalogue and formats."""
    from simulator.authoring.catalogue_files import load_catalogue

    return load_catalogue(shipped())


def scenario_files(folder: Path) -> list[Path]:
    """Every scenario file below ``folder`` (or the file itself), in the order of their names."""
    if folder.is_file():
        return [folder]
    if (folder / FILE).is_file():
        return [folder / FILE]
    found = (path for path in folder.rglob(FILE) if path.is_file())
    return sorted(path for path in found if _NO_SCENARIOS.isdisjoint(path.relative_to(folder).parts[:-1]))


def find(name: str) -> Path | None:
    """Find a scenario's file by its id among the shipped ones, or by the path of its file or folder."""
    inside = shipped() / name / FILE
    if name and "/" not in name and "\\" not in name and inside.is_file():
        return inside
    path = Path(name)
    if path.is_dir() and (path / FILE).is_file():
        return path / FILE
    return path if path.is_file() else None


def not_found(name: str) -> str:
    """A sentence for a scenario that cannot be found."""
    from simulator.scenario.condition import suggestion

    known = [path.parent.name for path in scenario_files(shipped())]
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
    return _loaded(path, text, findings)


def load_text(text: bytes, shown: str) -> Loaded:
    """Load a scenario from its text; ``shown`` stands for the file's name in findings."""
    from simulator.authoring.diagnostics import Findings

    return _loaded(Path(shown), text, Findings(clean_line(shown)))


def _loaded(path: Path, text: bytes, findings: "Findings") -> Loaded:
    from simulator.authoring.build import build
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
    return Loaded(path, scenario, findings.sorted(), text)


def plan_files(scenario_file: Path) -> Iterator[Path]:
    """The plans in ``plays/`` beside a scenario, in the order of their names."""
    return iter(sorted((scenario_file.parent / "plays").glob("*.yaml")))
