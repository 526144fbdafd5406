"""``balint-sim share``: what is said before, what is written, and what is refused."""

import json
from pathlib import Path

from simulator.practice.shared_file import read_shared
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.plays import begun, play_to_the_end
from tests.workspaces import workspace_at


def practised(home: Path) -> str:
    """Finish a session in ``home``; return its id."""
    workspace = workspace_at(home)
    store = SqliteStore(workspace.store_file, workspace.now)
    saved = begun(store)
    play_to_the_end(saved)
    moment = next(iter(saved.session.records)).moment or "first-time"
    store.keep_own_words(saved.play.id, moment, 1, "typed by me")
    store.close()
    return saved.play.id


def test_it_says_what_is_shared_and_writes_it(tmp_path: Path) -> None:
    practised(tmp_path)
    file = tmp_path / "s.json"
    done = balint(tmp_path, "share", "--course", "k7p-m4q", "--yes", "-o", str(file))
    assert done.returncode == 0
    for said in ("for the trainers of the course with the code K7PM4Q", "nothing that you typed"):
        assert said.lower() in " ".join(done.stdout.split()).lower()
    shared = read_shared(file.read_bytes())
    assert shared.own_words is None
    assert len(shared.figures) == 1
    assert "typed by me" not in file.read_text("utf-8")


def test_own_words_are_shared_only_if_that_is_asked_for(tmp_path: Path) -> None:
    practised(tmp_path)
    file = tmp_path / "s.json"
    balint(tmp_path, "share", "--course", "K7PM4Q", "--own-words", "--yes", "-o", str(file))
    assert "typed by me" in file.read_text("utf-8")


def test_without_a_terminal_nothing_is_written_unless_yes_is_given(tmp_path: Path) -> None:
    practised(tmp_path)
    file = tmp_path / "s.json"
    done = balint(tmp_path, "share", "--course", "K7PM4Q", "-o", str(file))
    assert done.returncode == 1
    assert "--yes" in done.stderr
    assert not file.exists()


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    practised(tmp_path)
    file = tmp_path / "s.json"
    file.write_text("mine")
    command = ("share", "--course", "K7PM4Q", "--yes", "-o", str(file))
    assert balint(tmp_path, *command).returncode == 1
    assert file.read_text() == "mine"
    assert balint(tmp_path, *command, "--force").returncode == 0
    assert read_shared(file.read_bytes()).what == "share"


def test_a_withdrawal_has_the_same_id_and_nothing_else(tmp_path: Path) -> None:
    practised(tmp_path)
    file, back = tmp_path / "s.json", tmp_path / "w.json"
    balint(tmp_path, "share", "--course", "K7PM4Q", "--yes", "-o", str(file))
    done = balint(tmp_path, "share", "--course", "K7PM4Q", "--withdraw", "--yes", "-o", str(back))
    assert done.returncode == 0
    shared, withdrawn = read_shared(file.read_bytes()), read_shared(back.read_bytes())
    assert withdrawn.what == "withdraw"
    assert withdrawn.learner == shared.learner
    assert json.loads(back.read_text())["figures"] == []


def test_where_nobody_has_practised_there_is_nothing_to_share_or_withdraw(tmp_path: Path) -> None:
    for more in ((), ("--withdraw",)):
        done = balint(tmp_path, "share", "--course", "K7PM4Q", "--yes", *more)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1


def test_a_code_that_can_be_none_is_a_usage_error(tmp_path: Path) -> None:
    done = balint(tmp_path, "share", "--course", "K7PM4", "--yes")
    assert done.returncode == 2
    assert "K7PM4" in done.stderr
