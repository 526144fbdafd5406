"""The same pages on SQLite and on PostgreSQL, and on two workers of one PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from simulator.course import tables
from simulator.course.database import Database
from simulator.course.drafts import LASTS, MOST_DRAFTS, PersonDrafts
from simulator.course.people import NoPerson, People
from simulator.course.play_store import PersonStore
from simulator.course.retention import delete_person, purge
from tests.course.conftest import Clock
from tests.web.course.test_sharing import played
from tests.web.course.visiting import TOKEN, Browser, Server, browsers

pytestmark = pytest.mark.server


def test_a_course_is_the_same_on_both_databases(database: Database) -> None:
    server = Server(database=database)
    course = server.course()
    with browsers(server, 3) as (trainer, learner, other):
        trainer.sign_in(course.trainer)
        assert learner.join(course.code).status_code == 303
        said = {"what": "own_words", "wording": "own-words-1", "answer": "yes"}
        learner.post(f"{course.path}/consent", said, at=f"{course.path}/consent")
        assert "You share: own words." in learner.get(course.path).text
        page = trainer.post(f"{course.path}/invitations", {"role": "panel"}, at=course.path).text
        link = page.partition("http://127.0.0.1:8000")[2].partition("<")[0]
        assert other.post(link, {"name": "Pia"}, at=link).headers["location"] == course.path
        assert "Pia, panel" in trainer.get(course.path).text
        play_a_little(learner)
        form = {"scenario": "presenter-drifts"}
        host = trainer.post(f"{course.path}/plenaries", form, at=course.path).headers["location"]
        assert trainer.get(host).status_code == 200
        assert trainer.get(f"{course.path}/export").status_code == 200
        form = {"until": "2027-01-31"}
        assert trainer.post(f"{course.path}/until", form, at=course.path).status_code == 303
        trainer.post(f"{course.path}/learners/remove", {"name": "Ann"}, at=course.path)
        assert learner.get(course.path).status_code == 404
        assert learner.post("/me/delete", at="/me/delete").status_code == 303
        assert trainer.post(f"{course.path}/delete", {"name": "Spring"}).status_code == 303
    assert server.logged == []


def test_any_worker_answers_any_request(database: Database) -> None:
    """A session, a play and a form of one worker are those of another one."""
    first, second = Server(database=database), Server(database=Database(database.url, database.now))
    course = first.course()
    with browsers(first, 1) as (one,), browsers(second, 1) as (other,):
        one.join(course.code)
        play_a_little(one)
        for cookie in one.client.cookies.jar:
            other.client.cookies.set(cookie.name, cookie.value or "")
        assert other.get("/room/plays/1").status_code == 200
        page = one.get("/room/plays/1").text
        revision = page.partition('name="revision" value="')[2].partition('"')[0]
        turn = {"revision": revision}
        assert other.post("/room/plays/1/go-on", turn, at="/room/plays/1").status_code == 303
        # What the first one has in memory is behind: it reads on.
        again = one.get("/room/plays/1").text
        assert f'name="revision" value="{revision}"' not in again
    assert first.logged + second.logged == []


@dataclass
class TwoWorkers:
    """One browser whose requests go to two workers in turn, as a proxy may send them."""

    one: Browser
    other: Browser

    def swapped(self) -> "TwoWorkers":
        """Let the other worker answer next."""
        self.other.client.cookies.clear()
        for cookie in self.one.client.cookies.jar:
            self.other.client.cookies.set(cookie.name, cookie.value or "")
        return TwoWorkers(self.other, self.one)

    def get(self, path: str) -> str:
        """Return a page of the next worker."""
        self.one, self.other = (turned := self.swapped()).one, turned.other
        page = self.one.get(path)
        assert page.status_code == 200, page.text
        return page.text

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form to the next worker; return where it leads."""
        self.one, self.other = (turned := self.swapped()).one, turned.other
        answer = self.one.post(path, fields, at="/me")
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]


@pytest.fixture
def workers(database: Database) -> Iterator[TwoWorkers]:
    first, second = Server(database=database), Server(database=Database(database.url, database.now))
    course = first.course()
    with browsers(first, 1) as (one,), browsers(second, 1) as (other,):
        one.join(course.code)
        yield TwoWorkers(one, other)
    assert first.logged + second.logged == []


def rows(workers: TwoWorkers, table: sa.Table) -> list[tuple[Any, ...]]:
    found = workers.one.server.database.read(lambda tx: tx.rows(sa.select(table)))
    return [tuple(row) for row in found]


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_a_drill_is_the_same_on_any_worker(workers: TwoWorkers) -> None:
    played(workers.one)
    drill = workers.post("/room/drills", {"situation": "advice"})
    path = drill.partition("?")[0]
    asked = main_of(workers.get(drill))
    assert "Speak or wait?" in asked
    assert main_of(workers.get(drill)) == asked
    lines = workers.post(path, {"words": "Zephyrous.", "do": "speak", "situation": "advice"})
    shown = main_of(workers.get(lines))
    assert "Zephyrous." in shown
    assert main_of(workers.get(lines)) == shown
    result = workers.post(path, {"line": "1", "situation": "advice"})
    told = main_of(workers.get(result))
    assert "Zephyrous." in told
    assert main_of(workers.get(result)) == told
    # Decided is decided, also for a worker that did not see it.
    workers.post(path, {"do": "wait", "situation": "advice"})
    assert main_of(workers.get(result)) == told
    assert workers.get("/room/data/export").count("Zephyrous.") == 1
    assert rows(workers, tables.draft) == []


def test_of_two_workers_that_both_wait_one_decides(
    workers: TwoWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the second one shows is what was saved, and not what it would have done."""
    played(workers.one)
    drill = workers.post("/room/drills", {"situation": "advice"})
    path = drill.partition("?")[0]
    workers.get(drill)
    workers.get(drill)
    load = PersonDrafts.load
    ((person, *_),) = rows(workers, tables.draft)
    draft = load(PersonDrafts(workers.one.server.database, person), path.rpartition("/")[2])
    workers.post(path, {"do": "wait", "situation": "advice"})
    told = main_of(workers.one.get(drill).text)
    with monkeypatch.context() as patch:
        # The other worker read before the first one saved; its draft is not gone yet either.
        patch.setattr(PersonStore, "drill_reviews", lambda _: [])
        patch.setattr(PersonDrafts, "load", lambda *_: draft)
        workers.post(path, {"line": "1", "situation": "advice"})
    assert main_of(workers.get(drill)) == main_of(workers.get(drill)) == told
    assert [row[8] for row in rows(workers, tables.drill_review)] == ["wait"]


def test_a_file_is_imported_by_a_worker_that_did_not_get_it(workers: TwoWorkers) -> None:
    played(workers.one)
    file = workers.get("/room/data/export").encode()
    workers.post("/room/data/session", {"session": "1"})
    token = TOKEN.search(workers.get("/me"))
    assert token is not None
    sent = workers.one.client.post(
        "/room/data/upload", data={"token": token[1]}, files={"file": file}
    )
    where = sent.headers["location"]
    assert "1 session was added." in workers.get(where)
    upload = where.partition("upload=")[2]
    assert "1 session was added." in workers.get(
        workers.post("/room/data/import", {"upload": upload})
    )
    assert "1 session is saved." in workers.get("/room/data")


def test_what_one_worker_deletes_is_gone_on_the_other(workers: TwoWorkers) -> None:
    played(workers.one)
    pages = ("/room/plays/1", "/room/plays/1/debrief")
    for page in (*pages, *pages):
        workers.get(page)
        workers.get(page)
    workers.post("/room/data/session", {"session": "1"})
    for page in (*pages, *pages):
        workers.one, workers.other = workers.swapped().one, workers.swapped().other
        assert workers.one.get(page).status_code == 404
    drill = workers.post("/room/plays", {"scenario": "presenter-drifts", "mode": "guided"})
    workers.get(drill)
    assert workers.one.post("/me/delete", at="/me/delete").status_code == 303
    turned = workers.swapped()
    assert turned.one.get("/room/").status_code == 401


def test_drafts_go_after_an_hour_and_with_the_person(database: Database) -> None:
    clock = database.now
    assert isinstance(clock, Clock)
    person = People(database).add("Ann").id
    drafts = PersonDrafts(database, person)
    drafts.save("a", b"words")
    assert PersonDrafts(database, People(database).add("Bea").id).load("a") is None
    clock.at += LASTS
    assert drafts.load("a") == b"words"
    clock.at += 1
    assert drafts.load("a") is None
    assert purge(database) == 1
    for number in range(MOST_DRAFTS + 1):
        clock.at += 1
        drafts.save(f"{number}", b"")
    assert drafts.load("0") is None
    assert drafts.load("1") == b""
    delete_person(database, person)
    assert drafts.load("1") is None
    with pytest.raises(NoPerson):
        drafts.save("b", b"")


def play_a_little(learner: Browser) -> None:
    form = {"scenario": "presenter-drifts", "mode": "guided"}
    begun = learner.post("/room/plays", form, at="/room/")
    assert begun.headers["location"] == "/room/plays/1"
