"""The panel beside a scenario: what is read, and what a checker finds in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.authoring.check import check_file, check_pack
from simulator.authoring.write_panel import panel_yaml
from simulator.language.findings import Finding
from simulator.library.installed import install, installed_scenarios
from simulator.library.packs import build_pack
from simulator.library.panels import FILE, load_panel, panel_file
from simulator.library.scenarios import Loaded
from simulator.messages.findings import say_finding
from tests.branching_scenario import TEXT
from tests.panels import panel_of
from tests.plays import written
from tests.workspaces import catalogue

Edit = Callable[[str], str]


@pytest.fixture
def scenario(tmp_path: Path) -> Loaded:
    return written(tmp_path / "pack" / "branches", TEXT)


def beside(scenario: Loaded, edit: Edit = lambda text: text) -> Path:
    file = scenario.path.parent / FILE
    file.write_text(edit(panel_yaml(panel_of(scenario.scenario))), "utf-8")
    return file


def found(scenario: Loaded, edit: Edit) -> tuple[Finding, ...]:
    beside(scenario, edit)
    return tuple(
        finding
        for finding in check_file(scenario.path, catalogue())
        if Path(finding.file).name == FILE
    )


def test_a_panel_is_read_beside_its_scenario(scenario: Loaded) -> None:
    assert panel_file(scenario.path) is None
    file = beside(scenario)
    assert panel_file(scenario.path) == file
    panel, findings = load_panel(file, scenario.scenario)
    assert findings == ()
    assert panel == panel_of(scenario.scenario)
    assert found(scenario, lambda text: text) == ()


@pytest.mark.parametrize(
    ("edit", "code", "sentence"),
    [
        (lambda text: text.replace("panel: branches", "panel: trees"), "K101", "marked 'trees'"),
        (lambda text: text.replace("  quiet:", "  quite:"), "K102", "Did you mean 'quiet'?"),
        (
            lambda text: text.replace("redirect: {", "redirekt: {"),
            "K102",
            "Did you mean 'redirect'?",
        ),
        (lambda text: text.replace("line: advise", "line: advice"), "K102", "'advice'"),
        (lambda text: text.replace("speak: 1", "speak: 5", 1), "K103", "8 marks are more than"),
        (lambda text: text.replace("mark: speak", "mark: '2'", 1), "K103", "'2' is no mark for"),
        (lambda text: text.replace("members: 4", "members: 2"), "S205", "3"),
        (lambda text: text.replace("members: 4", "memebrs: 4"), "S", "'memebrs'"),
        (lambda text: text.replace("version: 1", "version: [1"), "Y", ""),
    ],
)
def test_what_cannot_be_is_an_error_at_its_place(
    scenario: Loaded, edit: Edit, code: str, sentence: str
) -> None:
    findings = found(scenario, edit)
    assert findings
    assert {finding.severity for finding in findings} == {"error"}
    assert all(finding.code.startswith(code) for finding in findings)
    assert any(sentence in say_finding(finding) for finding in findings)
    panel, _ = load_panel(scenario.path.parent / FILE, scenario.scenario)
    assert panel is None


def test_a_panel_that_marked_other_lines_is_a_warning_and_is_not_used(tmp_path: Path) -> None:
    old = written(tmp_path / "branches", TEXT)
    beside(old)
    new = written(tmp_path / "branches", TEXT.replace("Ring in the morning.", "Ring tonight."))
    findings = found_without_writing(new)
    assert [(finding.code, finding.severity) for finding in findings] == [("K104", "warning")]
    assert "Let the panel mark the lines as they are now" in say_finding(findings[0])
    assert load_panel(new.path.parent / FILE, new.scenario)[0] is None


def found_without_writing(scenario: Loaded) -> tuple[Finding, ...]:
    return tuple(
        each for each in check_file(scenario.path, catalogue()) if Path(each.file).name == FILE
    )


def test_a_panel_stays_valid_when_only_the_key_changes(tmp_path: Path) -> None:
    beside(written(tmp_path / "branches", TEXT))
    rekeyed = written(tmp_path / "branches", TEXT.replace("credit: 0.2", "credit: 0.3"))
    assert found_without_writing(rekeyed) == ()


def test_a_panel_that_cannot_be_read_is_a_finding(scenario: Loaded) -> None:
    (scenario.path.parent / FILE).mkdir()
    panel, findings = load_panel(scenario.path.parent / FILE, scenario.scenario)
    assert panel is None
    assert [finding.code for finding in findings] == ["F101"]


def packed(scenario: Loaded) -> Path:
    folder = scenario.path.parent.parent
    (folder / "pack.yaml").write_text("pack: ours\ntitle: Ours\nauthor: We\n", "utf-8")
    return folder


def test_a_pack_takes_the_panel_along(scenario: Loaded, tmp_path: Path) -> None:
    file = beside(scenario)
    built = build_pack(packed(scenario))
    assert built.left_out == ()
    assert built.pack.files[f"branches/{FILE}"] == file.read_bytes()
    assert [each.code for each in check_pack(built.pack, catalogue())] == [
        each.code for each in check_file(scenario.path, catalogue())
    ]
    install(built.pack, tmp_path / "packs")
    (installed,) = installed_scenarios(tmp_path / "packs")
    assert (installed.parent / FILE).read_bytes() == file.read_bytes()


def test_the_panel_of_a_pack_is_checked(scenario: Loaded) -> None:
    beside(scenario, lambda text: text.replace("speak: 1", "speak: 9", 1))
    findings = list(check_pack(build_pack(packed(scenario)).pack, catalogue()))
    assert ("K103", f"ours/branches/{FILE}") in [(each.code, each.file) for each in findings]
