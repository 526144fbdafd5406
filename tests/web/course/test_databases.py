"""The same pages on SQLite and on PostgreSQL, and on two workers of one PostgreSQL."""

from simulator.course.database import Database
from tests.web.course.visiting import Browser, Server, browsers


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


def play_a_little(learner: Browser) -> None:
    form = {"scenario": "presenter-drifts", "mode": "guided"}
    begun = learner.post("/room/plays", form, at="/room/")
    assert begun.headers["location"] == "/room/plays/1"
