"""A server that is killed in the middle loses no vote that it confirmed, and counts none twice."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from simulator.course import plenary_tables
from simulator.course.bus import InProcessBus
from simulator.course.database import Database, sqlite_url
from simulator.course.migrate import migrate
from simulator.course.rooms import Rooms
from tests.course.conftest import DATABASES
from tests.plays import flagship
from tests.workspaces import catalogue

ROOT = Path(__file__).parents[2]

# Joins and votes in several threads, and writes each voter when its vote is confirmed.
VOTE = """
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from simulator.course.bus import InProcessBus
from simulator.course.database import Database
from simulator.course.rooms import Rooms
from tests.workspaces import catalogue

rooms = Rooms(Database(sys.argv[1]), InProcessBus(), catalogue)

def vote(number):
    voter = rooms.join(sys.argv[2])
    rooms.vote(sys.argv[2], voter, 1, "speak" if number % 3 else "wait")
    os.write(1, f"{voter}\\n".encode())  # as one, whichever thread writes

with ThreadPoolExecutor(6) as threads:
    list(threads.map(vote, range(10_000)))
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", DATABASES)
def test_no_confirmed_vote_is_lost_when_a_server_is_killed(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = (
        sqlite_url(tmp_path / "course.sqlite3")
        if kind == "sqlite"
        else request.getfixturevalue("new_database")()
    )
    database = Database(url)
    migrate(database)
    rooms = Rooms(database, InProcessBus(), catalogue)
    opened = rooms.open(flagship(), 7)
    while rooms.view(opened.code).stage == "group":
        rooms.act(opened.code, opened.host_key, rooms.view(opened.code).number, "turn")
    address = url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", VOTE, address, opened.code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        confirmed = [server.stdout.readline().strip() for _ in range(40)]
        server.kill()
        confirmed += [line.strip() for line in server.stdout if line.endswith("\n")]
    assert all(confirmed)
    for voter in confirmed:
        assert rooms.has_joined(opened.code, voter)
        assert rooms.ballot(opened.code, voter).answer in ("speak", "wait")
    saved = database.read(lambda tx: tx.rows(sa.select(plenary_tables.vote.c.voter)))
    assert len(saved) == len(set(saved)) >= len(confirmed)
    rooms.act(opened.code, opened.host_key, rooms.view(opened.code).number, "answers")
    shown = rooms.view(opened.code).round
    assert shown is not None
    assert sum(count.votes for count in shown.answers or ()) == len(saved)
    database.close()
