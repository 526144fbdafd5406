"""Measure the served room beside bare Starlette pages: ``python -m bench.serve`` (Linux).

Each server is a process of its own, and so is the client, which keeps its connections open and
sends the next request when an answer has come whole. The servers are measured in turn, several
times.
"""

import asyncio
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from simulator.engine.acts import WAIT
from simulator.store.sqlite import SqliteStore
from tests.plays import begun
from tests.web.served.visiting import Visitor, seen
from tests.workspaces import warmed, workspace_at

RUNS: Final = 5
SECONDS: Final = 2.0
CONNECTIONS: Final = 16
TURNS: Final = 24
"""The acts of a session before its page is measured: about half of the flagship."""

OPEN: Final = 32
"""Sessions that are open at once: as many as a room keeps in memory."""

LATER: Final = 160

_BASE: Final = "bare Starlette, a page of 20 lines"

TEMPLATE: Final = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<h1>{{ title }}</h1>
<ol>
{% for line in lines %}<li><strong>{{ line.who }}</strong> {{ line.words }}</li>
{% endfor %}</ol>
<form method="post" action="/act">
{% for choice in choices %}<button name="line" value="{{ loop.index }}">{{ choice }}</button>
{% endfor %}</form>
</body>
</html>
"""
"""A page of twenty lines: the one with which frameworks are compared."""

LIKE_OURS: Final = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<h1>{{ title }}</h1>
<svg viewBox="0 0 640 400">
{% for chair in chairs %}<g class="chair"><circle cx="{{ chair.x }}" cy="{{ chair.y }}" r="20"/>\
<text x="{{ chair.x }}" y="{{ chair.y }}">{{ chair.name }}</text></g>
{% endfor %}</svg>
<ol>
{% for line in lines %}<li class="spoken" data-seconds="{{ loop.index }}"><p>\
<strong class="who">{{ line.who }}</strong> <span class="words">{{ line.words }}</span></p></li>
{% endfor %}</ol>
<form method="post" action="/act">
{% for choice in choices %}<button name="line" value="{{ loop.index }}">{{ choice }}</button>
{% endfor %}</form>
</body>
</html>
"""
"""A page with as many lines and chairs as that of a session, and nothing to work out."""

CHAIRS: Final = [{"x": number, "y": number, "name": f"Person {number}"} for number in range(9)]
ROWS: Final = [{"who": f"Person {number}", "words": "Some words & others."} for number in range(5)]
CHOICES: Final = ["Speak", "Wait"]


def main() -> None:
    """Measure requests a second and memory, and print both."""
    with tempfile.TemporaryDirectory() as folder:
        home = warmed(Path(folder))
        store = SqliteStore(home / "learner.sqlite3")
        numbers = [_played(store) for _ in range(LATER)]
        store.close()
        print(
            f"Python {sys.version.split()[0]}; {CONNECTIONS} connections; medians of {RUNS} runs\n"
        )
        _rates(home, numbers[0])
        print()
        _memory(home, numbers)


def _played(store: SqliteStore) -> int:
    saved = begun(store)
    for _ in range(TURNS):
        saved.act(WAIT)
    return saved.play.number


def _rates(home: Path, number: int) -> None:
    """Print the requests a second of each page, beside those of the bare page."""
    with _running("ours", str(home)) as ours, _running("bare", str(home)) as bare:
        path = f"/plays/{number}"
        text = Visitor(ours.link).get(path).text
        size, lines = len(text.encode()), len(seen(text).transcript)
        measured: dict[str, tuple[_Process, str]] = {
            _BASE: (bare, "/"),
            f"bare Starlette in a thread, {size:,} ready bytes": (bare, f"/ready?size={size}"),
            f"bare Starlette, {lines} such lines, {size:,} bytes": (
                bare,
                f"/like?size={size}&lines={lines}",
            ),
            "the page of a session, asked for again": (ours, path),
            # Each request has an address of its own, so no page is ready.
            "the page of a session, made anew": (ours, f"{path}?request={{count}}"),
            "the first page of a session, replayed": (ours, "/plays/{number}"),
            "a static file": (ours, _static(ours.link)),
            "a page that does not exist": (ours, "/nowhere"),
        }
        found: dict[str, list[_Figures]] = {name: [] for name in measured}
        for _ in range(RUNS):
            for name, (server, address) in measured.items():
                found[name].append(_figures(server, address))
        base = statistics.median(figures.rate for figures in found[_BASE])
        for name, all_figures in found.items():
            rate = statistics.median(figures.rate for figures in all_figures)
            cpu = statistics.median(figures.cpu for figures in all_figures)
            print(f"    {name:<52} {rate:8,.0f} a second  {rate / base:5.2f} x  {cpu:6.0f} us")
        _print_choices(ours)


def _static(link: str) -> str:
    found = re.search(r'href="(/static/[^"]+/app.css)"', Visitor(link).get("/nowhere").text)
    assert found is not None
    return found[1]


def _print_choices(server: "_Process") -> None:
    """Print how many acts a second one browser does, each followed by the page that shows it."""
    visitor = Visitor(server.link)
    library = visitor.get("/scenarios/presenter-drifts")
    begin = next(form for form in seen(library.text).forms() if form[0] == "/plays")
    path = visitor.post(*begin).headers["location"]
    done, start, before = 0, time.perf_counter(), server.cpu()
    while not (page := seen(visitor.get(path).text)).ended:
        done += visitor.post(*page.forms()[0]).status == 303
    rate, cpu = done / (time.perf_counter() - start), (server.cpu() - before) / done
    name = "a press of one browser, saved, and the page after it"
    print(f"    {name:<52} {rate:8,.0f} a second           {cpu:6.0f} us")


def _memory(home: Path, numbers: list[int]) -> None:
    """Print the memory of the server before and after many sessions were opened."""
    with _running("bare", str(home)) as bare:
        Visitor(bare.link).get("/")
        print(f"    {'bare Starlette':<52} {bare.megabytes():8.1f} MB")
    with _running("ours", str(home)) as ours:
        visitor = Visitor(ours.link)

        def opened(some: list[int]) -> float:
            for number in some:
                assert visitor.get(f"/plays/{number}").status == 200
            return ours.megabytes()

        one = opened(numbers[:1])
        all_open = opened(numbers[:OPEN])
        print(f"    {'the room, one session open':<52} {one:8.1f} MB")
        print(f"    {f'{OPEN} sessions open':<52} {all_open:8.1f} MB")
        each = (all_open - one) * 1000 / (OPEN - 1)
        print(f"    {'each session':<52} {each:8.0f} kB")
        print(f"    {f'after {LATER} were opened':<52} {opened(numbers):8.1f} MB")


class _Process:
    """A server that was started, and its link."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.process = process
        self.link = process.stdout.readline().strip()

    def cpu(self) -> float:
        """Return the processor time of the process until now, in microseconds."""
        fields = (
            Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        )
        return (int(fields[11]) + int(fields[12])) * 1e6 / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Return the memory that the process alone has in use."""
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text("utf-8")
        found = re.findall(r"^Private_(?:Clean|Dirty): +(\d+) kB", text, re.MULTILINE)
        return sum(map(int, found)) / 1000


@contextmanager
def _running(kind: str, *arguments: str) -> Iterator[_Process]:
    command = [sys.executable, "-m", "bench.serve", kind, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _Process(process)
        finally:
            process.terminate()


@dataclass(frozen=True, slots=True)
class _Figures:
    """Requests a second, and the server's processor time for each in microseconds."""

    rate: float
    cpu: float


def _figures(server: _Process, path: str) -> _Figures:
    """Measure an address; ``{count}`` in it is another number each time, ``{number}`` a session."""
    command = [sys.executable, "-m", "bench.serve", "client", server.link, path]
    before = server.cpu()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rate, requests = json.loads(done.stdout)
    return _Figures(rate, (server.cpu() - before) / requests)


# The processes that are measured, and the one that asks.


def _serve(kind: str, home: str) -> None:
    from simulator.web.served import server
    from simulator.web.served.listening import link, listen

    bound = listen("127.0.0.1", 0)
    stopping = asyncio.Event()
    app = _ours(Path(home), stopping) if kind == "ours" else _bare()
    server.run(app, bound, stopping, lambda: print(link(bound), flush=True), print)


def _ours(home: Path, stopping: asyncio.Event):  # type: ignore[no-untyped-def]  # an ASGI app
    from simulator.web.served.door import Door
    from simulator.web.served.rate import Rate
    from simulator.web.served.serve import application

    workspace = workspace_at(home)
    app = application(workspace, SqliteStore(workspace.store_file), Door("token"), print)
    app.rate = Rate(float("inf"), float("inf"))
    app.stopping = stopping
    return app


def _bare():  # type: ignore[no-untyped-def]  # an ASGI app
    from jinja2 import Environment
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    environment = Environment(autoescape=True)
    template, like_ours = map(environment.from_string, (TEMPLATE, LIKE_OURS))

    async def page(request: Request) -> HTMLResponse:
        return HTMLResponse(template.render(title="A page", lines=ROWS, choices=CHOICES))

    def ready(request: Request) -> HTMLResponse:
        return HTMLResponse(b"a" * int(request.query_params["size"]))

    def like(request: Request) -> HTMLResponse:
        size, lines = int(request.query_params["size"]), int(request.query_params["lines"])
        each = {"who": "Dr Priya Nair", "words": "a" * ((size - 2_000) // lines - 100)}
        shown = like_ours.render(
            title="A page", chairs=CHAIRS, lines=[each] * lines, choices=CHOICES
        )
        return HTMLResponse(shown)

    return Starlette(routes=[Route("/", page), Route("/ready", ready), Route("/like", like)])


class _Asker(asyncio.Protocol):
    """A connection that asks again as soon as an answer has come whole."""

    def __init__(self, requests: Iterator[bytes], counts: list[int]) -> None:
        self._requests = requests
        self._counts = counts
        self._came = bytearray()
        self._whole = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is of no such class
        self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        self._came += data
        if not self._whole and (end := self._came.find(b"\r\n\r\n")) >= 0:
            length = re.search(rb"content-length: (\d+)", self._came[:end])
            assert length is not None
            self._whole = end + 4 + int(length[1])
        if self._whole and len(self._came) >= self._whole:
            self._came.clear()
            self._whole = 0
            self._counts[0] += 1
            self._transport.write(next(self._requests))


def _requests(path: str) -> Iterator[bytes]:
    """Yield requests without end; sessions come in turn, so that none is still open."""
    for count in itertools.count():
        address = path.format(count=count, number=count % LATER + 1)
        yield f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


async def _ask(link: str, path: str) -> tuple[float, int]:
    visitor = Visitor(link)
    requests = _requests(path)
    counts = [0]
    loop = asyncio.get_running_loop()
    for _ in range(CONNECTIONS):
        await loop.create_connection(lambda: _Asker(requests, counts), visitor.host, visitor.port)
    await asyncio.sleep(0.3)
    before, start = counts[0], time.perf_counter()
    await asyncio.sleep(SECONDS)
    return (counts[0] - before) / (time.perf_counter() - start), counts[0]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["client", where, what]:
            import uvloop

            print(json.dumps(uvloop.run(_ask(where, what))))
        case [kind, home]:
            _serve(kind, home)
        case _:
            main()
