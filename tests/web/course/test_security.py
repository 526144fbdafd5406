"""What browsers and others may not do on a server of courses, whoever they are."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from simulator.course import all_tables, tables
from simulator.course.sign_in import LINK_LASTS, MOST_WRONG_CODES
from simulator.web.course.site import form_token
from tests.web.course.visiting import HTTPS, TOKEN, ACourse, Browser, Server, browsers

pytestmark = pytest.mark.server

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 991 * 997 }}{% raw %}",
    "\x1b[31mred\u202eevil\u0000",
    "Ann\r\nSet-Cookie: a=b",
    "x" * 5_000,
)


@pytest.fixture
def secure() -> Iterator[Browser]:
    """A browser at a server that is reached by https."""
    with browsers(Server(HTTPS), 1) as found:
        yield found[0]


# Forms of other sites.


def test_a_form_without_the_token_of_its_browser_does_nothing(
    visitors: list[Browser], learner: Browser, course: ACourse, served: Server
) -> None:
    other = TOKEN.search(visitors[2].get("/").text)
    assert other is not None
    for token in ("", "0" * 40, other[1]):
        for path in ("/sign-out", "/me/delete", f"{course.path}/leave", "/room/settings"):
            answer = learner.client.post(path, data={"token": token})
            assert answer.status_code == 403
    assert learner.client.post("/me/delete").status_code == 403
    assert "You are here as Ann." in learner.get("/").text


def test_nobody_is_signed_in_by_a_form_of_another_site(
    visitors: list[Browser], course: ACourse, served: Server
) -> None:
    """A link of the attacker, posted by their page, would make the victim play as the attacker."""
    path = f"/link/{served.site.sign_in.new_link(course.trainer)}"
    victim = visitors[3].client
    assert victim.post(path).status_code == 403
    assert victim.post(path, data={"token": form_token("")}).status_code == 403
    good = TOKEN.search(visitors[3].get("/").text)
    assert good is not None
    for header in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        refused = victim.post(path, data={"token": good[1]}, headers=header)
        assert refused.status_code == 403
    assert victim.post(path, data={"token": good[1]}).status_code == 303


def test_a_page_of_another_site_can_only_link_here(learner: Browser) -> None:
    link = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert learner.get("/", **link).status_code == 200
    assert learner.get("/me/export", sec_fetch_site="cross-site").status_code == 403


# Sessions.


def test_every_sign_in_has_a_new_session_and_ends_the_one_before(
    visitors: list[Browser], course: ACourse
) -> None:
    browser = visitors[3]
    browser.sign_in(course.trainer)
    first = browser.client.cookies["balint-session"]
    browser.sign_in(course.trainer)
    second = browser.client.cookies["balint-session"]
    assert first != second
    other = visitors[4]
    other.client.cookies.set("balint-session", first)
    assert other.get("/me").status_code == 401


def test_a_session_that_somebody_else_chose_is_not_taken_over(
    visitors: list[Browser], course: ACourse
) -> None:
    browser = visitors[3]
    browser.client.cookies.set("balint-session", "chosen", domain="127.0.0.1", path="/")
    browser.join(course.code)
    names = [one.value for one in browser.client.cookies.jar if one.name == "balint-session"]
    assert "chosen" not in names


def test_signing_out_ends_the_session_on_the_server(
    visitors: list[Browser], trainer: Browser, course: ACourse
) -> None:
    stolen = trainer.client.cookies["balint-session"]
    assert trainer.post("/sign-out", at="/me").status_code == 303
    thief = visitors[4]
    thief.client.cookies.set("balint-session", stolen)
    assert thief.get("/me").status_code == 401


def test_signing_out_everywhere_ends_every_session(
    visitors: list[Browser], trainer: Browser, course: ACourse
) -> None:
    visitors[3].sign_in(course.trainer)
    assert visitors[3].get("/me").status_code == 200
    trainer.post("/sign-out-everywhere", at="/me")
    assert visitors[3].get("/me").status_code == 401


def test_cookies_go_by_https_alone_and_to_no_script(secure: Browser) -> None:
    course = secure.server.course()
    secure.get("/")
    cookie = secure.join(course.code).headers["set-cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Path=/", "HttpOnly", "SameSite=Lax", "Secure"} <= set(cookie.split("; "))
    secure.sign_in(course.trainer)
    form = {"scenario": "presenter-drifts"}
    host = secure.post(f"{course.path}/plenaries", form, at=course.path).headers
    assert {"HttpOnly", "Secure"} <= set(host["set-cookie"].split("; "))


def test_no_secret_is_in_the_database(
    trainer: Browser, learner: Browser, course: ACourse, served: Server
) -> None:
    link = served.site.sign_in.new_link(course.trainer)
    invitation = served.site.invitations.new("panel", course.course.id)
    secrets = [link, invitation, learner.client.cookies["balint-session"]]

    def rows(table: sa.Table) -> str:
        return str(served.database.read(lambda tx: tx.rows(sa.select(table))))

    found = "".join(rows(table) for table in all_tables.metadata.tables.values())
    assert not [secret for secret in secrets if secret in found]


# Links and codes.


def test_a_link_is_used_once_and_soon(
    visitors: list[Browser], served: Server, course: ACourse
) -> None:
    path = f"/link/{served.site.sign_in.new_link(course.trainer)}"
    assert visitors[3].get(path).status_code == 200
    served.clock.at += LINK_LASTS + 1
    assert visitors[3].get(path).status_code == 410
    assert visitors[3].post(path).status_code == 410
    assert visitors[3].get("/link/nothing").status_code == 410
    assert visitors[3].get("/invitation/nothing").status_code == 410


def test_whoever_tries_codes_must_wait_on_every_worker(
    visitors: list[Browser], served: Server, course: ACourse
) -> None:
    browser = visitors[3]
    for number in range(MOST_WRONG_CODES):
        served.site.sign_in.wrong_code("testclient" if number else "another")
    assert browser.join("222222").status_code == 404
    assert browser.join(course.code).status_code == 429
    assert visitors[4].client.get("/r/333333").status_code == 429
    with browsers(Server(database=served.database), 1) as others:
        assert others[0].join(course.code).status_code == 429


def test_wrong_codes_in_addresses_count_as_well(visitors: list[Browser], served: Server) -> None:
    for _ in range(3):
        assert visitors[3].client.get("/r/222222").status_code == 404
    count = sa.select(tables.attempt.c.count)
    assert served.database.read(lambda tx: tx.rows(count)) == [(3,)]


def test_only_a_proxy_on_this_machine_says_who_asks(served: Server) -> None:
    from starlette.requests import Request

    def client(peer: str, *, behind: bool) -> str:
        served.app.behind_proxy = behind
        headers = [(b"x-forwarded-for", b"1.1.1.1, 9.9.9.9")]
        scope = {"type": "http", "client": (peer, 1), "headers": headers}
        return served.app._client(Request(scope))

    assert client("127.0.0.1", behind=True) == "9.9.9.9"
    assert client("127.0.0.1", behind=False) == "127.0.0.1"
    assert client("8.8.8.8", behind=True) == "8.8.8.8"


# What comes from outside.


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pseudonym_is_a_text(
    name: str, visitors: list[Browser], course: ACourse, served: Server
) -> None:
    browser = visitors[3]
    assert browser.join(course.code, name).status_code == 303
    for path in ("/", "/me", course.path):
        page = browser.get(path).text
        assert not re.search(r"<script>|<img|988027|\x1b|\u202e|\x00", page)
    assert browser.get("/me/export").status_code == 200
    saved = served.site.people.members(course.course.id, "learner")[0].name
    assert len(saved) <= 80
    assert saved == "".join(saved.splitlines())


def test_a_name_of_nothing_is_refused(visitors: list[Browser], course: ACourse) -> None:
    assert visitors[3].join(course.code, " \t ").status_code == 400


def test_a_hostile_course_is_a_text(trainer: Browser) -> None:
    answer = trainer.post("/courses", {"name": HOSTILE[0]})
    page = trainer.get(answer.headers["location"]).text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page + trainer.get("/").text


def test_forms_have_limits(trainer: Browser, course: ACourse) -> None:
    client = trainer.client
    assert client.post("/", data={"code": "x" * 200_000}).status_code == 413
    assert client.post("/", data={f"a{n}": "" for n in range(200)}).status_code == 413
    assert client.post("/", files={"file": b"x"}).status_code == 415
    assert client.post("/", json={}).status_code == 415
    assert client.get("/?" + "a" * 5_000).status_code == 414
    assert client.get("/%00").status_code == 404


def test_nobody_sends_a_file_without_being_signed_in(visitors: list[Browser]) -> None:
    answer = visitors[3].client.post("/room/data/upload", files={"file": b"x"})
    assert answer.status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "courses.example.org.evil.example", ""])
def test_another_host_is_not_answered(visitors: list[Browser], host: str) -> None:
    answer = visitors[3].client.get("/", headers={"host": host})
    assert answer.status_code in (400, 421)
    assert "Practise" not in answer.text


def test_paths_of_others_are_no_paths(trainer: Browser, course: ACourse) -> None:
    for path in (
        f"/courses/{course.course.id}x",
        f"/courses/{quote(course.course.id + '/')}",
        "/courses/%27%20OR%201=1--",
        "/room/scenarios/..%2f..%2fetc%2fpasswd",
        "/static/../pyproject.toml",
        "/operator/",
    ):
        assert trainer.get(path).status_code in (404,), path


def test_every_answer_has_the_headers_of_a_page(trainer: Browser, course: ACourse) -> None:
    for path in ("/", course.path, "/me", "/nowhere", "/room/", "/room/nowhere"):
        headers = trainer.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
