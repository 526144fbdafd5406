"""Health, metrics and the log of a server: what they say, to whom, and what they never say."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from simulator.store.play_store import StoreProblem
from simulator.web.course.routes import ROUTES as COURSES
from simulator.web.pages.routes import ROUTES as ROOM
from simulator.web.plenary.answer import ROUTES as PLENARIES
from simulator.web.served.patterns import OTHER, pattern_of
from simulator.web.served.watched import NOT_WATCHED, Watch, Watched, watched
from tests.web.course.visiting import Browser
from tests.web.course.visiting import Server as Courses
from tests.web.plenary.playing import BASE, Host, Phone, Served

TOKEN = "a-token-of-a-monitor"  # noqa: S105 - a word of the tests
HERE = ("127.0.0.1", 50_000)


@contextmanager
def asking(app: Any, peer: tuple[str, int] = HERE, count: int = 1) -> Iterator[list[TestClient]]:
    with start_blocking_portal() as portal:
        found = [
            TestClient(app, base_url=BASE, follow_redirects=False, client=peer)
            for _ in range(count)
        ]
        for client in found:
            client.portal = portal
        yield found
        for client in found:
            client.portal = None
            client.close()


@pytest.fixture
def served() -> Iterator[Served]:
    found = Served()
    yield found
    found.database.close()


def watch(served: Served, how: Watch = NOT_WATCHED) -> Watched:
    app = served.app
    return watched(app, lambda: app.hub.count, served.database, app.stopping, how)


def test_a_server_is_healthy_and_ready_until_its_database_is_away(served: Served) -> None:
    app, now = watch(served), [0.0]
    app.clock = lambda: now[0]
    with asking(app) as (client,):
        assert [client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]

        def away() -> None:
            raise StoreProblem("away")

        app.ask = away
        assert client.get("/readyz").status_code == 200  # asked a moment ago
        now[0] = 1.0
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        assert client.post("/healthz").status_code == 405


def test_a_server_that_stops_is_not_ready() -> None:
    stopping = asyncio.Event()
    stopping.set()
    served = Served()
    app = watched(served.app, lambda: 0, served.database, stopping, NOT_WATCHED)
    with asking(app) as (client,):
        assert client.get("/readyz").status_code == 503
    served.database.close()


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 403),
        ("127.0.0.1", {"Host": "courses.example.org"}, 403),
        ("127.0.0.1", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("10.0.0.7", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "1.2.3.4", "Authorization": f"Bearer {TOKEN}"}, 200),
        ("10.0.0.7", {"Authorization": "Bearer "}, 403),
        ("10.0.0.7", {"Authorization": f"Bearer {TOKEN}x"}, 403),
    ],
)
def test_the_metrics_are_for_this_machine_and_for_the_holder_of_the_token(
    peer: str, headers: dict[str, str], status: int, served: Served
) -> None:
    with asking(watch(served, Watch(TOKEN)), (peer, 1)) as (client,):
        assert client.get("/metrics", headers=headers).status_code == status


def test_without_a_token_an_empty_one_is_none(served: Served) -> None:
    with asking(watch(served), ("10.0.0.7", 1)) as (client,):
        given = {"Authorization": "Bearer "}
        assert client.get("/metrics", headers=given).status_code == 403


def counted(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.M)
    assert found, name
    return float(found[1])


def test_a_plenary_is_counted_and_nothing_of_it_is_told(served: Served) -> None:
    lines: list[str] = []
    app = watch(served, Watch(TOKEN, lines.append))
    with asking(app, ("203.0.113.9", 7), 3) as clients:
        host, phones = Host(clients[0], served), [Phone(each, served) for each in clients[1:]]
        host.come_in()
        for phone in phones:
            phone.join()
        host.to_a_vote()
        for phone in phones:
            assert phone.post("vote", choice="speak").status_code == 303
        phones[0].post("words", text="zephyrous")
        clients[1].get(f"/r/{served.code}?note=quillfeather")
        clients[1].get("/no/such-perambulator")
        clients[1].post(f"/r/{served.code}/vote", data={"round": "squeamish"})
        given = {"Authorization": f"Bearer {TOKEN}"}
        text = clients[0].get("/metrics", headers=given).text
        secrets = [host.once, host.key, host.client.cookies.get(f"host-{served.code}") or "-"]
        secrets += [phone.voter for phone in phones] + [phone.token for phone in phones]
    assert counted(text, "balint_votes_total") == 2
    vote = 'balint_requests_total{method="POST",route="/r/{code}/vote",status="303"}'
    assert counted(text, vote) == 2
    assert counted(text, 'balint_requests_total{method="GET",route="other",status="404"}') == 1
    assert counted(text, "balint_database_problems") == 0
    typed = ["zephyrous", "quillfeather", "perambulator", "squeamish", "203.0.113.9", TOKEN]
    everything = text + "\n".join(lines)
    assert [word for word in (*typed, *secrets, served.code) if word in everything] == []
    logged = [json.loads(line) for line in lines]
    assert {frozenset(each) for each in logged} == {
        frozenset(("time", "level", "event", "route", "status", "milliseconds"))
    }
    assert {each["route"] for each in logged} >= {"/r/{code}/vote", "/open", OTHER}


def test_a_course_is_logged_without_names_codes_and_links() -> None:
    server, lines = Courses(), list[str]()
    app = server.app
    asked = watched(app, lambda: 0, server.database, app.stopping, Watch(TOKEN, lines.append))
    course = server.course("Quillfeather")
    with asking(asked, ("203.0.113.9", 7), 2) as clients:
        trainer, learner = (Browser(client, server) for client in clients)
        trainer.sign_in(course.trainer)
        assert learner.join(course.code, "Zephyrine").status_code == 303
        assert learner.post("/me/name", {"name": "Perambula"}, at="/me").status_code == 303
        assert learner.get(f"/join/{course.code}").status_code == 200
        assert learner.get("/room/glossary/contain?page=squeamish").status_code == 200
        assert trainer.get(f"{course.path}/cohort").status_code == 200
        given = {"Authorization": f"Bearer {TOKEN}"}
        everything = clients[0].get("/metrics", headers=given).text + "\n".join(lines)
        cookies = [value for client in clients for value in client.cookies.values()]
    server.close()
    typed = ["Quillfeather", "Zephyrine", "Perambula", "squeamish", "203.0.113.9", TOKEN]
    hidden = [*typed, *cookies, course.code, course.course.id, course.trainer]
    assert [word for word in hidden if word in everything] == []
    assert "/room/glossary/{word}" in everything
    assert "/courses/{course}/cohort" in everything


def test_every_page_has_its_pattern() -> None:
    wanted = [path for _, path, _ in PLENARIES] + [path for _, path, _, _ in COURSES]
    wanted += [f"/room{path}" for _, path, _ in ROOM] + ["/r/{code}/events", "/open"]
    for pattern in wanted:
        assert pattern_of(re.sub(r"\{\w+\}", "X", pattern)) == pattern
    assert pattern_of("/static/1/page.css") == "/static/{name}"
    assert {pattern_of(path) for path in ("/r/", "/r/A/B/C", "//", "", "/x")} == {OTHER}


def test_a_problem_is_a_line_of_json(served: Served) -> None:
    lines: list[str] = []
    Watch(json=lines.append).log(print)("The database\nis away.")
    assert json.loads(lines[0])["message"] == "The database\nis away."
    assert "\n" not in lines[0]
    assert Watch().log(print) is print
