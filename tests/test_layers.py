"""A folder imports only those above it: what importing a module really brings with it, in a fresh
interpreter.

The import contracts read the source; this looks at ``sys.modules``, so that nothing comes in by a
way round. One interpreter serves a whole layer and forks for each of its modules, so that every
module is imported as the first.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "simulator"

ORDER = (
    *("scenario", "messages", "language", "engine", "scoring", "analysis", "library", "authoring"),
    *("store", "review", "practice", "render"),
)
FRONT_ENDS = ("plain", "tui")
ALLOWED = {
    **{folder: set(ORDER[:place]) for place, folder in enumerate(ORDER)},
    "messages": set[str](),
    "language": {"scenario"},
    "engine": {"scenario"},
    **{front_end: set(ORDER) for front_end in FRONT_ENDS},
    "cli": {*ORDER, *FRONT_ENDS},
}
PURE = {"scenario", "messages", "engine", "scoring", "analysis", "review"}
LIBRARIES = {"textual", "rich", "pydantic", "jinja2", "yaml", "sqlite3"}
FORBIDDEN = {
    **dict.fromkeys(PURE, LIBRARIES),
    **{folder: LIBRARIES - {"pydantic", "yaml"} for folder in ("language", "library", "authoring")},
    **{folder: {"textual", "rich", "jinja2"} for folder in ("store", "practice")},
    **{folder: {"textual", "rich"} for folder in ("render", "plain")},
}

ASK = """
import importlib, json, os, sys
for name in sys.argv[1:]:
    sys.stdout.flush()
    child = os.fork()
    if not child:
        importlib.import_module(name)
        print(json.dumps([name, sorted(sys.modules)]))
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{name} cannot be imported")
"""


def modules(layer: str) -> list[str]:
    """Every module of a layer, by walking its files."""
    files = sorted((PACKAGE / layer).rglob("*.py"))
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def brought(layer: str) -> dict[str, set[str]]:
    """Map each module of a layer to all that importing it, first of all, brings with it."""
    names = modules(layer)
    command = [sys.executable, "-c", ASK, *names]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    found = {name: set(loaded) for name, loaded in map(json.loads, outcome.stdout.splitlines())}
    assert found.keys() == set(names)
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
