"""The front ends never touch what the author judges by: they show prompts, views and debriefs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator

SOURCE = Path(simulator.__file__).parent
FRONT_ENDS = [folder for name in ("plain", "tui", "web") if (folder := SOURCE / name).is_dir()]
FILES = sorted(file for folder in FRONT_ENDS for file in folder.rglob("*.py"))

HIDDEN = {
    "Option", "Moment", "Passing", "Pause", "pause", "step", "State", "Take", "Remark", "feedback",
    "evidence", "credit_of", "scorecard", "act_for", "record_of", "Panel", "PanelMoment",
    "PanelReason", "PanelThere", "PanelReview", "load_panel", "load_panel_text", "panel_there",
}  # fmt: skip
"""Names of the program that no front end imports."""

UNTOUCHED = {"pause", "state", "records"}
"""Attributes of a session that no front end reads."""


def touches(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports or reads of the key."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("simulator."):
                yield from (alias.name for alias in names if alias.name in HIDDEN)
            case ast.Attribute(attr=attr, value=of) if attr in UNTOUCHED and _is_session(of):
                yield f"session.{attr}"
            case ast.Attribute(
                attr="moments" | "moment" | "script", value=ast.Attribute(attr="scenario")
            ):
                yield f"scenario.{node.attr}"
            case _:
                pass


def _is_session(node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_") == "session"
        case _:
            return False


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_front_end_touches_the_key(file: Path) -> None:
    assert list(touches(ast.parse(file.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "from simulator.scenario.model import LEADER, Option",
        "from simulator.library.panels import FILE, load_panel",
        "from simulator.engine.pause import pause as now",
        "def ask(self):\n    return self.saved.session.pause.options",
        "now = session.state",
        "self.session.setup.program.scenario.moments()",
    ],
)
def test_a_front_end_that_did_would_be_seen(code: str) -> None:
    assert list(touches(ast.parse(code)))


def test_the_front_ends_are_there() -> None:
    assert len(FILES) > 40
