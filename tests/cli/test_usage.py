"""A command that is written wrongly: its own usage, what is wrong, and what was probably meant."""

from itertools import chain
from pathlib import Path

import pytest

from tests.cli.balint import balint
from tests.plays import FLAGSHIP
from tests.workspaces import SHIPPED

SCENARIOS = [file.parent.name for file in SHIPPED.glob("*/scenario.yaml")]
PROGRAMMES = [file.stem for file in SHIPPED.glob("programmes/*.yaml")]


def names(*found: list[str]) -> str:
    """Return how a list of these names begins: with the first three in alphabetical order."""
    return ", ".join(sorted(chain(*found))[:3])


@pytest.mark.parametrize(
    ("arguments", "usage", "said"),
    [
        (["ply"], "balint-sim [-h]", "There is no command 'ply'. Did you mean 'play'?"),
        (["zzz"], "balint-sim [-h]", "There is no command 'zzz'. The commands are play, list,"),
        (["--plan"], "balint-sim [-h]", "There is no option '--plan'. Did you mean '--plain'?"),
        (["play", "--sed", "3"], "balint-sim play", "option '--sed'. Did you mean '--seed'?"),
        (["play", "--sed=3"], "balint-sim play", "option '--sed'. Did you mean '--seed'?"),
        (["list", "--zzz"], "balint-sim list", "'balint-sim list --help' lists the options."),
        (["list", "x"], "balint-sim list", "'x' is one argument too many."),
        (["data", "exprt"], "balint-sim data", "Did you mean 'export'?"),
        (["data", "export", "--ouput"], "balint-sim data export", "no option '--ouput'."),
        (["play", "--mode", "gided"], "balint-sim play", "'gided' is no value for --mode"),
        (
            ["debrief", "--format", "docx"],
            "balint-sim debrief",
            "write text, md, html, json or pdf",
        ),
        (["list", "--level", "easy"], "balint-sim list", "foundation, developing or advanced"),
        (["play", "--seed"], "balint-sim play", "--seed needs a value after it."),
        (["play", "--seed", "x"], "balint-sim play", "--seed: 'x' is not a seed"),
        (["debrief", "x"], "balint-sim debrief", "SESSION: 'x' is not the number of a session"),
        (["debrief", "9" * 5_000], "balint-sim debrief", "is not the number of a session"),
        (["run", FLAGSHIP], "balint-sim run", "Required and missing: --play."),
        (["analyse", "--l"], "balint-sim analyse", "'--l' is short for several options"),
        (["completion", "tcsh"], "balint-sim completion", "write bash, zsh or fish"),
    ],
)
def test_a_usage_error_shows_the_usage_of_its_command(
    tmp_path: Path, arguments: list[str], usage: str, said: str
) -> None:
    outcome = balint(tmp_path, *arguments)
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert outcome.stderr.startswith(f"usage: {usage}")
    assert said in outcome.stderr.splitlines()[-1]
    assert outcome.stderr.splitlines()[-1].startswith("balint-sim")


def test_a_control_sequence_in_an_option_does_not_reach_the_terminal(tmp_path: Path) -> None:
    outcome = balint(tmp_path, "list", "--\x1b]0;title\x07")
    assert outcome.returncode == 2
    assert "\x1b" not in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["play", "evning-with-two-cases"], "Did you mean 'an-evening-with-two-cases'?"),
        (["play", "zzz"], f"The library has {names(SCENARIOS, PROGRAMMES)},"),
        (["analyse", "zzz"], f"The library has {names(SCENARIOS)},"),
        (["play", "--resume", "zzz"], "There is no scenario 'zzz'."),
        (["play", "--resume", "tutorial"], "Nothing of 'tutorial' is unfinished."),
        (["play", "--resume", "7"], "There is no session 7."),
        (["check", "/nope"], "There is no scenario in '/nope'."),
        (["run", FLAGSHIP, "--play", "zzz"], "The plans beside the scenario are always-speaks,"),
        (["run", FLAGSHIP, "--play", "exemplar"], "Did you mean 'exemplary'?"),
        (["list", "--rule", "no-advce"], "Did you mean 'no-advice'?"),
        (["list", "--rule", "zzz"], "There is no ground rule 'zzz'. There are confidentiality,"),
        (["list", "--situation", "zzz"], "There is no situation 'zzz'. There are "),
        (["pack", "remove", "zzz"], "'balint-sim pack list' shows the installed packs."),
        (["debrief", "7"], "There is no session 7. None is saved yet."),
    ],
)
def test_a_name_that_means_nothing_is_refused_with_what_there_is(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    outcome = balint(tmp_path, *arguments)
    assert outcome.returncode == 1, outcome.stderr
    assert said in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_a_session_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    for _ in range(2):
        balint(tmp_path, "play", "tutorial", "--plain", typed="\n\n")
    assert "There are sessions 1 and 2." in balint(tmp_path, "debrief", "7").stderr
    refused = balint(tmp_path, "play", "--resume", "7")
    assert "Sessions 1 and 2 are unfinished." in refused.stderr
    refused = balint(tmp_path, "play", "--resume", FLAGSHIP)
    assert "Sessions 1 and 2 are unfinished." in refused.stderr
