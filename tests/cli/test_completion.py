"""Completion: the scripts of three shells, and the names that they ask for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.completion import SHELLS
from tests.cli.balint import balint
from tests.cli.test_help import COMMANDS, parsers
from tests.plays import FLAGSHIP
from tests.workspaces import SHIPPED

BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_shtab_balint_sim balint-sim "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_has_every_command_and_every_option(tmp_path: Path, shell: str) -> None:
    script = balint(tmp_path, "completion", shell).stdout
    for command in COMMANDS:
        assert all(word in script for word in command.split())
        for action in parsers()[command]._actions:
            for option in action.option_strings:
                assert option.lstrip("-") in script


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_read_its_script(tmp_path: Path, shell: str) -> None:
    found = shutil.which(shell)
    if found is None:
        assert shell != "bash"  # the other two need not be installed here
        return
    file = tmp_path / "script"
    file.write_text(balint(tmp_path, "completion", shell).stdout, "utf-8")
    done = subprocess.run([found, "-n", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        (["pl"], {"play", "plenary"}),
        (["play", "pres"], {FLAGSHIP}),
        (["play", "an-ev"], {"an-evening-with-two-cases"}),
        (["play", "--mod"], {"--mode"}),
        (["play", "--mode", ""], {"guided", "live"}),
        (["data", ""], {"export", "import", "delete", "path"}),
        (["list", "--rule", "no-ad"], {"no-advice"}),
        (["completion", ""], set(SHELLS)),
    ],
)
def test_bash_completes(tmp_path: Path, line: list[str], completed: set[str]) -> None:
    script = tmp_path / "script"
    script.write_text(balint(tmp_path, "completion", "bash").stdout, "utf-8")
    program = tmp_path / "balint-sim"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m simulator "$@"\n', "utf-8")
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "BALINT_SIM_HOME": str(tmp_path),
    }
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", str(script), "balint-sim", *line],
        capture_output=True, text=True, check=True, env=environment,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert set(done.stdout.split()) == completed, done.stderr


def test_names_are_those_of_now(tmp_path: Path) -> None:
    def names(kind: str) -> list[str]:
        return balint(tmp_path, "completion", "--names", kind).stdout.split()

    assert names("sessions") == names("packs") == []
    balint(tmp_path, "play", "tutorial", "--plain", typed="\n\n")
    assert names("sessions") == ["1"]
    assert FLAGSHIP in names("scenarios")
    programmes = {file.stem for file in (SHIPPED / "programmes").glob("*.yaml")}
    assert programmes
    assert set(names("playable")) - set(names("scenarios")) == programmes
    assert "no-advice" in names("rules")
    assert "premature-closure" in names("situations")
    assert {"R405", "contain", "ripe", "kinds", "repair", "patterns"} <= set(names("words"))


def test_a_shell_is_not_disturbed_by_an_error(tmp_path: Path) -> None:
    (tmp_path / "learner.sqlite3").write_text("no database", "utf-8")
    outcome = balint(tmp_path, "completion", "--names", "sessions")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")


@pytest.mark.parametrize("arguments", [[], ["bash", "--names", "packs"]])
def test_one_of_shell_and_names_is_needed(tmp_path: Path, arguments: list[str]) -> None:
    assert balint(tmp_path, "completion", *arguments).returncode == 2
