"""A server of courses with five browsers; nothing may be in its log when a test ends."""

from collections.abc import Iterator

import pytest

from tests.course.conftest import database, postgres
from tests.web.course.visiting import ACourse, Browser, Server, browsers

__all__ = ["database", "postgres"]


@pytest.fixture
def served() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def visitors(served: Server) -> Iterator[list[Browser]]:
    with browsers(served, 5) as found:
        yield found
    assert served.logged == []


@pytest.fixture
def course(served: Server) -> ACourse:
    return served.course()


@pytest.fixture
def trainer(visitors: list[Browser], course: ACourse) -> Browser:
    """The browser of the course's trainer."""
    visitors[0].sign_in(course.trainer)
    return visitors[0]


@pytest.fixture
def learner(visitors: list[Browser], course: ACourse) -> Browser:
    """The browser of a learner of the course."""
    assert visitors[1].join(course.code).status_code == 303
    return visitors[1]
