"""Measure saving an act with ``synchronous=FULL`` and with ``EXTRA``: ``python -m bench.keep``."""

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.engine.records import Record
from simulator.store.play_store import Play
from simulator.store.sqlite import SqliteStore

PASSES = 7
ACTS = 100
"""Acts saved in a pass, at each level."""

LEVELS = ("FULL", "EXTRA")
PLAY = Play("", 0, "bench", "Bench", "0", "guided", "now", 1, "")
ACT = Record(
    "take",
    "drift",
    2,
    "contain",
    "That is close to home, and it can stay here. What was it like to hear it in him?",
)


def main() -> None:
    """Measure both levels in turn and print."""
    here = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
    milliseconds: dict[str, list[float]] = {level: [] for level in LEVELS}
    with TemporaryDirectory(dir=here) as folder:
        store = SqliteStore(Path(folder) / "learner.sqlite3")
        for _ in range(PASSES):
            for level in LEVELS:
                store._db.execute(f"PRAGMA synchronous={level}")
                milliseconds[level].append(_pass(store))
        store.close()
    print(
        f"Python {sys.version.split()[0]}; milliseconds to save an act, "
        f"{PASSES} passes of {ACTS} in turn, in {here.resolve()}"
    )
    for level, passes in milliseconds.items():
        median = statistics.median(passes)
        print(f"  {level:<6} {median:7.2f}   {min(passes):.2f} to {max(passes):.2f}")
    ratios = [
        extra / full
        for full, extra in zip(milliseconds["FULL"], milliseconds["EXTRA"], strict=True)
    ]
    print(
        f"  EXTRA is {statistics.median(ratios):.2f} x FULL; {min(ratios):.2f} to {max(ratios):.2f}"
    )


def _pass(store: SqliteStore) -> float:
    play = store.begin(PLAY, b"text").id
    began = time.perf_counter()
    for number in range(ACTS):
        store.act(play, number, ACT)
    return (time.perf_counter() - began) / ACTS * 1000


if __name__ == "__main__":
    main()
