"""No ``str`` reaches a widget: every text goes through ``tui/text.py``, and no notification is read as markup."""

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "simulator" / "tui"
FILES = sorted(TUI.glob("*.py"))
TAKES_TEXT = {"Static", "Label", "Button", "Option", "Markdown", "update", "add_option"}
MAKES_TEXT = {"content", "lines", "numbered"}


def calls(file: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_text(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Constant):
        return isinstance(argument.value, str)
    return isinstance(argument, ast.JoinedStr) or (isinstance(argument, ast.Call) and name_of(argument) in {"str", "format"})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_widget_is_given_a_plain_text(file: Path) -> None:
    given = [ast.unparse(call) for call in calls(file) if name_of(call) in TAKES_TEXT and call.args and is_text(call.args[0])]
    assert given == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_notification_is_shown_without_markup(file: Path) -> None:
    for call in calls(file):
        if name_of(call) == "notify":
            assert any(keyword.arg == "markup" and ast.unparse(keyword.value) == "False" for keyword in call.keywords)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_markup_is_made_nowhere_and_content_in_one_place(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "from_markup" not in text
    assert ("Content.assemble" in text) == (file.name == "text.py")
    assert "Markdown(" not in text
