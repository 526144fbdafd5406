"""A play continues exactly where it stopped, even if its scenario was edited, moved or lost."""

from pathlib import Path

import pytest

from simulator.engine.acts import WAIT, Take
from simulator.practice.play_options import PlayOptions
from simulator.practice.saved_play import SavedPlay
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, flagship, go_on, look_back, play_to_the_end, written
from tests.practice.two_moments import SMALL


def heard(saved: SavedPlay) -> list[str]:
    return [repr(event) for event in saved.session.events]


@pytest.mark.parametrize("acts", [0, 1, 9, 25, 60])
def test_it_goes_on_exactly_where_it_stopped(store: SqliteStore, acts: int) -> None:
    saved = begun(store)
    for _ in range(acts):
        saved.act(Take(saved.session.pause.options[0].id) if saved.session.pause.options else WAIT)
    again = go_on(store, saved.play)
    assert again.session.state == saved.session.state
    assert heard(again) == heard(saved)
    assert again.resumed.changes == ()


def test_a_play_killed_after_its_last_act_is_found_to_be_finished(store: SqliteStore) -> None:
    saved = begun(store)
    play_to_the_end(saved)
    store._db.execute("UPDATE play SET ended = NULL")
    assert go_on(store, store.unfinished()[0]).session.ended
    assert store.unfinished() == []


def decided(store: SqliteStore, folder: Path) -> SavedPlay:
    """Return a play of the small scenario with its first moment decided and one more turn heard."""
    saved = begun(store, written(folder, SMALL))
    for act in (WAIT, WAIT, Take("contain"), WAIT):
        saved.act(act)
    return saved


def test_an_edit_of_words_is_followed_and_said(store: SqliteStore, tmp_path: Path) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", SMALL.replace("I contain.", "I hold it."))
    again = go_on(store, saved.play)
    assert again.resumed.whole
    assert any("I hold it." in change for change in again.resumed.changes)
    assert "text='Between.'" in heard(again)[-1]


def test_an_option_that_was_taken_away_stops_play_before_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = decided(store, tmp_path / "small")
    edited = SMALL.replace("      - {do: contain, say: I contain., credit: 1}\n", "")
    written(tmp_path / "small", edited)
    again = go_on(store, saved.play)
    assert not again.resumed.whole
    assert any("no longer available" in change for change in again.resumed.changes)
    moment = again.session.pause.moment
    assert moment is not None
    assert moment.id == "first"


def test_a_new_moment_before_the_decision_is_the_learners_to_decide(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = decided(store, tmp_path / "small")
    new = (
        "  - leave: quiet\n    turns: [{silence: Quiet.}]\n"
        "    options: [{do: feeling, say: Hm., credit: 0}]\n"
    )
    written(tmp_path / "small", SMALL.replace("  - cue: first\n", new + "  - cue: first\n"))
    again = go_on(store, saved.play)
    assert not again.resumed.whole
    moment = again.session.pause.moment
    assert moment is not None
    assert moment.id == "quiet"


def test_the_play_before_the_edit_is_kept_too(store: SqliteStore, tmp_path: Path) -> None:
    saved = decided(store, tmp_path / "small")
    before = heard(saved)
    written(tmp_path / "small", SMALL.replace("Between.", "In between."))
    again = go_on(store, saved.play)
    assert [play.id for play in store.unfinished()] == [again.play.id]
    assert heard(look_back(store, saved.play)) == before
    assert heard(go_on(store, again.play)) == heard(again)


def test_a_comment_in_the_file_changes_nothing(store: SqliteStore, tmp_path: Path) -> None:
    saved = decided(store, tmp_path / "small")
    written(tmp_path / "small", f"# a note to myself\n{SMALL}")
    assert go_on(store, saved.play).resumed.changes == ()


@pytest.mark.parametrize("fate", ["deleted", "broken"])
def test_a_scenario_that_is_lost_is_played_on_as_it_was(
    store: SqliteStore, tmp_path: Path, fate: str
) -> None:
    saved = decided(store, tmp_path / "small")
    file = tmp_path / "small" / "scenario.yaml"
    if fate == "deleted":
        file.unlink()
    else:
        file.write_text("scenario: [", "utf-8")
    again = go_on(store, saved.play)
    assert heard(again) == heard(saved)
    assert again.resumed.changes
    play_to_the_end(again)


def test_a_finished_play_is_looked_back_on_with_the_scenario_as_it_was(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = begun(store, written(tmp_path / "small", SMALL), PlayOptions(seed=5))
    play_to_the_end(saved)
    written(tmp_path / "small", SMALL.replace("Before.", "Altogether different."))
    assert heard(look_back(store, saved.play)) == heard(saved)


def test_a_seed_that_is_not_given_is_drawn_and_kept(store: SqliteStore) -> None:
    saved = begun(store, flagship(), PlayOptions())
    assert saved.play.seed >= 1
    assert go_on(store, saved.play).session.setup.seed == saved.play.seed
