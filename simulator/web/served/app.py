"""The ASGI application of the served room: from a request of a browser to a page and back.

A request comes through the door (``door.py``) and the limits, is read (``form.py``), and is then
answered by ``pages.answer`` in a thread, one at a time, because a room is one learner's.
"""

import asyncio
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Asked
from starlette.types import Message, Receive, Scope, Send

from simulator.messages import say
from simulator.web.pages import ready
from simulator.web.pages.answer import answer
from simulator.web.pages.http import Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room
from simulator.web.served.bugs import where
from simulator.web.served.door import STATUSES, Door
from simulator.web.served.form import BadRequest, Sent, form_of
from simulator.web.served.headers import NOT_KEPT
from simulator.web.served.rate import Rate
from simulator.web.served.replies import query_of, reply_of, with_headers
from simulator.web.served.statics import FOR_EVER, Statics

_NOTHING: Final = Sent({}, {})


@dataclass
class Served:
    """The application. ``log`` prints what a maintainer needs of a bug.

    When ``stopping`` is set, nothing waits for a browser any longer.
    """

    room: Room
    door: Door
    statics: Statics
    log: Callable[[str], None]
    rate: Rate = field(default_factory=Rate)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _one: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        asked = Asked(scope, until(self.stopping, receive))
        try:
            response = await self._response(asked)
        except ClientDisconnect:
            if not self.stopping.is_set():
                return  # the browser has gone, and hears no answer
            # `until` has ended the request, and the browser is still there.
            response = self._note(503, "stopping")
        except BadRequest as bad:
            response = self._note(bad.status, bad.why)
        except Exception as bug:  # a page of the program is broken: the room stays open
            self.log(f"{say('served.bug')}\n{where(bug)}")
            response = self._note(500, "broken")
        await reply_of(response, scope["method"])(scope, receive, send)

    async def _response(self, asked: Asked) -> Response:
        if seconds := self.rate.wait(asked.client.host if asked.client else ""):
            late = self._note(429, "too_often")
            return with_headers(late, {"retry-after": str(math.ceil(seconds))})
        refused = self.door.refuses(asked.method, asked.headers)
        if refused is not None:
            return self._note(STATUSES[refused], refused)
        query = query_of(asked)
        path: str = asked.scope["path"]
        # Without the key: they are the same for everybody, and a page that refuses uses them too.
        if self.statics.has(path):
            return self._static(path)
        if asked.method == "GET" and self.door.fits(query.get("key", "")):
            return self._come_in()
        if not self.door.has_key(asked.cookies):
            return self._note(STATUSES["no_key"], "no_key")
        if not path.isprintable():
            return self._note(404, "no_page")
        # A page that was made before waits neither for its turn nor for a thread.
        made = ready.found(self.room, Request(asked.method, path, query))
        if made is not None:
            return with_headers(made, NOT_KEPT)
        return await self._page(asked, path, query)

    async def _page(self, asked: Asked, path: str, query: Mapping[str, str]) -> Response:
        """Return what the pages answer; only a form of the room itself can change anything."""
        sent = _NOTHING
        if asked.method not in ("GET", "HEAD"):
            sent = await form_of(asked)
            if not self.door.accepts(sent.fields):
                return self._note(STATUSES["old_form"], "old_form")
        fields = {name: value for name, value in sent.fields.items() if name != "token"}
        request = Request(asked.method, path, query, fields, sent.files)
        response = await to_thread.run_sync(self._answered, request, limiter=self._one)
        return with_headers(response, NOT_KEPT)

    def _answered(self, request: Request) -> Response:
        with self.room.lock:
            return answer(self.room, request)

    def _static(self, path: str) -> Response:
        found = self.statics.at(path)
        if found is None:
            return self._note(404, "no_page")
        contents, kind = found
        return Response(200, {"content-type": kind, "cache-control": FOR_EVER}, contents)

    def _come_in(self) -> Response:
        """Return a page that gives the browser the key, and leads on to the room without it.

        A redirect would not do: a browser that followed a link in a message sends no strict cookie
        until one of our own pages has led it on.
        """
        cookie = f"{self.door.cookie}={self.door.key}; Path=/; HttpOnly; SameSite=Strict"
        welcome = page(
            self.room,
            "note.html.j2",
            say("served.welcome_title"),
            sentence=say("served.welcome"),
            link=say("served.enter"),
            leads_on=True,
        )
        return with_headers(welcome, {"set-cookie": cookie, **NOT_KEPT})

    def _note(self, status: int, why: str) -> Response:
        """Return a page with one sentence. It shows nothing of the room, and asks nothing of it."""
        response = page(
            self.room,
            "note.html.j2",
            say("web.problem"),
            status=status,
            sentence=say(f"served.{why}"),
            link="" if status in _NO_WAY_ON else say("web.to_library"),
            leads_on=False,
        )
        return with_headers(response, NOT_KEPT)


_NO_WAY_ON: Final = (401, 421, 503)
"""The statuses after which a link to the room leads nowhere."""


def until(stopping: asyncio.Event, receive: Receive) -> Receive:
    """Return a ``receive`` that ends with a disconnect when the server stops.

    uvicorn tells an application only of browsers that go, and would wait for open streams for ever.
    """

    async def received() -> Message:
        if stopping.is_set():
            return {"type": "http.disconnect"}
        message = asyncio.ensure_future(receive())
        try:
            # A form has mostly come already: then nothing is waited for.
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            message.cancel()
            raise
        if message.done():
            return message.result()
        stop = asyncio.ensure_future(stopping.wait())
        try:
            await asyncio.wait({message, stop}, return_when=asyncio.FIRST_COMPLETED)
            return await message if message.done() else {"type": "http.disconnect"}
        finally:
            message.cancel()
            stop.cancel()

    return received
