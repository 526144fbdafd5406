"""The page on panels: its file and its sheet are read, and its tables have every key."""

import re
from pathlib import Path

from simulator.authoring.panel import judge
from simulator.authoring.read_sheet import read_sheet
from simulator.language.library_shapes import PanelMomentShape, PanelReasonShape, PanelShape
from simulator.library.panels import load_panel_text
from simulator.render.panel_json import panel_json
from simulator.scenario.panel import DECISIONS, RATINGS
from tests.cli.balint import balint
from tests.docs.guide import scenario_text
from tests.panels import DAY
from tests.scripts import loaded
from tests.workspaces import SHIPPED, load

PAGE = (Path(__file__).parents[2] / "docs" / "panel.md").read_text("utf-8")


def block(language: str, beginning: str) -> str:
    """The block of the page that begins like this."""
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return next(found for found in blocks if found.startswith(beginning))


def test_the_file_on_the_page_is_a_panel() -> None:
    scenario = loaded(scenario_text("the-last-appointment"))
    panel, findings = load_panel_text(block("yaml", "panel:").encode(), "panel.yaml", scenario)
    assert findings == ()
    assert panel is not None
    assert panel.members == 5


def test_the_sheet_on_the_page_is_read_and_is_the_one_that_is_printed(tmp_path: Path) -> None:
    scenario = load(SHIPPED / "tutorial" / "scenario.yaml").scenario
    shown = block("text", "balint-sim-marks")
    found = judge(scenario, [read_sheet(shown.encode(), Path("marks.csv"))], DAY)
    first = found.moments[0]
    assert first.decisions == {"speak": 1}
    assert {act.words[:9]: dict(act.ratings) for act in first.acts if act.ratings} == {
        "What is i": {"2": 1},
        "Let's lea": {"-2": 1},
        "": {"-1": 1},
    }
    sheet = tmp_path / "sheet.csv"
    balint(tmp_path, "print", "tutorial", "--no-key", "--panel", "--sheet", str(sheet))
    printed = sheet.read_text("utf-8-sig").splitlines()
    assert shown.splitlines()[:9] == printed[:9]
    assert shown.splitlines()[9].split(",")[:2] == printed[9].split(",")[:2]


def test_the_page_says_what_each_mark_means() -> None:
    for mark in (*RATINGS, *DECISIONS):
        assert re.search(rf"^\| `{mark}`", PAGE, re.M) or f"or `{mark}`" in PAGE


def test_the_tables_of_the_file_have_every_key() -> None:
    for shape in (PanelShape, PanelMomentShape, PanelReasonShape):
        for key in shape.model_fields:
            assert re.search(rf"^\|[^|]*`{key}`[^|]*\|", PAGE, re.M), key


def test_the_page_names_every_key_of_the_json() -> None:
    sheet = read_sheet(block("text", "balint-sim-marks").encode(), Path("marks.csv"))
    tutorial = load(SHIPPED / "tutorial" / "scenario.yaml").scenario
    data = panel_json(judge(tutorial, [sheet] * 3, DAY))
    moment = data["moments"][0]
    names = {*data, *moment, *moment["acts"][0], *moment["reasons"][0], *data["agreement"]["lines"]}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()
