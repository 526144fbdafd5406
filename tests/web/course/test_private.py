"""Nothing that a learner did not agree to leaves their own pages, and no page shows the server."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NoReturn

import pytest
import sqlalchemy as sa

from simulator.course import all_tables
from simulator.course.consent import WORDING
from simulator.course.database import Transaction
from simulator.course.outbox import RECORD_WORDING
from simulator.course.play_store import PersonStore
from simulator.course.record_store import deliver, record_finished
from simulator.course.sharing import share_finished
from simulator.engine.acts import WAIT
from simulator.web.course import routes
from simulator.web.pages import routes as room_routes
from tests.course.test_record_store import record_store
from tests.plays import begun, play_to_the_end
from tests.web.course.test_sharing import played
from tests.web.course.visiting import ACourse, Browser, Server

pytestmark = pytest.mark.server

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


@dataclass(frozen=True)
class Practised:
    """A learner of ten: what is theirs, and what they agreed to."""

    id: str
    learner: str
    name: str
    words: str
    agreed: frozenset[str]


def ten(server: Server, course: ACourse, writers: int) -> list[Practised]:
    """Ten learners with sessions: six agreed to figures, two to the record store, some to words."""
    made, site = [], server.site
    for number in range(10):
        person = site.people.add(f"Quillfeather{number}")
        site.people.join(course.course.id, person.id)
        agreed = {"figures"} if number < 6 else set()
        agreed |= {"own_words"} if number < writers else set()
        agreed |= {"record"} if number in (2, 7) else set()
        for what in ("figures", "own_words"):
            given = what in agreed
            wording = WORDING[what]
            site.consents.answer(course.course.id, person.id, what, wording, given=given)
        if "record" in agreed:
            site.outbox.agree(person.id, RECORD_WORDING)
        words = f"zephyrous thought {number}"
        a_session(PersonStore(server.database, person.id), words)
        share_finished(server.database, site.workspace, person.id)
        ids = person.id, person.learner
        made.append(Practised(*ids, person.name, words, frozenset(agreed)))
    return made


def a_session(store: PersonStore, words: str) -> None:
    saved = begun(store)
    while not saved.session.pause.asks:
        saved.act(WAIT)
    saved.own_words(words)
    play_to_the_end(saved)


def ids_of(learners: Sequence[Practised]) -> set[str]:
    return {text for one in learners for text in (one.id, one.learner, one.name)}


def read_by(browser: Browser, course: ACourse) -> dict[str, str]:
    """Return everything that somebody can read on the server: pages, reports and files."""
    paths = [*pages_of(course)]
    paths += [f"{course.path}/cohort/{ending}" for ending in ("html", "csv", "json", "parquet")]
    return {path: browser.get(path).content.decode("utf-8", "replace") for path in paths}


@pytest.mark.slow
@pytest.mark.parametrize("writers", [4, 5])
def test_nobody_gets_what_was_not_agreed_to(
    writers: int,
    visitors: list[Browser],
    trainer: Browser,
    course: ACourse,
    served: Server,
) -> None:
    """Own words are shown from five writers on, to trainers alone; who wrote them, never."""
    learners = ten(served, course, writers)
    people = served.site.people
    panel, operator = people.add("Pia"), people.add("Op", "operator", "trainer")
    people.join(course.course.id, panel.id, "panel")
    visitors[2].sign_in(panel.id)
    visitors[3].sign_in(operator.id)
    shown = {
        "trainer": read_by(trainer, course),
        "panel": read_by(visitors[2], course),
        "operator": read_by(visitors[3], course),
        "nobody": read_by(visitors[4], course),
    }
    hidden = ids_of(learners) | {"testclient"}
    for who, pages in shown.items():
        for path, page in pages.items():
            assert not [text for text in hidden if text in page], (who, path)
            words = {one.words for one in learners if one.words in page}
            agreed = {one.words for one in learners if "own_words" in one.agreed}
            if who == "trainer" and "/cohort" in path and writers >= 5:
                assert words <= agreed, path
            else:
                assert not words, (who, path)
    report = shown["trainer"][f"{course.path}/cohort"]
    assert "6 learners share figures" in report
    assert ("zephyrous thought" in report) == (writers >= 5)


@pytest.mark.slow
def test_a_record_store_gets_nothing_of_whom_it_was_not_agreed(
    course: ACourse, served: Server
) -> None:
    learners = ten(served, course, 5)
    site = served.site
    record_finished(site.workspace, served.database, site.base)
    with record_store() as lrs:
        assert deliver(site.outbox, lrs.there).reason == ""
        sent = json.dumps(list(lrs.statements.values()))
    hidden = ids_of(learners) | {one.words for one in learners}
    assert not [text for text in hidden if text in sent]
    accounts = {one["actor"]["account"]["name"] for one in lrs.statements.values()}
    assert len(accounts) == len([one for one in learners if "record" in one.agreed])


def test_a_log_of_a_bug_has_nothing_of_a_learner(
    visitors: list[Browser],
    practised: Browser,
    course: ACourse,
    served: Server,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """An exception may quote what it was given; the log has only where it was raised."""
    person = served.site.people.members(course.course.id, "learner")[0]

    def broken(self: PersonStore) -> NoReturn:
        raise ValueError(f"{WORDS} {NAME} {person.id}")

    with monkeypatch.context() as patch:
        patch.setattr(PersonStore, "plays", broken)
        assert practised.get("/room/data?words=zephyrous").status_code == 500
    logged = "".join([*served.logged, *capfd.readouterr()])
    served.logged.clear()
    assert "ValueError" in logged
    for text in (WORDS, NAME, person.id, "zephyrous", "testclient"):
        assert text not in logged


def test_a_broken_form_is_not_logged(
    practised: Browser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    header = {"content-type": "multipart/form-data; boundary=x"}
    body = f"--y {WORDS}".encode()
    answer = practised.client.post("/room/data/upload", content=body, headers=header)
    assert answer.status_code == 400
    assert not caplog.records
    assert "".join(capfd.readouterr()) == ""


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
    for table in all_tables.metadata.tables.values():
        query = sa.select(table)
        rows = served.database.read(partial(Transaction.rows, statement=query))
        assert "testclient" not in str(rows)
