"""What programs are answered conforms to its description, whatever they send (schemathesis)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from simulator.library.scenarios import Loaded, load
from simulator.web.plenary.site import form_token as plenary_token
from tests.course.test_workers import to_a_vote
from tests.examples import examples
from tests.web.course.visiting import Server, browsers
from tests.workspaces import SHIPPED, catalogue

pytestmark = pytest.mark.slow

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
TEXT: Final = {"type": "string"}
PAGE: Final = {"content": {"text/html": {"schema": {}}}, "description": "a page that says why"}


def answered(schema: Mapping[str, Any], *refused: int, refusal: Any = PAGE) -> dict[str, Any]:
    """Return the responses of a route: JSON of this schema, and statuses of refusals."""
    good = {"content": {"application/json": {"schema": schema}}, "description": "the answer"}
    return {"200": good, **{str(status): refusal for status in refused}}


def needs(*names: str) -> dict[str, Any]:
    return {"type": "object", "required": list(names)}


KEYS: Final = {
    "type": "object",
    "required": ["keys"],
    "properties": {"keys": {"type": "array", "items": needs("kty", "kid")}},
}
BALLOT: Final = {
    "type": "object",
    "required": ["act", "words", "sent", "round"],
    "properties": dict.fromkeys(("act", "words", "sent", "round"), TEXT),
    "additionalProperties": False,
}
PROBLEM: Final = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["problem"],
                "properties": {"problem": TEXT},
                "additionalProperties": False,
            }
        },
        # What the door refuses, nobody has read yet.
        "text/html": {"schema": {}},
    },
    "description": "why it was refused",
}
GOOD: Final = {"round": "1", "choice": "speak", "text": "Hm."}
"""Fields of a form that is accepted."""

REFUSED: Final = (400, 403, 404, 409, 413, 415, 422, 429)


def form(*names: str) -> dict[str, Any]:
    """Return the description of a form with these fields."""
    schema = {"type": "object", "properties": dict.fromkeys(names, TEXT), "required": list(names)}
    return {"content": {"application/x-www-form-urlencoded": {"schema": schema}}}


def description(course: str, room: str) -> dict[str, Any]:
    """Return the description of what the server answers to programs, as OpenAPI."""
    cohort = needs("course", "learners", "groups", "twins", "drills", "own_words")
    whole = needs("version", "learner", "plays", "drill_reviews", "scenario_texts")
    script = [{"name": "x-plenary", "in": "header", "required": True, "schema": {"enum": ["1"]}}]
    query = [{"name": "a", "in": "query", "schema": TEXT}]
    vote = answered(BALLOT, *REFUSED, refusal=PROBLEM)
    gets = {
        "/lti/keys": KEYS,
        "/me/export": needs("about_me", "practice"),
        "/room/data/export": whole,
        f"/courses/{course}/export": needs("course", "plenaries"),
        f"/courses/{course}/cohort/json": cohort,
    }
    posts = {
        f"/r/{room}/vote": form("round", "choice"),
        f"/r/{room}/words": form("round", "text"),
    }
    paths: dict[str, Any] = {}
    for path, schema in gets.items():
        paths[path] = {"get": {"parameters": query, "responses": answered(schema, 413, 414)}}
    for path, body in posts.items():
        paths[path] = {"post": {"parameters": script, "requestBody": body, "responses": vote}}
    info = {"title": "What programs are answered", "version": "1"}
    return {"openapi": "3.0.3", "info": info, "paths": paths}


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    assert found.logged == []
    found.close()


def test_answers_conform_to_their_description(server: Server) -> None:
    course = server.course()
    loaded = load(SHIPPED / "presenter-drifts" / "scenario.yaml", catalogue())
    assert isinstance(loaded, Loaded)
    room = server.site.rooms.open(loaded, course=course.course.id).code
    to_a_vote(server.site.rooms, room)
    described = schemathesis.openapi.from_dict(description(course.course.id, room))
    for rate in (server.app.rate, server.app.plenaries.rate):
        rate.per_second = rate.at_once = 1e9
    with browsers(server, 1) as (browser,):
        browser.sign_in(course.trainer)
        voter = browser.client.post(f"/r/{room}/join").cookies[f"voter-{room}"]
        statuses = set[tuple[str, int]]()
        for result in described.get_all_operations():
            operation: Any = result.ok()  # type: ignore[union-attr]

            @examples(200, usually=25)
            @given(operation.as_strategy(), st.booleans())
            def conforms(case: Any, good: bool) -> None:
                asked = case.as_transport_kwargs(base_url=server.base)
                asked.pop("cookies", None)  # those of the browser are sent
                if isinstance(asked.get("data"), dict):
                    # Otherwise nothing behind the token is ever tried.
                    asked["data"] |= {"token": plenary_token(voter)} | (GOOD if good else {})
                answer = browser.client.request(**asked)
                statuses.add((answer.request.method, answer.status_code))
                case.validate_response(answer, checks=CHECKS)

            conforms()
    assert {("GET", 200), ("POST", 200), ("POST", 400)} <= statuses
