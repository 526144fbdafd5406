"""Every command handles every path alike, with one plain sentence if it is unusable."""

import errno
import io
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from simulator import cli
from simulator.cli import main
from simulator.cli.environment import workspace
from simulator.library import catalogue_files, files
from simulator.library.files import BrokenCatalogue
from simulator.library.find import library_cards
from simulator.library.workspace import Folders, Workspace
from simulator.plain import room, watching
from simulator.practice import settings
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.text import forbidden_character
from tests.libraries import only_tutorial, small
from tests.permissions import permissions_hold
from tests.workspaces import SHIPPED, catalogue

pytestmark = pytest.mark.slow

ODD = os.fsdecode(b"d\xff\x9b")
"""The name of a folder that is not UTF-8."""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that knows the library, which is then not read by each command that looks at it."""
    folder = tmp_path_factory.mktemp("cards")
    library_cards(Workspace(SHIPPED, Folders(folder, folder), loaded=catalogue()))
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, cards: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path / "home"))
    shutil.copytree(cards, tmp_path / "home" / "cache")
    return tmp_path / "home"


@pytest.fixture
def said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run a command, with ``typed`` on its standard input; return its status and what it wrote."""
    for module, name in ((room, "enter"), (room, "preview"), (watching, "watch")):
        monkeypatch.setattr(module, name, _on_the_streams_of_now(getattr(module, name)))

    def run(*arguments: str, typed: str = "q\n") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            status = main(list(arguments))
        finally:
            out, err = capsys.readouterr()
        assert not any(forbidden_character(line) for line in (*out.splitlines(), *err.splitlines()))
        return status, out, err

    return run


def _on_the_streams_of_now(play: Callable[..., int]) -> Callable[..., int]:
    return lambda *args, **more: play(*args, source=sys.stdin, target=sys.stdout, **more)


def written(folder: Path, name: str = "eggs") -> Path:
    """Write a small scenario with an exemplary play; return its folder."""
    (folder / name / "plays").mkdir(parents=True)
    (folder / name / "scenario.yaml").write_text(small(name), "utf-8")
    (folder / name / "plays" / "exemplary.yaml").write_text(
        "play: exemplary\nmode: guided\nseed: 1\nacts: {drift: contain}\n"
    )
    return folder / name


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(5_000_000_000)


def _folder(path: Path) -> None:
    (path / "scenario.yaml").mkdir(parents=True)


KINDS: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": _folder,
    "huge": _huge,
    "empty": Path.touch,
    "loop": lambda path: path.symlink_to(path),
    "dangling": lambda path: path.symlink_to("nothing"),
    "locked": lambda path: path.touch(0),
    "in a locked folder": lambda path: path.parent.chmod(0),
    "in no folder": lambda path: path.parent.rmdir(),
}

COMMANDS = [
    ["check", "{}"],
    ["play", "{}", "--plain"],
    ["play", "{}", "--watch", "--plain"],
    ["play", "{}", "--resume", "--plain"],
    ["analyse", "{}"],
    ["graph", "{}"],
    ["run", "{}", "--play", "exemplary"],
    ["run", "tutorial", "--play", "{}"],
    ["preview", "{}", "--from", "drift"],
    ["new", "a-copy", "--from", "{}"],
    ["pack", "install", "{}"],
    ["pack", "build", "{}"],
]


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_at_a_path_every_command_ends_with_a_sentence(
    kind: str, tmp_path: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    for name in ("x.yaml", "scenario.yaml", "pack.zip"):
        folder = tmp_path / f"of {name}"
        folder.mkdir()
        KINDS[kind](folder / name)
        with permissions_hold():
            for command in COMMANDS:
                status, out, err = said(*(part.format(folder / name) for part in command))
                assert status in (1, 2), command
                assert out + err, command
        folder.chmod(0o700) if folder.exists() else None


def test_a_huge_file_is_told_by_its_code_and_is_not_read(
    tmp_path: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    _huge(tmp_path / "x.yaml")
    assert "Y120" in said("check", str(tmp_path / "x.yaml"))[1]
    (tmp_path / "programmes").mkdir()
    _huge(tmp_path / "programmes" / "x.yaml")
    assert "Y120" in said("check", str(tmp_path / "programmes"))[1]


def test_a_folder_whose_name_is_not_utf8_is_like_any_other(
    tmp_path: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    folder = str(tmp_path / ODD / "eggs")
    assert said("new", folder, "--title", "About eggs")[0] == 0
    assert said("check", folder)[:2] == (0, "1 scenario checked, no findings.\n")
    assert said("play", folder, "--plain", typed="\nw\n1\nq\n")[0] == 0
    status, out, _ = said("play", "--resume", folder, "--plain", typed="\nw\n\nw\n\nw\n\n")
    assert (status, "edited" in out, "Its file" in out) == (0, False, False)
    assert "About eggs" in said("debrief")[1]
    for command in (
        ["analyse"],
        ["graph"],
        ["run", "--play", "exemplary"],
        ["preview", "--from", "against-him", "--plain"],
    ):
        assert said(command[0], folder, *command[1:])[0] == 0
    assert said("play", folder, "--watch", "--plain", typed="\nw\n" * 20)[0] == 0
    assert said("graph", folder, "-o", f"{folder}/flow.svg")[0] == 0
    assert said("new", str(tmp_path / ODD / "another"))[0] == 0
    assert said("new", str(tmp_path / ODD / "copy"), "--from", folder)[0] == 0
    assert said("list")[0] == 0
    assert said("data", "export")[0] == 0
    (tmp_path / ODD / "pack.yaml").write_text("pack: odd\ntitle: Odd\nauthor: A.\n", "utf-8")
    assert said("pack", "build", str(tmp_path / ODD), "-o", str(tmp_path / ODD / "odd.zip"))[0] in (
        0,
        1,
    )


def test_a_home_whose_name_is_not_utf8_is_like_any_other(
    tmp_path: Path, said: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALINT_SIM_HOME", str(tmp_path / ODD))
    assert said("new", str(tmp_path / "mine" / "ours"), "--title", "About ours")[0] == 0
    (tmp_path / "mine" / "pack.yaml").write_text("pack: odd\ntitle: Odd\nauthor: A.\n", "utf-8")
    assert said("pack", "build", str(tmp_path / "mine"))[0] == 0
    assert said("pack", "install", "odd.zip")[0] == 0
    assert "About ours" in said("list")[1]
    assert said("play", "ours", "--plain", typed="\nw\n1\nq\n")[0] == 0
    assert said("play", "--resume", "ours", "--plain")[0] == 0
    assert settings.save(tmp_path / ODD / "config.yaml", pace=300) == ""
    assert said("doctor")[0] == 0


def test_a_play_goes_on_with_its_own_text_when_its_folder_is_locked(
    tmp_path: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    folder = written(tmp_path / "share")
    assert said("play", str(folder), "--plain", typed="\nq\n")[0] == 0
    with _locked(tmp_path / "share"):
        status, out, _ = said("play", "--resume", "--plain")
        assert (status, "Its file can no longer be played" in out) == (0, True)
        assert said("play", "--resume", str(folder), "--plain")[0] == 0


def test_what_cannot_be_read_is_named(
    tmp_path: Path, home: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    share = tmp_path / "share"
    written(share)
    (home / "packs").mkdir(parents=True)
    for path in (share, share / "eggs", share / "eggs" / "plays", share / "eggs" / "scenario.yaml"):
        with _locked(path):
            status, out, _ = said("check", str(share))
        assert (status, f"{path}:1:1: F101 " in out) == (1, True)
    for path in (home, home / "packs"):
        with _locked(path):
            for command in (
                ["list"],
                ["doctor"],
                ["pack", "list"],
                ["analyse", "--library", "--limit", "1"],
            ):
                assert f"{home / 'packs'} cannot be read: Permission denied." in "".join(
                    said(*command)[1:]
                )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Nobody may look into this file or folder for a while."""
    before = path.stat().st_mode
    path.chmod(0)
    try:
        with permissions_hold():
            yield
    finally:
        path.chmod(before)


def test_a_locked_plays_folder_keeps_nobody_from_playing_and_is_named(
    tmp_path: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    folder = written(tmp_path)
    with _locked(folder / "plays"):
        assert said("play", str(folder), "--plain")[0] == 0
        for command in (["play", "--watch", "--plain"], ["run", "--play", "exemplary"], ["graph"]):
            assert "Permission denied" in said(command[0], str(folder), *command[1:])[2]
        assert "Permission denied" in said("new", "copy", "--from", str(folder))[2]


NAMED = [
    ["play", "tutorial", "--plain"],
    ["play", "tutorial", "--watch", "--plain"],
    ["play", "tutorial", "--resume", "--plain"],
    ["analyse", "tutorial"],
    ["graph", "tutorial"],
    ["run", "tutorial", "--play", "exemplary"],
    ["preview", "tutorial", "--from", "drift", "--plain"],
    ["new", "a-copy", "--from", "tutorial"],
]


@pytest.mark.parametrize("command", NAMED, ids=" ".join)
def test_a_folder_here_comes_before_the_library_and_the_command_says_so(
    command: list[str], said: Callable[..., tuple[int, str, str]]
) -> None:
    written(Path.cwd(), "tutorial")
    assert said("play", str(Path.cwd() / "tutorial"), "--plain", typed="\nq\n")[0] == 0
    status, out, err = said(*command, typed="\nw\n" * 20)
    assert status == 0, err
    assert err.startswith(
        "balint-sim: Using 'tutorial' here: tutorial/scenario.yaml. The library's scenario of this id is "
    )
    assert (
        "About tutorial" in out
        or "drift" in out
        or Path("a-copy/scenario.yaml").read_text("utf-8").count("About tutorial")
    )


def test_check_means_the_same_file_as_play(said: Callable[..., tuple[int, str, str]]) -> None:
    assert said("check", "tutorial")[:2] == (
        0,
        "1 scenario checked, no findings.\n",
    )  # the library's
    written(Path.cwd(), "tutorial")
    Path("tutorial/scenario.yaml").write_text("scenario: tutorial\n", "utf-8")
    assert said("check", "tutorial")[1].startswith("tutorial/scenario.yaml:1:1: S201")
    assert "tutorial/scenario.yaml:1:1: S201" in said("play", "tutorial", "--plain")[2]


def test_an_id_is_the_librarys_where_nothing_here_is_called_so(
    said: Callable[..., tuple[int, str, str]],
) -> None:
    Path("tutorial").mkdir()  # some other folder
    status, _, err = said("play", "tutorial", "--plain")
    assert (status, err) == (0, "")
    assert said("check", "an-evening-with-two-cases")[:2] == (
        0,
        "1 programme checked, no findings.\n",
    )


def test_the_scenarios_of_a_programme_are_not_taken_from_the_folder_where_one_stands(
    tmp_path: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    written(Path.cwd(), "eggs")
    programme = tmp_path / "elsewhere" / "x.yaml"
    programme.parent.mkdir()
    programme.write_text(
        "programme: x\ntitle: X\nabout: X.\nformat: weekly-90\nsessions: [{scenario: eggs}]\n",
        "utf-8",
    )
    assert "There is no scenario 'eggs'" in said("check", str(programme))[1]


def test_an_error_at_any_look_at_the_disk_ends_with_a_sentence(
    tmp_path: Path,
    home: Path,
    said: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = only_tutorial(tmp_path / "library")

    def with_library(loaded: Catalogue | None) -> None:
        monkeypatch.setattr(
            cli, "workspace", lambda: replace(workspace(), shipped=library, loaded=loaded)
        )

    with_library(catalogue())
    folder = str(written(tmp_path / "mine"))
    said("play", folder, "--plain", typed="\nq\n")
    settings.save(home / "config.yaml", pace=300)
    for command in (
        ["list"],
        ["check", str(tmp_path / "mine")],
        ["play", "--resume", "--plain"],
        ["play", folder, "--watch", "--plain"],
        ["run", folder, "--play", "exemplary"],
        ["graph", folder, "-o", str(tmp_path / "flow.svg")],
        ["new", "copy", "--from", folder],
        ["pack", "list"],
    ):
        for step in count():
            if not _failing(step, partial(said, *command, typed="\nw\n" * 9)):
                break
    with_library(None)  # the doctor reads the catalogue as well
    for step in count():
        if not _failing(step, partial(said, "doctor")):
            break
    for step in count():
        if not _failing(step, partial(settings.save, home / "config.yaml", pace=100 + step)):
            break
        assert settings.load(home / "config.yaml").pace in (300, 100 + step)
        settings.save(home / "config.yaml", pace=300)
    assert sorted(path.name for path in home.iterdir() if path.name.endswith(".draft")) == []


def _failing(step: int, run: Callable[[], object]) -> bool:
    """Run something; the ``step``-th call that files.py makes to the system fails. Return whether
    it came so far.
    """
    left = [step]

    def perhaps(done: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            if sys._getframe(1).f_code.co_filename == files.__file__:
                left[0] -= 1
                if left[0] == -1:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
            return done(*args, **more)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in ("stat", "open", "fdopen", "fstat", "scandir", "fsync"):
            patch.setattr(os, name, perhaps(getattr(os, name)))
        patch.setattr(Path, "replace", perhaps(Path.replace))
        run()
    return left[0] < 0


def test_a_damaged_installation_is_told_in_one_line(
    said: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(folder: Path) -> None:
        raise BrokenCatalogue("rules.yaml cannot be read")

    monkeypatch.setattr(catalogue_files, "load_catalogue", damaged)
    status, _, err = said("check", str(written(Path.cwd())))
    assert (status, len(err.splitlines())) == (1, 1)
    assert "The installation is damaged" in err


NAMES = (
    b"\xff\xfe",
    b"\x1b]0;x\x07",
    b"a\nb",
    b"\x9b",
    "\u202etxt".encode(),
    b"x" * 250,
    b"'; rm *",
    b"%s {0}",
    b"\xed\xa0\x80",
    b" ",
)


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_whatever_a_file_is_called_its_name_is_shown_clean(
    name: bytes, said: Callable[..., tuple[int, str, str]]
) -> None:
    path, here = os.fsdecode(name), str(written(Path.cwd()))
    for command in COMMANDS:
        assert said(*(part.format(path) if part == "{}" else part for part in command))[0] in (
            1,
            2,
        )  # nothing is there
    Path(path).write_bytes(b"scenario: 1\n")
    Path(f"{path}.f").mkdir()
    for command in COMMANDS:
        assert said(*(part.format(path) if part == "{}" else part for part in command))[0] == 1
    assert said("new", f"{path}.f/egg")[0] == 0
    assert said("check", f"{path}.f")[0] == 0
    assert said("graph", here, "-o", f"{path}.f/x.svg")[0] == 0
    assert said("graph", here, "-o", f"{path}.f")[0] == 1
