"""Whatever bytes are sent, the server answers, reflects nothing as HTML, and signs nobody in."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote_from_bytes, unquote, urlencode

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import given
from hypothesis import strategies as st

from simulator.course.database import Database
from simulator.course.sign_in import MOST_WRONG_CODES
from simulator.web.course import routes
from simulator.web.course.site import form_token
from simulator.web.pages import routes as room_routes
from simulator.web.plenary import answer as plenary
from simulator.web.served.course import PLENARY
from simulator.web.served.form import MOST_OF_A_FILE, MOST_OF_A_FORM
from tests.examples import examples
from tests.web.course.visiting import ACourse, Server

pytestmark = pytest.mark.server

MARK: Final = "<script>alert(1)</script>"
HOSTILE: Final = (
    *(MARK, f'"><img src=x onerror=1>{MARK}', "' OR 1=1 --", "{{ 991 * 997 }}", "\0", "a\0b"),
    *("../../etc/passwd", "\ud800", "\u202e", "\r\nSet-Cookie: a=b", "9" * 30, "-1", "1e99"),
    *("x" * 3_000, "", "\N{ROMAN NUMERAL ONE}", "٣", "https://[", "http://127.0.0.1:1/"),
)
GOOD: Final = (
    *("presenter-drifts", "guided", "live", "1", "0", "yes", "no", "figures", "figures-1"),
    *("own_words", "own-words-1", "panel", "trainer", "learner", "wait", "speak", "turn", "advice"),
    *("2027-01-31", "222222", "Ann", "upload", "en"),
)
FIELDS: Final = (
    *("code", "name", "answer", "what", "wording", "scenario", "role", "until", "programme", "act"),
    *("number", "revision", "do", "words", "line", "choice", "round", "text", "situation", "seed"),
    *("upload", "session", "mode", "place", "reaction", "moment", "from", "language", "theme"),
    *("issuer", "client", "deployment", "sign_in_url", "token_url", "keys_url", "iss", "state"),
    *("login_hint", "target_link_uri", "id_token", "openid_configuration", "lti_message_hint"),
    *("page", "lines", "anew", "imported", "added", "deleted_session", "at", "to", "token"),
)
KINDS: Final = (
    *("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"),
    *("application/json", "multipart/form-data", "multipart/form-data; boundary=\xff", ""),
)
ENDING: Final = ("/delete", "/sign-out", "/sign-out-everywhere", "/leave", "/remove")
"""How the paths end of forms after which somebody is gone, with whom others would be tried."""


def patterns() -> list[str]:
    """The paths of every page of the server that keeps who is there."""
    found = [path for _, path, *_ in routes.ROUTES]
    found += [f"/room{path}" for _, path, *_ in room_routes.ROUTES]
    found += [path for _, path, *_ in plenary.ROUTES if path.startswith(PLENARY)]
    return sorted({path for path in found if not path.endswith(ENDING)})


@dataclass(frozen=True)
class Answer:
    """What the application sent."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes

    def header(self, name: bytes) -> list[str]:
        return [value.decode("latin-1") for key, value in self.headers if key == name]


@dataclass
class Asked:
    """Ask the application itself, so that no client mends what is sent."""

    server: Server
    portal: BlockingPortal
    sessions: dict[str, str] = field(default_factory=dict)
    course: str = ""
    unread: int = 0
    """How many pieces of the last request were not read."""

    def __call__(
        self,
        method: str,
        path: bytes,
        query: bytes = b"",
        headers: Sequence[tuple[bytes, bytes]] = (),
        pieces: Sequence[bytes] = (b"",),
    ) -> Answer:
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            # As uvicorn decodes it.
            "path": unquote(path.decode("ascii")),
            "raw_path": path,
            "root_path": "",
            "query_string": query,
            "headers": [(b"host", b"127.0.0.1:8000"), *headers],
            "client": ("testclient", 1),
            "server": ("127.0.0.1", 8000),
        }
        found: Answer = self.portal.call(self._ask, scope, list(pieces))
        return found

    async def _ask(self, scope: dict[str, Any], pieces: list[bytes]) -> Answer:
        sent: list[dict[str, Any]] = []
        told = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if pieces:
                body = pieces.pop(0)
                return {"type": "http.request", "body": body, "more_body": bool(pieces)}
            await told.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)
            if not message.get("more_body"):
                told.set()

        await self.server.app(scope, receive, send)
        self.unread = len(pieces)
        start = sent[0]
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(start["status"], start["headers"], body)


@contextmanager
def asking(database: Database | None = None) -> Iterator[tuple[Asked, ACourse]]:
    server = Server(database=database)
    course = server.course()
    people = server.site.people
    ids = {"trainer": course.trainer, "learner": people.add("Zoe").id}
    people.join(course.course.id, ids["learner"])
    ids["operator"] = people.add("Op", "operator", "trainer").id
    with start_blocking_portal() as portal:
        asked = Asked(server, portal)
        for role, person in ids.items():
            asked.sessions[role] = server.site.sign_in.begin_session(person)
        asked.course = course.course.id
        # Unlimited, as if each request came from another address.
        server.app.rate.per_second = server.app.rate.at_once = 1e9
        yield asked, course
    server.close()


def quoted(text: str) -> bytes:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="/").encode()


TEXTS = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(GOOD), st.text(max_size=20))
PAIRS = st.lists(st.tuples(st.sampled_from(FIELDS), TEXTS), max_size=8)


def encoded(pairs: Sequence[tuple[str, str]]) -> bytes:
    return urlencode(pairs, errors="surrogatepass").encode()


@st.composite
def paths(draw: st.DrawFn) -> bytes:
    """Draw a path: that of a page, with parts that are or are not there, or any bytes."""
    if draw(st.integers(0, 9)) == 0:
        return b"/" + quote_from_bytes(draw(st.binary(max_size=30))).encode()
    pattern = draw(st.sampled_from(patterns()))
    return re.sub(rb"%7B(\w+)%7D", lambda part: _part(draw, part[1]), quoted(pattern))


def _part(draw: st.DrawFn, name: bytes) -> bytes:
    if name == b"course" and draw(st.booleans()):
        return b"%7Bcourse%7D"
    return quoted(draw(TEXTS))


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, bytes, bytes, str, bool, str, bytes]:
    """Draw a method, path, query, role, whether the token is good, type and body of a request."""
    method = draw(st.sampled_from(("GET", "POST", "POST", "POST", "HEAD", "PUT", "TRACE", "X")))
    query = draw(st.one_of(PAIRS.map(encoded), st.binary(max_size=30)))
    role = draw(st.sampled_from(("nobody", "learner", "trainer", "operator")))
    body = draw(st.one_of(PAIRS.map(encoded), PAIRS.map(encoded), st.binary(max_size=60)))
    kind = draw(st.one_of(st.just(KINDS[0]), st.sampled_from(KINDS)))
    return method, draw(paths()), query, role, draw(st.integers(0, 4)) > 0, kind, body


@pytest.mark.slow
def test_no_request_breaks_the_server_is_reflected_or_signs_in(database: Database) -> None:
    with asking(database) as (asked, _):

        @examples(2_000, usually=150)
        @given(requests())
        def holds(one: tuple[str, bytes, bytes, str, bool, str, bytes]) -> None:
            method, path, query, role, good, kind, body = one
            session = asked.sessions.get(role, "")
            path = path.replace(b"%7Bcourse%7D", asked.course.encode())
            if b"/events" in path:
                return  # a stream, which only ends when its reader goes
            if good:
                token = form_token(session or "seed").encode()
                body = b"token=" + token + b"&" + body
            cookie = f"balint-session={session}" if session else "balint-form=seed"
            headers = [(b"cookie", cookie.encode()), (b"content-type", kind.encode("latin-1"))]
            answer = asked(method, path, query, headers, [body])
            assert answer.status < 500, answer
            assert asked.server.logged == []
            assert MARK.encode() not in answer.body or _is_file(answer)
            assert not any(re.search(rb"[\r\n\0]", value) for _, value in answer.headers)
            begun = [one for one in answer.header(b"set-cookie") if "session=" in one]
            assert all("Max-Age=0" in one for one in begun), answer
            if session:
                assert not begun

        holds()


def _is_file(answer: Answer) -> bool:
    """Whether an answer is a file to save, which no browser shows."""
    return bool(answer.header(b"content-disposition")) or answer.header(b"content-type") == [
        "application/json"
    ]


@pytest.mark.slow
def test_no_header_breaks_the_server() -> None:
    names = st.sampled_from((b"cookie", b"host", b"origin", b"sec-fetch-site", b"x-forwarded-for"))
    with asking() as (asked, _):
        asked.server.app.behind_proxy = True

        @examples(500, usually=60)
        @given(names, st.binary(max_size=80))
        def holds(name: bytes, value: bytes) -> None:
            for method in ("GET", "POST"):
                assert asked(method, b"/", b"", [(name, value)]).status < 500
            assert asked.server.logged == []

        holds()


def oversize() -> list[str]:
    """The forms of every page, by path."""
    found = [path for method, path, *_ in routes.ROUTES if method == "POST"]
    found += [f"/room{path}" for method, path, *_ in room_routes.ROUTES if method == "POST"]
    return found


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_that_does_not_say_its_length_is_read_up_to_a_limit(kind: str) -> None:
    """In pieces, as of a chunked request; no more of it is read than the limit and a piece."""
    piece = b"x" * 1_000_000
    with asking() as (asked, course):
        for role, session in asked.sessions.items():
            headers = [
                (b"cookie", f"balint-session={session}".encode()),
                (b"content-type", f"{kind}; boundary=x".encode()),
            ]
            for pattern in oversize():
                if kind == "multipart/form-data" and role != "learner":
                    continue  # long, and the same for everybody
                path = pattern.replace("{course}", course.course.id)
                path = re.sub(r"{\w+}", "1", path)
                most = MOST_OF_A_FILE if kind == "multipart/form-data" else MOST_OF_A_FORM
                pieces = [piece] * (most // len(piece) + 3)
                answer = asked("POST", path.encode(), b"", headers, pieces)
                assert answer.status in (413, 415), (path, answer.status)
                assert asked.unread >= 1, path
        assert asked.server.logged == []


def test_codes_are_counted_by_all_workers_together(database: Database) -> None:
    """Whoever tries codes at two workers in turn gets no more of them than at one."""
    with asking(database) as (one, course):
        second = Server(database=Database(database.url, database.now))
        second.app.rate.per_second = second.app.rate.at_once = 1e9
        other = Asked(second, one.portal)
        headers = [
            (b"cookie", b"balint-form=seed"),
            (b"content-type", KINDS[0].encode()),
        ]
        token = form_token("seed")

        def tried(asked: Asked, code: str) -> int:
            body = urlencode({"token": token, "code": code, "name": "Ann"}).encode()
            return asked("POST", b"/", b"", headers, [body]).status

        found = [tried((one, other)[number % 2], "222222") for number in range(MOST_WRONG_CODES)]
        assert set(found) == {404}
        assert [tried(one, course.code), tried(other, course.code)] == [429, 429]
        second.close()
