"""``balint-sim serve`` as a process: where it is, what it refuses, and how it ends."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from simulator.store.sqlite import SqliteStore
from simulator.web.served import server as served_server
from tests.cli.balint import balint
from tests.patience import PATIENCE
from tests.plays import begun
from tests.web.served.serving import serving
from tests.web.served.visiting import Visitor, multipart, seen, token_in

ANYWHERE = "0.0.0.0"  # noqa: S104  # a test of what is asked for then

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals"),
]


def test_it_says_where_it_is_once_it_can_be_entered(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert server.said.startswith("The room is open at http://127.0.0.1:")
        answer = server.visitor.get("/")
        assert answer.status == 200
        assert "Library" in answer.text
        assert server.visitor.ask("HEAD", "/").status == 200
        assert server.stop() == (0, "")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_ends_at_once_with_browsers_that_hold_on(
    tmp_path: Path, number: int, status: int
) -> None:
    """An idle connection, a form that is half sent, and a browser that takes no answer."""
    store = SqliteStore(tmp_path / "learner.sqlite3")
    play = begun(store).play
    with serving(tmp_path) as server:
        token = token_in(server.visitor.get(f"/plays/{play.number}").text)
        idle, half = connected(server.link), connected(server.link)
        idle.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(9) == b"HTTP/1.1 "
        head = (
            f"POST /plays/{play.number}/go-on HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\n\r\ntoken={token}&"
        )
        half.sendall(head.encode())
        ended, errors = server.stop(number)
        assert ended == status
        assert "Traceback" not in errors
        assert (
            errors.splitlines()[1:]
            == (["Stopped. What was done is saved."] if status == 130 else [])
            or errors == ""
        )
        # What was half sent is not done, and the browser hears so.
        assert half.recv(12) in (b"HTTP/1.1 503", b"")
        for one in (idle, half):
            one.close()
    assert store.records(play.id) == []
    store.close()


def connected(link: str) -> socket.socket:
    parts = urlsplit(link)
    assert parts.hostname is not None
    return socket.create_connection((parts.hostname, parts.port or 80))


STREAM = """
import asyncio
from starlette.responses import StreamingResponse
from simulator.web.served import server
from simulator.web.served.app import until
from simulator.web.served.listening import link, listen

async def turns():
    number = 0
    while True:
        yield f"data: {number}\\n\\n"
        number += 1
        await asyncio.sleep(0.01)

stopping = asyncio.Event()

async def app(scope, receive, send):
    response = StreamingResponse(turns(), media_type="text/event-stream")
    await response(scope, until(stopping, receive), send)

bound = listen("127.0.0.1", 0)
server.run(app, bound, stopping, lambda: print(link(bound), flush=True), print)
"""


def test_a_stream_that_never_ends_does_not_keep_the_server() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STREAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    parts = urlsplit(process.stdout.readline().strip())
    assert parts.hostname is not None
    stream = http.client.HTTPConnection(parts.hostname, parts.port)
    stream.request("GET", "/")
    answer = stream.getresponse()
    assert answer.readline() == b"data: 0\n"
    process.terminate()
    with pytest.raises(http.client.IncompleteRead):  # a browser would connect again
        answer.read()
    assert process.communicate() == ("", "")
    assert process.returncode == 0
    stream.close()


def test_an_endless_head_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        one = connected(server.link)
        one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        line = b"X-Long: " + b"a" * 8_000 + b"\r\n"
        try:
            for _ in range(10 * served_server.LONGEST_HEAD // len(line)):
                one.sendall(line)
        except OSError:  # the server has closed the connection already
            pass
        one.close()
        two = connected(server.link)
        two.sendall(b"\x16\x03\x01garbage\r\n\r\n")
        assert two.recv(12) == b"HTTP/1.1 400"
        two.close()
        assert server.visitor.get("/").status == 200
        assert server.stop() == (0, "")


def test_a_form_that_is_too_large_is_refused_by_the_server_too(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        form = {"content-type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection(server.visitor.host, server.visitor.port)
        connection.request("POST", "/", iter([b"a" * 1_000] * 200), form, encode_chunked=True)
        assert connection.getresponse().status == 413
        connection.close()
        assert server.visitor.ask("POST", "/", b"a" * 200_000, form).status == 413
        assert server.visitor.get("/").status == 200


def test_an_open_room_says_so_and_needs_the_key_of_its_link(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", ANYWHERE) as server:
        assert "?key=" in server.link
        port = urlsplit(server.link).port
        visitor = Visitor(f"http://127.0.0.1:{port}/")
        assert visitor.get("/").status == 401
        welcome = visitor.get("/?" + urlsplit(server.link).query)
        assert welcome.status == 200
        visitor.cookie = welcome.headers["set-cookie"].partition(";")[0]
        assert visitor.get("/").status == 200
        status, errors = server.stop()
        assert status == 0
        assert "Other machines can reach this room" in errors
    with serving(tmp_path, "--host", ANYWHERE) as again:
        # The link in a message to oneself stays good.
        assert urlsplit(again.link).query == urlsplit(server.link).query


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = balint(tmp_path, "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"balint-sim: Port {port} is taken by another program. Choose another; --port 0 takes any.\n"
    )


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--host", "no.such.host.invalid"], 1, "There is no host 'no.such.host.invalid'."),
        (["--host", "x" * 300], 1, "There is no host"),
        (["--host", "192.0.2.1"], 1, "This machine has no address 192.0.2.1."),
        (["--port", "65536"], 2, "'65536' is not a port"),
        (["--port", "-1"], 2, "'-1' is not a port"),
        (["--port", "http"], 2, "'http' is not a port"),
    ],
)
def test_a_place_where_nobody_can_listen_is_one_line(
    tmp_path: Path, options: list[str], status: int, said: str
) -> None:
    done = balint(tmp_path, "serve", *options)
    assert done.returncode == status
    assert done.stderr.splitlines()[-1].count(said) == 1
    assert "Traceback" not in done.stderr


def test_without_the_extra_one_line_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.cli import serve

    monkeypatch.setattr(serve, "EXTRA", ("no_such_module",))
    done = balint(tmp_path, "serve")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "pip install 'balint-simulator[web]'" in done.stderr
    assert not os.listdir(tmp_path)


def test_a_page_that_was_open_during_a_restart_can_still_send_its_form(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    number = begun(store).play.number
    with serving(tmp_path) as first:
        page = first.visitor.play(number)
        first.stop(signal.SIGKILL)
    with serving(tmp_path) as second:
        path, sent = page.forms()[0]
        assert second.visitor.post(path, sent).status == 303
        assert second.visitor.play(number).revision > page.revision
    store.close()


def test_the_browser_is_opened_with_the_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "opener"
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path / "opened.draft"}\n'
                      f'mv {tmp_path / "opened.draft"} {tmp_path / "opened"}\n')  # fmt: skip
    opener.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{opener} %s")
    with serving(tmp_path / "home", "--open") as server:
        end = time.monotonic() + PATIENCE
        while not (tmp_path / "opened").exists() and time.monotonic() < end:
            time.sleep(0.01)
        assert (tmp_path / "opened").read_text().strip() == server.link


def test_everything_can_be_deleted_while_the_room_is_open(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "learner.sqlite3")
    begun(store)
    store.close()
    with serving(tmp_path) as server:
        asked = seen(server.visitor.get("/data/delete").text)
        (delete,) = [form for form in asked.forms() if form[0] == "/data/delete"]
        answer = server.visitor.post(*delete)
        assert (answer.status, answer.headers["location"]) == (303, "/data?deleted=1")
        assert server.visitor.get("/plays/1").status == 404
        # The room stays open, with a new store and the forms that it had.
        page = seen(server.visitor.get("/scenarios/tutorial").text)
        begin = next(form for form in page.forms() if form[0] == "/plays")
        assert server.visitor.post(*begin).headers["location"].startswith("/plays/1")
        assert server.stop() == (0, "")
    again = SqliteStore(tmp_path / "learner.sqlite3")
    assert [play.scenario for play in again.plays()] == ["tutorial"]
    again.close()


def test_an_export_is_imported_as_in_the_terminal(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "first" / "learner.sqlite3")
    begun(store)
    store.close()
    with serving(tmp_path / "first") as first:
        exported = first.visitor.get("/data/export")
        assert exported.headers["content-disposition"].startswith("attachment")
    assert exported.text == balint(tmp_path / "first", "data", "export").stdout
    with serving(tmp_path / "second") as second:
        token = token_in(second.visitor.get("/data").text)
        kind, body = multipart({"token": token}, {"file": exported.text.encode()})
        looked = second.visitor.ask("POST", "/data/upload", body, {"content-type": kind})
        assert looked.status == 303
        page = seen(second.visitor.get(looked.headers["location"]).text)
        (add,) = [form for form in page.forms() if form[0] == "/data/import"]
        assert second.visitor.post(*add).status == 303
    there = SqliteStore(tmp_path / "second" / "learner.sqlite3")
    assert len(there.plays()) == 1
    there.close()
