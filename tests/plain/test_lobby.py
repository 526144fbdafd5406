"""The library in plain lines: everything that the full screen's library does."""

from pathlib import Path

import pytest

from simulator.analysis import exact
from simulator.plain import lobby
from simulator.render.numbers import whole
from simulator.store.exact_cache import exact_of
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.plain.said import typed
from tests.plays import FLAGSHIP, begun, flagship_yardstick, play_to_the_end, skip_reaction
from tests.workspaces import workspace_at

pytestmark = pytest.mark.slow


def test_a_first_start_says_what_is_good_to_begin_with(tmp_path: Path, store: SqliteStore) -> None:
    said = typed(tmp_path, store, "q")
    assert "5 minutes. A good one to begin with." in said
    assert "Your best" not in said
    assert "hance line" not in said
    assert said.rstrip().endswith("Goodbye.")


def test_no_scenario_is_analysed_before_the_list_is_printed(
    tmp_path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_to_the_end(begun(store))
    monkeypatch.setattr(exact.Exact, "of", None)
    assert "Which one?" in typed(tmp_path, store, "q")


def test_a_chance_line_is_printed_beside_a_score_only(tmp_path: Path, store: SqliteStore) -> None:
    saved = begun(store)
    exact_of(saved.session.setup.program, workspace_at(tmp_path).cache)
    assert "Chance line" not in typed(tmp_path, store, "q")
    play_to_the_end(saved)
    said = typed(tmp_path, store, "q")
    assert "Your best: its debrief is waiting." in said
    assert "percent" not in said
    skip_reaction(saved)
    chance = f"Chance line: {whole(flagship_yardstick().chance)} percent."
    assert typed(tmp_path, store, "q").count(chance) == 1


def test_words_narrow_the_list_and_a_slash_alone_takes_them_away(
    tmp_path: Path, store: SqliteStore
) -> None:
    said = typed(tmp_path, store, "/letter in the van", "/nothing like this", "/", "q").split(
        "Which one?"
    )
    assert 'Only: with the words "letter in the van".' in said[1]
    assert "The letter in the van" in said[1]
    assert "Nothing matches." in said[2]
    assert "Only:" not in said[3]


def test_the_list_is_narrowed_by_what_a_scenario_practises(
    tmp_path: Path, store: SqliteStore
) -> None:
    said = typed(tmp_path, store, "f", "1", "1", "f", "6", "q")
    assert "\n1. foundation, " in said
    assert "Only: foundation level." in said
    assert "Only: foundation level, not yet played." in said


def test_a_finished_play_is_looked_back_on_from_the_list(
    tmp_path: Path, store: SqliteStore
) -> None:
    play_to_the_end(begun(store))
    said = typed(tmp_path, store, "v", "1", "x", "a", "l", "q")
    listed = next(
        line for line in said.splitlines() if line.startswith("1. The letter in the van, 2")
    )
    assert listed.endswith(", its debrief is waiting")
    percent = f"{whole(flagship_yardstick().always_wait)} percent"
    assert said.count(f"{percent} of the best") == 3  # the second time with all of the debrief
    assert said.count("Transcript") == 2
    assert f"Your best: {percent}" in said


def test_with_many_sessions_the_list_is_printed_before_drills_are_counted(
    tmp_path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lobby, "MOST_COUNTED_FIRST", 0)
    play_to_the_end(begun(store))
    said = typed(tmp_path, store, "q")
    assert said.index("Drills: being counted.") < said.index("1. ")
    assert said.index("1. ") < said.index(" due: about") < said.index("Which one?")
    # The number is cached, so it is there at once the next time.
    said = typed(tmp_path, store, "q")
    assert "being counted" not in said
    assert said.index(" due: about") < said.index("1. ")


def test_a_demonstration_is_told_from_the_list_and_leaves_nothing_behind(
    tmp_path: Path,
    store: SqliteStore,
) -> None:
    said = typed(tmp_path, store, "/letter in the van", "d 1", *[""] * 40)
    assert "A demonstration: 'The letter in the van'" in said
    assert "The demonstration is over. Nothing was saved." in said


@pytest.mark.parametrize(
    "answer", ["99", "9" * 5_000, "-1", "w", "d", "d 99", "d x", "w 1", "x", "0", "²"]
)
def test_what_is_not_there_is_answered_in_a_line(
    tmp_path: Path, store: SqliteStore, answer: str
) -> None:
    assert "is not an option here." in typed(tmp_path, store, answer, "q")


def test_to_watch_without_anybody_at_the_keys_tells_the_whole_play(tmp_path: Path) -> None:
    done = balint(tmp_path, "play", FLAGSHIP, "--watch")
    assert done.returncode == 0
    assert done.stdout.rstrip().endswith("Nothing was saved.")
    assert "We have to" in done.stdout or "Thank you" in done.stdout
    assert not (tmp_path / "learner.sqlite3").exists()


def test_watching_nothing_in_particular_is_refused_in_a_line(tmp_path: Path) -> None:
    done = balint(tmp_path, "play", "--watch")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "balint-sim: Name the scenario to watch.\n"


def test_words_are_explained_and_listed(tmp_path: Path, store: SqliteStore) -> None:
    said = typed(tmp_path, store, "g contain", "g", "g contian", "q")
    assert "Contain, kinds of intervention:" in said
    assert "\nHard moments\n" in said
    assert "There is no 'contian' in the glossary. Did you mean 'contain'?" in said


def test_progress_is_printed_from_the_list(tmp_path: Path, store: SqliteStore) -> None:
    assert "No session is judged yet." in typed(tmp_path, store, "p", "q")
    saved = begun(store)
    play_to_the_end(saved)
    skip_reaction(saved)
    said = typed(tmp_path, store, "p", "q")
    assert "1 session judged: " in said
    assert "Spoke when needed: 0 of " in said
    # The interval of a share is in the same sentence, and nothing is drawn.
    assert " percent)\n" in said
    assert "█" not in said
