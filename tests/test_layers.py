"""A folder imports only those above it: what importing a module really brings with it, in a fresh
interpreter.

The import contracts read the source; this looks at ``sys.modules``, so that nothing comes in by a
way round. One interpreter imports all modules of a layer, one after another: the same is allowed
to all of them. Any of them can be imported first, because none import each other in a circle.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "simulator"

ORDER = (
    *("scenario", "messages", "language", "engine", "scoring", "analysis", "library", "authoring"),
    *("store", "review", "practice", "course", "render"),
)
FRONT_ENDS = ("plain", "tui", "web")
ALLOWED = {
    **{folder: set(ORDER[:place]) for place, folder in enumerate(ORDER)},
    "messages": set[str](),
    "language": {"scenario"},
    "engine": {"scenario"},
    **{front_end: set(ORDER) - {"course"} for front_end in FRONT_ENDS},
    "web": set(ORDER),
    # Commands import the room in a browser and courses when they run, and not before.
    "cli": {*ORDER, *FRONT_ENDS} - {"web", "course"},
}
PURE = {"scenario", "messages", "engine", "scoring", "analysis", "review"}
SERVER = {"starlette", "uvicorn", "anyio", "python_multipart", "httptools", "uvloop"}
DATABASES = {"sqlalchemy", "alembic", "psycopg"}
LIBRARIES = {"textual", "rich", "pydantic", "jinja2", "yaml", "sqlite3", *SERVER, *DATABASES}
FORBIDDEN = {
    **dict.fromkeys(PURE, LIBRARIES),
    **{folder: LIBRARIES - {"pydantic", "yaml"} for folder in ("language", "library", "authoring")},
    **{
        folder: {"textual", "rich", "jinja2", *SERVER, *DATABASES}
        for folder in ("store", "practice")
    },
    "course": {"textual", "rich", "jinja2", *SERVER},
    **{folder: {"textual", "rich", *SERVER, *DATABASES} for folder in ("render", "plain")},
    **dict.fromkeys(("tui", "cli"), SERVER | DATABASES),
    "web": {"textual", "rich"},
}

ASK = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    before = set(sys.modules)
    importlib.import_module(name)
    print(json.dumps([name, sorted(set(sys.modules) - before)]))
"""


def modules(layer: str) -> list[str]:
    """Every module of a layer, by walking its files."""
    files = sorted((PACKAGE / layer).rglob("*.py"))
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    # Alembic runs its scripts itself, and they work only then.
    ours = [name for name in names if ".migrations." not in name and not name.endswith("__main__")]
    return [name.removesuffix(".__init__") for name in ours]


def imported(source: str, known: set[str]) -> Iterator[str]:
    """Every module of ``known`` that a source imports: also in a function, or only for its types."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                name = whole if whole in known else node.module
                if name in known:
                    yield name


@cache
def imports() -> dict[str, set[str]]:
    """Map each module of the program to all modules of the program that it imports."""
    files = {name: file for file in PACKAGE.rglob("*.py") if (name := module_name(file))}
    return {
        name: set(imported(file.read_text("utf-8"), set(files))) - {name}
        for name, file in files.items()
    }


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of a circle, the first of them again at the end; empty if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def brought(layer: str) -> dict[str, set[str]]:
    """Map each module of a layer to what importing it brings that those before it did not."""
    names = modules(layer)
    command = [sys.executable, "-c", ASK, json.dumps(names)]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    found = {name: set(loaded) for name, loaded in map(json.loads, outcome.stdout.splitlines())}
    assert found.keys() == set(names)
    assert f"simulator.{layer}" in set().union(*found.values())
    return found


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert folders <= ALLOWED.keys()


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_module_imports_only_folders_above_its_own(layer: str) -> None:
    for name, loaded in brought(layer).items():
        layers = {module.split(".")[1] for module in loaded if module.startswith("simulator.")}
        assert layers <= ALLOWED[layer] | {layer}, name
        assert not {module.split(".")[0] for module in loaded} & FORBIDDEN.get(layer, set()), name


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(imports()) == []


@pytest.mark.parametrize(
    "source",
    [
        "from simulator.tui.app import BalintApp",
        "from simulator.tui import app",
        "import simulator.tui.app",
        "def brief():\n    from simulator.tui.app import BalintApp",
        "if TYPE_CHECKING:\n    from simulator.tui.app import BalintApp",
    ],
)
def test_a_circle_is_found_however_a_module_is_imported(source: str) -> None:
    graph = dict(imports())
    graph["simulator.tui.text"] = graph["simulator.tui.text"] | set(imported(source, set(graph)))
    assert {"simulator.tui.app", "simulator.tui.text"} <= set(circle(graph))
