"""An application that is watched: its health, its metrics, and a line in the log for each request.

``/healthz`` says that the process answers, ``/readyz`` that the database does. ``/metrics`` is for
this machine itself, asked directly, and for whoever has the token.
"""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.responses import Response as Reply
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.course.database import Database
from simulator.messages import say
from simulator.store.play_store import StoreProblem
from simulator.web.pages.http import Response
from simulator.web.served.door import Door, is_loopback, same
from simulator.web.served.headers import NOT_KEPT
from simulator.web.served.metrics import KIND, Metrics
from simulator.web.served.patterns import method_of, pattern_of
from simulator.web.served.replies import reply_of, with_headers
from simulator.web.served.request_log import JsonLog, Log

PATHS: Final = ("/healthz", "/readyz", "/metrics")

READY_SECONDS: Final = 1.0
"""For how long it is remembered whether the database answered: anybody may ask."""

_VOTE: Final = "/r/{code}/vote"
_FROM_PROXY: Final = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
_HERE: Final = Door("")
"""A door that knows only the names of this machine itself."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What was asked for: the token for the metrics, and who writes lines of JSON, if somebody."""

    token: str = ""
    json: Log | None = None

    def log(self, log: Log) -> Log:
        """Return where problems are written: as JSON, if anything is."""
        return JsonLog(self.json).problem if self.json is not None else log


NOT_WATCHED: Final = Watch()


@dataclass
class Watched:
    """An application with its metrics. ``ask`` raises StoreProblem if the database is away.

    ``token`` lets its holder read the metrics; empty: nobody has one. ``log`` is None if requests
    are not logged.
    """

    app: ASGIApp
    metrics: Metrics
    ask: Callable[[], object]
    stopping: asyncio.Event
    token: str = ""
    log: JsonLog | None = None
    clock: Callable[[], float] = time.perf_counter
    _asked: float = -math.inf
    _ready: bool = False
    _one: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        path: str = scope["path"]
        if path in PATHS:
            reply = await self._reply(scope, path)
            await reply(scope, receive, send)
            return
        begin, route = self.clock(), pattern_of(path)
        method = method_of(scope["method"])

        async def sent(message: Message) -> None:
            # Counted as the answer begins: a stream ends hours later.
            if message["type"] == "http.response.start":
                self._note(method, route, message["status"], self.clock() - begin)
            await send(message)

        await self.app(scope, receive, sent)

    def _note(self, method: str, route: str, status: int, seconds: float) -> None:
        self.metrics.answered(method, route, status, seconds)
        # A script gets 200, a form without scripts 303.
        if route == _VOTE and method == "POST" and status in (200, 303):
            self.metrics.voted()
        if self.log is not None:
            self.log.answered(route, status, seconds)

    async def _reply(self, scope: Scope, path: str) -> Reply:
        method: str = scope["method"]
        if method not in ("GET", "HEAD"):
            refused = with_headers(_plain(405, say("served.only_read")), {"allow": "GET, HEAD"})
            return reply_of(refused, method)
        if path == "/healthz":
            return reply_of(_plain(200, "ok"), method)
        if path == "/readyz":
            ready = await self._is_ready()
            status, text = (200, "ok") if ready else (503, say("served.not_ready"))
            return reply_of(_plain(status, text), method)
        if not self._may_read(scope):
            return reply_of(_plain(403, say("served.no_metrics")), method)
        headers = {"content-type": KIND, **NOT_KEPT}
        return reply_of(Response(200, headers, self.metrics.text()), method)

    async def _is_ready(self) -> bool:
        if self.stopping.is_set():
            return False
        # Whoever asks meanwhile waits for the same answer.
        async with self._one:
            if self.clock() - self._asked >= READY_SECONDS:
                self._ready = await to_thread.run_sync(self._answers)
                self._asked = self.clock()
        return self._ready

    def _answers(self) -> bool:
        try:
            self.ask()
        except StoreProblem:
            return False
        return True

    def _may_read(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        given = headers.get("authorization", "")
        if self.token and same(given, f"Bearer {self.token}"):
            return True
        client = scope.get("client")
        peer = str(client[0]) if client else ""
        # Through a proxy on this machine, everybody would seem to be here.
        if any(name in headers for name in _FROM_PROXY):
            return False
        # Neither by another machine's name, nor by a page of another site in a browser here.
        return is_loopback(peer) is True and _HERE.refuses("POST", headers) is None


def _plain(status: int, text: str) -> Response:
    headers = {"content-type": "text/plain; charset=utf-8", **NOT_KEPT}
    return Response(status, headers, f"{text}\n".encode())


def watched(
    app: ASGIApp,
    streams: Callable[[], int],
    database: Database,
    stopping: asyncio.Event,
    watch: Watch,
) -> Watched:
    """Return an application that is watched as was asked for; ``streams`` counts open streams."""
    metrics = Metrics()
    metrics.watch(streams, lambda: database.failures)
    log = JsonLog(watch.json) if watch.json is not None else None
    return Watched(app, metrics, database.ask, stopping, watch.token, log)
