"""The page on printing and marking: its sheets are read, and its table has every box."""

import re
from pathlib import Path

from simulator.authoring.compare_marks import compare_marks
from simulator.authoring.mark_sheet import MARKS
from simulator.authoring.read_sheet import read_sheet
from simulator.messages import say
from simulator.scenario.lines_code import lines_code
from tests.cli.balint import balint
from tests.workspaces import SHIPPED, load

PAGE = (Path(__file__).parents[2] / "docs" / "print.md").read_text("utf-8")


def block(language: str, beginning: str) -> str:
    """The block of the page that begins like this."""
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return next(found for found in blocks if found.startswith(beginning))


def test_the_sheets_on_the_page_are_read_and_compared() -> None:
    scenario = load(SHIPPED / "tutorial" / "scenario.yaml").scenario
    assert f"paper,{lines_code(scenario)}\n" in PAGE
    anna = read_sheet(block("text", "balint-sim-marks").encode(), Path("anna.csv"))
    ben = read_sheet(block("yaml", "balint-sim-marks").encode(), Path("ben.yaml"))
    marked = compare_marks(scenario, [anna, ben])
    assert marked.raters == ("Anna", "Ben")
    first = marked.moments[0]
    by_words = {act.say[:9]: act.marks for act in first.acts}
    assert by_words["What is i"] == ("best", None)
    assert by_words["Let's lea"] == ("poor", "poor")
    assert by_words[""] == ("fits", "best")


def test_the_page_says_what_each_box_means_as_the_paper_does(tmp_path: Path) -> None:
    for mark in MARKS:
        assert f"| {say(f'printout.column_{mark}')} |" in PAGE
        meaning = say(f"printout.blind_{mark}").partition(": ")[2]
        assert meaning[:20].lower() in PAGE.lower().replace("what i would", "what you would")


def test_the_rows_of_the_sheet_are_those_that_are_printed(tmp_path: Path) -> None:
    sheet = tmp_path / "marks.csv"
    balint(tmp_path, "print", "tutorial", "--no-key", "--sheet", str(sheet))
    printed = sheet.read_text("utf-8-sig").splitlines()
    shown = block("text", "balint-sim-marks").splitlines()
    names = [line.partition(",")[0] for line in shown[:9]]
    assert names == [line.partition(",")[0] for line in printed[:9]]
    assert shown[8] == printed[8]
