"""A scenario edited under a saved play: a command finds again what was shown."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.balint import balint

pytestmark = pytest.mark.slow

SMALL = """\
scenario: small
title: Small
level: foundation
style: guiding
format: intensive-45
cast: {ben: {name: Ben, role: presenter}}
script:
  - cue: first
    turns: [{ben: The first moment.}]
    options:
      - {do: contain, say: I contain., credit: 1}
  - leave: second
    turns: [{ben: The second moment.}]
    options:
      - {do: feeling, say: I ask., credit: 0.3}
  - ben: He brings me beans.
"""
RENAMED = SMALL.replace("cue: first", "cue: renamed")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "small" / "scenario.yaml"
    file.parent.mkdir()
    file.write_text(SMALL, "utf-8")
    return file


def resumed(home: Path, typed: str = "", *name: str) -> str:
    done = balint(home, "play", *name, "--resume", "--plain", typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_scenario_that_is_edited_looked_at_and_put_back_costs_no_decision(
    tmp_path: Path, file: Path
) -> None:
    balint(tmp_path, "play", str(file), "--plain", "--seed", "1", typed="\n1\n1\n")
    file.write_text(RENAMED, "utf-8")
    looked = " ".join(resumed(tmp_path).split())
    assert "'first', where you made a decision, is gone or has another name" in looked
    assert "Nothing was decided here, so session 1 is unchanged." in looked
    file.write_text(SMALL, "utf-8")
    assert "You: I contain." in resumed(tmp_path)


def test_what_one_window_plays_is_found_though_another_opened_the_edited_version(
    tmp_path: Path, file: Path
) -> None:
    command = [sys.executable, "-m", "simulator", "play", str(file), "--plain", "--seed", "1"]
    environment = {**os.environ, "BALINT_SIM_HOME": str(tmp_path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as here:
        assert here.stdin is not None
        assert here.stdout is not None
        here.stdin.write("\n")
        here.stdin.flush()
        while not here.stdout.readline().startswith("Speak or wait?"):
            assert here.poll() is None
        file.write_text(SMALL.replace("beans", "peas"), "utf-8")
        resumed(tmp_path)
        here.stdin.write("1\n1\nw\nw\n")
        here.stdin.close()
        assert "Saved as session 1. " in here.stdout.read()
    debrief = balint(tmp_path, "debrief", "1", "--format", "text")
    assert debrief.returncode == 0
    assert "You: I contain." in debrief.stdout


def test_a_play_that_was_continued_after_an_edit_is_listed_looked_back_on_and_gone_back_to(
    tmp_path: Path, file: Path
) -> None:
    balint(tmp_path, "play", str(file), "--plain", "--seed", "1", typed="\n1\n1\n")
    file.write_text(RENAMED, "utf-8")
    resumed(tmp_path, "\n1\n1\n")
    listed = balint(tmp_path, "debrief", "--list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["2", "1"]
    assert listed[0].endswith("Small, unfinished")
    assert listed[1].endswith("Small, continued as session 2 after an edit of its scenario")
    debrief = " ".join(balint(tmp_path, "debrief", "1", "--format", "text").stdout.split())
    assert "You: I contain." in debrief
    assert "Session 2 continues this one in an edited version of the scenario." in debrief
    assert (
        "Session 2 continues this one"
        in balint(tmp_path, "debrief", "1", "--format", "json").stdout
    )
    back = resumed(tmp_path, "", "1")
    assert "You: I contain." in back
    assert back.endswith("Continue with: balint-sim --plain play --resume 1\n")
    assert resumed(tmp_path).endswith("Continue with: balint-sim --plain play --resume\n")
    assert '"replaced_by": 2' in balint(tmp_path, "data", "export").stdout


def test_a_play_whose_continuation_is_finished_is_gone_back_to_by_its_number(
    tmp_path: Path, file: Path
) -> None:
    balint(tmp_path, "play", str(file), "--plain", "--seed", "1", typed="\n1\n1\n")
    file.write_text(RENAMED, "utf-8")
    resumed(tmp_path, "\n1\n1\nw\nw\n")
    assert resumed(tmp_path, "", "1").endswith(
        "Continue with: balint-sim --plain play --resume 1\n"
    )


def test_what_is_not_there_is_refused_by_number_in_a_line(tmp_path: Path, file: Path) -> None:
    balint(tmp_path, "play", str(file), "--plain", "--seed", "1", typed="\n1\n1\nw\nw\n")
    missing = "There is no session 999999999. 'balint-sim debrief --list' shows which there are."
    for number, said in (
        ("1", "Session 1 is finished. 'balint-sim debrief 1' shows it."),
        ("9" * 9, missing),
    ):
        done = balint(tmp_path, "play", number, "--resume", "--plain")
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
    assert "'balint-sim debrief --list'" in balint(tmp_path, "debrief", "7").stderr


@pytest.mark.parametrize("options", [("1",), ("--format", "json")])
def test_a_list_takes_no_number_and_no_format(
    tmp_path: Path, file: Path, options: tuple[str, ...]
) -> None:
    balint(tmp_path, "play", str(file), "--plain", "--seed", "1", typed="\n")
    done = balint(tmp_path, "debrief", "--list", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "--list prints every session in plain text: leave out the number and --format."
        in done.stderr
    )


def changed(home: Path, statement: str) -> None:
    store = sqlite3.connect(home / "learner.sqlite3")
    assert store.execute(statement).rowcount
    store.commit()
    store.close()


def test_a_remark_is_shown_as_it_was_said_though_the_catalogue_has_no_such_wording(
    tmp_path: Path, file: Path
) -> None:
    balint(
        tmp_path, "play", str(file), "--plain", "--mode", "live", "--seed", "1", typed="\n1\n1\n\n"
    )
    changed(
        tmp_path,
        "UPDATE act SET after = 99, say = 'Words of an older catalogue.' WHERE act = 'remark'",
    )
    assert "You: Words of an older catalogue." in resumed(tmp_path, "\n" * 9)
    debrief = balint(tmp_path, "debrief")
    assert debrief.returncode == 0
    assert debrief.stdout.count("Words of an older catalogue.") >= 1


@pytest.mark.parametrize("over", [False, True])
def test_a_play_whose_choices_do_not_fit_is_refused_in_a_sentence(
    tmp_path: Path, file: Path, over: bool
) -> None:
    balint(
        tmp_path, "play", str(file), "--plain", "--seed", "1", typed="\n1\n1\n" + "w\nw\n" * over
    )
    changed(tmp_path, "UPDATE act SET option = 'nonsense' WHERE act = 'take'")
    done = (
        balint(tmp_path, "debrief", "1")
        if over
        else balint(tmp_path, "play", "--resume", "--plain")
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("balint-sim: Session 1 cannot be played again as it was")
    library = balint(tmp_path, "play", "--plain", typed="v\n1\nq\n" if over else "1\nq\n")
    assert (library.returncode, library.stderr) == (0, "")
    assert "Session 1 cannot be played again as it was" in library.stdout


def test_reading_a_briefing_and_leaving_begins_nothing(tmp_path: Path, file: Path) -> None:
    for typed in ("q\n", ""):
        assert balint(tmp_path, "play", str(file), "--plain", typed=typed).stdout.endswith(
            "Goodbye.\n"
        )
    assert (
        "There is no unfinished session" in balint(tmp_path, "play", "--resume", "--plain").stderr
    )
