"""No ``str`` reaches a widget: every text goes through ``tui/text.py``, and no notification is read
as markup.

What a widget is given must be seen to be safe where it is given: a call of something that returns
``Content`` (or a rich ``Table``), or a name that such a call was assigned to in the same function.
Any other name, an attribute and a literal fail.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "simulator" / "tui"
FILES = sorted(TUI.glob("*.py"))
TAKES_TEXT = {"Static", "Label", "Button", "Option", "Markdown", "update", "add_option"}
SAFE = {"Content", "Table", "Text"}
"""What the functions return whose results may be shown."""


def calls(node: ast.AST) -> Iterator[ast.Call]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Call))


def name_of(call: ast.expr) -> str:
    if not isinstance(call, ast.Call):
        return ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@cache
def makers() -> set[str]:
    """The functions of the full screen that return something safe."""
    functions = [
        node
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    return {
        one.name
        for one in functions
        if one.returns is not None and ast.unparse(one.returns) in SAFE
    }


def safe(shown: ast.expr, names: set[str]) -> bool:
    match shown:
        case ast.IfExp(body=one, orelse=other):
            return safe(one, names) and safe(other, names)
        case ast.Name(id=name):
            return name in names
        case _:
            return name_of(shown) in makers() | {"Option", "Content"}


def safe_names(function: ast.AST) -> set[str]:
    """The names that only ever stand for something safe in a function."""
    given: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Assign)
            and len(node.targets) == 1
            and isinstance(node.targets[0], ast.Name)
        ):
            given.setdefault(node.targets[0].id, []).append(node.value)
    return {name for name, values in given.items() if all(safe(value, set()) for value in values)}


def ours(tree: ast.Module) -> set[str]:
    """The names imported from the program itself: its ``Label`` is no widget."""
    imports = [
        node
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("simulator.")
    ]
    return {alias.name for node in imports for alias in node.names}


def unsafe(source: str) -> list[str]:
    """The calls that give a widget something of which it cannot be seen that it is safe."""
    found = []
    tree = ast.parse(source)
    takes_text = TAKES_TEXT - ours(tree)
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for function in functions:
        names = safe_names(function)
        for call in calls(function):
            if name_of(call) in takes_text and call.args and not safe(call.args[0], names):
                found.append(ast.unparse(call))
            if name_of(call) == "map" and ast.unparse(call.args[0]) in takes_text:
                found.append(ast.unparse(call))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_widget_is_given_a_plain_text(file: Path) -> None:
    assert unsafe(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "given",
    [
        "Static('title')",
        "Static(title)",
        "Static(f'{title}')",
        "Static(self.title)",
        "x.update(str(title))",
        "map(Option, titles)",
    ],
)
def test_what_may_be_a_plain_text_is_found(given: str) -> None:
    assert unsafe(f"def show(title, titles):\n    {given}\n")
    assert unsafe(
        f"def show(titles):\n    title = content('a')\n    title = titles[0]\n    titles = title.plain\n    {given}\n"
    )


def test_what_is_seen_to_be_safe_is_let_through() -> None:
    assert not unsafe(
        "def show(title):\n    shown = content(title)\n    Static(shown, id='x')\n    x.update(lines(shown))\n"
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_notification_is_shown_without_markup(file: Path) -> None:
    for call in calls(ast.parse(file.read_text("utf-8"))):
        if name_of(call) == "notify":
            assert any(
                keyword.arg == "markup" and ast.unparse(keyword.value) == "False"
                for keyword in call.keywords
            )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_markup_is_made_nowhere_and_content_in_one_place(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "from_markup" not in text
    assert ("Content.assemble" in text) == (file.name == "text.py")
    assert "Markdown(" not in text
