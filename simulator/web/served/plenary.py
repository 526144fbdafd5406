"""The ASGI application of plenaries: pages, streams, and who may do what.

Votes are plain forms. Everything is read from the database, so a server that was started again, a
phone that was away and a host's closed lid change nothing. A page is answered in a thread; streams
are sent by the hub.
"""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Asked
from starlette.responses import Response as Reply
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from simulator.course.bus import Bus
from simulator.course.codes import typed_code
from simulator.course.room_problems import OldHostLink, RoomProblem
from simulator.course.sign_in import SignIn
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
from simulator.web.served.hub import Hub, Key, Later, Stream, WholeState
from simulator.web.served.rate import Rate
from simulator.web.served.replies import query_of, reply_of, with_headers
from simulator.web.served.statics import FOR_EVER, Statics

BLOCKED_SECONDS: Final = 1.0
"""For how long a worker remembers the addresses that must wait before it reads them again."""

WAIT_SECONDS: Final = 60
"""What an address with too many wrong codes is told to wait."""

THREADS: Final = 16

T = TypeVar("T")

_NO_TOKEN: Final = ("/", "/open")
"""Forms of browsers that have no cookie yet; so has that of joining a room."""


@dataclass
class Guesses:
    """Addresses from which too many wrong codes came, as all workers have counted them.

    887 million codes stand against it. Phones that have joined are not concerned.
    """

    signing: SignIn
    clock: Callable[[], float] = time.monotonic
    _blocked: frozenset[str] = frozenset()
    _read: float = -math.inf

    def known(self) -> bool:
        """Return whether ``must_wait`` can answer from memory."""
        return self.clock() - self._read < BLOCKED_SECONDS

    def must_wait(self, client: str) -> bool:
        """Return whether an address must not try a code; may read the database."""
        if not self.known():
            self._blocked, self._read = self.signing.blocked(), self.clock()
        return self.signing.who(client) in self._blocked

    def wrong(self, client: str) -> None:
        """Count a wrong code."""
        self.signing.wrong_code(client)
        # Read again with the next request: this code may have been the last that is allowed.
        self._read = -math.inf


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
    guesses: Guesses
    rate: Rate = field(default_factory=Rate)
    votes: Rate = field(default_factory=_slow)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(THREADS))

    def __post_init__(self) -> None:
        self.hub = Hub(self.bus, self._state, self._log_bug)

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
        except StoreProblem as away:  # RoomProblem is a page already
            self.log(str(away))
            reply = reply_of(
                self._refusal(asked, 503, say("plenary_web.no_database")), asked.method
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
        # A thread costs more than a look into the memory.
        allowed = self.guesses.known() and not self.guesses.must_wait(client)
        if not allowed and await self._in_thread(self._must_wait, visit, client):
            return reply_of(self._late(asked, WAIT_SECONDS), asked.method)
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
            # By the phone and not by the address, which a whole room often shares.
            if visit.voter and (seconds := self.votes.wait(visit.voter)):
                return self._late(asked, seconds)
        if path == "/open":
            response = await self._in_thread(self._open, visit)
        else:
            response = await self._in_thread(answer, self.site, visit)
        # On any page: a path with a code that no room has is a guess.
        if response.status == 404:
            await self._in_thread(self.guesses.wrong, client)
        return with_headers(response, NOT_KEPT)

    async def _in_thread(self, function: Callable[..., T], *values: object) -> T:
        return await to_thread.run_sync(function, *values, limiter=self._threads)

    def _must_wait(self, visit: Visit, client: str) -> bool:
        """Return whether a request must not say if there is a room with its code."""
        if not self.guesses.must_wait(client):
            return False
        split = visit.request.path.split("/")
        code = split[2] if len(split) > 2 else ""
        try:
            if visit.voter:
                return not self.site.rooms.has_joined(code, visit.voter)
            if visit.host_key:
                self.site.rooms.host_view(code, visit.host_key)
                return False
        except RoomProblem:
            return True
        return True

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
        links, request = self.site.rooms.host_links, visit.request
        once = visit.form.get("once", "") or request.query.get("once", "")
        try:
            if request.method != "POST":
                if not links.is_open(once):
                    raise OldHostLink
                title = say("plenary_web.open_title")
                return page(self.site, visit, "open.html.j2", title, once=once)
            host = links.use(once)
        except RoomProblem as refused:
            return problem(self.site, visit, 403, str(refused))
        kept = host_cookie(host.code, host.key, secure=self.site.secure)
        return with_headers(see_other(f"/host/{host.code}"), {"set-cookie": kept})

    # -- streams -----------------------------------------------------------------------------------

    async def _stream(self, asked: Asked, visit: Visit) -> Reply:
        """Return the stream of a page: its whole state now, and again with each change."""
        found = _key(visit)
        if found is None:
            return reply_of(self._refusal(asked, 404, say("web.no_page")), asked.method)
        try:
            # First, so that no stream is opened for whoever may not have it.
            mine = await self._in_thread(self._mine, found, visit)
            stream = await self.hub.open(found)
        except Later:
            return reply_of(self._away(asked), asked.method)
        except RoomProblem as refused:
            return reply_of(
                with_headers(problem(self.site, visit, 404, str(refused)), NOT_KEPT), asked.method
            )
        if stream is None or stream.shown is None:
            return reply_of(self._refusal(asked, 404, say("web.no_page")), asked.method)
        headers = {
            **SECURITY,
            **NOT_KEPT,
            "content-type": "text/event-stream; charset=utf-8",
            # Proxies would collect what comes.
            "x-accel-buffering": "no",
        }
        events = self._events(found, stream, stream.shown.first(mine))
        return StreamingResponse(events, headers=headers)

    async def _events(self, key: Key, stream: Stream, first: bytes) -> AsyncIterator[bytes]:
        try:
            yield first
            while (message := await stream.next()) is not None:
                yield message
        finally:
            self.hub.close(key, stream)

    def _mine(self, key: Key, visit: Visit) -> Mapping[str, object]:
        """Return what is a page's own; raise RoomProblem for whoever may not have the stream."""
        code, role, _ = key
        if role != "phone":
            return {}
        mine = self.site.rooms.ballot(code, visit.voter)
        if not mine.joined:
            raise RoomProblem(say("plenary.not_joined"))
        return {"mine": parts.ballot(mine)}

    async def _state(self, key: Key) -> WholeState | None:
        try:
            return await self._in_thread(self._parts, key)
        except RoomProblem:
            return None
        except StoreProblem as away:
            raise Later from away

    def _parts(self, key: Key) -> WholeState:
        """Return the parts of a kind of page, the same for all of its kind: without a token."""
        code, role, host_key = key
        scene = scene_of(self.site, code)
        if role == "host":
            view = self.site.rooms.host_view(code, host_key)
            scene = Scene(view.shown, scene.state)
            return WholeState(scene.shown.number, parts.host(scene, view, ""))
        made = parts.wall(scene) if role == "wall" else parts.phone(scene, "")
        return WholeState(scene.shown.number, made)

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

    def _away(self, asked: Asked) -> Response:
        return self._refusal(asked, 503, say("plenary_web.no_database"))

    def _log_bug(self, bug: BaseException) -> None:
        self.log(f"{say('served.bug')}\n{where(bug)}")


def _visit(asked: Asked, path: str, query: Mapping[str, str], form: Mapping[str, str]) -> Visit:
    split = path.split("/")
    code = split[2] if len(split) > 2 else ""
    # `_is_ours` reads the token of forms that belong to a room.
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
    # It decides how an answer is written, and nothing that somebody may do.
    return asked.headers.get("x-plenary", "") == "1"
