"""The ASGI application of plenaries: pages, streams, and who may do what.

Votes are plain forms. Everything is read from the database, so a server that was started again, a
phone that was away and a host's closed lid change nothing. A page is answered in a thread; streams
are sent by the hub.
"""

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Asked
from starlette.responses import Response as Reply
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from simulator.course.bus import Bus
from simulator.course.codes import typed_code
from simulator.course.room_problems import RoomProblem
from simulator.messages import say
from simulator.store.play_store import StoreProblem
from simulator.web.pages.http import Request, Response, see_other
from simulator.web.plenary import parts
from simulator.web.plenary.answer import answer, problem
from simulator.web.plenary.layout import page
from simulator.web.plenary.phone import scene_of
from simulator.web.plenary.site import Scene, Site, Visit, cookie_name, host_cookie
from simulator.web.served.app import until
from simulator.web.served.bugs import where
from simulator.web.served.door import STATUSES, Door, same
from simulator.web.served.form import BadRequest, Sent, form_of
from simulator.web.served.headers import NOT_KEPT, SECURITY
from simulator.web.served.hub import Hub, Key, Stream
from simulator.web.served.rate import Rate
from simulator.web.served.replies import query_of, reply_of, with_headers
from simulator.web.served.statics import FOR_EVER, Statics

HEARTBEAT: Final = 15.0
"""Seconds after which a silent stream sends a comment: phones' networks forget others."""

THREADS: Final = 16

_NO_TOKEN: Final = ("/", "/open")
"""Forms of browsers that have no cookie yet; so has that of joining a room."""


@dataclass
class HostLink:
    """The link that makes one browser the host's: it holds ``once``, and can be used once."""

    code: str
    host_key: str
    once: str
    used: bool = False


class CountsGuesses(Protocol):
    """Counts wrong codes by address."""

    def waits(self, client: str) -> float:
        """Return for how many seconds an address must not try."""

    def wrong(self, client: str) -> None:
        """Note a wrong code."""


@dataclass
class Guesses:
    """Wrong codes by address: after a few, an address waits before it may try another one.

    887 million codes stand against it. Phones that have joined are not concerned.
    """

    rate: Rate = field(default_factory=lambda: Rate(per_second=0.2, at_once=20))
    clock: Callable[[], float] = time.monotonic
    _until: dict[str, float] = field(default_factory=dict)

    def waits(self, client: str) -> float:
        """Return for how many seconds an address must not try."""
        return max(0.0, self._until.get(client, 0.0) - self.clock())

    def wrong(self, client: str) -> None:
        """Note a wrong code."""
        if seconds := self.rate.wait(client):
            now = self.clock()
            self._until = {who: at for who, at in self._until.items() if at > now}
            self._until[client] = now + seconds


def _slow() -> Rate:
    return Rate(per_second=2.0, at_once=20)


@dataclass
class PlenaryServed:
    """The application; ``log`` prints what a maintainer needs of a bug."""

    site: Site
    bus: Bus
    door: Door
    statics: Statics
    log: Callable[[str], None]
    host_link: HostLink
    rate: Rate = field(default_factory=Rate)
    votes: Rate = field(default_factory=_slow)
    guesses: CountsGuesses = field(default_factory=Guesses)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    heartbeat: float = HEARTBEAT
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(THREADS))

    def __post_init__(self) -> None:
        self.hub = Hub(self.bus, self._message, self._log_bug)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        receive = until(self.stopping, receive)
        asked = Asked(scope, receive)
        try:
            reply = await self._reply(asked)
        except ClientDisconnect:
            if not self.stopping.is_set():
                return  # the browser has gone, and hears no answer
            reply = reply_of(self._refusal(asked, 503, say("served.stopping")), asked.method)
        except BadRequest as bad:
            reply = reply_of(
                self._refusal(asked, bad.status, say(f"served.{bad.why}")), asked.method
            )
        except Exception as bug:  # a page of the program is broken: the room stays open
            self._log_bug(bug)
            reply = reply_of(self._refusal(asked, 500, say("served.broken")), asked.method)
        await reply(scope, receive, send)

    async def _reply(self, asked: Asked) -> Reply:
        client = asked.client.host if asked.client else ""
        if seconds := self.rate.wait(client):
            return reply_of(self._late(asked, seconds), asked.method)
        refused = self.door.refuses(asked.method, asked.headers)
        if refused is not None:
            return reply_of(
                self._refusal(asked, STATUSES[refused], say(f"served.{refused}")), asked.method
            )
        path: str = asked.scope["path"]
        query = query_of(asked)
        if self.statics.has(path):
            return reply_of(self._static(asked, path), asked.method)
        if not path.isprintable():
            return reply_of(self._refusal(asked, 404, say("served.no_page")), asked.method)
        visit = _visit(asked, path, query, {})
        if not visit.voter and (seconds := await self._waits(client)):
            return reply_of(self._late(asked, seconds), asked.method)
        if path.endswith("/events") and asked.method == "GET":
            return await self._stream(asked, visit)
        return reply_of(await self._page(asked, visit, client), asked.method)

    async def _page(self, asked: Asked, visit: Visit, client: str) -> Response:
        path = visit.request.path
        if asked.method not in ("GET", "HEAD"):
            sent: Sent = await form_of(asked)
            visit = _visit(asked, path, visit.request.query, sent.fields)
            if not self._is_ours(visit):
                return self._refusal(asked, STATUSES["old_form"], say("served.old_form"))
            if visit.voter and (seconds := self.votes.wait(visit.voter)):
                return self._late(asked, seconds)
        if path == "/open":
            response = self._open(visit)
        else:
            response = await to_thread.run_sync(answer, self.site, visit, limiter=self._threads)
        if response.status == 404:
            await to_thread.run_sync(self.guesses.wrong, client, limiter=self._threads)
        return with_headers(response, NOT_KEPT)

    async def _waits(self, client: str) -> float:
        return await to_thread.run_sync(self.guesses.waits, client, limiter=self._threads)

    def _is_ours(self, visit: Visit) -> bool:
        """Return whether a form was on a page of the holder of the cookie.

        Without a cookie there is nothing that another site could use; ``Door`` refuses its forms.
        """
        path = visit.request.path
        if path in _NO_TOKEN or path.endswith("/join"):
            return True
        if not visit.voter and not visit.host_key:
            return True
        return same(visit.form.get("token", ""), visit.token)

    def _open(self, visit: Visit) -> Response:
        """Give the first browser that asks for it the host's key, after a press of a button."""
        link, request = self.host_link, visit.request
        once = visit.form.get("once", "") or request.query.get("once", "")
        if link.used or not same(once, link.once):
            return problem(self.site, visit, 403, say("plenary_web.open_used"))
        if request.method != "POST":
            return page(
                self.site, visit, "open.html.j2", say("plenary_web.open_title"), once=link.once
            )
        link.used = True
        kept = host_cookie(link.code, link.host_key, secure=self.site.secure)
        return with_headers(see_other(f"/host/{link.code}"), {"set-cookie": kept})

    # -- streams -----------------------------------------------------------------------------------

    async def _stream(self, asked: Asked, visit: Visit) -> Reply:
        """Return the stream of a page: its whole state now, and again with each change."""
        found = _key(visit)
        if found is None:
            return reply_of(self._refusal(asked, 404, say("web.no_page")), asked.method)
        stream = self.hub.open(found)
        try:
            first = await to_thread.run_sync(self._first, found, visit, limiter=self._threads)
        except BaseException as refused:
            self.hub.close(found, stream)
            if not isinstance(refused, RoomProblem | StoreProblem):
                raise
            if not isinstance(refused, RoomProblem):
                return reply_of(self._refusal(asked, 503, str(refused)), asked.method)
            gone = with_headers(problem(self.site, visit, 404, str(refused)), NOT_KEPT)
            return reply_of(gone, asked.method)
        headers = {
            **SECURITY,
            **NOT_KEPT,
            "content-type": "text/event-stream; charset=utf-8",
            # Proxies would collect what comes.
            "x-accel-buffering": "no",
        }
        return StreamingResponse(self._events(found, stream, first), headers=headers)

    async def _events(self, key: Key, stream: Stream, first: bytes) -> AsyncIterator[bytes]:
        try:
            yield first
            while not self.stopping.is_set():
                try:
                    message = await stream.get(self.heartbeat)
                except TimeoutError:
                    yield b": \n\n"
                    continue
                if message is None:
                    return
                yield message
        finally:
            self.hub.close(key, stream)

    def _first(self, key: Key, visit: Visit) -> bytes:
        """Return the first message; raise RoomProblem for whoever may not have the stream."""
        code, role, _ = key
        if role == "phone" and not self.site.rooms.has_joined(code, visit.voter):
            raise RoomProblem(say("plenary.not_joined"))
        number, found = self._parts(key)
        if role != "phone":
            return _event({"number": number, "parts": found})
        mine = parts.ballot(self.site.rooms.ballot(code, visit.voter))
        return _event({"number": number, "parts": found, "mine": mine})

    async def _message(self, key: Key) -> bytes | None:
        try:
            found = await to_thread.run_sync(self._parts, key, limiter=self._threads)
        except RoomProblem:
            return None
        return _event({"number": found[0], "parts": found[1]})

    def _parts(self, key: Key) -> tuple[int, parts.Parts]:
        """Return the parts of a kind of page, the same for all of its kind: without a token."""
        code, role, host_key = key
        scene = scene_of(self.site, code)
        if role == "host":
            view = self.site.rooms.host_view(code, host_key)
            scene = Scene(view.shown, scene.state)
            return scene.shown.number, parts.host(scene, view, "")
        make = parts.wall(scene) if role == "wall" else parts.phone(scene, "")
        return scene.shown.number, make

    # -- refusals ----------------------------------------------------------------------------------

    def _static(self, asked: Asked, path: str) -> Response:
        found = self.statics.at(path)
        if found is None:
            return self._refusal(asked, 404, say("served.no_page"))
        contents, kind = found
        return Response(200, {"content-type": kind, "cache-control": FOR_EVER}, contents)

    def _late(self, asked: Asked, seconds: float) -> Response:
        late = self._refusal(asked, 429, say("served.too_often"))
        return with_headers(late, {"retry-after": str(math.ceil(seconds))})

    def _refusal(self, asked: Asked, status: int, sentence: str) -> Response:
        visit = Visit(Request(asked.method, "/"), script=_is_script(asked))
        return with_headers(problem(self.site, visit, status, sentence), NOT_KEPT)

    def _log_bug(self, bug: BaseException) -> None:
        self.log(f"{say('served.bug')}\n{where(bug)}")


def _visit(asked: Asked, path: str, query: Mapping[str, str], form: Mapping[str, str]) -> Visit:
    split = path.split("/")
    code = split[2] if len(split) > 2 else ""
    fields = {name: value for name, value in form.items() if name != "token" or code}
    request = Request(asked.method, path, query, fields)
    host = split[1] == "host"
    return Visit(
        request,
        voter="" if host else asked.cookies.get(cookie_name("voter", code), ""),
        host_key=asked.cookies.get(cookie_name("host", code), "") if host else "",
        script=_is_script(asked),
    )


_ROLES: Final[Mapping[str, parts.Role]] = {"r": "phone", "wall": "wall", "host": "host"}


def _key(visit: Visit) -> Key | None:
    """Return what a stream shows, by its path ``/r/CODE/events``; None if there is no such one."""
    split = visit.request.path.split("/")
    if len(split) != 4 or split[1] not in _ROLES or not typed_code(split[2]):
        return None
    return typed_code(split[2]), _ROLES[split[1]], visit.host_key


def _is_script(asked: Asked) -> bool:
    return asked.headers.get("x-plenary", "") == "1"


def _event(data: Mapping[str, object]) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"
