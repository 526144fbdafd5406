"""Measure a served plenary with many phones: ``python -m bench.plenary [sqlite] [postgres]``.

Each server is a process of its own, and the phones are raw HTTP/1.1 connections of this process,
each from an address of its own in 127.0.0.0/8. Every phone joins, opens its stream and votes once
at its own instant. A vote is confirmed when its answer is read; it is on every screen when each
stream has said that all have voted. Counts are checked in the database afterwards. With several
workers, phones are spread over them by nginx if it is installed, else one after another by this
process ("plain"). One worker is killed in the middle of a vote in the last row.
"""

import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from simulator.course import plenary_tables
from simulator.course.bus import InProcessBus
from simulator.course.database import Database, sqlite_url
from simulator.course.rooms import Rooms
from simulator.web.plenary.site import form_token
from tests.course.postgres import programs, started
from tests.plays import flagship
from tests.web.plenary.serving import Server, free_port, serving
from tests.workspaces import catalogue

ROWS: Final = ((100, 2.0), (300, 2.0), (1_000, 5.0))
"""Phones, and the seconds within which they vote."""

GOALS: Final = {300: (200, 200), 1_000: (500, 500)}
"""Milliseconds of p95 for a confirmed vote, and until it is on every screen."""

HEAD: Final = (
    "| database, workers | phones | joined p95 | stream p95 | vote median | p95 | most | "
    "on every screen | CPU a vote | votes saved |"
)
DONE: Final = re.compile(rb"(\d+) of (\d+) ha(?:s|ve) voted")
LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.I)
LONGEST: Final = 30.0

NGINX: Final = """\
daemon off; pid {folder}/pid; error_log {folder}/log;
worker_processes 1; worker_rlimit_nofile 20000;
events {{ worker_connections 8000; }}
http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
upstream workers {{ {workers} keepalive 64; }}
server {{ listen 127.0.0.1:{port} backlog=4096; location / {{ proxy_pass http://workers;
proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;
proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
proxy_read_timeout 1h; }} }} }}
"""


class Phone:
    """A phone: a connection for its forms, and one for its stream."""

    def __init__(self, number: int, port: int, code: str) -> None:
        self.own = f"127.{1 + number // 250 // 250}.{number // 250 % 250}.{1 + number % 250}"
        self.port, self.code = port, code
        self.voter = ""
        self.joined = self.streamed = self.voted = -1.0
        self.all_voted = asyncio.Event()
        self.at = 0.0
        self._kept: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """Send a form as a browser does: on the connection that it has, or else on a new one."""
        if self._kept is not None:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                return await self._asked(self._kept, method, path, body)
            self.close()
        self._kept = await self._connected()
        return await self._asked(self._kept, method, path, body)

    async def _asked(
        self,
        kept: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        method: str,
        path: str,
        body: str,
    ) -> tuple[int, bytes]:
        reader, writer = kept
        self._write(writer, method, path, body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        answer = head + await reader.readexactly(int(length[1]) if length else 0)
        if b"connection: close" in head.lower():
            self.close()
        return int(head[9:12]), answer

    def close(self) -> None:
        """Close the connection for forms."""
        if self._kept is not None:
            self._kept[1].close()
            self._kept = None

    async def join(self) -> None:
        """Join the room."""
        begin = time.perf_counter()
        status, answer = await self.ask("POST", "join")
        assert status == 303, answer[:200]
        found = re.search(rb"voter-\w+=([\w-]+)", answer)
        assert found is not None
        self.voter = found[1].decode()
        self.joined = _milliseconds(begin)

    async def listen(self, ready: asyncio.Event, count: int) -> None:
        """Read the stream, and note when it has said that all have voted."""
        begin = time.perf_counter()
        reader, writer = await self._connected()
        self._write(writer, "GET", "events")
        tail = b""
        with suppress(ConnectionError):
            while piece := await reader.read(65_536):
                if self.streamed < 0 and b"data: " in piece:
                    self.streamed = _milliseconds(begin)
                    ready.set()
                tail = (tail + piece)[-20_000:]
                for voted in DONE.findall(tail):
                    if int(voted[0]) == count:
                        self.at = time.perf_counter()
                        self.all_voted.set()
                        tail = b""
        writer.close()

    async def vote(self, instant: float) -> None:
        """Vote at an instant; try again if a worker is gone."""
        await asyncio.sleep(instant - time.perf_counter())
        choice = "speak" if random.random() < 0.5 else "wait"  # noqa: S311
        body = f"token={form_token(self.voter)}&round=1&choice={choice}"
        while True:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                status, _ = await self.ask("POST", "vote", body)
                if status in (200, 303):
                    break
            await asyncio.sleep(0.05)
        self.voted = _milliseconds(instant)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=(self.own, 0))

    def _write(self, writer: asyncio.StreamWriter, method: str, path: str, body: str = "") -> None:
        lines = [f"{method} /r/{self.code}/{path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"Cookie: voter-{self.code}={self.voter}", "X-Plenary: 1"]
        lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(body)}")
        writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())


def main() -> None:
    """Print a table."""
    wanted = sys.argv[1:] or ["sqlite", "postgres"]
    print(f"Goals (p95 of a vote, all screens, ms): {json.dumps(GOALS)}\n\n{HEAD}")
    print("|" + " --- |" * HEAD.count(" | ") + " --- |")
    if "sqlite" in wanted:
        with tempfile.TemporaryDirectory(dir=".") as home:
            database = Database(sqlite_url(Path(home) / "bench.sqlite3"))
            with ExitStack() as running:
                servers = _servers(running, Path(home), database, 1)
                for count, seconds in ROWS:
                    _row("sqlite, 1", database, servers, [servers[0][1]], count, seconds)
            database.close()
    found = programs()
    if "postgres" in wanted and found is not None:
        with started(found) as url, tempfile.TemporaryDirectory() as home:
            database = Database(url)
            for workers in (1, 2, 3):
                with ExitStack() as running:
                    servers = _servers(running, Path(home), database, workers)
                    name, ports = _proxy(running, [port for _, port in servers])
                    for count, seconds in ROWS if workers == 2 else ROWS[1:]:
                        _row(f"{name}, {workers}", database, servers, ports, count, seconds)
                    if workers == 3:
                        name = f"{name}, 3, one killed"
                        _row(name, database, servers, ports, 300, 2.0, kill=True)
            database.close()


def _servers(
    running: ExitStack, home: Path, database: Database, count: int
) -> list[tuple[Server, int]]:
    address = database.url.render_as_string(hide_password=False)
    found: list[tuple[Server, int]] = []
    for _ in range(count):
        port = free_port()
        which = ("--resume", found[0][0].code) if found else ("presenter-drifts",)
        options = (*which, "--database", address, "--behind", "127.0.0.1")
        found.append((running.enter_context(serving(home, port, *options)), port))
    return found


def _proxy(running: ExitStack, ports: list[int]) -> tuple[str, list[int]]:
    """Return the ports that phones use: nginx's, or those of the workers in turn."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        return "PostgreSQL, plain", ports
    folder, port = running.enter_context(tempfile.TemporaryDirectory()), free_port()
    os.chmod(folder, 0o711)  # noqa: S103 - nginx's worker is another user
    workers = " ".join(f"server 127.0.0.1:{each};" for each in ports)
    settings = Path(folder) / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, port=port, workers=workers))
    proxy = subprocess.Popen([program, "-c", str(settings)])
    running.callback(proxy.wait)
    running.callback(proxy.terminate)
    return "PostgreSQL, nginx", [port]


def _row(
    name: str,
    database: Database,
    servers: Sequence[tuple[Server, int]],
    ports: Sequence[int],
    count: int,
    seconds: float,
    kill: bool = False,
) -> None:
    """Measure one room of its own, and print its line; a row that fails is printed as such."""
    try:
        _measured(name, database, servers, ports, count, seconds, kill)
    except (AssertionError, OSError, EOFError, TimeoutError) as failed:
        print(f"| {name} | {count} | failed: {type(failed).__name__} {failed} |", flush=True)


def _measured(
    name: str,
    database: Database,
    servers: Sequence[tuple[Server, int]],
    ports: Sequence[int],
    count: int,
    seconds: float,
    kill: bool,
) -> None:
    rooms = Rooms(database, InProcessBus(), catalogue)
    opened = rooms.open(flagship(), 7)
    while rooms.view(opened.code).stage == "group":
        number = rooms.view(opened.code).number
        rooms.act(opened.code, opened.host_key, number, "turn")
    phones = [Phone(n, ports[n % len(ports)], opened.code) for n in range(count)]
    last, screens, used = asyncio.run(_room(phones, seconds, servers, kill))
    room = sa.select(plenary_tables.plenary.c.id).where(
        plenary_tables.plenary.c.code == opened.code
    )
    vote = plenary_tables.vote.c
    query = sa.select(vote.voter).where(vote.plenary == room.scalar_subquery())
    saved = database.read(lambda transaction: transaction.rows(query))
    assert len(saved) == len(set(saved)) == count
    joined, streamed = _p95([p.joined for p in phones]), _p95([p.streamed for p in phones])
    votes = sorted(phone.voted for phone in phones)
    shown = "-" if kill else f"{max(0.0, screens - last) * 1000:.0f}"
    each = "-" if kill else f"{used / count * 1000:.1f} ms"
    print(
        f"| {name} | {count} | {joined:.0f} | {streamed:.0f} | {votes[count // 2]:.0f} | "
        f"{_p95(votes):.0f} | {votes[-1]:.0f} | {shown} | {each} | {len(saved)} |",
        flush=True,
    )


async def _room(
    phones: list[Phone], seconds: float, servers: Sequence[tuple[Server, int]], kill: bool
) -> tuple[float, float, float]:
    """Return when the last vote was confirmed, when it was everywhere, and the CPU of voting."""
    killed = servers[-1][0] if kill else None
    drawn = random.Random(1)  # noqa: S311 - no secret
    begin = time.perf_counter()

    async def join(phone: Phone) -> None:
        await asyncio.sleep(begin + drawn.uniform(0, seconds) - time.perf_counter())
        await phone.join()

    await asyncio.gather(*map(join, phones))
    ready = [asyncio.Event() for _ in phones]
    listening = [
        asyncio.ensure_future(phone.listen(event, len(phones)))
        for phone, event in zip(phones, ready, strict=True)
    ]
    async with asyncio.timeout(LONGEST):
        await asyncio.gather(*(event.wait() for event in ready))
        before = _cpu(servers)
        begin = time.perf_counter() + 0.2
        voting = [phone.vote(begin + drawn.uniform(0, seconds)) for phone in phones]
        if killed is not None:
            asyncio.get_running_loop().call_later(0.2 + seconds / 2, killed.process.kill)
        await asyncio.gather(*voting)
        last = time.perf_counter()
        if killed is None:
            await asyncio.gather(*(phone.all_voted.wait() for phone in phones))
        used = _cpu(servers[:-1] if kill else servers) - before
    for phone in phones:
        phone.close()
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    return last, max(phone.at for phone in phones), used


def _cpu(servers: Sequence[tuple[Server, int]]) -> float:
    """Return the seconds of processor time that the servers have used."""
    used = 0
    for server, _ in servers:
        fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def _milliseconds(begin: float) -> float:
    return (time.perf_counter() - begin) * 1000


def _p95(values: list[float]) -> float:
    return sorted(values)[len(values) * 95 // 100]


if __name__ == "__main__":
    main()
