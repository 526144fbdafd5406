"""A server of courses and browsers without scripts that visit it, each with its own cookies."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from anyio.from_thread import start_blocking_portal
from httpx2 import Response
from starlette.testclient import TestClient

from simulator.course.database import Database, sqlite_url
from simulator.course.migrate import migrate
from simulator.course.people import Course
from simulator.web.course.site import Site
from simulator.web.served.course import CourseServed
from simulator.web.served.course_serve import application
from simulator.web.served.door import Door
from tests.course.conftest import Clock, new_sqlite
from tests.workspaces import warmed, workspace_at

HTTP = "http://127.0.0.1:8000"
HTTPS = "https://courses.example.org"
TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


class Server:
    """The application with its database; ``clock`` is the database's."""

    def __init__(self, base: str = HTTP, database: Database | None = None) -> None:
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        self.database = database or new_sqlite(self.clock)
        self.base = base
        self.logged: list[str] = []
        workspace = workspace_at(warmed(Path(self.folder.name)))
        door = Door("", frozenset({"courses.example.org"}))
        self.app: CourseServed = application(
            workspace, self.database, f"{base}/", door, self.logged.append
        )

    @property
    def site(self) -> Site:
        return self.app.site

    def close(self) -> None:
        """Close the database and delete the files; again is the same."""
        self.database.close()
        self.folder.cleanup()

    def course(self, name: str = "Spring") -> "ACourse":
        """Make a course with a trainer."""
        trainer = self.site.people.add("Ruth", "trainer")
        made = self.site.people.open_course(name, trainer.id)
        return ACourse(made, trainer.id, self.site.people.new_join_code(made.id))


@dataclass(frozen=True)
class ACourse:
    """A course, its trainer's id and its code."""

    course: Course
    trainer: str
    code: str

    @property
    def path(self) -> str:
        return f"/courses/{self.course.id}"


@dataclass
class Browser:
    """A browser without scripts."""

    client: TestClient
    server: Server
    seen: list[str] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=named)

    def post(self, path: str, fields: dict[str, str] | None = None, at: str = "/") -> Response:
        """Send a form with the token that the page ``at`` has."""
        token = TOKEN.search(self.get(at).text)
        assert token is not None
        return self.client.post(path, data={"token": token[1], **(fields or {})})

    def join(self, code: str, name: str = "Ann") -> Response:
        return self.post("/", {"code": code, "name": name})

    def sign_in(self, person: str) -> None:
        """Sign in with a link, as the person would."""
        path = f"/link/{self.server.site.sign_in.new_link(person)}"
        assert self.post(path, at=path).status_code == 303


@contextmanager
def browsers(server: Server, count: int) -> Iterator[list[Browser]]:
    """Yield browsers whose requests all run in one event loop, as those of a server do."""
    with start_blocking_portal() as portal:
        clients = [
            TestClient(server.app, base_url=server.base, follow_redirects=False)
            for _ in range(count)
        ]
        for client in clients:
            client.portal = portal
        yield [Browser(client, server) for client in clients]
        for client in clients:
            client.portal = None
            client.close()
    server.close()


@contextmanager
def timed(folder: Path) -> Iterator[Server]:
    """Yield a server with a real clock, as those who sign something for it have one."""
    database = Database(sqlite_url(folder / "course.sqlite3"))
    migrate(database)
    server = Server(database=database)
    yield server
    server.close()
