"""``balint-sim panel``, as a trainer would call it."""

import json
from pathlib import Path

import pytest

from simulator.authoring.write_sheet import sheet_csv, sheet_yaml
from simulator.library.panels import FILE
from simulator.scenario.model import Scenario
from simulator.scenario.panel import Decision, Rating
from tests.branching_scenario import TEXT
from tests.cli.balint import balint
from tests.panels import sheet
from tests.plays import written
from tests.scripts import loaded


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return written(tmp_path / "branches", TEXT).path.parent


@pytest.fixture
def sheets(tmp_path: Path) -> list[str]:
    """The sheets of three members, as CSV and as YAML."""
    made = loaded(TEXT)
    return [
        filled(tmp_path, made, "Anna", "2", "Bring him in."),
        filled(tmp_path, made, "Johanna Petrova", "1", "Petrova would."),
        filled(tmp_path, made, "", "never", "", ".yaml"),
    ]


def filled(
    folder: Path, scenario: Scenario, rater: str, mark: Rating, reason: str, ending: str = ".csv"
) -> str:
    ratings = {("first", "redirect"): mark}
    decisions: dict[str, Decision] = {"first": "speak", "quiet": "wait"}
    made = sheet(scenario, decisions, ratings, {("first", "redirect"): reason}, rater)
    file = folder / f"{rater or 'nobody'}{ending}"
    file.write_text(sheet_csv(made) if ending == ".csv" else sheet_yaml(made), "utf-8")
    return str(file)


def test_a_sheet_is_printed_filled_and_read(tmp_path: Path, scenario: Path) -> None:
    paper, empty = tmp_path / "paper.html", tmp_path / "empty.csv"
    words = ("--no-key", "--panel", "-o", str(paper), "--sheet", str(empty))
    assert balint(tmp_path, "print", str(scenario), *words).returncode == 0
    assert "For the members of a panel" in paper.read_text("utf-8")
    rows = empty.read_text("utf-8-sig").replace(",,\n", ",2,So.\n")
    empty.write_text(rows.replace('?",2', '?",speak'), "utf-8")
    shown = balint(tmp_path, "panel", str(scenario), str(empty))
    assert shown.returncode == 0
    assert "1 leader has marked 'branches'" in shown.stdout
    assert "+2 by 1" in shown.stdout


def test_the_report_is_text_a_page_or_data(
    tmp_path: Path, scenario: Path, sheets: list[str]
) -> None:
    text = balint(tmp_path, "panel", str(scenario), *sheets)
    assert text.returncode == 0
    assert not text.stderr
    assert text.stdout.startswith("Branches\n========\n")
    assert "+2 by 1, +1 by 1, never by 1" in " ".join(text.stdout.split())
    markdown = balint(tmp_path, "panel", str(scenario), *sheets, "--format", "md")
    assert markdown.stdout.startswith("# Branches\n")
    page = tmp_path / "panel.html"
    words = ("--format", "html", "-o", str(page))
    assert balint(tmp_path, "panel", str(scenario), *sheets, *words).returncode == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    data = json.loads(balint(tmp_path, "panel", str(scenario), *sheets, "--json").stdout)
    assert data["members"] == 3
    assert data["agreement"]["choice"]["alpha"] == 1
    first = data["moments"][0]
    assert first["choice"] == {"speak": 3, "wait": 0}
    assert first["acts"][0]["counts"] == {"never": 1, "-2": 0, "-1": 0, "0": 0, "1": 1, "2": 1}
    assert first["acts"][0]["median"] == 0.75
    assert first["changes"] == [{"act": "redirect", "credit": 1.0, "median": 0.75}]
    kept = tmp_path / "panel.json"
    balint(tmp_path, "panel", str(scenario), *sheets, "--json", "-o", str(kept))
    assert json.loads(kept.read_text("utf-8")) == data


def test_nothing_is_written_unless_asked(tmp_path: Path, scenario: Path, sheets: list[str]) -> None:
    before = (scenario / "scenario.yaml").read_bytes()
    assert balint(tmp_path, "panel", str(scenario), *sheets).returncode == 0
    assert not (scenario / FILE).exists()
    shown = balint(tmp_path, "panel", str(scenario), *sheets, "--write")
    assert shown.returncode == 0
    assert "Debriefs of this scenario show it from now on." in shown.stderr
    panel = (scenario / FILE).read_text("utf-8")
    assert "members: 3\n" in panel
    assert "Bring him in." in panel
    # Credits are the author's.
    assert (scenario / "scenario.yaml").read_bytes() == before
    checked = balint(tmp_path, "check", str(scenario))
    assert "panel.yaml" not in checked.stdout


def test_no_name_of_a_member_is_in_anything_it_makes(
    tmp_path: Path, scenario: Path, sheets: list[str]
) -> None:
    outputs = []
    for words in ((), ("--json",), ("--format", "md"), ("--format", "html", "--write")):
        outputs.append(balint(tmp_path, "panel", str(scenario), *sheets, *words).stdout)
    outputs.append((scenario / FILE).read_text("utf-8"))
    for text in outputs:
        assert not any(name in text for name in ("Anna", "Johanna", "Petrova"))


def test_the_order_of_the_files_changes_nothing(
    tmp_path: Path, scenario: Path, sheets: list[str]
) -> None:
    shown = balint(tmp_path, "panel", str(scenario), *sheets, "--write")
    panel = (scenario / FILE).read_bytes()
    again = balint(tmp_path, "panel", str(scenario), *reversed(sheets), "--write")
    assert again.stdout == shown.stdout
    assert (scenario / FILE).read_bytes() == panel


def test_too_few_members_write_nothing(tmp_path: Path, scenario: Path, sheets: list[str]) -> None:
    shown = balint(tmp_path, "panel", str(scenario), *sheets[:2], "--write")
    assert shown.returncode == 1
    assert "Nothing was written: a panel has at least 3 members" in shown.stderr
    assert not shown.stdout
    assert not (scenario / FILE).exists()


def test_the_same_sheet_does_not_count_twice(
    tmp_path: Path, scenario: Path, sheets: list[str]
) -> None:
    shown = balint(tmp_path, "panel", str(scenario), *sheets, sheets[2])
    assert shown.returncode == 1
    assert "are the same sheet" in shown.stderr
    copy = tmp_path / "copy.csv"
    copy.write_bytes(Path(sheets[0]).read_bytes())
    assert balint(tmp_path, "panel", str(scenario), *sheets, str(copy)).returncode == 1
    # Two members without a name may agree.
    other = tmp_path / "other.yaml"
    other.write_bytes(Path(sheets[2]).read_bytes())
    assert balint(tmp_path, "panel", str(scenario), *sheets, str(other)).returncode == 0


def test_every_mistake_in_the_sheets_is_said_and_none_has_a_traceback(
    tmp_path: Path, scenario: Path, sheets: list[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(Path(sheets[0]).read_text("utf-8").replace(",2,", ",3,"), "utf-8")
    shown = balint(tmp_path, "panel", str(scenario), sheets[1], str(bad), str(tmp_path / "no.csv"))
    assert shown.returncode == 1
    assert "no.csv" in shown.stderr
    shown = balint(tmp_path, "panel", str(scenario), sheets[1], str(bad))
    assert shown.returncode == 1
    assert "'3' is no mark" in shown.stderr
    other = balint(tmp_path, "panel", "tutorial", *sheets)
    assert other.returncode == 1
    assert other.stderr.count("is of 'branches'") == 3
    assert (
        balint(tmp_path, "panel", str(scenario), *sheets, "--json", "--format", "md").returncode
        == 2
    )


def test_marks_refers_a_sheet_of_a_panel_to_this_command(
    tmp_path: Path, scenario: Path, sheets: list[str]
) -> None:
    shown = balint(tmp_path, "marks", sheets[0], "--scenario", str(scenario))
    assert shown.returncode == 1
    assert "balint-sim panel" in shown.stderr


def test_the_panel_is_printed_with_the_key_and_never_without(
    tmp_path: Path, scenario: Path, sheets: list[str]
) -> None:
    before = balint(tmp_path, "print", str(scenario)).stdout
    blind = balint(tmp_path, "print", str(scenario), "--no-key").stdout
    balint(tmp_path, "panel", str(scenario), *sheets, "--write")
    with_key = balint(tmp_path, "print", str(scenario)).stdout
    assert "Panel: +2 by 1, +1 by 1, never by 1" in with_key.replace("\\", "")
    assert "3 leaders marked this without the key" in with_key
    assert len(with_key) > len(before)
    assert balint(tmp_path, "print", str(scenario), "--no-key").stdout == blind
