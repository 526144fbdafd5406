"""``balint-sim debrief --list``: the state of every session."""

from pathlib import Path

from simulator.practice.plays import branch
from simulator.practice.saved_play import moments_met
from simulator.store.sqlite import SqliteStore
from tests.cli.balint import balint
from tests.plays import begun, play_to_the_end, skip_reaction


def test_the_list_says_which_debriefs_are_waiting(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    seen, waiting = begun(store), begun(store)
    for saved in (seen, waiting):
        play_to_the_end(saved)
    skip_reaction(seen)
    attempt = branch(store, seen, moments_met(seen)[0][0])
    play_to_the_end(attempt)
    begun(store)
    store.close()
    listed = balint(tmp_path, "debrief", "--list").stdout.splitlines()
    states = [line.partition("van, ")[2] for line in listed]
    assert states == [
        "unfinished",
        "finished, another attempt of session 1, its debrief is waiting",
        "finished, its debrief is waiting",
        "finished",
    ]
