"""``balint-sim print`` and ``balint-sim marks``, as a trainer would call them."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.branching_scenario import TEXT
from tests.cli.balint import balint
from tests.hostile import hostile_scenario
from tests.plays import FLAGSHIP, written


@pytest.fixture
def scenario(tmp_path: Path) -> str:
    return str(written(tmp_path / "branches", TEXT).path.parent)


def test_a_scenario_is_printed_as_markdown_or_as_a_page(tmp_path: Path, scenario: str) -> None:
    shown = balint(tmp_path, "print", scenario)
    assert shown.returncode == 0
    assert not shown.stderr
    assert shown.stdout.startswith("# Branches\n")
    for name, format_ in (("a.html", "html"), ("a.HTM", "html"), ("a.md", "md"), ("a.txt", "md")):
        file = tmp_path / name
        assert balint(tmp_path, "print", scenario, "-o", str(file)).returncode == 0
        assert file.read_text("utf-8").startswith("<!doctype html>" if format_ == "html" else "# ")
        asked = balint(tmp_path, "print", scenario, "--format", format_).stdout
        assert asked == file.read_text("utf-8")


def test_one_case_can_be_printed_and_without_the_key_it_is_the_first(
    tmp_path: Path, scenario: str
) -> None:
    every = balint(tmp_path, "print", scenario).stdout
    assert "It is Mr A" in every
    assert "It is Mrs B" in every
    second = balint(tmp_path, "print", scenario, "--case", "2").stdout
    assert "It is Mr A" not in second
    assert "It is Mrs B" in second
    blind = balint(tmp_path, "print", scenario, "--no-key").stdout
    assert "It is Mr A" in blind
    assert "It is Mrs B" not in blind


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("--case", "4"), 1, "There is no case 4; the scenario has 3."),
        (("--case", "0"), 2, "'0' is not a case"),
        (("--case", "first"), 2, "'first' is not a case"),
        (("--sheet", "marks.csv"), 2, "A sheet to be marked goes with --no-key."),
        (("--panel",), 2, "The paper for a panel goes with --no-key."),
        (("--no-key", "--sheet", "marks.xls"), 2, "The name of a sheet ends with .csv or .yaml."),
        (("--format", "docx"), 2, "docx"),
        (("-o", "review.docx"), 2, ".docx is not written. Write .html: a word processor opens it"),
        (("-o", "nowhere/a.html"), 1, "cannot be written"),
    ],
)
def test_what_cannot_be_printed_is_one_sentence(
    tmp_path: Path, scenario: str, words: tuple[str, ...], status: int, sentence: str
) -> None:
    shown = balint(tmp_path, "print", scenario, *words, cwd=tmp_path)
    assert shown.returncode == status
    assert sentence in shown.stderr
    assert "Traceback" not in shown.stderr
    assert not [*tmp_path.glob("marks.*"), *tmp_path.glob("review.*")]


def filled(tmp_path: Path, scenario: str, name: str, *ticks: tuple[str, str, str]) -> str:
    """Print the sheet and fill it in as a spreadsheet would; ticks are moment, line and column."""
    file = tmp_path / f"{name}.csv"
    printed = balint(tmp_path, "print", scenario, "--no-key", "--sheet", str(file))
    assert printed.returncode == 0
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    columns = rows[[row[:1] for row in rows].index(["moment"])]
    for row in rows:
        if row[:1] == ["rater"]:
            row[1] = name
        for moment, line, column in ticks:
            if row[:2] == [moment, line]:
                row[columns.index(column)] = "x"
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    file.write_text(text.getvalue(), "utf-8-sig")
    return str(file)


def test_sheets_are_read_back_and_compared(tmp_path: Path, scenario: str) -> None:
    anna = filled(tmp_path, scenario, "Anna", ("1", "A", "best"), ("3", "wait", "best"))
    ben = filled(tmp_path, scenario, "Ben", ("1", "wait", "best"), ("3", "wait", "best"))
    shown = balint(tmp_path, "marks", anna, ben, "--scenario", scenario)
    assert shown.returncode == 0
    assert not shown.stderr
    assert "2 sheets: Anna and Ben." in shown.stdout
    assert "no consensus" in shown.stdout
    assert "1 of 3 moments: somebody differs" in shown.stdout
    assert "1 of 2 who marked something as best agree with the key." in shown.stdout
    assert "Differs from the key: Ben finds say nothing best." in shown.stdout
    assert "No difference." in shown.stdout
    found = json.loads(
        balint(tmp_path, "marks", anna, ben, "--scenario", scenario, "--json").stdout
    )
    first, _, quiet = found["moments"]
    assert found["raters"] == ["Anna", "Ben"]
    assert first["choices"] == ["speak", "wait"]
    assert first["against_key"] == [1]
    assert first["acts"][0]["counts"] == {"best": 1, "fits": 0, "poor": 0}
    assert quiet["differs"] is False


def test_the_scenario_is_found_by_the_id_in_the_sheets(tmp_path: Path, scenario: str) -> None:
    sheet = filled(tmp_path, FLAGSHIP, "Anna")
    assert "The letter in the van" in balint(tmp_path, "marks", sheet).stdout
    own = filled(tmp_path, scenario, "Ben")
    shown = balint(tmp_path, "marks", own, cwd=tmp_path.parent)
    assert shown.returncode == 1
    assert "with --scenario" in shown.stderr
    shown = balint(tmp_path, "marks", sheet, own)
    assert shown.returncode == 1
    assert "The sheets are of several scenarios: presenter-drifts, branches." in shown.stderr


def test_the_mistakes_of_all_sheets_are_said_at_once(tmp_path: Path, scenario: str) -> None:
    named = {}
    for name, text in {"a": "PK\x03\x04", "b": "x", "c": "balint-sim-marks,1\n"}.items():
        file = tmp_path / f"{name}.csv"
        file.write_text(text, "utf-8")
        named[name] = str(file)
    shown = balint(tmp_path, "marks", *named.values(), "--scenario", scenario)
    assert shown.returncode == 1
    assert "a.csv: This is the file of a spreadsheet program." in shown.stderr
    assert "b.csv: This is no sheet of marks" in shown.stderr
    assert "c.csv: There are no lines to mark" in shown.stderr


def test_no_more_than_ten_mistakes_of_a_sheet_are_said(tmp_path: Path) -> None:
    file = tmp_path / "anna.csv"
    head = "balint-sim-marks,1\nscenario,x\nversion,1\npaper,p\nseed,1\n"
    rows = "\n".join(f"{number},A,w,no,,," for number in range(1, 14))
    file.write_text(f"{head}moment,line,words,best,fits,poor,remark\n{rows}\n", "utf-8")
    shown = balint(tmp_path, "marks", str(file))
    assert shown.stderr.count("write x") == 10
    assert "anna.csv: There are 3 more mistakes." in shown.stderr


def test_a_file_that_is_no_sheet_is_one_line_with_its_name(tmp_path: Path, scenario: str) -> None:
    no_sheet = tmp_path / "no.csv"
    no_sheet.write_text("a,b\n", "utf-8")
    shown = balint(tmp_path, "marks", str(no_sheet))
    assert shown.returncode == 1
    assert "no.csv: This is no sheet of marks" in shown.stderr
    for missing in (tmp_path / "missing.csv", tmp_path):
        shown = balint(tmp_path, "marks", str(missing))
        assert shown.returncode == 1
        assert "cannot be read" in shown.stderr
        assert "Traceback" not in shown.stderr


def test_a_hostile_scenario_is_printed_and_marked(tmp_path: Path) -> None:
    hostile = str(written(tmp_path / "hostile", hostile_scenario()).path)
    for words in ((), ("--no-key",)):
        for format_ in ("html", "md"):
            shown = balint(tmp_path, "print", hostile, *words, "--format", format_)
            assert shown.returncode == 0
            assert "\x1b" not in shown.stdout
            assert "<script" not in shown.stdout.replace("\\<", "")
    sheet = filled(tmp_path, hostile, "\x1b]0;x", ("1", "A", "best"))
    shown = balint(tmp_path, "marks", sheet, "--scenario", hostile)
    assert shown.returncode == 0
    assert "\x1b" not in shown.stdout
