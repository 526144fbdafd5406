"""Who may do what: for each route of the server and each role, what is answered.

The table below is the rule. A route that is not in it fails the test, and so does a row without a
route: whoever adds a page writes down who may use it. Forms are sent with a good token, so that
only the role decides.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlencode

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from simulator.course.database import Database, sqlite_url
from simulator.course.marking import QUESTION, Given
from simulator.library.scenarios import Loaded, load
from simulator.web.course import routes
from simulator.web.course.site import Visit, form_token
from simulator.web.pages import routes as room_routes
from simulator.web.pages.http import Request
from simulator.web.plenary import answer as plenary
from simulator.web.served.course import PLENARY
from simulator.web.served.watched import NOT_WATCHED, PATHS, Watched, watched
from tests.web.course.visiting import Server
from tests.workspaces import SHIPPED, catalogue

pytestmark = pytest.mark.server

ROLES: Final = (
    *("nobody", "other learner", "other trainer", "operator", "learner", "panel", "trainer"),
)
"""Of this course, unless it says other; the operator is in no course.

They ask in this order, so that who may delete something comes last.
"""

TABLE: Final = """
GET /                                          | 200 200 200 200 200 200 200
POST /                                         | 303 303 303 303 303 303 303
GET /join/{code}                               | 200 200 200 200 200 200 200
GET /link/{token}                              | 200 200 200 200 200 200 200
POST /link/{token}                             | 303 410 410 410 410 410 410
GET /invitation/{token}                        | 200 200 200 200 200 200 200
POST /invitation/{token}                       | 303 410 410 410 410 410 410
POST /oidc                                     | 404 404 404 404 404 404 404
GET /oidc/back                                 | 404 404 404 404 404 404 404
GET /oidc/new/{token}                          | 404 404 404 404 404 404 404
POST /oidc/new/{token}                         | 404 404 404 404 404 404 404
POST /sign-out                                 | 401 303 303 303 303 303 303
POST /sign-out-everywhere                      | 401 303 303 303 303 303 303
GET /me                                        | 401 200 200 200 200 200 200
POST /me/name                                  | 401 303 303 303 303 303 303
POST /me/record                                | 401 303 303 303 303 303 303
POST /me/device                                | 401 200 200 200 200 200 200
POST /me/oidc                                  | 401 404 404 404 404 404 404
POST /me/oidc/remove                           | 401 404 404 404 404 404 404
GET /me/export                                 | 401 200 200 200 200 200 200
GET /me/delete                                 | 401 200 200 200 200 200 200
POST /me/delete                                | 401 303 409 303 303 303 409
POST /courses                                  | 401 403 303 403 403 403 303
GET /courses/{course}                          | 401 404 404 404 200 200 200
POST /courses/{course}/leave                   | 401 404 404 404 303 303 409
GET /courses/{course}/consent                  | 401 404 404 404 200 403 403
POST /courses/{course}/consent                 | 401 404 404 404 303 403 403
GET /courses/{course}/join                     | 401 404 404 404 403 403 200
POST /courses/{course}/join                    | 401 404 404 404 403 403 303
POST /courses/{course}/programme               | 401 404 404 404 403 403 303
POST /courses/{course}/until                   | 401 404 404 404 403 403 303
GET /courses/{course}/export                   | 401 404 404 404 403 403 200
GET /courses/{course}/cohort                   | 401 404 404 404 403 403 200
GET /courses/{course}/cohort/{ending}          | 401 404 404 404 403 403 200
POST /courses/{course}/cohort/import           | 401 404 404 404 403 403 400
GET /courses/{course}/delete                   | 401 404 404 404 403 403 200
POST /courses/{course}/delete                  | 401 404 404 404 403 403 303
POST /courses/{course}/plenaries               | 401 404 404 404 403 403 303
POST /courses/{course}/plenaries/{code}/host   | 401 404 404 404 403 403 303
GET /courses/{course}/markings                 | 401 404 404 404 403 403 200
POST /courses/{course}/markings                | 401 404 404 404 403 403 303
POST /courses/{course}/markings/{marking}/close | 401 404 404 404 403 403 409
POST /courses/{course}/markings/{marking}/delete | 401 404 404 404 403 403 303
GET /courses/{course}/markings/{marking}/{ending} | 401 404 404 404 403 403 409
GET /courses/{course}/marking/{marking}        | 401 404 404 404 403 200 403
GET /courses/{course}/marking/{marking}/moments/{number} | 401 404 404 404 403 200 403
POST /courses/{course}/marking/{marking}/moments/{number} | 401 404 404 404 403 303 403
POST /courses/{course}/marking/{marking}/decisions/{number} | 401 404 404 404 403 303 403
GET /courses/{course}/marking/{marking}/hand-in | 401 404 404 404 403 200 403
POST /courses/{course}/marking/{marking}/hand-in | 401 404 404 404 403 303 403
GET /courses/{course}/marking/{marking}/spread | 401 404 404 404 403 409 403
POST /courses/{course}/invitations             | 401 404 404 404 403 403 200
POST /courses/{course}/members/{person}/remove | 401 404 404 404 403 403 303
POST /courses/{course}/learners/remove         | 401 404 404 404 403 403 303
GET /lti/login                                 | 422 422 422 422 422 422 422
POST /lti/login                                | 422 422 422 422 422 422 422
POST /lti/launch                               | 403 403 403 403 403 403 403
GET /lti/keys                                  | 200 200 200 200 200 200 200
GET /lti/register/{token}                      | 422 422 422 422 422 422 422
POST /lti/register/{token}                     | 422 422 422 422 422 422 422
GET /lti/places/{place}                        | 401 404 404 404 404 404 404
POST /lti/places/{place}                       | 401 404 404 404 404 404 404
POST /lti/choose                               | 401 403 403 403 403 403 403
POST /operator/platforms                       | 401 403 403 422 403 403 403
POST /operator/platforms/register              | 401 403 403 200 403 403 403
POST /operator/platforms/{platform}/remove     | 401 403 403 303 403 403 403
GET /operator                                  | 401 403 403 200 403 403 403
POST /operator/trainers                        | 401 403 403 200 403 403 403
POST /operator/trainers/{person}/remove        | 401 403 403 303 403 403 403
GET /room/                                     | 401 200 200 200 200 200 200
GET /room/scenarios/{name}                     | 401 200 200 200 200 200 200
POST /room/plays                               | 401 303 303 303 303 303 303
GET /room/programmes/{name}                    | 401 404 404 404 404 404 404
POST /room/programmes/{name}/plays             | 401 404 404 404 404 404 404
GET /room/demonstrations/{name}                | 401 200 200 200 200 200 200
GET /room/drills                               | 401 200 200 200 200 200 200
POST /room/drills                              | 401 422 422 422 422 422 422
GET /room/drills/{name}                        | 401 404 404 404 404 404 404
POST /room/drills/{name}                       | 401 404 404 404 404 404 404
GET /room/progress                             | 401 200 200 200 200 200 200
GET /room/progress/{ending}                    | 401 200 200 200 200 200 200
GET /room/log                                  | 401 200 200 200 200 200 200
GET /room/log/{ending}                         | 401 200 200 200 200 200 200
GET /room/glossary                             | 401 200 200 200 200 200 200
GET /room/glossary/{word}                      | 401 200 200 200 200 200 200
GET /room/help                                 | 401 200 200 200 200 200 200
GET /room/settings                             | 401 200 200 200 200 200 200
POST /room/settings                            | 401 303 303 303 303 303 303
GET /room/data                                 | 401 200 200 200 200 200 200
GET /room/data/export                          | 401 200 200 200 200 200 200
GET /room/data/import                          | 401 404 404 404 404 404 404
POST /room/data/upload                         | 401 422 422 422 422 422 422
POST /room/data/import                         | 401 404 404 404 404 404 404
GET /room/data/session                         | 401 404 404 404 404 404 404
POST /room/data/session                        | 401 404 404 404 404 404 404
GET /room/data/delete                          | 401 404 404 404 404 404 404
POST /room/data/delete                         | 401 404 404 404 404 404 404
GET /room/plays/{number}                       | 401 404 404 404 200 404 404
POST /room/plays/{number}/go-on                | 401 404 404 404 400 404 404
POST /room/plays/{number}/act                  | 401 404 404 404 303 404 404
POST /room/plays/{number}/words                | 401 404 404 404 400 404 404
POST /room/plays/{number}/answer               | 401 404 404 404 400 404 404
GET /room/plays/{number}/debrief               | 401 404 404 404 303 404 404
POST /room/plays/{number}/reaction             | 401 404 404 404 303 404 404
GET /room/plays/{number}/debrief/{ending}      | 401 404 404 404 404 404 404
GET /room/plays/{number}/again                 | 401 404 404 404 200 404 404
POST /room/plays/{number}/again                | 401 404 404 404 400 404 404
GET /r/{code}                                  | 200 200 200 200 200 200 200
POST /r/{code}/join                            | 303 303 303 303 303 303 303
POST /r/{code}/vote                            | 409 409 409 409 409 409 409
POST /r/{code}/words                           | 409 409 409 409 409 409 409
GET /r/{code}/debrief                          | 422 422 422 422 422 422 422
GET /wall/{code}                               | 200 200 200 200 200 200 200
GET /host/{code}                               | 403 403 403 403 403 403 403
POST /host/{code}/act                          | 403 403 403 403 403 403 403
GET /host/{code}/debrief                       | 403 403 403 403 403 403 403
GET /r/{code}/events                           | 404 404 404 404 404 404 404
GET /wall/{code}/events                        | 200 200 200 200 200 200 200
GET /host/{code}/events                        | 404 404 404 404 404 404 404
GET /healthz                                   | 200 200 200 200 200 200 200
GET /readyz                                    | 200 200 200 200 200 200 200
GET /metrics                                   | 403 403 403 403 403 403 403
"""

FORMS: Final[Mapping[str, Mapping[str, str]]] = {
    "POST /": {"code": "{join}", "name": "Ann"},
    "POST /invitation/{token}": {"name": "Ann"},
    "POST /me/name": {"name": "Ann"},
    "POST /courses": {"name": "Autumn"},
    "POST /me/record": {"answer": "no"},
    "POST /courses/{course}/consent": {
        "what": "figures",
        "wording": "figures-1",
        "answer": "no",
    },
    "POST /courses/{course}/plenaries": {"scenario": "presenter-drifts"},
    "POST /courses/{course}/markings": {"scenario-tutorial": "on"},
    "POST /courses/{course}/marking/{marking}/moments/{number}": {"then": "next"},
    "POST /courses/{course}/marking/{marking}/decisions/{number}": {"choice": "wait"},
    "POST /courses/{course}/invitations": {"role": "panel"},
    "POST /courses/{course}/learners/remove": {"name": "Nobody"},
    "POST /courses/{course}/delete": {"name": "Spring"},
    "POST /r/{code}/vote": {"round": "1", "choice": "speak"},
    "POST /r/{code}/words": {"round": "1", "text": "Hm."},
    "POST /host/{code}/act": {"act": "turn", "number": "0"},
    "POST /room/plays/{number}/act": {"revision": "0", "do": "wait"},
    "POST /room/plays/{number}/words": {"revision": "0", "words": "Hm."},
    "POST /room/plays": {"scenario": "presenter-drifts"},
}
"""What is sent with the forms that need something."""

VALUES: Final = {
    "name": "presenter-drifts",
    "number": "1",
    "ending": "html",
    "place": "no-such-place",
    "platform": "no-such-platform",
    "word": "contain",
}


@dataclass(frozen=True)
class Prepared:
    """A database with a course and people in all roles, and the sessions of these."""

    file: bytes
    sessions: Mapping[str, str]
    values: Mapping[str, str]


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    server = Server()
    site = server.site
    people = site.people
    course, other = server.course(), server.course("Autumn")
    ids = {"trainer": course.trainer, "other trainer": other.trainer}
    ids["learner"], ids["other learner"] = people.add("Ann").id, people.add("Bea").id
    ids["panel"], ids["operator"] = people.add("Pia").id, people.add("Op", "operator").id
    people.join(course.course.id, ids["learner"])
    people.join(other.course.id, ids["other learner"])
    people.join(course.course.id, ids["panel"], "panel")
    loaded = load(SHIPPED / "presenter-drifts" / "scenario.yaml", catalogue())
    assert isinstance(loaded, Loaded)
    marking = site.markings.open(course.course.id, [loaded])[0]
    decided = {QUESTION: Given("speak", "")}
    site.markings.save(course.course.id, marking, ids["panel"], "1", decided)
    values = {
        **VALUES,
        "marking": marking,
        "course": course.course.id,
        "person": ids["panel"],
        "join": course.code,
        "room": site.rooms.open(loaded, course=course.course.id).code,
        "link": site.sign_in.new_link(people.add("Cyd").id),
        "invitation": site.invitations.new("panel", course.course.id),
    }
    request = Request("POST", "/room/plays", form={"scenario": "presenter-drifts"})
    server.app.rooms.answer(Visit(request, people.person(ids["learner"])))
    sessions = {role: site.sign_in.begin_session(person) for role, person in ids.items()}
    server.database.close()
    file = Path(str(server.database.url.database)).read_bytes()
    server.folder.cleanup()
    return Prepared(file, sessions, values)


def routes_there() -> Iterator[str]:
    """Every route of the server, as the table has it."""
    for method, path, *_ in routes.ROUTES:
        yield f"{method} {path}"
    for method, path, *_ in room_routes.ROUTES:
        yield f"{method} /room{path}"
    for method, path, *_ in plenary.ROUTES:
        if path.startswith(PLENARY):
            yield f"{method} {path}"
    for page in PLENARY:
        yield f"GET {page}{{code}}/events"
    for path in PATHS:
        yield f"GET {path}"


def rows() -> Iterator[tuple[str, tuple[int, ...]]]:
    for line in TABLE.split("\n"):
        route, _, statuses = line.partition(" | ")
        if statuses:
            yield route.strip(), tuple(map(int, statuses.split()))


def test_the_table_has_every_route_once() -> None:
    assert [route for route, _ in rows()] == list(routes_there())


@pytest.mark.parametrize(("route", "expected"), [*rows()], ids=[route for route, _ in rows()])
def test_each_role_gets_what_it_may(
    route: str, expected: tuple[int, ...], prepared: Prepared, tmp_path: Path
) -> None:
    with answering(prepared, tmp_path) as client:
        found = tuple(status(client, route, role, prepared) for role in ROLES)
    assert found == expected


def test_an_operator_reads_nothing_of_a_course() -> None:
    """Nothing that begins with the path of a course is ever answered to one."""
    operator, nobody = ROLES.index("operator"), ROLES.index("nobody")
    for route, statuses in rows():
        if "/courses/" in route:
            assert (statuses[operator], statuses[nobody]) == (404, 401), route


def test_people_of_another_course_reach_no_page_of_this_one() -> None:
    for route, statuses in rows():
        if "/courses/" in route:
            assert {statuses[ROLES.index(f"other {role}")] for role in ("learner", "trainer")} == {
                404
            }, route


@contextmanager
def answering(prepared: Prepared, folder: Path) -> Iterator[TestClient]:
    """Yield a browser's client of a server that is in the prepared state."""
    file = folder / "course.sqlite3"
    file.write_bytes(prepared.file)
    server = Server(database=Database(sqlite_url(file), now=lambda: 1_790_000_000_000))
    with start_blocking_portal() as portal:
        app = watched(server.app, lambda: 0, server.database, server.app.stopping, NOT_WATCHED)
        client = TestClient(app, base_url=server.base, follow_redirects=False)
        client.portal = portal
        yield client
        client.portal = None
        client.close()
    server.database.close()
    server.folder.cleanup()
    assert server.logged == []


def status(client: TestClient, route: str, role: str, prepared: Prepared) -> int:
    """Ask for a route in a role, and return the status of the answer."""
    method, _, pattern = route.partition(" ")
    session = prepared.sessions.get(role, "")
    cookie = f"balint-session={session}" if session else "balint-form=a-browser"
    path = filled(pattern, prepared)
    if method == "GET":
        if path.endswith("/events"):
            # A stream ends only when the server stops.
            cast("Watched", client.app).stopping.set()
        return client.get(path, headers={"cookie": cookie}).status_code
    form = {name: filled(value, prepared) for name, value in FORMS.get(route, {}).items()}
    form["token"] = form_token(session or "a-browser")
    sent = {"cookie": cookie, "content-type": "application/x-www-form-urlencoded"}
    return client.post(path, content=urlencode(form), headers=sent).status_code


def filled(pattern: str, prepared: Prepared) -> str:
    """Return a path with values in place of the names in braces."""
    values = dict(prepared.values)
    values["code"] = values["join" if pattern.startswith("/join") else "room"]
    values["token"] = values["link" if pattern.startswith("/link") else "invitation"]
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], pattern)
