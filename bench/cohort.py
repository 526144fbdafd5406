"""How long the figures of a course take, and how many acts a second a server saves.

    python -m bench.cohort [--learners 10000]                   # SQLite, in a folder that goes
    python -m bench.cohort postgresql://... [--learners 10000]  # an empty database

Learners are simulated: some hundred sessions are played by the engine itself, with leaders who wait,
speak and choose as chance has it, and each learner gets one of each scenario. The page is the trainer's:
query, statistics and HTML. The ingest rate is that of ``PersonStore``, each act durable by itself,
beside plain inserts of the same rows into a table without an index, in the same run.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.cohort import cohort
from simulator.course.database import Database, Transaction, sqlite_url
from simulator.course.known_scenarios import known_scenarios
from simulator.course.migrate import migrate
from simulator.course.people import People
from simulator.course.play_store import PersonStore
from simulator.course.shared_rows import save_all_figures
from simulator.engine.acts import WAIT, Act, Take
from simulator.engine.records import Record
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import begin
from simulator.practice.sharing import Figures, all_figures
from simulator.render.cohort_page import cohort_page
from simulator.render.write_html import write_html
from simulator.store.memory import MemoryStore
from tests.plays import NOWHERE, flagship
from tests.workspaces import SHIPPED, catalogue, load

SESSIONS = 150
"""How many different sessions are played of each scenario."""

SCENARIOS = ("presenter-drifts", "five-to-four")
CODE = "K7PM4Q"
INGESTED = 2_000
AT_ONCE = 1_000


def main() -> None:
    """Print the figures of one database."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--learners", type=int, default=10_000)
    options.add_argument("url", nargs="?", default="")
    chosen = options.parse_args()
    kind = "PostgreSQL" if chosen.url else "SQLite"
    with opened(chosen.url) as database:
        course, took = filled(database, chosen.learners)
        print(f"{kind}: {chosen.learners} learners shared in {took:.1f} s")
        for name, seconds in page(database, course):
            print(f"{kind}: {name} {seconds * 1000:.0f} ms")
        for name, rate in ingest(database):
            print(f"{kind}: {name} {rate:.0f} a second")


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Yield a database with its tables."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(url or sqlite_url(Path(folder) / "course.sqlite3"))
        migrate(database)
        yield database
        database.close()


def played() -> list[list[Figures]]:
    """Return the figures of sessions of each scenario."""
    found = []
    for name in SCENARIOS:
        loaded = load(SHIPPED / name / "scenario.yaml")
        store = MemoryStore()
        chance = random.Random(name)  # noqa: S311  # simulated learners keep no secrets
        for seed in range(SESSIONS):
            saved = begin(NOWHERE, store, loaded, PlayOptions(seed=seed))
            while not saved.session.ended:
                saved.act(some_act(saved.session.pause.options, chance))
        found.append([replace(one, attempt="first") for one in all_figures(NOWHERE, store, CODE)])
    return found


def some_act(options: "tuple[object, ...]", chance: random.Random) -> Act:
    """Return an act of a leader who waits a third of the time."""
    if not options or chance.random() < 1 / 3:
        return WAIT
    return Take(chance.choice(options).id)  # type: ignore[attr-defined]


def filled(database: Database, learners: int) -> tuple[str, float]:
    """Fill a course with learners who share a session of each scenario; return its id."""
    sessions = played()
    people = People(database)
    course = people.open_course("Bench", people.add("Trainer", "trainer").id).id
    chance = random.Random(1)  # noqa: S311
    begun = time.perf_counter()
    for first in range(0, learners, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, learners))

        def work(transaction: Transaction, numbers: range = numbers) -> None:
            for number in numbers:
                share(transaction, course, number, [chance.choice(one) for one in sessions])

        database.write(work)
    return course, time.perf_counter() - begun


def share(transaction: Transaction, course: str, number: int, chosen: list[Figures]) -> None:
    """Save a learner with sessions."""
    person = f"learner-{number}"
    row = {"id": person, "name": person, "learner": person, "created": 0, "seen": 0}
    transaction.execute(sa.insert(tables.person), row)
    consent = {"course": course, "person": person, "what": "figures", "wording": "", "asked": 0}
    transaction.execute(sa.insert(tables.consent), {**consent, "given": 1})
    save_all_figures(transaction, course, person, chosen, 0)


def page(database: Database, course: str) -> Iterator[tuple[str, float]]:
    """Yield how long the figures take, and the page with them; the median of five."""

    def whole() -> None:
        found = cohort(database, course)
        known = known_scenarios(NOWHERE, [group.key.digest for group in found.groups])
        write_html(cohort_page(found, "Bench", known, catalogue()))

    yield "figures", median_of(lambda: cohort(database, course))
    yield "page", median_of(whole)


def median_of(work: Callable[[], object]) -> float:
    """Return the median time of five runs, in seconds."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return sorted(times)[2]


def ingest(database: Database) -> Iterator[tuple[str, float]]:
    """Yield the rate of acts that are saved one by one, and of plain inserts of such rows."""
    person = People(database).add("Writer").id
    store = PersonStore(database, person)
    saved = begin(NOWHERE, store, flagship(), PlayOptions(seed=1))
    record = Record("turn")
    begun = time.perf_counter()
    for number in range(INGESTED):
        store.act(saved.play.id, number, record)
    yield "acts saved", INGESTED / (time.perf_counter() - begun)
    plain = sa.Table("plain", sa.MetaData(), *columns())
    plain.create(database.engine)
    row = {"person": person, "play": saved.play.id, "act": "turn", "moment": "", "after": 0}
    row |= {"option": "", "say": "", "at": "2026-11-28T00:00:00+00:00"}
    begun = time.perf_counter()
    for number in range(INGESTED):
        values = {**row, "number": number}
        database.write(lambda tx, values=values: tx.execute(sa.insert(plain), values))  # type: ignore[misc]
    yield "plain inserts", INGESTED / (time.perf_counter() - begun)


def columns() -> list[sa.Column[object]]:
    """Return the columns of an act, without keys."""
    return [sa.Column(column.name, column.type) for column in tables.act.columns]


if __name__ == "__main__":
    main()
