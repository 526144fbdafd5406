"""Without the C part of PyYAML, as in a browser, a scenario is read slowly, and the same."""

from pathlib import Path

import pytest
import yaml

from simulator.language import reader
from simulator.language.findings import Findings
from simulator.library.scenarios import plan_files, scenario_files
from tests.workspaces import SHIPPED

SCENARIOS = scenario_files(SHIPPED)


def documents(files: list[Path]) -> list[object]:
    """Everything that is read of these files: data, marks, spellings and findings."""
    found: list[object] = []
    for file in files:
        findings = Findings(file.name)
        found += [reader.read(file.read_bytes(), file.name, findings), findings.sorted()]
    return found


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.parent.name)
def test_a_shipped_scenario_and_its_plans_are_read_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [file, *plan_files(file)]
    with_c = documents(files)
    assert reader._PARSER is yaml.CSafeLoader
    monkeypatch.setattr(reader, "_PARSER", yaml.SafeLoader)
    assert documents(files) == with_c


def test_the_catalogue_the_formats_and_the_programmes_are_read_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [
        file
        for folder in ("catalogue", "formats", "programmes")
        for file in sorted((SHIPPED / folder).glob("*.yaml"))
    ]
    with_c = documents(files)
    monkeypatch.setattr(reader, "_PARSER", yaml.SafeLoader)
    assert documents(files) == with_c
