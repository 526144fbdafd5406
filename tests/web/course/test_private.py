"""Nothing that a learner did not agree to leaves their own pages, and no page shows the server."""

from collections.abc import Iterator
from functools import partial

import pytest
import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Transaction
from simulator.course.play_store import PersonStore
from simulator.web.course import routes
from simulator.web.pages import routes as room_routes
from tests.web.course.test_sharing import played
from tests.web.course.visiting import ACourse, Browser, Server

NAME = "Quillfeather"
WORDS = "a zephyrous thought of mine"


@pytest.fixture
def practised(visitors: list[Browser], course: ACourse, served: Server) -> Browser:
    """A learner who agreed to nothing, with own words, a finished session and one to continue."""
    learner = visitors[1]
    learner.join(course.code, NAME)
    played(learner)
    form = {"scenario": "presenter-drifts"}
    path = learner.post("/room/plays", form).headers["location"]
    person = served.site.people.members(course.course.id, "learner")[0]
    store = PersonStore(served.database, person.id)
    store.keep_own_words(store.plays()[0].id, "contain", 1, WORDS)
    assert learner.get(path).status_code == 200
    assert WORDS in learner.get("/me/export").text
    return learner


def pages_of(course: ACourse) -> Iterator[str]:
    """Every page of the server that has no other part in braces than the course."""
    for method, path, *_ in routes.ROUTES:
        found = path.replace("{course}", course.course.id).replace("{ending}", "json")
        if method == "GET" and "{" not in found:
            yield found
    for method, path, *_ in room_routes.ROUTES:
        if method == "GET" and "{" not in path:
            yield f"/room{path}"


def test_trainers_panel_and_operators_read_nothing_of_a_learner(
    visitors: list[Browser],
    trainer: Browser,
    practised: Browser,
    course: ACourse,
    served: Server,
) -> None:
    people = served.site.people
    panel, operator = people.add("Pia"), people.add("Op", "operator", "trainer")
    people.join(course.course.id, panel.id, "panel")
    visitors[2].sign_in(panel.id)
    visitors[3].sign_in(operator.id)
    learner = people.members(course.course.id, "learner")[0]
    private = (NAME, WORDS, learner.id, learner.learner, "testclient")
    for browser in (trainer, visitors[2], visitors[3], visitors[4]):
        for path in pages_of(course):
            page = browser.get(path).text
            assert not [text for text in private if text in page], path


def test_another_learner_reads_nothing_of_a_learner(
    visitors: list[Browser], practised: Browser, course: ACourse
) -> None:
    visitors[2].join(course.code, "Bea")
    for path in (*pages_of(course), "/room/plays/1", "/room/plays/1/debrief", "/room/plays/2"):
        page = visitors[2].get(path).text
        assert NAME not in page, path
        assert WORDS not in page, path


def test_no_page_shows_a_folder_of_the_server(practised: Browser, served: Server) -> None:
    course = served.course("Autumn")
    for path in (*pages_of(course), "/room/plays/1", "/room/plays/1/debrief"):
        assert served.folder.name not in practised.get(path).text, path


def test_what_is_computed_of_a_person_goes_with_them(practised: Browser, served: Server) -> None:
    practised.get("/room/")
    practised.get("/room/progress")
    workspace = served.site.workspace
    folder = workspace.cache.folder / "people"
    assert len(list(folder.iterdir())) == 1
    assert not (workspace.cache.folder / "judged").exists()
    practised.post("/me/delete", at="/me/delete")
    assert list(folder.iterdir()) == []


def test_addresses_are_in_no_table(practised: Browser, served: Server) -> None:
    practised.join("222222")
    for table in tables.metadata.tables.values():
        query = sa.select(table)
        rows = served.database.read(partial(Transaction.rows, statement=query))
        assert "testclient" not in str(rows)
