"""``balint-sim list``: folded, filtered, with one's own results."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.streams import shows_bold
from tests.cli.balint import balint
from tests.plain.test_plain import Stream
from tests.plays import FLAGSHIP

pytestmark = pytest.mark.slow


def ids(tmp_path: Path, *options: str) -> list[str]:
    return [card["id"] for card in json.loads(balint(tmp_path, "list", "--json", *options).stdout)]


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_no_line_is_longer_than_the_terminal_is_wide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = balint(tmp_path, "list").stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert f"{FLAGSHIP}  The letter in the van" in lines
    assert any("foundation, guiding style, 14 minutes, 10 moments" in line for line in lines)
    assert any("No advice, No therapy" in line for line in lines)


def test_own_results_are_listed_and_what_is_unfinished(tmp_path: Path) -> None:
    assert "best" not in balint(tmp_path, "list").stdout
    # The last answer skips the questions before the debrief.
    balint(tmp_path, "play", "tutorial", "--plain", "--seed", "1", typed="\nw\n" * 300 + "x\n")
    balint(tmp_path, "play", FLAGSHIP, "--plain", typed="\n\n")
    balint(tmp_path, "debrief")  # its exact values are then in the cache
    shown = balint(tmp_path, "list").stdout
    tutorial = shown[shown.index("tutorial  ") :].partition("\nwill-do")[0]
    assert "Your best: 33 percent, 1 session." in tutorial
    assert "Unfinished" not in tutorial
    flagship = shown[shown.index(FLAGSHIP) :].partition("\ntutorial")[0]
    assert "Unfinished: session 2." in flagship
    assert "best" not in flagship


def test_a_store_that_cannot_be_read_leaves_the_library_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "learner.sqlite3").write_text("no database", "utf-8")
    outcome = balint(tmp_path, "list")
    assert outcome.returncode == 0
    assert "The letter in the van" in outcome.stdout
    assert outcome.stderr.count("\n") == 1


def test_listing_creates_no_store(tmp_path: Path) -> None:
    balint(tmp_path, "list")
    assert not (tmp_path / "learner.sqlite3").exists()


def test_filters_narrow_the_list_and_combine(tmp_path: Path) -> None:
    everything = ids(tmp_path)
    foundation = ids(tmp_path, "--level", "foundation")
    assert "tutorial" in foundation
    assert set(foundation) < set(everything)
    analytic = ids(tmp_path, "--style", "analytic")
    assert analytic
    assert ids(tmp_path, "--style", "analytic", "--level", "foundation") == []
    by_rule = ids(tmp_path, "--rule", "confidentiality")
    assert 0 < len(by_rule) < len(everything)
    assert ids(tmp_path, "--rule", "Confidentiality") == by_rule
    assert set(ids(tmp_path, "--rule", "no-advice", "--level", "foundation")) <= set(foundation)
    situation = ids(tmp_path, "--situation", "advice")
    assert 0 < len(situation) <= len(everything)


def test_a_filter_leaves_out_programmes_and_says_if_nothing_matches(tmp_path: Path) -> None:
    assert "an-evening-with-two-cases" in balint(tmp_path, "list").stdout
    assert "an-evening" not in balint(tmp_path, "list", "--level", "foundation").stdout
    outcome = balint(tmp_path, "list", "--style", "analytic", "--level", "foundation")
    assert (outcome.stdout, outcome.returncode) == ("No scenario matches.\n", 0)


@pytest.mark.parametrize(("no_colour", "bold"), [("", True), ("1", False)])
def test_headings_are_bold_on_a_terminal_only(tmp_path: Path, no_colour: str, bold: bool) -> None:
    shown = _on_a_terminal(tmp_path, {"NO_COLOR": no_colour, "TERM": "xterm"})
    assert ("\x1b[1mtutorial  Tutorial: Are you warm enough?\x1b[0m" in shown) == bold
    assert "tutorial  Tutorial: Are you warm enough?" in shown
    assert "\x1b" not in balint(tmp_path, "list").stdout


@pytest.mark.parametrize(
    ("variables", "platform", "bold"),
    [
        ({"TERM": "xterm-256color"}, "linux", True),
        ({"TERM": "dumb"}, "linux", False),
        ({}, "linux", False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "linux", False),
        ({}, "win32", False),
        ({"WT_SESSION": "x"}, "win32", True),
    ],
)
def test_bold_needs_a_terminal_that_understands_it(
    variables: dict[str, str], platform: str, bold: bool
) -> None:
    assert shows_bold(Stream(True), variables, platform) == bold
    assert not shows_bold(Stream(False), variables, platform)


def _on_a_terminal(home: Path, variables: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "BALINT_SIM_HOME": str(home), "COLUMNS": "80", **variables}
    with subprocess.Popen(
        [sys.executable, "-m", "simulator", "list"], stdout=theirs, stderr=theirs, env=environment
    ):
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
    os.close(ours)
    return shown.decode("utf-8")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux: the other end is closed
        return b""
