"""``balint-sim data``: reading never writes, and deleting removes everything."""

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store.migrations import VERSION
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.permissions import permissions_hold
from tests.plays import begun, play_to_the_end, written
from tests.scripts import CUE, HEAD, LEAVE

pytestmark = pytest.mark.slow

STORES = Path(__file__).parent.parent / "golden" / "stores"
SCRIPT = f"{HEAD}script:\n- ben: before\n{CUE}{LEAVE}- end: Thank you.\n"

LEFT_BEHIND = (
    "learner.sqlite3-journal",
    "learner.version-3.sqlite3",
    ".learner.version-3.sqlite3.4711-0.draft",
    "config.yaml",
    "config.yaml.4711",
    ".config.yaml.4711-3.draft",
    "cards.json",
    "cards.4711",
    "programmes.json",
    "scores.json",
    "scores.4711",
    "exact/0123456789abcdef0123456789abcdef.json",
    "exact/0123456789abcdef0123456789abcdef.4711",
    "debriefs/debrief-presenter-drifts-3.html",
    "debriefs/.debrief-presenter-drifts-3.html.4711-3.draft",
    "cache/cards.json",
    "cache/.cards.json.4711-3.draft",
    "cache/scores.json",
    "cache/judged/01234567-89ab-4cde-8f01-23456789abcd.json",
    "cache/judged/.01234567-89ab-4cde-8f01-23456789abcd.json.4711-3.draft",
    "debriefs/progress.html",
    "debriefs/practice-log.html",
    "debriefs/.progress.html.4711-3.draft",
    "cache/exact/first/0123456789abcdef0123456789abcdef.json",
    "cache/exact/states/.0123456789abcdef0123456789abcdef.json.4711-3.draft",
)
OF_OTHERS = (
    "notes.txt",
    "config.yaml.bak",
    "debrief.html",
    "packs/mine/pack.json",
    "debriefs/letter.html",
    "debriefs/notes/debrief-mine-1.html",
    "exact/novel.docx",
    "exact/measurements.json",
    "cache/settings.json",
    "cache/.letter.draft",
    "cache/1998",
    "cache/exact/cards.json",
    "cache/photos/cards.json",
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with a finished play of a short scenario."""
    folder = tmp_path_factory.mktemp("finished")
    store = SqliteStore(folder / "learner.sqlite3")
    play_to_the_end(begun(store, written(folder, SCRIPT)))
    store.close()
    return (folder / "learner.sqlite3").read_bytes()


@pytest.fixture
def home(finished: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with that store."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "learner.sqlite3").write_bytes(finished)
    yield folder
    if folder.exists():
        folder.chmod(0o700)


def content(home: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()
    }


def files(home: Path, *names: str) -> None:
    for name in names:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x", "utf-8")


@pytest.mark.parametrize("command", [["debrief"], ["debrief", "1"], ["data", "export"]])
def test_reading_leaves_the_store_as_it_is_and_makes_none(
    home: Path, tmp_path: Path, command: list[str]
) -> None:
    before = (home / "learner.sqlite3").read_bytes()
    assert balint(home, *command).returncode == 0
    assert (home / "learner.sqlite3").read_bytes() == before
    balint(tmp_path / "none", *command)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", [["debrief"], ["data", "export"], ["list"], ["doctor"]])
def test_a_store_that_cannot_be_written_can_be_read(home: Path, command: list[str]) -> None:
    (home / "learner.sqlite3").chmod(0o400)
    home.chmod(0o500)
    with permissions_hold():
        outcome = balint(home, *command)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout == balint(home, *command).stdout or command == ["doctor"]


@pytest.mark.parametrize("version", [1, 2])
def test_an_old_store_that_cannot_be_written_is_read_in_a_copy(home: Path, version: int) -> None:
    golden = Path(__file__).parent.parent / "golden" / "stores" / f"version-{version}.sqlite3"
    shutil.copy(golden, home / "learner.sqlite3")
    (home / "learner.sqlite3").chmod(0o400)
    home.chmod(0o500)
    with permissions_hold():
        outcome = balint(home, "debrief")
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert (home / "learner.sqlite3").read_bytes() == golden.read_bytes()


def test_a_play_that_cannot_be_kept_is_refused_in_words(home: Path) -> None:
    (home / "learner.sqlite3").chmod(0o400)
    home.chmod(0o500)
    with permissions_hold():
        outcome = balint(home, "play", "tutorial", "--plain", typed="\n\n")
    assert outcome.returncode == 1
    assert "is read-only. What was saved is safe." in outcome.stderr


def test_a_play_whose_end_was_not_noted_has_its_debrief_all_the_same(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    shown = balint(home, "debrief").stdout
    begun(store)
    store._db.execute("UPDATE play SET ended = NULL")
    store.close()
    assert balint(home, "debrief").stdout == balint(home, "debrief", "1").stdout == shown
    assert "Session 2 is not finished" in balint(home, "debrief", "2").stderr


def test_everything_is_deleted_that_the_program_made_and_nothing_else(home: Path) -> None:
    files(home, *LEFT_BEHIND, *OF_OTHERS)
    (home / "scores.1").symlink_to(home / "nowhere")
    (home / "an empty folder of mine").mkdir()
    (home / "cache" / "an empty one too").mkdir()
    outcome = balint(home, "data", "delete", "--yes")
    assert outcome.returncode == 0
    assert sorted(content(home)) == sorted(OF_OTHERS)
    assert not (home / "scores.1").is_symlink()
    assert not (home / "cache" / "exact" / "first").exists()
    assert (home / "an empty folder of mine").is_dir()
    assert (home / "cache" / "an empty one too").is_dir()
    assert "left in" in outcome.stdout
    for name in (
        "an empty folder of mine",
        "config.yaml.bak",
        "debrief.html",
        "cache",
        "debriefs and 2 more",
    ):
        assert name in outcome.stdout
    assert "Installed packs" in outcome.stdout


def test_one_session_is_deleted_with_the_attempts_from_it(home: Path) -> None:
    store = SqliteStore(home / "learner.sqlite3")
    before = store.plays()
    first = begun(store).play
    store.branch(first, "drift", 0)
    store.close()
    refused = balint(home, "data", "delete", "--session", "9", "--yes")
    assert (refused.returncode, "There is no session 9." in refused.stderr) == (1, True)
    unsure = balint(home, "data", "delete", "--session", str(first.number))
    assert (unsure.returncode, "--yes" in unsure.stderr) == (1, True)
    done = balint(home, "data", "delete", "--session", str(first.number), "--yes")
    assert (done.returncode, done.stdout) == (0, f"Session {first.number} is deleted.\n")
    store = SqliteStore(home / "learner.sqlite3")
    assert store.plays() == before
    store.close()


def test_the_home_itself_goes_when_nothing_is_left_in_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    files(home, *LEFT_BEHIND)
    balint(home, "data", "delete", "--yes")
    assert not home.exists()
    assert "nothing to delete" in balint(home, "data", "delete", "--yes").stdout


def test_a_store_that_is_a_link_is_deleted_where_it_really_is(home: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.db"
    (home / "learner.sqlite3").rename(real)
    (home / "learner.sqlite3").symlink_to(real)
    files(tmp_path, "elsewhere.db-journal")
    assert balint(home, "data", "delete", "--yes").returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_read_is_not_called_empty(home: Path) -> None:
    before = content(home)
    home.chmod(0o000)
    with permissions_hold():
        outcome = balint(home, "data", "delete", "--yes")
    home.chmod(0o700)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert "cannot be read: Permission denied. Nothing was deleted." in outcome.stderr
    assert content(home) == before


def test_a_store_in_a_locked_folder_is_refused_in_one_sentence(home: Path) -> None:
    home.chmod(0o000)
    with permissions_hold():
        outcome = balint(home, "data", "export")
    home.chmod(0o700)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert outcome.stderr.endswith("learner.sqlite3 cannot be used: Permission denied.\n")


def test_files_that_cannot_be_deleted_are_named(home: Path) -> None:
    files(home, "config.yaml")
    home.chmod(0o500)
    with permissions_hold():
        outcome = balint(home, "data", "delete", "--yes")
    assert outcome.returncode == 1
    assert "2 of 2 files could not be deleted; the first is" in outcome.stderr
    assert "Deleted." not in outcome.stdout


def test_one_file_that_cannot_be_deleted_is_named_alone(home: Path) -> None:
    home.chmod(0o500)
    with permissions_hold():
        outcome = balint(home, "data", "delete", "--yes")
    assert (
        outcome.stderr
        == f"balint-sim: {home / 'learner.sqlite3'} could not be deleted: Permission denied.\n"
    )


@pytest.mark.parametrize(
    ("typed", "deleted"), [("\x04", False), ("\n", False), ("no\n", False), ("delete\n", True)]
)
def test_only_the_word_deletes(home: Path, typed: str, deleted: bool) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "data", "delete"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "BALINT_SIM_HOME": str(home)},
    )
    os.write(ours, typed.encode())
    said = process.communicate(timeout=60)[0].decode()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert ("Deleted." in said) == deleted
    assert ("Nothing was deleted." in said) == (not deleted)
    assert (home / "learner.sqlite3").exists() == (not deleted)


def test_without_anybody_to_ask_nothing_is_deleted(home: Path) -> None:
    command = f"exec {sys.executable} -m simulator data delete <&-"
    environment = {**os.environ, "BALINT_SIM_HOME": str(home)}
    outcome = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert outcome.returncode == 1
    assert "add --yes. Nothing was deleted." in outcome.stderr
    assert (home / "learner.sqlite3").exists()


def test_an_export_can_be_read_again_and_has_everything_to_play_it_again(home: Path) -> None:
    exported = json.loads(balint(home, "data", "export").stdout)
    (play,) = exported["plays"]
    assert "scenario:" in exported["scenario_texts"][play["digest"]]
    assert play["acts"]


def test_an_export_is_imported_once_and_says_what_was_added(home: Path, tmp_path: Path) -> None:
    exported = balint(home, "data", "export").stdout
    file = tmp_path / "export.json"
    file.write_text(exported, "utf-8")
    elsewhere = tmp_path / "elsewhere"
    dry = balint(elsewhere, "data", "import", str(file), "--dry-run")
    assert "Nothing was imported" in dry.stdout
    assert not elsewhere.exists()
    assert balint(elsewhere, "data", "import", str(file)).stdout == "1 session was added.\n"
    again = balint(elsewhere, "data", "import", "--dry-run", "-", typed=exported)
    assert "1 session was here already and was skipped." in again.stdout
    assert balint(elsewhere, "data", "export").stdout == exported
    assert balint(elsewhere, "debrief", "1").returncode == 0


def test_a_file_that_cannot_be_imported_is_named_in_one_line_and_changes_nothing(
    home: Path, tmp_path: Path
) -> None:
    before = (home / "learner.sqlite3").read_bytes()
    (tmp_path / "broken.json").write_text("{", "utf-8")
    for file, why in (("broken.json", "not a JSON file"), ("none.json", "No such file")):
        outcome = balint(home, "data", "import", str(tmp_path / file))
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert outcome.stderr.count("\n") == 1
        assert file in outcome.stderr
        assert why in outcome.stderr
    typed = balint(home, "data", "import", "-", typed="{")
    assert typed.stderr.startswith("balint-sim: Standard input was not imported. ")
    assert balint(home, "data", "import").returncode == 2
    assert (home / "learner.sqlite3").read_bytes() == before


def test_it_is_said_once_that_an_older_store_was_migrated_and_where_its_copy_is(
    tmp_path: Path,
) -> None:
    old = Path(__file__).parent.parent / "golden" / "stores" / "version-3.sqlite3"
    shutil.copy(old, tmp_path / "learner.sqlite3")
    reading = balint(tmp_path, "debrief", "--list")
    assert reading.stderr == ""
    first = balint(tmp_path, "play", "--plain", "--resume", typed="q\n")
    assert str(tmp_path / "learner.version-3.sqlite3") in first.stderr
    second = balint(tmp_path, "play", "--plain", "--resume", typed="q\n")
    assert "learner.version" not in second.stderr


@pytest.mark.parametrize("version", range(1, VERSION))
def test_the_data_of_every_older_version_are_exported_and_merged_with_a_copy_made_first(
    tmp_path: Path, version: int
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for home in (here, there):
        home.mkdir()
        shutil.copy(STORES / f"version-{version}.sqlite3", home / "learner.sqlite3")
    before = (here / "learner.sqlite3").read_bytes()
    exported = balint(here, "data", "export").stdout
    # To export is to read: the older file stays as it is.
    assert (here / "learner.sqlite3").read_bytes() == before
    count = len(json.loads(exported)["plays"])
    merged = balint(there, "data", "import", "-", typed=exported)
    assert merged.stdout.splitlines()[1:] == [
        f"{count} sessions were here already and were skipped."
    ]
    backup = there / f"learner.version-{version}.sqlite3"
    assert str(backup) in merged.stderr
    assert backup.exists()
    assert balint(there, "data", "export").stdout == exported
    assert balint(tmp_path / "new", "data", "import", "-", typed=exported).stdout == (
        f"{count} sessions were added.\n"
    )
    assert balint(tmp_path / "new", "data", "export").stdout == exported


@pytest.mark.parametrize("damage", ["not a store at all" * 99, "read-only"])
def test_an_import_into_a_store_that_cannot_be_used_is_refused_and_harms_nothing(
    home: Path, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "export.json"
    file.write_text(balint(home, "data", "export").stdout, "utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    store = elsewhere / "learner.sqlite3"
    SqliteStore(store).close()
    if damage == "read-only":
        store.chmod(0o400)
        elsewhere.chmod(0o500)
    else:
        store.write_text(damage, "utf-8")
    before = store.read_bytes()
    try:
        with permissions_hold():
            ran = balint(elsewhere, "data", "import", str(file))
    finally:
        elsewhere.chmod(0o700)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 1
    assert store.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "words", [["data", "export"], ["progress"], ["progress", "--log", "--format", "csv"]]
)
def test_a_full_disk_is_named_in_one_sentence(home: Path, words: list[str]) -> None:
    before = (home / "learner.sqlite3").read_bytes()
    ran = balint(home, *words, "-o", "/dev/full")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "No space left on device" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert (home / "learner.sqlite3").read_bytes() == before
