"""Sheets of a panel: what a member fills in comes back, whatever spreadsheet saved it."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.authoring.compare_marks import compare_marks
from simulator.authoring.mark_sheet import DECISION, BadSheet, Sheet
from simulator.authoring.read_sheet import read_sheet
from simulator.authoring.write_sheet import sheet_csv, sheet_yaml
from simulator.scenario.model import Scenario
from tests.branching_scenario import TEXT
from tests.panels import sheet
from tests.scripts import loaded

CSV, YAML = Path("marks.csv"), Path("marks.yaml")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return loaded(TEXT)


@pytest.fixture
def filled(scenario: Scenario) -> Sheet:
    return sheet(
        scenario,
        {"first": "speak", "quiet": "wait"},
        {
            ("first", "redirect"): "2",
            ("first", "advise"): "never",
            ("first", "wait"): "-2",
            ("quiet", "feeling"): "0",
            ("quiet", "wait"): "1",
        },
        {("first", "redirect"): "It's hers.", ("quiet", ""): "=Let it work; it does."},
        rater="Jürgen",
    )


def without_words(sheet: Sheet) -> Sheet:
    return replace(sheet, lines=tuple(replace(line, words="") for line in sheet.lines))


@pytest.mark.parametrize("write", [sheet_csv, sheet_yaml])
def test_a_sheet_is_read_as_it_was_filled(filled: Sheet, write: Callable[[Sheet], str]) -> None:
    file = CSV if write is sheet_csv else YAML
    assert read_sheet(write(filled).encode(), file) == without_words(filled)


def rows_of(sheet: Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet_csv(sheet), newline="")))


def saved(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_is_read_however_a_spreadsheet_saves_it(
    filled: Sheet, delimiter: str, encoding: str
) -> None:
    data = saved(rows_of(filled), delimiter, encoding)
    assert read_sheet(data, CSV) == without_words(filled)


@pytest.mark.parametrize(
    ("written", "rating"),
    [
        *((form, "2") for form in ("2", "+2", " 2 ", "2,0", "2.00", "'+2")),
        *((form, "-2") for form in ("-2", "-2,0", "\N{MINUS SIGN}2", "\N{EN DASH}2")),
        *((form, "0") for form in ("0", "0,0", "-0", "-0,0")),
        *((form, "never") for form in ("never", "Never", "NEVER ")),
        ("", None),
        (" ", None),
    ],
)
def test_a_mark_is_read_as_spreadsheets_write_it(
    filled: Sheet, written: str, rating: str | None
) -> None:
    rows = rows_of(filled)
    row = next(row for row in rows if row[:2] == ["1", "A"])
    row[3] = written
    found = read_sheet(saved(rows, ";"), CSV)
    assert next(line for line in found.lines if line.letter == "A").rating == rating


@pytest.mark.parametrize(("written", "decision"), [("Speak", "speak"), ("WAIT ", "wait")])
def test_a_decision_is_read_in_any_case(filled: Sheet, written: str, decision: str) -> None:
    rows = rows_of(filled)
    row = next(row for row in rows if row[1:2] == [DECISION])
    row[1:4] = [DECISION.upper(), "", written]
    found = read_sheet(saved(rows), CSV)
    assert next(line for line in found.lines if line.letter == DECISION).decision == decision


def test_every_mistake_is_said_with_its_row(filled: Sheet) -> None:
    rows = rows_of(filled)
    first = rows.index(["moment", "line", "words", "mark", "reason"]) + 1
    for at, mark in enumerate(("2", "3", "1,5", "best")):
        rows[first + at][3] = mark
    with pytest.raises(BadSheet) as raised:
        read_sheet(saved(rows), CSV)
    assert raised.value.problems == (
        f"row {first + 1}: '2' is no answer. Write speak or wait, or leave it empty.",
        *(
            f"row {first + 1 + at}: '{mark}' is no mark. Write a whole number from -2 to 2, or "
            "never, or leave it empty."
            for at, mark in ((1, "3"), (2, "1,5"), (3, "best"))
        ),
    )


def test_the_other_command_does_not_take_it_for_a_sheet_with_boxes(
    scenario: Scenario, filled: Sheet
) -> None:
    with pytest.raises(BadSheet, match="sheet of a panel"):
        compare_marks(scenario, [filled])


def test_an_older_program_refuses_it_by_its_edition(filled: Sheet) -> None:
    # It knows form 1 only, and says so.
    assert sheet_csv(filled).startswith("balint-sim-marks,2\r\n")
    with pytest.raises(BadSheet, match="form 3; this program reads form 1 or 2"):
        read_sheet(sheet_csv(filled).replace("marks,2", "marks,3").encode(), CSV)


def test_no_cell_is_a_formula(filled: Sheet) -> None:
    for row in rows_of(filled):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)
        assert not any(cell.startswith("-") and not cell[1:].isdigit() for cell in row)
