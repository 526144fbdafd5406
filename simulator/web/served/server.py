"""Serve an application until Ctrl-C or SIGTERM: uvicorn, which would wait for open streams."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulator.messages import say
from simulator.web.served.bugs import where

GRACE: Final = 3
"""Seconds for browsers that do not take their answers; what was done before is saved anyway."""

KEEP_SECONDS: Final = 5
BEHIND_SECONDS: Final = 75
"""How long a connection without requests is kept: of a browser, and of a proxy."""

MOST_CONNECTIONS: Final = 256
LONGEST_HEAD: Final = 32_000
"""Most bytes of the address and the headers of a request, before the last piece that came."""

LOGGERS: Final = ("uvicorn.error", "asyncio")


class _Bounded(HttpToolsProtocol):
    """A connection that ends if the head of a request has no end: httptools would collect it."""

    _head: int | None = None

    def data_received(self, data: bytes) -> None:
        """Read a piece of a request."""
        if self._head is not None and self._head > LONGEST_HEAD:
            self.send_400_response(say("served.long_head"))
            return
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Stop counting: the body has limits of its own."""
        self._head = None
        super().on_headers_complete()


class Server(uvicorn.Server):
    """A server that says when it ``listens``, and ends what waits for browsers when it stops."""

    def __init__(
        self, config: uvicorn.Config, stopping: asyncio.Event, listens: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._stopping = stopping
        self._listens = listens

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept browsers."""
        await super().startup(sockets)
        self._listens()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: what is being done is finished, and what waits for a browser ends."""
        # First, because uvicorn waits for streams, which this ends.
        self._stopping.set()
        await super().shutdown(sockets)


def run(
    app: ASGIApp,
    bound: socket.socket,
    stopping: asyncio.Event,
    listens: Callable[[], None],
    log: Callable[[str], None],
    connections: int = MOST_CONNECTIONS,
    behind: str = "",
    proxied: bool = False,
) -> None:
    """Serve until SIGTERM; Ctrl-C raises KeyboardInterrupt after everything has ended.

    ``behind`` is the address of a proxy, whose word is taken for the addresses of browsers;
    ``proxied`` is whether there is one at all.
    """
    config = _config(app, connections, behind, proxied=proxied)
    # uvicorn raises the signals again that ended it, which for SIGTERM would end the process here.
    before = signal.signal(signal.SIGTERM, _noted)
    handler = _Problems(log, stopping)
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
    try:
        Server(config, stopping, listens).run([bound])
    finally:
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(handler)
        signal.signal(signal.SIGTERM, before)


def _config(app: ASGIApp, connections: int, behind: str, *, proxied: bool) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        http=_Bounded,
        ws="none",
        interface="asgi3",
        log_config=None,
        access_log=False,  # an address can hold what was typed
        server_header=False,
        proxy_headers=bool(behind),
        forwarded_allow_ips=behind or None,
        limit_concurrency=connections,
        # Longer than nginx keeps its connections: it answers a form 502 if one ends as it is used.
        timeout_keep_alive=BEHIND_SECONDS if behind or proxied else KEEP_SECONDS,
        timeout_graceful_shutdown=GRACE,
    )


def _noted(number: int, frame: FrameType | None) -> None:
    """Do nothing: the server has ended already."""


class _Problems(logging.Handler):
    """Print errors of the server itself, without what browsers sent."""

    def __init__(self, log: Callable[[str], None], stopping: asyncio.Event) -> None:
        super().__init__(logging.ERROR)
        self._log = log
        self._stopping = stopping

    def emit(self, record: logging.LogRecord) -> None:
        """Print one error; that an answer was not finished is none if the server stops."""
        bug = record.exc_info[1] if record.exc_info else None
        if self._stopping.is_set() and (bug is None or isinstance(bug, asyncio.CancelledError)):
            return
        # The template of the message, not its values.
        self._log(str(record.msg).strip() + (f"\n{where(bug)}" if bug is not None else ""))
