"""The ASGI application of a server for many people: courses, practice rooms, and plenaries.

A request comes through the door and the limits, as in the room of one learner. Then the session in
its cookie says who asks, the token of the form that the form is one of ours, and the table of
routes who may. Pages are answered in threads. Nothing is held here that another worker would need.
"""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Asked
from starlette.types import Receive, Scope, Send

from simulator.course.codes import new_token
from simulator.course.sharing import share_finished
from simulator.messages import say
from simulator.store.play_store import StoreProblem
from simulator.web.course.answer import answer, visit_of
from simulator.web.course.layout import problem
from simulator.web.course.lti import FRAMED, FROM_PLATFORMS
from simulator.web.course.practice import PracticeRooms, is_room
from simulator.web.course.site import SESSION_SECONDS, Site, Visit
from simulator.web.pages.http import Request, Response
from simulator.web.served.app import until
from simulator.web.served.bugs import where
from simulator.web.served.door import STATUSES, Door, Refused, same
from simulator.web.served.form import BadRequest, Sent, form_of
from simulator.web.served.headers import NOT_KEPT
from simulator.web.served.plenary import THREADS, PlenaryServed
from simulator.web.served.rate import Rate
from simulator.web.served.replies import query_of, reply_of, with_headers
from simulator.web.served.statics import FOR_EVER, Statics

PLENARY: Final = ("/r/", "/wall/", "/host/")
"""How the paths of the pages of plenaries begin."""

_UPLOAD: Final = "/cohort/import"
"""How the path ends of the one form of a course that has a file."""

_FRAMES: Final = ("iframe", "frame", "embed", "object")
"""What ``Sec-Fetch-Dest`` says of a page that is shown within another one."""


@dataclass
class CourseServed:
    """The application; ``log`` prints what a maintainer needs of a bug.

    ``behind_proxy`` is whether the last address in ``X-Forwarded-For`` is that of the browser, if
    the request comes from this machine.
    """

    site: Site
    door: Door
    statics: Statics
    plenaries: PlenaryServed
    log: Callable[[str], None]
    behind_proxy: bool = False
    rate: Rate = field(default_factory=Rate)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(THREADS))
    _turns: dict[str, "_Turn"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rooms = PracticeRooms(self.site)
        self.plenaries.stopping = self.stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        client = self._client(Asked(scope))
        if str(scope["path"]).startswith(PLENARY):
            # With the address of the browser: by that of the proxy, all phones would share one
            # limit.
            await self.plenaries({**scope, "client": (client, 0)}, receive, send)
            return
        asked = Asked(scope, until(self.stopping, receive))
        try:
            response = await self._response(asked, client)
        except ClientDisconnect:
            if not self.stopping.is_set():
                return  # the browser has gone, and hears no answer
            response = self._refusal(503, "stopping")
        except BadRequest as bad:
            response = self._refusal(bad.status, bad.why)
        except StoreProblem as problem_:
            response = problem(self.site, Visit(Request("GET", "/")), 503, str(problem_))
        except Exception as bug:  # a page of the program is broken: the server goes on
            self.log(f"{say('served.bug')}\n{where(bug)}")
            response = self._refusal(500, "broken")
        await reply_of(response, scope["method"])(scope, receive, send)

    async def _response(self, asked: Asked, client: str) -> Response:
        if seconds := self.rate.wait(client):
            late = self._refusal(429, "too_often")
            return with_headers(late, {"retry-after": str(math.ceil(seconds))})
        path: str = asked.scope["path"]
        refused = self._refuses(asked, path)
        if refused is not None:
            return self._refusal(STATUSES[refused], refused)
        query = query_of(asked)
        if self.statics.has(path):
            return self._static(path)
        if not path.isprintable():
            return self._refusal(404, "no_page")
        visit = Visit(
            Request(asked.method, path, query),
            session=asked.cookies.get(self.site.session_cookie, ""),
            seed=asked.cookies.get(self.site.form_cookie, ""),
            client=client,
            platform_cookie=asked.cookies.get(self.site.platform_cookie, ""),
            framed=asked.headers.get("sec-fetch-dest", "") in _FRAMES,
        )
        return with_headers(await self._page(asked, visit), NOT_KEPT)

    async def _page(self, asked: Asked, visit: Visit) -> Response:
        # The session is read before the form: nobody sends a file to a room without one.
        visit = await to_thread.run_sync(visit_of, self.site, visit, limiter=self._threads)
        in_room = is_room(visit.request.path)
        if in_room and visit.person is None:
            return problem(self.site, visit, 401, say("course_web.sign_in_first"))
        if asked.method not in ("GET", "HEAD"):
            sent = await form_of(asked, files=in_room or visit.request.path.endswith(_UPLOAD))
            if visit.request.path in FROM_PLATFORMS:
                # The platform's own form: what it signed says whose it is.
                visit = replace(visit, request=_with_form(visit.request, sent))
                return await to_thread.run_sync(answer, self.site, visit, limiter=self._threads)
            # The token of an empty secret can be worked out by anybody.
            if not (visit.session or visit.seed):
                return self._refusal(STATUSES["old_form"], "old_form")
            if not same(sent.fields.get("token", ""), visit.token):
                return self._refusal(STATUSES["old_form"], "old_form")
            visit = replace(visit, request=_with_form(visit.request, sent))
        if in_room:
            return await self._in_room(visit)
        # A browser gets its secret with its first page, for the token of the forms on it.
        new_seed = "" if visit.session or visit.seed else new_token()
        visit = replace(visit, seed=visit.seed or new_seed)
        response = await to_thread.run_sync(answer, self.site, visit, limiter=self._threads)
        # The question before it has the same path; the room is then made again when it is used.
        if visit.person is not None and visit.request.path == "/me/delete":
            self.rooms.forget(visit.person.id)
        # A response has one cookie at most, and its own goes first.
        if new_seed and "set-cookie" not in response.headers:
            cookie = self.site.cookie(self.site.form_cookie, new_seed, SESSION_SECONDS)
            return with_headers(response, {"set-cookie": cookie})
        return response

    async def _in_room(self, visit: Visit) -> Response:
        # One by one before a thread is taken: nobody can occupy all threads alone.
        # Only the event loop touches the turns, so they need no lock. Whoever waits is counted: the
        # lock must not be forgotten while somebody is about to take it.
        turn = self._turns.setdefault(visit.me.id, _Turn())
        turn.waiting += 1
        try:
            async with turn.lock:
                return await to_thread.run_sync(self._answered, visit, limiter=self._threads)
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._turns.pop(visit.me.id, None)

    def _answered(self, visit: Visit) -> Response:
        response = self.rooms.answer(visit)
        try:
            if self.rooms.may_share(visit):
                share_finished(self.site.database, self.site.workspace, visit.me.id)
        except StoreProblem as late:
            # What was played is saved; it is shared with the next session.
            self.log(str(late))
        return response

    def _refuses(self, asked: Asked, path: str) -> Refused | None:
        """Return why a request is refused; learning platforms may send browsers to some pages."""
        refused = self.door.refuses(asked.method, asked.headers)
        framed = asked.method == "GET" and path.startswith(FRAMED)
        invited = path in FROM_PLATFORMS or framed
        return None if refused == "other_site" and invited else refused

    def _static(self, path: str) -> Response:
        found = self.statics.at(path)
        if found is None:
            return self._refusal(404, "no_page")
        contents, kind = found
        return Response(200, {"content-type": kind, "cache-control": FOR_EVER}, contents)

    def _refusal(self, status: int, why: str) -> Response:
        """Return a page with one sentence, which shows nothing and asks nothing of anybody."""
        refused = problem(self.site, Visit(Request("GET", "/")), status, say(f"served.{why}"))
        return with_headers(refused, NOT_KEPT)

    def _client(self, asked: Asked) -> str:
        """Return the address of the browser, as far as it can be known."""
        peer = asked.client.host if asked.client else ""
        said = asked.headers.get("x-forwarded-for", "")
        if not (self.behind_proxy and said and peer in _HERE):
            return peer
        # The proxy adds the last one; what is before it came from the browser.
        # Shortened, because a header can be long and the limits remember it.
        return said.rpartition(",")[2].strip()[:100]


@dataclass
class _Turn:
    """Whose turn it is in the room of one person."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


_HERE: Final = ("127.0.0.1", "::1")
"""The addresses from which a proxy on this machine asks."""


def _with_form(request: Request, sent: Sent) -> Request:
    fields = {name: value for name, value in sent.fields.items() if name != "token"}
    return Request(request.method, request.path, request.query, fields, sent.files)
