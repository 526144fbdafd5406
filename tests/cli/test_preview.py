"""``balint-sim preview``: from any moment on, and nothing kept."""

from pathlib import Path

import pytest

from tests.cli.balint import balint
from tests.rooms import FLAGSHIP, flagship_scenario, written
from tests.stage import CUE, HEAD, LEAVE

pytestmark = pytest.mark.slow


def test_a_preview_says_what_led_here_and_begins_with_the_moment(tmp_path: Path) -> None:
    shown = balint(tmp_path, "preview", FLAGSHIP, "--from", "capitals", "--plain")
    assert shown.returncode == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "This is a preview from 'capitals' on, with seed 1. Nothing of it is kept."
    assert lines[1] == "Done before, silently: only-a-dressing: frame; nothing-yet: invite-clinician."
    assert lines[3].startswith("Lorna Beddoe: He sent me one, once.")
    assert "The preview ends; nothing of it is kept." in lines[-1]


def test_nothing_of_a_preview_is_kept(tmp_path: Path) -> None:
    last = flagship_scenario().moments()[-1].id
    shown = balint(tmp_path / "home", "preview", FLAGSHIP, "--from", last, "--plain", typed="\n" * 20)
    assert "The meeting is over." in shown.stdout
    assert "nothing of it is kept" in shown.stdout.splitlines()[-1]
    assert "balint-sim debrief" not in shown.stdout
    assert not (tmp_path / "home" / "learner.sqlite3").exists()


def test_the_temporary_store_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    balint(tmp_path / "home", "preview", FLAGSHIP, "--from", "capitals", "--plain")
    assert not list(tmp_path.glob("balint-preview-*"))


def test_live_and_seeded(tmp_path: Path) -> None:
    shown = balint(
        tmp_path, "preview", FLAGSHIP, "--from", "capitals", "--plain", "--mode", "live", "--seed", "5", typed="?\nq\n"
    )
    assert "with seed 5" in shown.stdout
    assert "Enter goes on, 1 speaks." in shown.stdout
    assert "nothing is kept of a preview" in shown.stdout


def test_a_moment_that_is_not_there_is_one_line_with_a_suggestion(tmp_path: Path) -> None:
    shown = balint(tmp_path, "preview", FLAGSHIP, "--from", "capital")
    assert shown.returncode == 1
    assert shown.stderr == "balint-sim: There is no moment 'capital' in this scenario. Did you mean 'capitals'?\n"
    assert "There are only-a-dressing, " in balint(tmp_path, "preview", FLAGSHIP, "--from", "\x1b[2J").stderr


def test_a_moment_that_no_play_reaches_is_said(tmp_path: Path) -> None:
    loaded = written(tmp_path / "on-stage", f"{HEAD}script:\n{LEAVE}{CUE}  when: safety > 9\n")
    shown = balint(tmp_path, "preview", str(loaded.path), "--from", "drift")
    assert shown.returncode == 1
    assert "No play comes to 'drift'" in shown.stderr
