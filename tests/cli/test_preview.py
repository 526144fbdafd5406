"""``balint-sim preview``: from any moment on, and nothing kept."""

import os
import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from tests.cli.balint import balint
from tests.plays import FLAGSHIP, flagship_scenario, written
from tests.scripts import CUE, HEAD, LEAVE

pytestmark = pytest.mark.slow


def test_a_preview_says_what_led_here_and_begins_with_the_moment(tmp_path: Path) -> None:
    shown = balint(tmp_path, "preview", FLAGSHIP, "--from", "capitals", "--plain")
    assert shown.returncode == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "This is a preview from 'capitals' on, with seed 1. Nothing of it is saved."
    before = list(takewhile(lambda one: one.id != "capitals", flagship_scenario().moments()))
    label, _, made = lines[1].removesuffix(".").partition(": ")
    choices = dict(choice.split(": ") for choice in made.split("; "))
    assert label == "Choices made for you"
    assert list(choices) == [moment.id for moment in before]
    for moment in before:
        assert choices[moment.id] in {"wait", *(option.id for option in moment.options)}
    assert lines[2].startswith("Lorna Beddoe: He sent me one, once.")
    assert "The preview is over; nothing was saved." in lines[-1]


def test_nothing_of_a_preview_is_kept(tmp_path: Path) -> None:
    last = flagship_scenario().moments()[-1].id
    shown = balint(
        tmp_path / "home", "preview", FLAGSHIP, "--from", last, "--plain", typed="\nw\n" * 20
    )
    assert "The meeting is over." in shown.stdout
    assert "nothing was saved" in shown.stdout.splitlines()[-1]
    assert "balint-sim debrief" not in shown.stdout
    assert not (tmp_path / "home" / "learner.sqlite3").exists()


@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_however_a_preview_ends_no_word_of_it_is_on_a_disk(tmp_path: Path, end: str) -> None:
    for folder in ("tmp", "home"):
        (tmp_path / folder).mkdir()
    environment = {
        **os.environ,
        "BALINT_SIM_HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "preview", FLAGSHIP, "--from", "capitals", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**environment, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"o\nMy very own words\n")
    process.stdin.flush()
    assert any(line.startswith(b"Saved") for line in process.stdout)
    process.send_signal(signal.Signals[end])
    process.communicate(timeout=30)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"My very own words" in path.read_bytes() for path in left)
    assert not list((tmp_path / "tmp").iterdir())
    assert not list((tmp_path / "home").glob("*.sqlite3*"))


def test_live_and_seeded(tmp_path: Path) -> None:
    shown = balint(
        tmp_path,
        "preview",
        FLAGSHIP,
        "--from",
        "capitals",
        "--plain",
        "--mode",
        "live",
        "--seed",
        "5",
        typed="?\nq\n",
    )
    assert "with seed 5" in shown.stdout
    assert "Enter: continue, w: wait, 1 or i: speak," in shown.stdout
    assert "nothing is saved in a preview" in shown.stdout


def test_a_moment_that_is_not_there_is_one_line_with_a_suggestion(tmp_path: Path) -> None:
    shown = balint(tmp_path, "preview", FLAGSHIP, "--from", "capital")
    assert shown.returncode == 1
    assert (
        shown.stderr
        == "balint-sim: There is no moment 'capital' in this scenario. Did you mean 'capitals'?\n"
    )
    first = flagship_scenario().moments()[0].id
    assert (
        f"There are {first}, " in balint(tmp_path, "preview", FLAGSHIP, "--from", "\x1b[2J").stderr
    )


def test_a_moment_that_no_play_reaches_is_said(tmp_path: Path) -> None:
    loaded = written(tmp_path / "on-stage", f"{HEAD}script:\n{LEAVE}{CUE}  when: safety > 9\n")
    shown = balint(tmp_path, "preview", str(loaded.path), "--from", "drift")
    assert shown.returncode == 1
    assert "No play reaches 'drift'" in shown.stderr
