"""``balint-sim progress``: everything that was practised, in every form, and the practice log."""

import json
from pathlib import Path

import pytest

from simulator.practice.practice_log import STAYS
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.plays import begun, play_to_the_end, skip_reaction
from tests.render.test_write_csv import cells
from tests.workspaces import warmed

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A learner with two finished sessions and a reflection in the second."""
    store = SqliteStore(warmed(tmp_path) / "learner.sqlite3")
    for speak in (False, True):
        saved = begun(store)
        play_to_the_end(saved, speak)
        skip_reaction(saved)
    store.keep_own_words(saved.play.id, STAYS, 0, "=Her face.")
    store.close()
    return tmp_path


def met(home: Path) -> list[set[str]]:
    """Return the moments of each session."""
    store = SqliteStore(home / "learner.sqlite3", reading=True)
    plays = sorted(store.finished(), key=lambda play: play.id)
    found = [{record.moment for record in store.records(play.id)} - {""} for play in plays]
    store.close()
    return found


def test_without_a_session_it_says_so_and_makes_no_file(tmp_path: Path) -> None:
    ran = balint(tmp_path, "progress")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "No session is judged yet." in ran.stdout
    assert not (tmp_path / "learner.sqlite3").exists()


def test_it_prints_what_all_sessions_show(home: Path) -> None:
    ran = balint(home, "progress")
    assert ran.returncode == 0, ran.stderr
    first, second = met(home)
    moments, new = len(first) + len(second), len(first | second)
    assert f"2 sessions judged: {moments} moments, {new} of them new to you." in ran.stdout
    assert "The letter in the van: first " in ran.stdout


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("text", "Your progress\n===="), ("md", "# Your progress\n"), ("html", "<!doctype html>")],
)
def test_it_has_the_forms_of_a_debrief(home: Path, form: str, beginning: str) -> None:
    file = home / "page"
    assert balint(home, "progress", "--format", form, "-o", str(file)).returncode == 0
    assert file.read_text("utf-8").startswith(beginning)
    assert balint(home, "progress", "--format", form).stdout == file.read_text("utf-8")


def test_json_is_for_programs(home: Path) -> None:
    data = json.loads(balint(home, "progress", "--json").stdout)
    assert (data["version"], data["sessions"]) == (1, 2)
    assert data["moments"] == sum(map(len, met(home)))
    assert data["scenarios"][0]["sessions"] == 2


def test_the_log_has_no_reflection_unless_one_is_asked_for(home: Path) -> None:
    ran = balint(home, "progress", "--log")
    assert "2 sessions, " in ran.stdout
    assert "Her face" not in ran.stdout
    for wanted in ("all", "2", "2, 2"):
        assert "=Her face." in balint(home, "progress", "--log", "--reflections", wanted).stdout


def test_the_log_is_a_spreadsheet_too(home: Path) -> None:
    _, first, second, *_ = cells(
        balint(home, "progress", "--log", "--format", "csv", "--reflections", "2").stdout
    )
    assert (first[1], first[7]) == ("1", "")
    assert second[7] == "What stays with you? =Her face."


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--json", "--log"], 2, "--json stands alone"),
        (["--json", "--format", "md"], 2, "--json stands alone"),
        (["--format", "csv"], 2, "add --log"),
        (["--reflections", "all"], 2, "add --log"),
        (["--log", "--reflections", "one"], 2, "expected numbers of sessions"),
        (["--log", "--reflections", "1"], 1, "Session 1 has no reflection."),
        (["--log", "--reflections", "9"], 1, "Session 9 has no reflection."),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    home: Path, words: list[str], status: int, said: str
) -> None:
    ran = balint(home, "progress", *words)
    assert (ran.returncode, ran.stdout) == (status, "")
    assert said in ran.stderr


def test_a_damaged_store_is_refused_in_one_sentence(home: Path) -> None:
    (home / "learner.sqlite3").write_bytes(b"not a store at all, but long enough" * 99)
    for words in (["progress"], ["progress", "--log"]):
        ran = balint(home, *words)
        assert ran.returncode == 1
        assert len(ran.stderr.splitlines()) == 1
        assert "Traceback" not in ran.stderr
