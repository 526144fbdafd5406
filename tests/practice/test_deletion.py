"""Deleting everything finds all that the program wrote about a learner."""

from pathlib import Path

from simulator.analysis.stop import never
from simulator.engine.acts import WAIT
from simulator.library.find import library_cards
from simulator.practice.deletion import delete, find_kept
from simulator.practice.due_plan import today_of
from simulator.practice.figures import Figures, worked_out
from simulator.practice.next_drill import prepare
from simulator.practice.progress import progress_of
from simulator.practice.settings import save
from simulator.store.sqlite import SqliteStore
from tests.plays import begun, play_to_the_end, skip_reaction
from tests.workspaces import workspace_at


def test_after_practice_of_every_kind_nothing_is_left(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path)
    store = SqliteStore(workspace.store_file)
    saved = begun(store)
    play_to_the_end(saved)
    skip_reaction(saved)
    cards, plays = library_cards(workspace), store.plays()
    flagship = [card for card in cards if card.id == saved.play.scenario]
    list(worked_out(workspace, store, flagship, plays, Figures()))
    progress_of(workspace, store)
    today_of(workspace, store, cards, plays)
    drill = prepare(workspace, store, "", None, never).drill
    assert drill is not None
    drill.decide(store, WAIT)
    assert save(workspace.settings_file, mode="live") == ""
    store.close()
    (tmp_path / "reviews.json").write_text("of somebody else", "utf-8")
    found = find_kept(workspace)
    names = {file.name for file in found.files}
    assert {"learner.sqlite3", "config.yaml", "cards.json", "reviews.json", "due.json"} <= names
    assert found.others == (tmp_path / "reviews.json",)
    assert not delete(found)
    assert list(tmp_path.iterdir()) == [tmp_path / "reviews.json"]
