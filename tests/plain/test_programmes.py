"""A programme in plain lines: from each debrief on to the next session, and after a break."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.library.find_programmes import find_programme
from simulator.plain.room import enter
from simulator.practice.open_play import new_part
from simulator.practice.play_options import PlayOptions
from simulator.practice.programmes import first_part
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.libraries import small
from tests.plain.said import typed
from tests.programmes import EVENING, TITLES, evening
from tests.workspaces import workspace_at

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    evening(tmp_path)
    opened = SqliteStore(tmp_path / "learner.sqlite3")
    yield opened
    opened.close()


def test_the_list_has_the_programme_and_its_number_takes_it(
    tmp_path: Path, store: SqliteStore
) -> None:
    said = typed(tmp_path, store, "3", "q")
    assert "3. An evening\nA programme: Seventeen eggs, The night call.\n" in said
    assert "An evening, 1 of 2\nTwo cases and one pot of tea." in said
    assert "Live: the group does not stop for you" in said


def test_enter_goes_from_the_debrief_to_the_next_session(
    tmp_path: Path, store: SqliteStore
) -> None:
    said = typed(tmp_path, store, "3", *[""] * 4, "x", "", "")
    assert "Next: An evening, 2 of 2. Enter: lead next, b: try again," in said
    assert (
        said.index("\nSeventeen eggs\n")
        < said.index("The meeting is over")
        < said.index("\nThe night call\n")
    )
    assert "Guided: the group pauses" in said


def test_left_between_two_sessions_it_says_what_comes_next_and_the_list_offers_it(
    tmp_path: Path,
    store: SqliteStore,
) -> None:
    left = typed(tmp_path, store, "3", *[""] * 4, "q")
    assert (
        "This session is finished and saved. Next: An evening, 2 of 2: balint-sim --plain play --resume"
        in left
    )
    again = typed(tmp_path, store, "1", "q")
    assert "1. Continue An evening, 2 of 2: 'The night call'" in again
    assert "\nThe night call\n" in again
    assert "Two cases and one pot of tea." not in again.split("Which one?")[1]


def test_a_demonstration_is_of_a_scenario(tmp_path: Path, store: SqliteStore) -> None:
    assert "A programme has no demonstration of its own" in typed(tmp_path, store, "d 3", "q")


def test_what_cannot_be_played_any_more_is_told(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "scenarios" / "eggs" / "scenario.yaml").write_text("scenario: [", "utf-8")
    assert "does not load" in typed(tmp_path, store, "2")


def test_after_another_way_of_the_first_part_the_programme_goes_on(
    tmp_path: Path, store: SqliteStore
) -> None:
    workspace = workspace_at(tmp_path)
    programme = find_programme(workspace, "an-evening")
    assert programme is not None
    part = first_part(programme)
    target = io.StringIO()
    lines = "\n" * 4 + "x\nb\n1\n" + "\n" * 2 + "x\n\nq\n"
    options = PlayOptions(seed=1)
    new = new_part(workspace, part, options)
    enter(workspace, store, new, options, io.StringIO(lines), target)
    said = target.getvalue()
    assert said.count("Next: An evening, 2 of 2. Enter: lead next, b: try again,") == 2
    assert said.index("From here on, this is another attempt.") < said.index("\nThe night call\n")


# The command.


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    for name, title in TITLES.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "scenario.yaml").write_text(small(name, title=title), "utf-8")
    file = tmp_path / "programmes" / "an-evening.yaml"
    file.parent.mkdir()
    file.write_text(EVENING, "utf-8")
    return file


def test_a_path_is_played_and_resumed_from_session_to_session(tmp_path: Path, mine: Path) -> None:
    home = tmp_path / "home"
    first = balint(home, "play", str(mine), "--seed", "1", typed="\n" * 4)
    assert first.returncode == 0
    assert "An evening, 1 of 2" in first.stdout
    assert "Next: An evening, 2 of 2: balint-sim --plain play --resume" in first.stdout
    for name in ((), (str(mine),), ("an-evening",)):
        again = balint(home, "play", *name, "--resume", typed="")
        assert again.returncode == 0, again.stderr
        assert "An evening, 2 of 2" in again.stdout or "Continuing 'The night call'" in again.stdout
    assert balint(home, "play", "something-else", "--resume", typed="").returncode == 1


def test_the_options_come_before_what_the_programme_says(tmp_path: Path, mine: Path) -> None:
    done = balint(tmp_path / "home", "play", str(mine), "--mode", "guided", typed="")
    assert "Guided: the group pauses" in done.stdout


def test_to_watch_a_programme_is_answered_with_its_scenarios(tmp_path: Path, mine: Path) -> None:
    done = balint(tmp_path / "home", "play", str(mine), "--watch")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "balint-sim: 'an-evening' is a programme; watch one of its scenarios: eggs, night.\n"
    )


def test_a_programme_that_does_not_load_is_refused_with_its_finding(
    tmp_path: Path, mine: Path
) -> None:
    mine.write_text(EVENING.replace("scenario: eggs", "scenario: egs"), "utf-8")
    done = balint(tmp_path / "home", "play", str(mine))
    assert done.returncode == 1
    assert "G101 There is no scenario 'egs'. Did you mean 'eggs'?" in done.stderr


def test_a_folder_is_checked_with_its_programmes(tmp_path: Path, mine: Path) -> None:
    done = balint(tmp_path / "home", "check", str(tmp_path))
    assert done.stdout.endswith("2 scenarios and 1 programme checked, 6 findings.\n")
    mine.write_text(EVENING.replace("scenario: eggs", "scenario: egs"), "utf-8")
    done = balint(tmp_path / "home", "check", str(mine))
    assert done.returncode == 1
    assert "an-evening.yaml:6:16: G101" in done.stdout
    assert done.stdout.endswith("1 programme checked, 1 finding.\n")


def test_the_list_names_the_programmes_after_the_scenarios(tmp_path: Path) -> None:
    said = balint(tmp_path, "list").stdout
    assert "\nan-evening-with-two-cases  An evening with two cases\n    a programme: " in said
