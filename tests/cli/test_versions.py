"""``balint-sim check`` says when two versions of one scenario have different keys."""

import re
from pathlib import Path

import pytest

from simulator.library.find import find_scenario
from tests.cli.balint import balint
from tests.plays import NOWHERE
from tests.scripts import CUE, HEAD, LEAVE


def versions(folder: Path, change: str) -> tuple[str, str]:
    """Two folders of one scenario, the second with this change (``before -> after``)."""
    head = HEAD.replace("title:", "version: 1\ntitle:", 1)
    text = f"{head}script:\n{CUE}{LEAVE}"
    gone, _, come = change.partition(" -> ")
    assert gone in text
    return saved(folder / "old", text), saved(folder / "new", text.replace(gone, come, 1))


def saved(folder: Path, text: str) -> str:
    file = folder / "on-stage" / "scenario.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return str(file.parent)


def test_two_versions_with_other_keys_are_reported_where_both_are_named(tmp_path: Path) -> None:
    old, new = versions(tmp_path, "credit: 0} -> credit: 0.4}")
    done = balint(tmp_path, "check", old, new)
    (line,) = [line for line in done.stdout.splitlines() if " F104 " in line]
    assert line.startswith(f"{new}/scenario.yaml:2:10: F104 {old}/scenario.yaml is another version")
    assert "both say version 1" in line
    # Advice: it counts only with --strict.
    assert done.returncode == 0
    assert balint(tmp_path, "check", "--strict", old, new).returncode == 1
    assert "F104" not in balint(tmp_path, "check", new).stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("I advise. -> I told.", False),
        ("ripe: 2 -> ripe: 3", True),
        ("cue: drift -> cue: drifts", True),
        ("version: 1 -> version: 2", False),
    ],
)
def test_only_another_key_is_reported(tmp_path: Path, change: str, said: bool) -> None:
    shown = balint(tmp_path, "check", *versions(tmp_path, change)).stdout
    assert ("F104" in shown) == said


def test_a_copy_of_a_shipped_scenario_with_another_key_is_reported(tmp_path: Path) -> None:
    shipped = find_scenario(NOWHERE, "tutorial")
    assert shipped is not None
    file = tmp_path / "tutorial" / "scenario.yaml"
    file.parent.mkdir()
    text = shipped.read_text("utf-8")
    file.write_text(text, "utf-8")
    assert "F104" not in balint(tmp_path, "check", str(file)).stdout
    newer = re.sub(r"^version: \d+$", "version: 99", text, count=1, flags=re.MULTILINE)
    changed = re.sub(r"credit: 0\.\d+$", "credit: 0.77", newer, count=1, flags=re.MULTILINE)
    assert len({text, newer, changed}) == 3
    file.write_text(changed, "utf-8")
    shown = balint(tmp_path, "check", str(file)).stdout
    assert "is another version of 'tutorial', and its key differs." in shown
