"""Compare one connection for all threads with one per thread: ``python -m bench.threads [FOLDER]``.

One thread saves acts while others read plays and acts. FOLDER decides which disk is measured.
"""

import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from simulator.engine.records import Record
from simulator.store.play_store import Play, StoreProblem
from simulator.store.sqlite import SqliteStore

PASSES = 3
ACTS = 100
PLAYS = 200
"""Plays in the store, of which each read reads twenty."""

PLAY = Play("", 0, "bench", "Bench", "0", "guided", "now", 1, "")
ACT = Record("take", "drift", 2, "contain", "That is close to home, and it can stay here.")


@dataclass(slots=True)
class Counts:
    """What one run measured."""

    milliseconds: list[float] = field(default_factory=list)
    reads: int = 0
    problems: int = 0


def main() -> None:
    """Measure both in turn, with one and with three readers, and print."""
    here = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
    with TemporaryDirectory(dir=here) as folder:
        for readers in (1, 3):
            for number in range(PASSES):
                for shared in (True, False):
                    file = Path(folder) / f"{readers}-{number}-{shared}.sqlite3"
                    _print(readers, shared, _run(file, readers, shared))


def _print(readers: int, shared: bool, counts: Counts) -> None:
    times = sorted(counts.milliseconds)
    print(
        f"{readers} readers, {'one connection' if shared else 'one per thread':<15} "
        f"act {statistics.median(times):5.1f} ms, longest {times[-1]:5.1f}; "
        f"{counts.reads} reads, {counts.problems} problems"
    )


def _run(file: Path, readers: int, shared: bool) -> Counts:
    store = SqliteStore(file)
    for _ in range(PLAYS):
        store.act(store.begin(PLAY, b"text").id, 0, ACT)
    counts, stop = Counts(), Event()
    threads = [
        Thread(target=_read, args=(store if shared else SqliteStore(file), counts, stop))
        for _ in range(readers)
    ]
    for thread in threads:
        thread.start()
    _write(store, counts)
    stop.set()
    for thread in threads:
        thread.join()
    store.close()
    return counts


def _write(store: SqliteStore, counts: Counts) -> None:
    play = store.begin(PLAY, b"text").id
    for revision in range(ACTS):
        began = time.perf_counter()
        store.act(play, revision, ACT)
        counts.milliseconds.append((time.perf_counter() - began) * 1000)
        time.sleep(0.002)  # a person is slower; the readers shall get a turn


def _read(store: SqliteStore, counts: Counts, stop: Event) -> None:
    while not stop.is_set():
        try:
            for play in store.plays()[:20]:
                store.records(play.id)
            counts.reads += 1
        except StoreProblem:
            counts.problems += 1


if __name__ == "__main__":
    main()
