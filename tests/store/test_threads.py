"""One store serves several threads: transactions are isolated, and no acknowledged save is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from simulator.engine.records import Record
from simulator.store.play_store import Play, StoreProblem
from simulator.store.sqlite import SqliteStore
from tests.plays import flagship

ROUNDS = 30


def new_play() -> Play:
    scenario = flagship().scenario
    assert scenario is not None
    return Play("", 0, scenario.id, scenario.title, scenario.digest, "guided", "now", 1, "")


def test_two_threads_that_race_have_no_problem_and_lose_nothing(store: SqliteStore) -> None:
    together = Barrier(2, timeout=5)  # a thread that fails leaves the other waiting

    def begin_and_keep(name: str) -> list[tuple[str, Record]]:
        saved = []
        for i in range(ROUNDS):
            together.wait()
            play = store.begin(new_play(), b"text")
            record = Record("take", "drift", i, name, "Words")
            store.act(play.id, 0, record)
            saved.append((play.id, record))
            assert store.records(play.id) == [record]
        return saved

    with ThreadPoolExecutor(2) as threads:
        acknowledged = [
            act for saved in threads.map(begin_and_keep, ["one", "other"]) for act in saved
        ]
    assert len({play for play, _ in acknowledged}) == len(store.plays()) == 2 * ROUNDS
    for play, record in acknowledged:
        assert store.records(play) == [record]


@pytest.mark.parametrize(
    "write",
    [
        lambda store, play: store.act(play, 0, Record("wait")),
        lambda store, play: store.keep_own_words(play, "drift", 1, "Words"),
        lambda store, play: store.finish(play),
        lambda store, play: store.begin(new_play(), b"text"),
    ],
)
def test_what_one_thread_keeps_does_not_go_with_another_threads_roll_back(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, write: Callable[[SqliteStore, str], object]
) -> None:
    play = store.begin(new_play(), b"text")
    inside, other_tried = Event(), Event()

    def fail_late(*_: object) -> None:
        inside.set()
        # The other thread cannot enter before this one has rolled back; a faulty store lets it in.
        other_tried.wait(0.05)
        raise OSError("no")

    before = store.export()
    with ThreadPoolExecutor(1) as threads, monkeypatch.context() as patched:
        patched.setattr(store, "_insert_text", fail_late)
        failing = threads.submit(store.begin, new_play(), b"text")
        inside.wait()
        patched.undo()
        write(store, play.id)
        other_tried.set()
        with pytest.raises(StoreProblem):
            failing.result()
    after = SqliteStore(store.file)  # what is on the disk, not what one connection believes
    assert after.export() != before
    assert after.export() == store.export()
    after.close()


def test_a_closed_store_is_closed_for_every_thread_and_says_so(store: SqliteStore) -> None:
    play = store.begin(new_play(), b"text")
    store.act(play.id, 0, Record("wait"))
    store.close()
    with ThreadPoolExecutor(2) as threads:
        for use in (store.plays, lambda: store.act(play.id, 1, Record("wait"))):
            with pytest.raises(StoreProblem, match="closed"):
                threads.submit(use).result()
    again = SqliteStore(store.file)
    assert again.records(play.id) == [Record("wait")]
    again.close()
