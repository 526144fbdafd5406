"""Several servers of one room: what one saves, all show; an SQLite file has one server."""

import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from simulator.course import plenary_tables
from simulator.course.bus import InProcessBus
from simulator.course.database import Database
from simulator.course.rooms import Rooms
from simulator.messages import say
from simulator.web.plenary.site import form_token
from tests.course.postgres import programs, start_again, started, stop
from tests.patience import PATIENCE
from tests.plays import flagship
from tests.web.plenary.serving import Server, free_port, serving
from tests.workspaces import catalogue

pytestmark = pytest.mark.slow


class Phone:
    """A phone at one of the servers."""

    def __init__(self, server: Server) -> None:
        self.host, self.code = urlsplit(server.base).netloc, server.code
        self.opened: list[http.client.HTTPConnection | http.client.HTTPResponse] = []
        headers = dict(self.ask("POST", "join").getheaders())
        found = re.match(r"voter-\w+=([^;]+)", headers["set-cookie"])
        assert found is not None
        self.voter = found[1]
        self.stream = self.ask("GET", "events")
        assert "parts" in self.message()

    voter = ""

    def ask(self, method: str, path: str, body: str = "") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        kind = "application/x-www-form-urlencoded"
        cookie = f"voter-{self.code}={self.voter}"
        headers = {"content-type": kind, "cookie": cookie, "x-plenary": "1"}
        connection.request(method, f"/r/{self.code}/{path}", body, headers)
        answer = connection.getresponse()
        self.opened += [answer, connection]
        return answer

    def close(self) -> None:
        for each in self.opened:
            each.close()

    def vote(self, choice: str) -> int:
        body = f"token={form_token(self.voter)}&round=1&choice={choice}"
        return self.ask("POST", "vote", body).status

    def message(self) -> str:
        while not (line := self.stream.readline()).startswith(b"data: "):
            assert line
        return json.dumps(json.loads(line[6:]))

    def until(self, text: str) -> None:
        while text not in self.message():
            pass


def to_a_vote(rooms: Rooms, code: str) -> None:
    link = rooms.host_links.use(rooms.host_links.new(code))
    while rooms.view(code).stage == "group":
        rooms.act(code, link.key, rooms.view(code).number, "turn")


def test_two_servers_serve_one_room_and_one_that_is_killed_loses_no_vote(
    tmp_path: Path, new_database: Callable[[], sa.URL]
) -> None:
    url = new_database()
    address = ("--database", url.render_as_string(hide_password=False))
    database = Database(url)
    with (
        serving(tmp_path / "a", free_port(), "presenter-drifts", *address) as one,
        serving(tmp_path / "b", free_port(), "--resume", one.code, *address) as two,
    ):
        to_a_vote(Rooms(database, InProcessBus(), catalogue), one.code)
        phones = [Phone(one), Phone(two)]
        assert phones[0].vote("speak") == 200
        phones[1].until("1 of 2 has voted.")
        assert phones[1].vote("wait") == 200
        phones[0].until("2 of 2 have voted.")
        assert one.stop(signal.SIGKILL)[0] == -signal.SIGKILL
        assert phones[1].vote("speak") == 200
        saved = database.read(lambda tx: tx.rows(sa.select(plenary_tables.vote.c.choice)))
        assert [choice for (choice,) in saved] == ["speak", "speak"]
        for phone in phones:
            phone.close()
    database.close()


def test_an_sqlite_file_has_one_server(tmp_path: Path) -> None:
    file = f"sqlite:///{tmp_path / 'rooms.sqlite3'}"
    with serving(tmp_path, free_port(), "presenter-drifts", "--database", file) as first:
        command = [sys.executable, "-m", "simulator", "plenary", "--resume", first.code]
        second = subprocess.run(
            [*command, "--database", file, "--host", "127.0.0.1", "--port", str(free_port())],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert second.returncode == 1
        assert "Another process serves" in second.stderr
        assert second.stderr.count("\n") == 1


@pytest.mark.services
def test_a_room_comes_back_with_a_database_that_was_started_again(tmp_path: Path) -> None:
    """Votes meanwhile are refused with 503; what was confirmed is there, and streams go on."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed")
    with started(found) as url:
        address = url.render_as_string(hide_password=False)
        options = ("presenter-drifts", "--database", address)
        with serving(tmp_path, free_port(), *options) as server:
            database = Database(url)
            rooms = Rooms(database, InProcessBus(), catalogue)
            opened = rooms.open(flagship(), 7)
            while rooms.view(opened.code).stage == "group":
                number = rooms.view(opened.code).number
                rooms.act(opened.code, opened.host_key, number, "turn")
            server.code = opened.code
            phone, other = Phone(server), Phone(server)
            assert phone.vote("speak") == 200
            stop(found, url)
            assert other.vote("speak") == 503
            refused = other.ask("POST", "vote", f"token={form_token(other.voter)}&round=1")
            assert refused.status == 503
            assert say("plenary_web.no_database") in json.loads(refused.read())["problem"]
            start_again(found, url)
            end = time.monotonic() + PATIENCE
            while other.vote("wait") != 200:
                assert time.monotonic() < end
            told = ""
            while "2 of 2" not in told:
                told = json.dumps(phone.message())
            saved = database.read(lambda tx: tx.rows(sa.select(plenary_tables.vote.c.choice)))
            assert sorted(choice for (choice,) in saved) == ["speak", "wait"]
            phone.close()
            other.close()
            database.close()
