"""Broken environments, such as a missing home or folder, cause one sentence at most."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from simulator import cli
from simulator.cli.doctor import report
from simulator.cli.environment import workspace
from tests.cli.test_streams import Standard
from tests.libraries import only_tutorial
from tests.workspaces import catalogue

pytestmark = pytest.mark.slow

COMMANDS = (
    "play tutorial --plain",
    "play --resume --plain",
    "list",
    "check newone",
    "run tutorial --play exemplary",
    "debrief",
    "explain contain",
    "new newone",
    "new another --from tutorial",
    "schema",
    "graph tutorial -o graph.svg",
    "pack list",
    "pack build newone",
    "data path",
    "data export",
    "data delete --yes",
    "doctor",
)
"""Commands that look into every folder that there is, one after another in the same place."""

HOMES: dict[str, dict[str, str | None]] = {
    "of nobody": {"BALINT_SIM_HOME": "~nobody-here/x"},
    "relative": {"BALINT_SIM_HOME": "here"},
    "a file": {"BALINT_SIM_HOME": "/dev/null"},
    "below a file": {"BALINT_SIM_HOME": "/dev/null/x"},
    "that nobody can write": {"BALINT_SIM_HOME": "/proc/x"},
    "too long": {"BALINT_SIM_HOME": f"/{'x' * 300}"},
    "not UTF-8": {"BALINT_SIM_HOME": "\udcff"},
    "empty": {"BALINT_SIM_HOME": "", "XDG_DATA_HOME": "/dev/null"},
    "unknown": {"BALINT_SIM_HOME": None, "HOME": "/dev/null", "XDG_DATA_HOME": None},
}


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that is read fast: where nothing can be written, every ``list`` reads all of it."""
    return only_tutorial(tmp_path_factory.mktemp("library"))


@pytest.mark.parametrize("gone", [False, True], ids=["here", "in a folder that is gone"])
@pytest.mark.parametrize("home", HOMES)
def test_every_command_ends_in_its_work_or_in_a_sentence(
    tmp_path: Path, tutorial: Path, monkeypatch: pytest.MonkeyPatch, home: str, gone: bool
) -> None:
    monkeypatch.setattr(
        cli, "workspace", lambda: replace(workspace(), shipped=tutorial, loaded=catalogue())
    )
    monkeypatch.chdir(tmp_path)
    for name, value in HOMES[home].items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    if gone:
        tmp_path.rmdir()
    for command in COMMANDS:
        streams = Standard(b"\n\n")
        assert streams.run(*command.split()) in (0, 1, 2), command
        assert "Traceback" not in streams.said()


def test_a_home_of_nobody_is_refused_in_a_sentence_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", "~nobody-here/x")
    streams = Standard()
    assert streams.run("list") == 1
    assert streams.said() == (
        "balint-sim: BALINT_SIM_HOME is '~nobody-here/x', and there is no such user or home here. Set it to a folder.\n"
    )
    assert "no such user" in dict(report(workspace()))["data"]


def test_what_needs_no_home_works_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALINT_SIM_HOME", "~nobody-here/x")
    for command in ("new mine", "check mine", "schema", "explain contain", "doctor"):
        assert Standard().run(*command.split()) == 0, command


def test_somebody_without_any_home_is_told_and_gets_no_folder_called_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user whom only a number stands for, as in containers, and no HOME: then nothing says where
    home is.
    """

    def unknown(user: int) -> None:
        raise KeyError(user)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("BALINT_SIM_HOME", "HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for command in (["data", "path"], ["play", "tutorial", "--plain"]):
        streams = Standard()
        assert streams.run(*command) == 1
        assert streams.said() == (
            "balint-sim: You have no home folder here. Set BALINT_SIM_HOME to a folder that the program may write to.\n"
        )
    assert list(tmp_path.iterdir()) == []


def test_a_relative_home_is_shown_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALINT_SIM_HOME", "here/../there")
    streams = Standard()
    assert streams.run("data", "path") == 0
    assert streams.said() == f"{tmp_path}/there\n"


def test_in_a_folder_that_is_gone_a_relative_path_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tmp_path.rmdir()
    monkeypatch.setenv("BALINT_SIM_HOME", "/dev/null")
    streams = Standard()
    assert streams.run("new", "mine") == 1
    assert (
        streams.said()
        == "balint-sim: 'mine' cannot be written: the folder you are in does not exist any more.\n"
    )


def test_the_doctor_says_of_a_locked_home_that_it_may_not_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(path: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    from simulator.cli import doctor

    monkeypatch.setattr("simulator.library.files._status", locked)
    assert doctor._state(Path("/locked/x"), "nothing") == "cannot be read"


def test_a_question_without_anybody_to_answer_it_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from simulator.cli import data

    def asks(_: str) -> str:
        input("Sure? ")
        raise AssertionError

    monkeypatch.setattr(data, "clean_line", asks)
    streams = Standard()
    assert streams.run("data", "path") == 1
    assert streams.said().endswith("balint-sim: The input has ended, so nothing was done.\n")
