"""An act that is sent twice is done once, and one that was made on an old revision is refused."""

from pathlib import Path

import pytest

from simulator.engine.acts import WAIT, Take
from simulator.practice.saved_play import SavedPlay
from simulator.store.memory import MemoryStore
from simulator.store.play_store import AnotherWindow, Place, PlayStore
from tests.plays import begun, go_on, play_to_the_end, written
from tests.scripts import CUE, HEAD, LEAVE

SCRIPT = f"{HEAD}script:\n- ben: before\n{CUE}{LEAVE}- end: Thank you.\n"


@pytest.fixture
def store() -> PlayStore:
    return MemoryStore()


@pytest.fixture
def saved(store: PlayStore, tmp_path: Path) -> SavedPlay:
    return begun(store, written(tmp_path / "small", SCRIPT))


def test_an_act_sent_twice_is_done_once_and_gives_the_same_events(
    store: PlayStore, saved: SavedPlay
) -> None:
    while not saved.session.pause.asks:
        saved.act(WAIT, saved.revision)
    revision = saved.revision
    act = Take(saved.session.pause.options[0].id)
    events = saved.act(act, revision)
    assert events
    before = store.export()
    assert saved.act(act, revision) == events
    assert store.export() == before


def test_an_act_sent_again_after_the_play_went_on_gives_its_own_events(saved: SavedPlay) -> None:
    first = saved.act(WAIT, 0)
    saved.act(WAIT, 1)
    assert saved.act(WAIT, 0) == first


@pytest.mark.parametrize("revision", [-1, 0, 5])
def test_another_act_on_a_revision_that_is_not_the_current_one_is_refused(
    store: PlayStore, saved: SavedPlay, revision: int
) -> None:
    saved.act(WAIT, 0)
    before = store.export()
    with pytest.raises(AnotherWindow):
        saved.act(Take("contain"), revision)
    assert store.export() == before


def test_two_windows_that_do_the_same_both_continue(store: PlayStore, saved: SavedPlay) -> None:
    other = go_on(store, saved.play)
    assert saved.act(WAIT) == other.act(WAIT)
    other.act(WAIT)
    saved.act(WAIT)
    assert store.records(saved.play.id) == saved.session.records == other.session.records


@pytest.mark.parametrize("place", [Place(), Place("/gone/scenario.yaml"), Place("\0", "\0")])
def test_a_play_whose_place_is_wrong_or_unknown_continues_with_its_saved_text(
    tmp_path: Path, place: Place
) -> None:
    made = MemoryStore()
    loaded = written(tmp_path / "small", SCRIPT)
    first = begun(made, loaded)
    assert first.play.place.scenario == str(loaded.path)
    first.act(WAIT)
    made._change(first.play.id, place=place)
    again = go_on(made, made.plays()[0])
    assert "version from when you began" in " ".join(again.resumed.changes)
    play_to_the_end(again)
    assert again.session.ended
