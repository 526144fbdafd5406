"""The import contracts hold, and each of them notices when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BREACHES = {
    "an arrow outwards from the innermost layer": ("scenario/text.py", "import simulator.play.step", "An arrow only ever"),
    "an arrow outwards between two layers": ("scoring/evidence.py", "import simulator.learner.store", "An arrow only ever"),
    "one front end leaning on the other": ("plain/lines.py", "import simulator.tui.text", "An arrow only ever"),
    "the play reading a file": ("play/step.py", "import pathlib", "no input or output"),
    "the analysis reading a clock": ("analysis/values.py", "import time", "no input or output"),
    "the scenario leaning on a library": ("scenario/model.py", "import pydantic", "no input or output"),
    "plain mode leaning on Rich": ("plain/room.py", "import rich.text", "Only the full screen"),
    "the debrief leaning on Textual": ("debrief/render.py", "import textual.app", "Only the full screen"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "simulator", tmp_path / "simulator", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(house: Path) -> None:
    outcome = lint(house)
    assert outcome.returncode == 0, outcome.stdout
    assert "3 kept, 0 broken" in outcome.stdout


@pytest.mark.parametrize("name", BREACHES)
def test_a_contract_broken_on_purpose_is_caught(house: Path, name: str) -> None:
    file, breach, contract = BREACHES[name]
    path = house / "simulator" / file
    path.write_text(path.read_text("utf-8") + f"\n{breach}\n", "utf-8")
    outcome = lint(house)
    assert outcome.returncode == 1, outcome.stdout
    broken = [line for line in outcome.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), outcome.stdout
