"""``balint-sim drill``: in a pipe, and as a list for people and programs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from simulator import cli
from simulator.cli.environment import workspace
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.libraries import only_tutorial
from tests.plays import begun, play_to_the_end
from tests.workspaces import catalogue, warmed

pytestmark = pytest.mark.slow


@pytest.fixture
def played(tmp_path: Path) -> Path:
    """A home in which a session was finished three days ago, in which nothing was ever said."""
    warmed(tmp_path)
    store = SqliteStore(tmp_path / "learner.sqlite3", lambda: "2026-01-01T09:00:00+00:00")
    play_to_the_end(begun(store))
    store.close()
    return tmp_path


def reviews(home: Path) -> list[tuple[str, int, str]]:
    store = SqliteStore(home / "learner.sqlite3", reading=True)
    found: list[tuple[str, int, str]] = [
        (one.act, one.rating, one.own_words) for one in store.drill_reviews()
    ]
    store.close()
    return found


def test_before_the_first_session_there_is_nothing_to_drill(tmp_path: Path) -> None:
    for option in ("--list", "--plain"):
        done = balint(tmp_path, "drill", option)
        assert done.returncode == 0
        assert "Finish a session first" in done.stdout
    assert json.loads(balint(tmp_path, "drill", "--json").stdout) == []


def test_what_a_session_has_missed_is_due_and_the_list_names_no_scenario(played: Path) -> None:
    listed = balint(played, "drill", "--list").stdout
    assert "The presenter drifts into their own history: due since 2026-01-02" in listed
    assert listed.count("new today") == 1
    rows = json.loads(balint(played, "drill", "--json").stdout)
    # A second case: its moment in another scenario is the twin of one that is due, too, but there
    # is one that is no twin.
    assert "me-too" in [row["situation"] for row in rows]
    assert {row["state"] for row in rows} == {"due", "new"}
    assert {"situation", "name", "state", "due", "reviews", "last", "rating"} == set(rows[0])
    assert "presenter-drifts" in [row["situation"] for row in rows]


def test_a_drill_asks_twice_answers_and_says_why(played: Path) -> None:
    said = balint(played, "drill", typed="1\n1\nb\n").stdout
    assert said.count("Speak or wait?") == 1
    assert said.count("What will you say?") == 1
    before, _, after = said.partition("What will you say?")
    assert "The last turns before the moment:" in before
    assert "The hard moment:" not in before
    assert "Why: " in after
    assert "The hard moment: " in after
    assert "It comes back on " in after
    assert len(reviews(played)) == 1


def test_enter_decides_nothing_and_own_words_are_saved_with_the_decision(played: Path) -> None:
    said = balint(played, "drill", typed="\n\no\nWhere is she now?\n\nw\nb\n").stdout
    assert said.count("Enter alone decides nothing here.") == 3
    assert "Your words: “Where is she now?”" in said
    ((act, _, words),) = reviews(played)
    assert (act, words) == ("wait", "Where is she now?")


def test_who_leaves_before_deciding_has_no_review(played: Path) -> None:
    assert "Goodbye." in balint(played, "drill", typed="1\nq\n").stdout
    assert reviews(played) == []


def test_all_that_is_due_is_done_in_one_sitting_and_then_nothing_is(played: Path) -> None:
    count = len(json.loads(balint(played, "drill", "--json").stdout))
    said = balint(played, "drill", typed="w\n\n" * count).stdout
    assert said.rstrip().endswith("That was all for today.")
    assert len(reviews(played)) == count
    again = balint(played, "drill").stdout
    assert "No drill is due today. The next one is due on " in again
    rows = json.loads(balint(played, "drill", "--json").stdout)
    assert {row["state"] for row in rows} == {"later"}


@pytest.mark.parametrize("name", ["advice", "Advice and plans"])
def test_a_situation_can_be_drilled_by_its_id_or_name(played: Path, name: str) -> None:
    assert "The hard moment: " in balint(played, "drill", name, typed="w\n").stdout


def test_an_unknown_situation_is_refused_with_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = balint(tmp_path, "drill", "advise")
    assert done.returncode == 1
    assert "Did you mean 'advice'?" in done.stderr
    # In a library with the tutorial alone, as the shipped one has a moment of every kind.
    library = only_tutorial(tmp_path / "library")
    monkeypatch.setattr(
        cli, "workspace", lambda: replace(workspace(), shipped=library, loaded=catalogue())
    )
    done = balint(tmp_path, "drill", "overrun", typed="w\n")
    assert "No scenario has a moment of this kind" in done.stdout


def test_the_list_of_a_situation_asked_for_says_what_asking_gives_away(tmp_path: Path) -> None:
    warmed(tmp_path)
    by_name = balint(tmp_path, "list", "--situation", "advice").stdout
    assert "names situations only after the first session" in by_name
    assert "names situations" not in balint(tmp_path, "list", "--rule", "no-advice").stdout


def test_the_library_suggests_what_is_due_and_drills_from_there(played: Path) -> None:
    said = balint(played, "--plain", typed="1\nw\nb\nl\nq\n").stdout
    first, _, rest = said.partition("Which one?")
    assert "1. Next: the drills that are due." in first
    assert "Last time: 2026-01-01, The letter in the van." in first
    assert "Speak or wait?" in rest
    assert "a drill." in rest
    assert len(reviews(played)) == 1


def test_drills_are_exported_and_imported(played: Path, tmp_path: Path) -> None:
    balint(played, "drill", typed="w\nb\n")
    file = tmp_path / "all.json"
    balint(played, "data", "export", "-o", str(file))
    other = tmp_path / "other"
    done = balint(other, "data", "import", str(file))
    assert "1 review of a drill was added." in done.stdout
    assert reviews(other) == reviews(played)
    assert "review" not in balint(other, "data", "import", str(file)).stdout
