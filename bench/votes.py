"""How long a vote takes to be on the disk: many phones at once, with and without group commit.

    python -m bench.votes [FOLDER]              # SQLite, in a folder on the disk to be measured
    python -m bench.votes postgresql://…        # PostgreSQL, which has no group commit

Each vote is sent at its own instant within two seconds, by a thread of its own, as a server with a
thread for each request does it. Times are from that instant until the vote is confirmed.
"""

import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from simulator.course.bus import InProcessBus
from simulator.course.database import Database, Transaction, Work, sqlite_url
from simulator.course.migrate import migrate
from simulator.course.rooms import Rooms
from tests.plays import flagship
from tests.workspaces import catalogue

PHONES, SECONDS, THREADS = 300, 2.0, 40


def main() -> None:
    """Print a line for each way."""
    where = sys.argv[1] if len(sys.argv) > 1 else "."
    if where.startswith("postgres"):
        database = Database(where)
        migrate(database)
        report("PostgreSQL", database)
        return
    for grouped in (True, False):
        with tempfile.TemporaryDirectory(dir=where) as folder:
            database = Database(sqlite_url(Path(folder) / "votes.sqlite3"))
            migrate(database)
            if not grouped:
                database.write = one_by_one(database)  # type: ignore[method-assign]
            report("SQLite, group commit" if grouped else "SQLite, one by one", database)
            database.close()


def one_by_one(database: Database) -> Any:
    """Return a ``write`` that makes a transaction of each work.

    A lock lets them wait in turn. Without it most of them fail, because SQLite's own waiting is a
    poll that others overtake.
    """
    lock = threading.Lock()

    def write(work: Work[Any]) -> Any:
        with lock, database.engine.begin() as connection:
            return work(Transaction(connection))

    return write


def report(name: str, database: Database) -> None:
    """Let all phones vote, and print median, p95 and the slowest vote in milliseconds."""
    rooms = Rooms(database, InProcessBus(), catalogue)
    opened = rooms.open(flagship(), 7)
    while rooms.view(opened.code).stage == "group":
        number = rooms.view(opened.code).number
        rooms.act(opened.code, opened.host_key, number, "turn")
    with ThreadPoolExecutor(THREADS) as threads:
        voters = list(threads.map(lambda _: rooms.join(opened.code), range(PHONES)))
    begin = time.perf_counter() + 0.1
    drawn = random.Random(1)  # noqa: S311 - no secret
    instants = sorted(drawn.uniform(0, SECONDS) for _ in voters)

    def vote(place: int) -> float:
        wanted = begin + instants[place]
        time.sleep(max(0.0, wanted - time.perf_counter()))
        rooms.vote(opened.code, voters[place], 1, "speak" if place % 2 else "wait")
        return (time.perf_counter() - wanted) * 1000

    with ThreadPoolExecutor(PHONES) as threads:
        took = sorted(threads.map(vote, range(PHONES)))
    voted = rooms.view(opened.code).tally.voted
    median, p95 = took[PHONES // 2], took[PHONES * 95 // 100]
    print(f"{name}: {voted} votes, median {median:.0f}, p95 {p95:.0f}, most {took[-1]:.0f} ms")


if __name__ == "__main__":
    main()
