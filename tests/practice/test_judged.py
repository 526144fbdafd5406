"""A judged play has the numbers of its debrief, and is judged once."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.engine.acts import WAIT
from simulator.library.file_cache import encoded
from simulator.practice import plays
from simulator.practice.debriefs import debrief_of
from simulator.practice.figures import Figures, worked_out
from simulator.practice.judged import JUDGED, judged, known_judged
from simulator.practice.plays import branch
from simulator.store.play_store import Play
from simulator.store.sqlite import SqliteStore
from tests.libraries import only, small
from tests.plays import begun, flagship, look_back, play_to_the_end, written
from tests.workspaces import load, warmed, workspace_at

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return warmed(tmp_path)


def finished(store: SqliteStore, speak: bool = True) -> Play:
    saved = begun(store)
    play_to_the_end(saved, speak)
    found = store.play(saved.play.id)
    assert found is not None
    return found


@pytest.mark.parametrize("speak", [True, False])
def test_the_numbers_are_those_of_the_debrief(home: Path, store: SqliteStore, speak: bool) -> None:
    play = finished(store, speak)
    (made,) = judged(workspace_at(home), store, [play]).values()
    shown = debrief_of(workspace_at(home), look_back(store, play))
    assert (made.percent, made.chance) == (shown.figures.percent, shown.figures.chance)
    assert made.noticing == shown.figures.noticing_score
    assert (made.words, made.words_chance) == (
        shown.figures.words_score,
        shown.figures.words_chance,
    )
    assert len(made.moments) == len(shown.moments)
    for ours, theirs in zip(made.moments, shown.moments, strict=True):
        assert (ours.id, ours.kind, ours.rules) == (theirs.id, theirs.kind, theirs.rules)
        assert (ours.noticing, ours.act) == (theirs.noticing, theirs.did.act)
        assert (ours.credit, ours.weight, ours.cost) == (theirs.credit, theirs.weight, theirs.cost)
        assert ours.breaks == theirs.did.breaks
        if ours.line is not None:
            assert ours.line.chosen == theirs.did.credit
            assert ours.line.random <= ours.line.best


def test_a_play_is_judged_once(
    home: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = finished(store)
    found = judged(workspace_at(home), store, [play])
    monkeypatch.setattr(plays, "look_back", None)
    assert judged(workspace_at(home), store, [play]) == found
    # The library's scores are those of the same judged plays.
    *_, figures = worked_out(workspace_at(home), store, (), [play], Figures())
    score = figures.scores[play.id]
    assert score is not None
    assert (score.percent, score.words) == (found[play.id].percent, found[play.id].words)


def test_what_the_library_has_scored_is_judged(home: Path, store: SqliteStore) -> None:
    play = finished(store)
    list(worked_out(workspace_at(home), store, (), [play], Figures()))
    assert known_judged(workspace_at(home).cache, play) is not None


def test_unfinished_plays_and_those_that_cannot_be_replayed_are_left_out(
    home: Path, store: SqliteStore
) -> None:
    play = finished(store)
    begun(store).act(WAIT)
    lost = replace(play, id="lost", digest="of a text that is not there")
    found = judged(workspace_at(home), store, [*store.plays(), lost])
    assert list(found) == [play.id]


def test_another_attempt_does_not_count(home: Path, store: SqliteStore) -> None:
    play = finished(store)
    first = look_back(store, play)
    met = next(record.moment for record in first.session.records if record.moment)
    attempt = branch(store, first, met)
    play_to_the_end(attempt)
    found = judged(workspace_at(home), store, store.plays())
    assert {one.play: one.counts for one in found.values()} == {
        play.id: True,
        attempt.play.id: False,
    }


def test_who_leaves_gets_what_is_known(home: Path, store: SqliteStore) -> None:
    known, new = finished(store), finished(store)
    judged(workspace_at(home), store, [known])
    found = judged(workspace_at(home), store, [new, known], lambda looked, of: "left")
    assert list(found) == [known.id]


WRONG = [
    [],
    ["digest"],
    {"x": 1},
    ["DIGEST", -1, 1, None, None, None, [0]],
    ["DIGEST", 1, 1, "x", None, None, [0]],
    ["DIGEST", 1, 1, None, None, None, []],
    ["DIGEST", 1, 1, None, None, None, [0, ["a"]]],
    ["DIGEST", 1, 1, None, None, None, [0, ["a", "", "cue", [], "luck", "", 0, 1, 0, [], None]]],
    ["DIGEST", 1, 1, None, None, None, [0, ["\x1b", "", "cue", [], "hit", "", 0, 1, 0, [], None]]],
    ["DIGEST", 1, 1, None, None, None, [0, ["a", "", "cue", [], "hit", "", -1, 1, 0, [], None]]],
    ["DIGEST", 1, 1, None, None, None, [0, ["a", "", "cue", [], "hit", "", 0, 1, True, [], None]]],
    ["DIGEST", 1, 1, None, None, None, [0, ["a", "", "cue", [], "hit", "", 0, 1, 0, [], [1]]]],
    ["of another version", 1, 1, None, None, None, [0]],
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_damaged_entry_is_judged_anew(home: Path, store: SqliteStore, wrong: object) -> None:
    play = finished(store)
    found = judged(workspace_at(home), store, [play])
    if isinstance(wrong, list):
        wrong = [play.digest if value == "DIGEST" else value for value in wrong]
    file = workspace_at(home).cache.file(JUDGED, play.id)
    file.write_bytes(encoded(wrong, JUDGED.form))
    assert known_judged(workspace_at(home).cache, play) is None
    assert judged(workspace_at(home), store, [play]) == found


def test_scores_are_saved_though_not_after_each_play(
    tmp_path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.practice import figures

    (file,) = only(tmp_path, {"one": small("one")}).values()
    for _ in range(3):
        play_to_the_end(begun(store, load(file)))
    workspace = workspace_at(tmp_path)
    monkeypatch.setattr(figures, "SAVED_EVERY", 2)
    saved = []
    for _ in worked_out(workspace, store, (), store.plays(), Figures()):
        known = figures.known_figures(workspace.cache, (), store.plays(), Figures())
        saved.append(len(known.scores))
    assert saved == [0, 2, 3]


def test_a_scenario_that_is_gone_is_judged_from_the_saved_text(
    home: Path, tmp_path: Path, store: SqliteStore
) -> None:
    loaded = written(tmp_path / "mine", flagship().text.decode())
    play_to_the_end(begun(store, loaded))
    loaded.path.unlink()
    assert judged(workspace_at(home), store, store.plays())
