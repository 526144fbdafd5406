"""A branch is a new play that starts where a moment first asked; the first play stays unchanged."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from simulator.engine.acts import WAIT, Take
from simulator.engine.records import act_of
from simulator.engine.session import Session
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch
from simulator.practice.saved_play import SavedPlay, moments_met
from simulator.scenario.model import Mode
from simulator.store.export import export_text
from simulator.store.play_store import StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.examples import examples
from tests.plays import (
    begin,
    begun,
    decide,
    flagship,
    go_on,
    look_back,
    play_to_the_end,
    written,
)
from tests.scripts import CUE, HEAD, LEAVE, heard
from tests.strategies import CHOICES, Data, as_yaml, lead, scenarios
from tests.workspaces import load_text

pytestmark = pytest.mark.slow

BOTH = pytest.mark.parametrize("mode", ["guided", "live"])
LAST = CUE.replace("drift", "last")
SCRIPT = (
    f"{HEAD}script:\n- ben: before\n{CUE}- ben: between\n{LEAVE}- ben: long after\n"
    f"{LAST}- end: Thank you.\n"
)


@contextmanager
def place() -> Iterator[SqliteStore]:
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "learner.sqlite3")
        try:
            yield store
        finally:
            store.close()


def finished(store: SqliteStore, folder: Path, mode: Mode = "guided") -> SavedPlay:
    """Return a finished play of the small scenario with only waits, and own words everywhere."""
    saved = begun(store, written(folder, SCRIPT), PlayOptions(mode, "end", 5))
    while not saved.session.ended:
        moment = saved.session.pause.moment
        if saved.session.pause.asks and moment is not None:
            saved.own_words(f"My words for {moment.id}.")
        saved.act(WAIT)
    return saved


def all_of(saved: SavedPlay) -> object:
    """Everything that can be asked of a session."""
    session = saved.session
    return session.state, session.events, session.records, session.view(), session.pause


def test_the_moments_that_were_met_are_named_in_order_with_their_first_act(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = finished(store, tmp_path / "small", "live")
    assert moments_met(saved) == [("drift", 2), ("quiet", 6), ("last", 9)]
    assert [saved.session.records[i].after for _, i in moments_met(saved)] == [1, 1, 1]


@BOTH
def test_a_branch_stands_where_the_moment_first_asked(
    store: SqliteStore, tmp_path: Path, mode: Mode
) -> None:
    saved = finished(store, tmp_path / "small", mode)
    other = branch(store, saved, "quiet")
    now = other.session.pause
    assert now.moment is not None
    assert (now.asks, now.moment.id, now.after) == (True, "quiet", 2 if mode == "guided" else 1)
    play_to_the_end(other, speak=True)
    said = heard(other.session.events)
    assert {"one", "two", "three", "I ask."} <= set(said)
    assert "I contain." in said[said.index("I ask.") :]
    assert "I contain." not in said[: said.index("I ask.")]


@BOTH
def test_the_first_play_stays_as_it_is_and_only_it_counts(
    store: SqliteStore, tmp_path: Path, mode: Mode
) -> None:
    saved = finished(store, tmp_path / "small", mode)
    before, exported = all_of(saved), json.loads(export_text(store))["plays"][0]
    other = branch(store, saved, "quiet")
    play_to_the_end(other, speak=True)
    assert all_of(saved) == all_of(look_back(store, saved.play)) == before
    assert json.loads(export_text(store))["plays"][0] == exported
    assert (saved.counts, other.counts) == (True, False)
    assert [play.id for play in store.finished()] == [other.play.id, saved.play.id]
    assert [play.id for play in store.branches(saved.play.id)] == [other.play.id]


def test_a_branch_is_of_the_same_manner_and_knows_where_it_came_from(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = finished(store, tmp_path / "small", "live")
    play = branch(store, saved, "quiet").play
    assert (play.mode, play.feedback, play.seed, play.digest) == (
        "live",
        "end",
        5,
        saved.play.digest,
    )
    assert (play.branch_of, play.branched_at, play.ended) == (saved.play.id, "quiet", None)
    assert store.play(play.id) == play
    exported = json.loads(export_text(store))["plays"][1]
    assert (exported["branch_of"], exported["branched_at"]) == (saved.play.number, "quiet")


def test_own_words_of_the_moments_before_go_along(store: SqliteStore, tmp_path: Path) -> None:
    saved = finished(store, tmp_path / "small")
    other = branch(store, saved, "last")
    assert other.said_own == store.own_words(other.play.id)
    assert other.said_own == {"drift": "My words for drift.", "quiet": "My words for quiet."}
    other.own_words("Other words.")
    assert store.own_words(saved.play.id)["last"] == "My words for last."
    assert branch(store, saved, "drift").said_own == {}


def test_a_branch_of_a_branch_belongs_to_the_first_play(store: SqliteStore, tmp_path: Path) -> None:
    saved = finished(store, tmp_path / "small")
    second = branch(store, saved, "drift")
    second.act(Take("advise"))
    play_to_the_end(second)
    third = branch(store, second, "last")
    assert (third.play.branch_of, third.play.branched_at) == (saved.play.id, "last")
    assert "I advise." in heard(third.session.events)
    assert [play.id for play in store.branches(saved.play.id)] == [third.play.id, second.play.id]
    assert store.branches(second.play.id) == []


def test_an_unfinished_play_can_be_branched_and_both_go_on(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = begun(store, written(tmp_path / "small", SCRIPT))
    while not saved.session.pause.asks:
        saved.act(WAIT)
    saved.act(WAIT)
    other = branch(store, saved, "drift")
    other.act(Take("contain"))
    saved.act(WAIT)
    assert {play.id for play in store.unfinished()} == {saved.play.id, other.play.id}
    assert all_of(go_on(store, other.play)) == all_of(other)
    assert all_of(go_on(store, saved.play)) == all_of(saved)


@pytest.mark.parametrize("moment", ["last", "no-such-moment", ""])
def test_where_nothing_was_decided_there_is_nothing_to_branch(
    store: SqliteStore, tmp_path: Path, moment: str
) -> None:
    saved = begun(store, written(tmp_path / "small", SCRIPT))
    while not saved.session.pause.asks:
        saved.act(WAIT)
    saved.act(WAIT)
    with pytest.raises(ValueError, match="was not met"):
        branch(store, saved, moment)
    assert [play.id for play in store.plays()] == [saved.play.id]


def test_after_an_edit_another_way_has_the_scenario_as_it_was(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = finished(store, tmp_path / "small")
    written(tmp_path / "small", SCRIPT.replace("long after", "much later"))
    other = branch(store, look_back(store, saved.play), "drift")
    play_to_the_end(other)
    assert "long after" in heard(other.session.events)
    assert all_of(look_back(store, other.play)) == all_of(other)


def test_a_branch_that_goes_on_with_an_edited_scenario_is_still_that_branch(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = finished(store, tmp_path / "small")
    other = branch(store, saved, "quiet")
    written(tmp_path / "small", SCRIPT.replace("long after", "much later"))
    again = go_on(store, other.play)
    decide(again)
    assert again.play.id != other.play.id
    assert (again.play.branch_of, again.play.branched_at, again.counts) == (
        saved.play.id,
        "quiet",
        False,
    )
    assert again.said_own == {"drift": "My words for drift."}
    assert [play.id for play in store.branches(saved.play.id)] == [again.play.id]


def test_where_the_first_play_goes_on_with_an_edited_scenario_its_branches_follow_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    saved = begun(store, written(tmp_path / "small", SCRIPT))
    for _ in range(6):
        saved.act(WAIT)
    other = branch(store, saved, "drift")
    written(tmp_path / "small", SCRIPT.replace("long after", "much later"))
    again = go_on(store, saved.play)
    decide(again)
    assert again.counts
    assert [play.id for play in store.branches(again.play.id)] == [other.play.id]
    assert store.branches(saved.play.id) == []


def test_making_a_branch_is_all_or_nothing(store: SqliteStore, tmp_path: Path) -> None:
    saved = finished(store, tmp_path / "small")
    before = export_text(store)
    store._db.execute(
        "CREATE TRIGGER full BEFORE INSERT ON own_words BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(StoreProblem):
        branch(store, saved, "quiet")
    assert export_text(store) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from simulator.practice.plays import branch
from simulator.store.sqlite import SqliteStore
from tests.plays import look_back
store = SqliteStore(Path(sys.argv[1]))
kept = look_back(store, store.numbered(1))
left = int(sys.argv[2])
def watched(statement):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
store._db.set_trace_callback(watched)
branch(store, kept, "quiet")
"""


@pytest.mark.parametrize("statement", range(1, 7))
def test_killed_while_a_branch_is_made_there_is_none_and_the_first_play_is_whole(
    tmp_path: Path, statement: int
) -> None:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    finished(store, tmp_path / "small")
    before = export_text(store)
    store.close()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(store.file), str(statement)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    again = SqliteStore(store.file)
    assert export_text(again) == before
    assert branch(again, look_back(again, again.plays()[0]), "quiet").session.pause.asks
    again.close()


@BOTH
def test_a_preview_shows_its_branch_from_the_moment_on(store: SqliteStore, mode: Mode) -> None:
    from simulator.analysis.path_to_moment import play_to_moment

    saved = begin(store, flagship(), PlayOptions(mode, "now", 1))
    moments = [moment.id for moment in saved.session.setup.program.scenario.moments()]
    saved.heard, saved.preview = play_to_moment(saved.session, moments[2], ()), True
    play_to_the_end(saved)
    for moment, _ in moments_met(saved):
        other = branch(store, saved, moment)
        shown = heard(other.session.events[other.heard :])
        assert other.preview
        assert shown[-len(turns_of(other)) :] == turns_of(other)
        if moment in moments[:2]:
            assert shown == turns_of(other)
        else:
            assert other.heard == saved.heard


def turns_of(saved: SavedPlay) -> list[str]:
    """What was heard of the moment that a play stands in."""
    now, setup = saved.session.pause, saved.session.setup
    assert now.moment is not None
    return [setup.fill(turn.words) for turn in now.moment.turns[: now.after]]


@BOTH
@examples(30)
@given(data=scenarios(), choices=CHOICES)
def test_from_any_moment_the_same_acts_lead_to_the_same_end(
    data: Data, choices: list[int], mode: Mode
) -> None:
    with place() as store:
        saved = begin(
            store, load_text(as_yaml(data).encode(), "made-up.yaml"), PlayOptions(mode, seed=3)
        )
        lead(saved.session, choices)
        records = list(saved.session.records)
        for moment, index in moments_met(saved):
            other = branch(store, saved, moment)
            again = Session(saved.session.setup, lambda record: None)
            again.replay(records[:index])
            assert (other.session.state, other.session.events) == (again.state, again.events)
            assert other.session.records == store.records(other.play.id) == records[:index]
            asking = other.session.pause
            assert asking.moment is not None
            assert (asking.moment.id, asking.after) == (
                moment,
                1 if mode == "live" else asking.moment.ask,
            )
            for record in records[index:]:
                other.act(act_of(record))
            assert all_of(other) == all_of(saved)
        assert saved.session.records == store.records(saved.play.id) == records
