"""The application of the served room: every answer is safe, and no request breaks it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from simulator.messages import say
from simulator.store.sqlite import SqliteStore
from simulator.web.pages import routes
from simulator.web.pages.http import Request, Response
from simulator.web.pages.room import Room
from simulator.web.served import form, replies
from simulator.web.served.app import Served
from simulator.web.served.door import Door
from simulator.web.served.headers import SECURITY
from simulator.web.served.rate import Rate
from simulator.web.served.serve import application
from tests.plays import begun
from tests.web.served.visiting import HOST, TOKEN, seen, visiting
from tests.workspaces import warmed, workspace_at

FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_every_answer_has_the_headers_that_keep_a_browser_safe(
    client: TestClient, served: Served
) -> None:
    static = f"{served.statics.prefix}app.css"
    for path in ("/", "/nowhere", static, "/static/old/app.css", "/?" + "a" * 5_000):
        headers = client.get(path).headers
        for name, value in SECURITY.items():
            assert headers[name] == value, path
        assert "server" not in headers
    assert "unsafe" not in SECURITY["content-security-policy"]


def test_pages_are_not_kept_and_static_files_for_ever(client: TestClient, served: Served) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get("/nowhere").headers["cache-control"] == "no-store"
    kept = client.get(f"{served.statics.prefix}app.css").headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"


def test_the_page_refers_to_static_files_that_exist(client: TestClient, served: Served) -> None:
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").text)
    assert len(found) >= 4
    for path in found:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.content == served.statics.files[path.rpartition("/")[2]][0]
    assert client.get("/static/another/app.css").status_code == 404
    assert client.get(f"{served.statics.prefix}../pages/room.py").status_code == 404
    assert client.get(f"{served.statics.prefix}%2e%2e/__init__.py").status_code == 404


def test_a_changed_file_has_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.web.pages.statics import static_files
    from simulator.web.served import statics

    before = statics.statics()
    names = static_files()
    names["app.css"], names["page.css"] = names["page.css"], names["app.css"]
    monkeypatch.setattr(statics, "static_files", lambda: names)
    assert statics.statics().digest != before.digest


@pytest.mark.parametrize("path", ["/", "/nowhere", "/plays/1"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers == got.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_refused_with_those_that_there_are(
    client: TestClient, method: str
) -> None:
    answer = client.request(method, "/", headers={}, params={})
    # They need the token, too, before anything is said.
    assert answer.status_code == 403
    body = f"token={quote(TOKEN)}"
    answer = client.request(method, "/", content=body, headers=FORM)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    "path",
    ["/plays/0", "/plays/-1", "/plays/99999999999999999999", "/plays/%00", "/plays/1%0d%0aX:%20y",
     "/plays/%ff", "/%e2%80%ae", "/..%2f..%2fetc%2fpasswd", "/plays/1/../../x", "/plays/",
     "/plays//act", "/plays/{number}", "/" + "a" * 3_000, "/%", "/?a=%zz", "/plays/\u0661", "/;a=b"],
)  # fmt: skip
def test_any_path_is_answered_by_a_page(client: TestClient, logged: list[str], path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == (200 if path.startswith("/?") else 404)
    assert "<h1>" in answer.text
    assert "\u202e" not in answer.text
    assert logged == []


@pytest.mark.parametrize("host", ["evil.example", "192.168.1.5:8000", "127.0.0.1.nip.io"])
def test_another_host_gets_nothing_of_the_room(served: Served, host: str) -> None:
    with visiting(served, f"http://{host}") as client:
        for path in ("/", f"{served.statics.prefix}app.css", "/plays/1"):
            answer = client.get(path)
            assert answer.status_code == 421
            assert TOKEN not in answer.text
            assert "Library" not in answer.text


def test_a_request_without_a_host_is_refused(served: Served) -> None:
    with visiting(served) as client:
        assert client.get("/", headers={"host": ""}).status_code == 400


def a_form(store: SqliteStore, client: TestClient) -> tuple[str, dict[str, str]]:
    """The first form of a new play."""
    number = begun(store).play.number
    return seen(client.get(f"/plays/{number}").text).forms()[0]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_another_site_cannot_act_even_with_the_token(
    client: TestClient, store: SqliteStore, headers: dict[str, str]
) -> None:
    path, sent = a_form(store, client)
    assert client.post(path, data=sent, headers=headers).status_code == 403
    assert store.records(store.plays()[0].id) == []
    own = {"sec-fetch-site": "same-origin", "origin": HOST}
    assert client.post(path, data=sent, headers=own).status_code == 303
    assert len(store.records(store.plays()[0].id)) > 0


@pytest.mark.parametrize("token", ["", "another", TOKEN + "x", "\u0000", "Å" * 50])
def test_a_form_without_the_token_does_nothing(
    client: TestClient, store: SqliteStore, token: str
) -> None:
    path, sent = a_form(store, client)
    answer = client.post(path, data={**sent, "token": token})
    assert answer.status_code == 403
    assert "open the page again" in answer.text
    del sent["token"]
    assert client.post(path, data=sent).status_code == 403
    assert client.post(f"{path}?token={quote(TOKEN)}", data=sent).status_code == 403
    assert store.records(store.plays()[0].id) == []


def in_pieces(size: int) -> Iterator[bytes]:
    yield f"token={quote(TOKEN)}&words=".encode()
    for _ in range(size // 1_000):
        yield b"a" * 1_000


def test_a_form_that_is_too_large_is_refused_also_without_a_length(
    client: TestClient, store: SqliteStore
) -> None:
    path, sent = a_form(store, client)
    large = {**sent, "words": "a" * form.MOST_OF_A_FORM}
    assert client.post(path, data=large).status_code == 413
    pieces = in_pieces(2 * form.MOST_OF_A_FORM)
    assert client.post(path, content=pieces, headers=FORM).status_code == 413
    lying = {**FORM, "content-length": "9" * 30}
    assert client.post(path, content=b"a=b", headers=lying).status_code == 413
    assert store.records(store.plays()[0].id) == []


def test_a_file_that_is_too_large_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "MOST_OF_A_FILE", 10_000)
    files = {"file": ("x", b"a" * 10_001)}
    assert client.post("/plays/1/act", files=files).status_code == 413


def test_the_number_of_fields_is_bounded(client: TestClient) -> None:
    many = "&".join(f"f{number}=1" for number in range(form.MOST_FIELDS + 1))
    assert client.get(f"/?{many}").status_code == 413
    assert client.post("/", content=many, headers=FORM).status_code == 413
    files = {f"f{number}": (None, "1") for number in range(form.MOST_FIELDS + 1)}
    assert client.post("/", files=files).status_code == 400


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("text/plain", b"token=x", 415),
        ("multipart/form-data", b"", 400),
        ("multipart/form-data; boundary=x", b"--x\r\ngarbage", 403),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1", 400),
        ("multipart/form-data; boundary=" + "x" * 300, b"\xff" * 300, 400),
        ("multipart/form-data; boundary=\u00ff; charset=\u00ff", b"--", 403),
        ("application/x-www-form-urlencoded; charset=utf-16", b"a=%ff%fe\xff", 403),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    client: TestClient, logged: list[str], kind: str, body: bytes, status: int
) -> None:
    headers = {"content-type": kind.encode("latin-1")}
    answer = client.post("/", content=body, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert logged == []


def test_a_file_comes_whole_to_its_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[Request] = []

    def page(room: Room, request: Request) -> Response:
        came.append(request)
        return Response(303, {"location": "/"})

    monkeypatch.setattr(
        "simulator.web.pages.answer.ROUTES", (*routes.ROUTES, ("POST", "/upload", page))
    )
    whole = bytes(range(256)) * 10_000
    answer = client.post(
        "/upload?next=1&next=2",
        data={"token": TOKEN, "name": "Å", "twice": ["1", "2"]},
        files={"export": ("../../x\u202e.json", whole)},
    )
    assert answer.status_code == 303
    (request,) = came
    assert request == Request(
        "POST", "/upload", {"next": "2"}, {"name": "Å", "twice": "2"}, {"export": whole}
    )


def test_a_bug_is_a_page_and_a_note_in_the_terminal_without_what_was_typed(
    client: TestClient, logged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(room: Room, request: Request) -> Response:
        try:
            raise KeyError(request.form["words"])
        except KeyError as first:
            raise ValueError(request.query["secret"]) from first

    monkeypatch.setattr(
        "simulator.web.pages.answer.ROUTES", (*routes.ROUTES, ("POST", "/broken", broken))
    )
    sent = {"token": TOKEN, "words": "my mother"}
    answer = client.post("/broken?secret=hers", data=sent)
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "test_app" not in answer.text
    (printed,) = logged
    assert printed.startswith(say("served.bug"))
    assert "builtins.KeyError" in printed
    assert "builtins.ValueError" in printed
    assert "in broken" in printed
    for word in ("my mother", "hers", TOKEN):
        assert word not in printed + answer.text
    assert client.get("/").status_code == 200


def test_a_client_that_asks_too_often_waits(served: Served) -> None:
    served.rate = Rate(per_second=0.001, at_once=2, clock=lambda: 0.0)
    with visiting(served) as client:
        assert [client.get("/nowhere").status_code for _ in range(3)] == [404, 404, 429]
        assert client.get("/").headers["retry-after"] == "1000"


def test_a_form_that_does_not_come_is_not_waited_for(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(*_: object) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(form, "_body", slow)
    assert client.post("/", data={}).status_code == 408


def test_when_the_room_is_closed_nothing_waits_for_a_browser(
    client: TestClient, served: Served, store: SqliteStore
) -> None:
    path, sent = a_form(store, client)
    served.stopping.set()
    answer = client.post(path, data=sent)
    assert answer.status_code == 503
    assert "is saved" in answer.text
    assert store.records(store.plays()[0].id) == []


# A room that other machines can reach


@pytest.fixture
def open_room(tmp_path: Path, store: SqliteStore, logged: list[str]) -> Served:
    names = frozenset({"laptop.local"})
    door = Door(TOKEN, names, open=True, key="k" * 40, cookie="room-8000")
    return application(workspace_at(warmed(tmp_path)), store, door, logged.append)


def test_nothing_of_an_open_room_is_shown_without_its_key(
    open_room: Served, store: SqliteStore
) -> None:
    begun(store)
    with visiting(open_room, "http://laptop.local:8000") as client:
        for path in ("/", "/plays/1", "/?key=", "/?key=" + "k" * 39, "/nowhere"):
            answer = client.get(path)
            assert answer.status_code == 401
            assert TOKEN not in answer.text
            assert "set-cookie" not in answer.headers
        assert client.post("/plays/1/go-on", data={"token": TOKEN}).status_code == 401
    assert store.records(store.plays()[0].id) == []


def test_the_key_in_the_link_becomes_a_cookie_and_leaves_the_address(open_room: Served) -> None:
    with visiting(open_room, "http://192.168.1.5:8000") as client:
        welcome = client.get("/?key=" + "k" * 40)
        assert welcome.status_code == 200
        cookie = welcome.headers["set-cookie"]
        assert cookie == f"room-8000={'k' * 40}; Path=/; HttpOnly; SameSite=Strict"
        assert 'content="0; url=/"' in welcome.text
        assert "k" * 40 not in welcome.text
        assert client.get("/").status_code == 200
        assert client.get("/plays/1").status_code == 404
        assert client.post("/", data={"token": "x"}).status_code == 403


def test_the_longest_own_words_fit_into_a_form() -> None:
    words = "\U0001d518" * 2_000
    assert len(quote(words)) + 1_000 < form.MOST_OF_A_FORM
    assert replies.LONGEST_ADDRESS > 2_000
