"""One module of the program reads the environment; the others get a workspace."""

import ast
from pathlib import Path

import pytest

import simulator

PACKAGE = Path(simulator.__file__).parent
READERS = {"environ", "environb", "getenv", "expanduser"}
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def reads_environment(source: str) -> bool:
    for node in ast.walk(ast.parse(source)):
        names: set[str] = set()
        if isinstance(node, ast.Attribute):
            names = {node.attr}
        elif isinstance(node, ast.ImportFrom):
            names = {node.module or "", *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
        if names & (READERS | {"platformdirs"}):
            return True
    return False


@pytest.mark.parametrize(
    "source",
    ["import os\nos.environ['HOME']", "from os import getenv", "import platformdirs"],
)
def test_a_reader_of_the_environment_is_recognised(source: str) -> None:
    assert reads_environment(source)


def test_only_one_module_reads_the_environment() -> None:
    readers = [
        module for module in MODULES if reads_environment((PACKAGE / module).read_text("utf-8"))
    ]
    assert readers == ["cli/environment.py"]
