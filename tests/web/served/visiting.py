"""Visit a served room: with Starlette's client in this process, or by plain HTTP."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from simulator.web.served.app import Served
from tests.patience import PATIENCE
from tests.web.pages.checked import Element, read
from tests.web.pages.rooms import fields

HOST = "http://127.0.0.1:8000"
TOKEN = "token of the test"  # noqa: S105  # no secret of anybody


@contextmanager
def visiting(served: Served, host: str = HOST) -> Iterator[TestClient]:
    """Yield a client whose requests all run in one event loop, as those of a server do."""
    with start_blocking_portal() as portal:
        client = TestClient(served, base_url=host, follow_redirects=False)
        client.portal = portal
        yield client
        client.portal = None
        client.close()


@dataclass(frozen=True)
class Seen:
    """What a browser without scripts sees of a page of a play."""

    page: Element

    @property
    def revision(self) -> int:
        """The number of acts, as the forms of the page name it."""
        found = [
            one["value"]
            for one in self.page.all("input")
            if one.attributes.get("name") == "revision"
        ]
        return int(found[0])

    @property
    def ended(self) -> bool:
        return not [one for one in self.page.all("form") if "/plays/" in one["action"]]

    @property
    def transcript(self) -> list[str]:
        """The lines that were heard."""
        lists = [one for one in self.page.all("ol") if one.attributes.get("id") == "transcript"]
        return [one.words for one in lists[0].all("li")] if lists else []

    def forms(self) -> list[tuple[str, dict[str, str]]]:
        """Every way to go on, with the fields of its form: a path and what is sent."""
        found = []
        for form in self.page.all("form"):
            if form["method"] != "post" or form["action"].endswith("/words"):
                continue
            for button in form.all("button"):
                sent = fields(form)
                if "name" in button.attributes:
                    sent[button["name"]] = button["value"]
                found.append((form["action"], sent))
        return found

    def acts(self) -> list[tuple[str, dict[str, str]]]:
        """The forms with which the leader decides: to wait, or to say a line."""
        return [form for form in self.forms() if form[0].endswith("/act")]


def seen(text: str) -> Seen:
    return Seen(read(text))


@dataclass(frozen=True)
class Answer:
    """An answer of a server."""

    status: int
    headers: dict[str, str]
    text: str


class Visitor:
    """A browser without scripts and without a cache, that speaks HTTP to a server."""

    def __init__(self, link: str) -> None:
        parts = urlsplit(link)
        assert parts.hostname is not None
        self.host, self.port = parts.hostname, parts.port or 80
        self.cookie = ""

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, form: dict[str, str]) -> Answer:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(form).encode(), kind)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            sent = {**({"cookie": self.cookie} if self.cookie else {}), **(headers or {})}
            connection.request(method, path, body or None, sent)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, text)

    def play(self, number: int) -> Seen:
        answer = self.get(f"/plays/{number}")
        assert answer.status == 200, answer
        return seen(answer.text)


def token_in(text: str) -> str:
    """Return the token of the forms on a page."""
    found = re.search(r'name="token" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def multipart(form: dict[str, str], files: dict[str, bytes]) -> tuple[str, bytes]:
    """Return the content type and the body of a form with files."""
    edge = "an edge that is nowhere else"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in form.items()
    ]
    for name, contents in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="x"\r\n\r\n'
        parts.append(head.encode() + contents + b"\r\n")
    return f'multipart/form-data; boundary="{edge}"', b"".join(parts) + f"--{edge}--\r\n".encode()
