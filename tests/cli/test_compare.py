"""``balint-sim compare``: two versions of a scenario, as text and as JSON."""

import json
from pathlib import Path

from tests.cli.balint import balint
from tests.scripts import CUE, HEAD, LEAVE

SCRIPT = f"script:\n{CUE}{LEAVE}- end: We stop here.\n"


def written(folder: Path, name: str, text: str) -> str:
    """The folder of a scenario with this text."""
    file = folder / name / "on-stage" / "scenario.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return str(file.parent)


def test_two_versions_are_compared_and_the_status_is_0(tmp_path: Path) -> None:
    old = written(tmp_path, "old", HEAD + SCRIPT)
    new = written(tmp_path, "new", HEAD + SCRIPT.replace("credit: 0}", "credit: 0.4}"))
    shown = balint(tmp_path, "compare", old, new)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "1 change\n" in shown.stdout
    assert "drift.advise.credit" in shown.stdout
    data = json.loads(balint(tmp_path, "compare", old, new, "--json").stdout)
    assert not data["same"]
    assert data["new"]["chance"] > data["old"]["chance"]


def test_a_version_that_does_not_load_is_refused(tmp_path: Path) -> None:
    old = written(tmp_path, "old", HEAD + SCRIPT)
    new = written(tmp_path, "new", HEAD)
    shown = balint(tmp_path, "compare", old, new)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert "script" in shown.stderr
