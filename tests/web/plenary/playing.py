"""A room that is served within the test's own process, its host, and its phones."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from simulator.course.bus import InProcessBus
from simulator.course.database import Database
from simulator.course.rooms import HostView, Rooms
from simulator.course.sign_in import SignIn
from simulator.web.plenary.site import Site, form_token
from simulator.web.served.door import Door
from simulator.web.served.plenary import Guesses, PlenaryServed
from simulator.web.served.statics import statics
from tests.course.conftest import Clock, new_sqlite
from tests.patience import PATIENCE
from tests.plays import flagship
from tests.workspaces import catalogue

BASE = "http://127.0.0.1:8000"


class Served:
    """The application of one room, with all that its tests look at."""

    def __init__(self, database: Database | None = None) -> None:
        self.database = database or new_sqlite(Clock())
        self.bus = InProcessBus()
        self.rooms = Rooms(self.database, self.bus, catalogue)
        opened = self.rooms.open(flagship(), 7)
        self.code, self.key = opened.code, opened.host_key
        self.logged: list[str] = []
        files = statics()
        self.app = PlenaryServed(
            Site(self.rooms, files.prefix, "http://10.0.0.5:8000/"),
            self.bus,
            Door("", open=True),
            files,
            self.logged.append,
            Guesses(SignIn(self.database)),
        )

    @property
    def view(self) -> HostView:
        return self.rooms.host_view(self.code, self.key)


@contextmanager
def browsers(served: Served, count: int) -> Iterator[list[TestClient]]:
    """Yield browsers, each with cookies of its own, whose requests run in one event loop."""
    with start_blocking_portal() as portal:
        clients = [
            TestClient(served.app, base_url=BASE, follow_redirects=False) for _ in range(count)
        ]
        for client in clients:
            client.portal = portal
        yield clients
        for client in clients:
            client.portal = None
            client.close()


class Phone:
    """A phone in a room, which keeps every byte that it was sent."""

    def __init__(self, client: TestClient, served: Served) -> None:
        self.client, self.served, self.path = client, served, f"/r/{served.code}"
        self.seen: list[bytes] = []

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        self.seen += [answer.content, repr(answer.headers).encode()]
        return answer.text

    def join(self) -> None:
        assert self.client.post(f"{self.path}/join").status_code == 303

    @property
    def sent(self) -> bytes:
        """Every byte that this browser was sent."""
        return b"".join(self.seen)

    @property
    def voter(self) -> str:
        return self.client.cookies.get(f"voter-{self.served.code}") or ""

    @property
    def round(self) -> int:
        found = self.served.rooms.view(self.served.code).round
        return found.number if found else 0

    @property
    def token(self) -> str:
        return form_token(self.voter)

    def stream(self, path: str) -> dict[str, Any]:
        """Return the first message of a stream, and close it."""
        asked = Once(self.served.app, path, dict(self.client.cookies))
        body = self.client.portal.call(asked.first) if self.client.portal else b""
        self.seen.append(body)
        return first_event(body.decode())

    def post(self, what: str, **fields: object) -> Any:
        sent = {"token": self.token, "round": self.round, **fields}
        answer = self.client.post(f"{self.path}/{what}", data=sent)
        self.seen.append(answer.content)
        return answer


class Once:
    """A request for a stream by ASGI itself: the client of the tests would wait for its end."""

    def __init__(self, app: PlenaryServed, path: str, cookies: dict[str, str]) -> None:
        self.app, self.body = app, b""
        self.gone = asyncio.Event()
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items()).encode()
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie)],
            "client": ("testclient", 1),
        }

    async def first(self) -> bytes:
        """Return the bytes up to the end of the first message, and go away."""
        async with asyncio.timeout(PATIENCE):
            await self.app(self.scope, self.receive, self.send)
        return self.body

    async def receive(self) -> Any:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.body += message.get("body", b"")
        if b"\n\n" in self.body:
            self.gone.set()


class Host:
    """The host's browser."""

    def __init__(self, client: TestClient, served: Served) -> None:
        self.client, self.served, self.path = client, served, f"/host/{served.code}"

    def come_in(self) -> None:
        self.once = self.served.rooms.host_links.new(self.served.code)
        assert self.client.post("/open", data={"once": self.once}).status_code == 303
        self.key = self.client.cookies.get(f"host-{self.served.code}") or ""

    def act(self, act: str, value: object = "", number: int | None = None) -> Any:
        at = self.served.view.shown.number if number is None else number
        sent = {"token": form_token(self.key), "number": at, "act": act, "value": value}
        return self.client.post(f"{self.path}/act", data=sent)

    def to_a_vote(self) -> None:
        while self.served.view.shown.stage == "group":
            assert self.act("turn").status_code == 303


def first_event(text: str) -> dict[str, Any]:
    """Return the data of the first message of a stream."""
    found: dict[str, Any] = json.loads(text.partition("\n\n")[0].removeprefix("data: "))
    return found
