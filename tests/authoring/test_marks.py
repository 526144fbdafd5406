"""Sheets of marks: what a rater fills in comes back, whatever spreadsheet saved it."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.authoring.compare_marks import compare_marks
from simulator.authoring.letters import letters
from simulator.authoring.mark_sheet import (
    WAIT,
    BadSheet,
    Mark,
    MarkedLine,
    Sheet,
    acts_on_paper,
    sheet_of,
)
from simulator.authoring.read_sheet import LARGEST_SHEET, read_sheet
from simulator.authoring.write_screenplay import screenplay
from simulator.authoring.write_sheet import sheet_csv, sheet_yaml
from simulator.render.marks_text import marks_lines
from simulator.scenario.lines_code import lines_code
from simulator.scenario.model import Scenario
from tests.branching_scenario import TEXT
from tests.hostile import hostile_scenario
from tests.plays import flagship_scenario
from tests.scripts import loaded

CSV, YAML = Path("marks.csv"), Path("marks.yaml")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return loaded(TEXT)


def filled(
    scenario: Scenario, rater: str, marks: dict[tuple[str, str], Mark], seed: int = 1
) -> Sheet:
    """A sheet with these marks, by moment and act."""
    empty = sheet_of(screenplay(scenario, seed, 0))
    acts = acts_on_paper(scenario, seed)
    lines = [replace(line, mark=marks.get(acts[line.moment, line.letter])) for line in empty.lines]
    return replace(empty, rater=rater, lines=tuple(lines))


def without_words(sheet: Sheet) -> Sheet:
    return replace(sheet, lines=tuple(replace(line, words="") for line in sheet.lines))


MARKS: dict[tuple[str, str], Mark] = {
    ("first", "redirect"): "best",
    ("first", "advise"): "poor",
    ("first", WAIT): "fits",
    ("quiet", WAIT): "best",
}


@pytest.mark.parametrize("write", [sheet_csv, sheet_yaml])
def test_a_sheet_is_read_as_it_was_filled(
    scenario: Scenario, write: Callable[[Sheet], str]
) -> None:
    sheet = filled(scenario, "Anna", MARKS)
    first = replace(sheet.lines[0], remark='Because it\'s hers: "yes", at once; =1+1')
    sheet = replace(sheet, remarks="- Good.", lines=(first, *sheet.lines[1:]))
    file = CSV if write is sheet_csv else YAML
    assert read_sheet(write(sheet).encode(), file) == without_words(sheet)


def excel(text: str, delimiter: str) -> str:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    again = io.StringIO()
    csv.writer(again, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return again.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_is_read_however_a_spreadsheet_saves_it(
    scenario: Scenario, delimiter: str, encoding: str
) -> None:
    sheet = filled(scenario, "Jürgen", MARKS)
    text = excel(sheet_csv(sheet), delimiter).replace('"x"', '"X"')
    assert read_sheet(text.encode(encoding), CSV) == without_words(sheet)


@pytest.mark.parametrize("decimals", [".0", ",0", ",00"])
def test_a_whole_number_with_decimals_is_read(scenario: Scenario, decimals: str) -> None:
    sheet = filled(scenario, "Jürgen", MARKS)
    rows = list(csv.reader(io.StringIO(sheet_csv(sheet), newline="")))
    for row in rows:
        if row and row[0].isdigit():
            row[0] += decimals
        elif row and row[0] in ("balint-sim-marks", "version", "seed"):
            row[1] += decimals
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    assert read_sheet(text.getvalue().encode("utf-8-sig"), CSV) == without_words(sheet)


@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
@pytest.mark.parametrize("file", [CSV, Path("marks.xlsx"), YAML])
def test_a_workbook_is_recognised(begin: bytes, file: Path) -> None:
    with pytest.raises(BadSheet, match="Save the sheet as CSV"):
        read_sheet(begin + b"\0\1\2", file)


def test_every_mistake_in_a_sheet_is_said_at_once(scenario: Scenario) -> None:
    text = sheet_csv(filled(scenario, "Anna", {})).replace("\r\n", "\n")
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("moment,")) + 1
    lines[first] = "1,A,w,no,,,"
    lines[first + 1] = "1,B,w,x,x,,"
    lines[first + 2] = "one,C,w,x,,,"
    with pytest.raises(BadSheet) as raised:
        read_sheet("\n".join(lines).encode(), CSV)
    assert len(raised.value.problems) == 3
    both = replace(
        filled(scenario, "Anna", {}), lines=(MarkedLine(9, "A", ""), MarkedLine(1, "Q", ""))
    )
    with pytest.raises(BadSheet) as raised:
        compare_marks(scenario, [both])
    assert len(raised.value.problems) == 2


def test_what_a_rater_left_empty_is_said(scenario: Scenario) -> None:
    sheets = [filled(scenario, "Anna", MARKS), filled(scenario, "Ben", {})]
    every = compare_marks(scenario, sheets).lines
    shown = [line.text for line in marks_lines(compare_marks(scenario, sheets))]
    assert f"Anna has marked 4 of {every} lines." in shown
    assert f"Ben has marked 0 of {every} lines." in shown
    whole = replace(sheets[0], lines=tuple(replace(x, mark="fits") for x in sheets[0].lines))
    shown = [line.text for line in marks_lines(compare_marks(scenario, [whole]))]
    assert not any(line.startswith("Anna has marked") for line in shown)


def test_no_cell_is_a_formula() -> None:
    sheet = sheet_of(screenplay(loaded(hostile_scenario())))
    formula = MarkedLine(1, "A", "=HYPERLINK(1)", None, "@SUM(1)")
    text = sheet_csv(replace(sheet, rater="+1", lines=(*sheet.lines, formula)))
    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_hostile_words_do_not_change_a_sheet() -> None:
    scenario = loaded(hostile_scenario())
    sheet = sheet_of(screenplay(scenario))
    for text, file in ((sheet_csv(sheet), CSV), (sheet_yaml(sheet), YAML)):
        assert read_sheet(text.encode(), file) == without_words(sheet)


def test_what_a_rater_writes_is_cleaned_and_cut(scenario: Scenario) -> None:
    sheet = replace(filled(scenario, "An\x1bna", MARKS), remarks="W" * 9000)
    read = read_sheet(sheet_csv(sheet).encode(), CSV)
    assert read.rater == "An\N{REPLACEMENT CHARACTER}na"
    assert len(read.remarks) < 2_010


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: "", "This is no sheet of marks"),
        (lambda text: "a,b\n1,2\n", "This is no sheet of marks"),
        (lambda text: text.replace("marks,1", "marks,9"), "form 9; this program reads form 1"),
        (lambda text: text.replace("\nseed,1", "\nseed,"), "'seed' is missing"),
        (lambda text: text.replace("\nseed,1", "\nseed,one"), "seed: 'one' is no whole number"),
        (lambda text: text.replace("moment,line", "moments,line"), "'moment' is missing"),
        (lambda text: text.replace("best,fits", "best,ok"), "Row 9 has no column 'fits'"),
        (lambda text: text.replace("\n1,A", "\nfirst,A"), "row 10: 'first' is no whole number"),
        (lambda text: text.replace("hoping for?,x", "hoping for?,hm"), "row 10: write x in the"),
        (lambda text: text.replace("hoping for?,x,", "hoping for?,x,x"), "row 10: two boxes"),
        (lambda text: text * 20_000, "larger than"),
    ],
)
def test_a_mistake_in_csv_is_a_sentence_with_its_row(
    scenario: Scenario, change: Callable[[str], str], sentence: str
) -> None:
    text = change(sheet_csv(filled(scenario, "Anna", MARKS)).replace("\r\n", "\n"))
    with pytest.raises(BadSheet, match=sentence):
        read_sheet(text.encode()[: LARGEST_SHEET + 1], CSV)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('mark: "best"', "mark: great", "entry 1: 'great' is no mark"),
        ("lines:", "rows:", "'lines' is missing"),
        ("balint-sim-marks: 1", "marks: 1", "This is no sheet of marks"),
        ("seed: 1", "seed: [1", "line 5: The"),
    ],
)
def test_a_mistake_in_yaml_is_a_sentence(
    scenario: Scenario, old: str, new: str, sentence: str
) -> None:
    text = sheet_yaml(filled(scenario, "Anna", MARKS)).replace(old, new, 1)
    with pytest.raises(BadSheet, match=sentence):
        read_sheet(text.encode(), YAML)


def test_raters_are_compared_with_the_key_and_with_each_other(scenario: Scenario) -> None:
    anna = filled(scenario, "Anna", MARKS)
    ben = filled(
        scenario,
        "Ben",
        {("first", "advise"): "best", ("first", "redirect"): "poor", ("quiet", WAIT): "best"},
        seed=7,
    )
    cleo = filled(scenario, "", {})
    first, second, quiet = compare_marks(scenario, [anna, ben, cleo]).moments
    assert [act.act for act in first.acts] == ["redirect", "advise", WAIT]
    redirect = first.acts[0]
    assert redirect.marks == ("best", "poor", None)
    assert [redirect.count(mark) for mark in ("best", "fits", "poor")] == [1, 0, 1]
    assert redirect.opposed
    assert first.against_key() == [1]
    assert [act.act for act in first.poor_in_key()] == ["redirect"]
    assert first.divided
    assert first.differs
    assert [first.choice(rater) for rater in first.raters()] == ["speak", "speak", None]
    assert second.deciding() == []
    assert not second.differs
    assert quiet.key_choice == "wait"
    assert not quiet.against_key()
    assert not quiet.divided
    assert not quiet.differs


def test_raters_without_a_name_or_with_the_same_one_get_a_number(scenario: Scenario) -> None:
    sheets = [filled(scenario, name, {}) for name in ("Anna", "", "Anna")]
    assert compare_marks(scenario, sheets).raters == ("Anna (1)", "Rater 2", "Anna (3)")


def test_a_sheet_holds_while_credits_change_and_not_when_lines_do() -> None:
    before = loaded(TEXT)
    sheet = filled(before, "Anna", MARKS)
    compare_marks(loaded(TEXT.replace("credit: 0.5", "credit: 0.4")), [sheet])
    for old, new in (("You will manage.", "You will."), ("after: 2", "after: 1")):
        after = loaded(TEXT.replace(old, new))
        assert lines_code(after) != lines_code(before)
        with pytest.raises(BadSheet, match="printed from other lines"):
            compare_marks(after, [sheet])


def test_lines_that_are_not_on_the_paper_are_refused(scenario: Scenario) -> None:
    sheet = filled(scenario, "Anna", MARKS)
    for line, sentence in (
        (MarkedLine(1, "C", ""), "Moment 1 has no line 'C'"),
        (MarkedLine(9, "A", ""), "Moment 9 has no line 'A'"),
        (sheet.lines[0], "is there twice"),
    ):
        with pytest.raises(BadSheet, match=sentence):
            compare_marks(scenario, [replace(sheet, lines=(*sheet.lines, line))])
    with pytest.raises(BadSheet, match="The sheet is of 'branches', and not of"):
        compare_marks(flagship_scenario(), [sheet])


def test_a_sheet_has_the_lines_of_the_paper_in_the_order_of_their_letters() -> None:
    flagship = flagship_scenario()
    sheet = sheet_of(screenplay(flagship, 3, 0))
    for number, moment in enumerate(flagship.moments(), 1):
        drawn = [line.letter for line in sheet.lines if line.moment == number]
        assert drawn == [*sorted(letters(moment, 3).values()), WAIT]


def test_what_is_not_said_is_in_brackets() -> None:
    assert TEXT.count("say: Ring in the morning.") == 1
    silent = loaded(TEXT.replace("say: Ring in", "gesture: Ring in"))
    words = [line.words for line in sheet_of(screenplay(silent)).lines]
    (gesture,) = [text for text in words if text.startswith("(")]
    acts = [
        act
        for moment in compare_marks(silent, [filled(silent, "A", {})]).moments
        for act in moment.acts
    ]
    assert [act.act for act in acts if act.say == gesture] == ["advise"]
