"""The server of courses as an operator starts it, stops it, and starts it again."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from simulator.course.database import AlreadyServed, Database, only_server, sqlite_url
from simulator.course.migrate import migrate
from simulator.course.people import People
from simulator.course.retention import PEOPLE_KEPT
from simulator.practice.deletion import cached_people
from simulator.web.served.address import BadAddress, public_address
from simulator.web.served.course_serve import clean
from tests.course.conftest import Clock
from tests.web.course.serving import serving
from tests.web.plenary.serving import free_port
from tests.web.plenary.serving import serving as plenary
from tests.web.served.visiting import Visitor
from tests.workspaces import workspace_at

pytestmark = pytest.mark.server


def test_the_first_link_signs_the_operator_in_once(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        visitor = Visitor(server.base)
        page = visitor.get(server.link)
        cookie = page.headers["set-cookie"].partition(";")[0]
        visitor.cookie = cookie
        token = page.text.partition('name="token" value="')[2].partition('"')[0]
        answer = visitor.post(server.link, {"token": token})
        assert answer.status == 303
        visitor.cookie = answer.headers["set-cookie"].partition(";")[0]
        assert visitor.get("/operator").status == 200
        assert server.stop() == (0, server_said(server.base))
    with serving(tmp_path, first=False) as again:
        again.process.send_signal(signal.SIGTERM)
        out, _ = again.process.communicate()
        assert "/link/" not in out
        visitor = Visitor(again.base)


def server_said(base: str) -> str:
    return (
        "balint-sim: Only this machine can reach the server. "
        "For others, listen at the network: --host 0.0.0.0\n"
    )


def test_a_second_process_on_an_sqlite_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "course.sqlite3"
    first, second = Database(sqlite_url(file)), Database(sqlite_url(file))
    with only_server(first), pytest.raises(AlreadyServed), only_server(second):
        pass
    with only_server(second):
        pass
    first.close()
    second.close()


def test_a_plenary_and_a_server_of_courses_refuse_each_others_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "simulator", "plenary", "presenter-drifts", "--port", "0"]
    home = {**os.environ, "BALINT_SIM_HOME": str(tmp_path)}
    with serving(tmp_path):
        second = subprocess.run(command, capture_output=True, text=True, env=home, check=False)
    assert second.returncode == 1
    assert "another process" in second.stderr.lower()
    with plenary(tmp_path, free_port(), "presenter-drifts"):
        command = [sys.executable, "-m", "simulator", "course", "serve", "--port", "0"]
        second = subprocess.run(command, capture_output=True, text=True, env=home, check=False)
    assert second.returncode == 1
    assert "another process" in second.stderr.lower()


def test_a_stream_does_not_hold_the_server_up(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        host, _, port = server.base.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port))) as idle:
            idle.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n")
            assert server.stop()[0] == 0


@pytest.mark.parametrize(
    "address",
    [
        "courses.example.org",
        "ftp://x/",
        "https://",
        "https://x/path",
        "https://x:y/",
        "https://a@b/",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        public_address(address)


def test_an_address_ends_with_a_slash() -> None:
    assert public_address("https://courses.example.org") == "https://courses.example.org/"
    assert public_address("http://10.0.0.1:8000/") == "http://10.0.0.1:8000/"


def test_what_was_computed_for_people_who_are_gone_is_deleted(tmp_path: Path) -> None:
    workspace, clock = workspace_at(tmp_path), Clock()
    database = Database(sqlite_url(tmp_path / "course.sqlite3"), clock)
    migrate(database)
    ann, bea = People(database).add("Ann").id, People(database).add("Bea").id
    for person in (ann, bea):
        (workspace.cache.folder / "people" / person / "judged").mkdir(parents=True)
    gone = sa.text("DELETE FROM person WHERE id = :id")
    database.write(lambda tx: tx.execute(gone, {"id": bea}))
    clean(workspace, database)
    assert cached_people(workspace) == [ann]
    clock.at += PEOPLE_KEPT + 1
    assert clean(workspace, database) == 1
    assert cached_people(workspace) == []
    database.close()
