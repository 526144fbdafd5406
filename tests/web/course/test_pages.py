"""Courses as their learners and trainers meet them, from the code on the wall to the deletion."""

import json
from dataclasses import replace

import pytest

from simulator.course.people import People
from tests.web.course.visiting import ACourse, Browser, Server

pytestmark = pytest.mark.server


def test_a_learner_joins_with_a_code_and_a_pseudonym(learner: Browser, course: ACourse) -> None:
    page = learner.get("/").text
    assert "Spring" in page
    assert "you are a learner" in page
    assert "You are here as Ann." in page
    assert learner.get(course.path).status_code == 200


def test_what_the_course_may_see_is_asked_first(visitors: list[Browser], course: ACourse) -> None:
    answer = visitors[2].join(course.code, "Bea")
    assert answer.headers["location"] == f"{course.path}/consent"
    page = visitors[2].get(answer.headers["location"]).text
    assert page.count("I agree") == 2
    assert "You have agreed" not in page


def test_consent_is_given_and_withdrawn(learner: Browser, course: ACourse, served: Server) -> None:
    person = served.site.people.members(course.course.id, "learner")[0].id
    path = f"{course.path}/consent"
    said = {"what": "figures", "wording": "figures-1"}
    answer = learner.post(path, {**said, "answer": "yes"}, at=path)
    assert "Thank you" in learner.get(answer.headers["location"]).text
    answers = served.site.consents.answers(course.course.id, person)
    assert [(one.what, one.wording, one.holds) for one in answers] == [
        ("figures", "figures-1", True)
    ]
    served.site.consents.share(course.course.id, person, "figures", "a play", "{}")
    learner.post(path, {**said, "answer": "no"}, at=path)
    assert served.site.consents.shared(course.course.id, "figures") == []
    assert "You share nothing" in learner.get(course.path).text


def test_a_yes_to_an_older_question_is_no_yes(
    learner: Browser, course: ACourse, served: Server
) -> None:
    path = f"{course.path}/consent"
    said = {"what": "figures", "wording": "figures-0", "answer": "yes"}
    assert learner.post(path, said, at=path).status_code == 400
    said = {"what": "figures", "wording": "own-words-1", "answer": "yes"}
    assert learner.post(path, said, at=path).headers["location"] == path
    person = served.site.people.members(course.course.id, "learner")[0].id
    assert served.site.consents.answers(course.course.id, person) == []


def test_a_trainer_sees_no_small_group_and_no_pseudonym(
    visitors: list[Browser], trainer: Browser, learner: Browser, course: ACourse, served: Server
) -> None:
    page = trainer.get(course.path).text
    assert "Learners: fewer than 5." in page
    assert "Ann" not in page
    people = People(served.database)
    for name in ("Bea", "Cyd", "Dan", "Eva"):
        people.join(course.course.id, people.add(name).id)
    page = trainer.get(course.path).text
    assert "Learners: 5." in page
    exported = trainer.get(f"{course.path}/export").text
    assert not [name for name in ("Ann", "Bea", "Cyd", "Dan", "Eva") if name in page + exported]
    assert json.loads(exported)["learners"] == 5


def test_a_trainer_opens_a_plenary_and_leads_it(
    trainer: Browser, learner: Browser, course: ACourse
) -> None:
    path = course.path
    answer = trainer.post(f"{path}/plenaries", {"scenario": "presenter-drifts"}, at=path)
    host = answer.headers["location"]
    assert trainer.get(host).status_code == 200
    room = host.replace("/host/", "/r/")
    assert room in learner.get(path).text
    assert learner.get(host).status_code == 403
    assert learner.get(room).status_code == 200
    assert learner.client.post(f"{room}/join").status_code == 303
    assert "data-part" in learner.get(room).text
    assert learner.get(host.replace("/host/", "/wall/")).status_code == 200


def test_another_browser_of_a_trainer_takes_a_plenary_over(
    visitors: list[Browser], trainer: Browser, course: ACourse
) -> None:
    path, other = course.path, visitors[3]
    opened = trainer.post(f"{path}/plenaries", {"scenario": "presenter-drifts"}, at=path)
    host = opened.headers["location"]
    other.sign_in(course.trainer)
    code = host.rpartition("/")[2]
    assert other.post(f"{path}/plenaries/{code}/host", at=path).headers["location"] == host
    assert other.get(host).status_code == 200
    assert trainer.get(host).status_code == 403


def test_the_practice_room_is_a_person_s_own(
    visitors: list[Browser], learner: Browser, course: ACourse
) -> None:
    form = {"scenario": "presenter-drifts", "mode": "guided"}
    path = "/room/scenarios/presenter-drifts"
    answer = learner.post("/room/plays", form, at=path)
    assert answer.headers["location"] == "/room/plays/1"
    assert learner.get("/room/plays/1").status_code == 200
    assert "Your courses" in learner.get("/room/").text
    visitors[2].join(course.code, "Bea")
    assert visitors[2].get("/room/plays/1").status_code == 404


def test_settings_are_a_person_s_own(
    visitors: list[Browser], learner: Browser, course: ACourse
) -> None:
    form = {"mode": "live", "feedback": "end", "pace": "step"}
    assert learner.post("/room/settings", form, at="/room/settings").status_code == 303
    assert 'value="step" selected' in learner.get("/room/settings").text
    visitors[2].join(course.code, "Bea")
    assert 'value="step" selected' not in visitors[2].get("/room/settings").text


def test_everything_about_a_person_is_exported_and_deleted(
    learner: Browser, course: ACourse, served: Server
) -> None:
    learner.post("/room/plays", {"scenario": "presenter-drifts"}, at="/room/")
    found = json.loads(learner.get("/me/export").text)
    assert found["about_me"]["person"][0]["name"] == "Ann"
    assert len(found["practice"]["plays"]) == 1
    assert "1 session " in learner.get("/me").text
    assert learner.post("/me/delete", at="/me/delete").status_code == 303
    assert learner.get("/me").status_code == 401
    assert served.site.people.members(course.course.id, "learner") == []


def test_another_device_signs_in_with_a_link(visitors: list[Browser], learner: Browser) -> None:
    page = learner.post("/me/device", at="/me").text
    path = page.partition("http://127.0.0.1:8000")[2].partition("<")[0]
    assert path.startswith("/link/")
    other = visitors[3]
    for _ in range(2):
        assert "Sign in on this browser" in other.get(path).text
    assert other.post(path, at=path).status_code == 303
    assert "You are here as Ann." in other.get("/").text
    assert other.get(path).status_code == 410


def test_a_trainer_invites_another_one(
    visitors: list[Browser], trainer: Browser, course: ACourse
) -> None:
    page = trainer.post(f"{course.path}/invitations", {"role": "trainer"}, at=course.path).text
    path = page.partition("http://127.0.0.1:8000")[2].partition("<")[0]
    other = visitors[3]
    assert "a trainer of the course Spring" in other.get(path).text
    assert other.post(path, {"name": "Tom"}, at=path).headers["location"] == course.path
    assert "Tom, trainer" in trainer.get(course.path).text
    assert other.get(f"{course.path}/export").status_code == 200
    assert visitors[4].get(path).status_code == 410


def test_a_course_keeps_a_trainer(trainer: Browser, course: ACourse) -> None:
    assert trainer.post(f"{course.path}/leave", at=course.path).status_code == 409
    assert trainer.post("/me/delete", at="/me/delete").status_code == 409
    assert trainer.get(course.path).status_code == 200


def test_a_course_is_deleted_after_its_name_was_typed(
    trainer: Browser, learner: Browser, course: ACourse
) -> None:
    path = f"{course.path}/delete"
    assert trainer.post(path, {"name": "Sprong"}, at=path).status_code == 422
    assert trainer.get(course.path).status_code == 200
    assert trainer.post(path, {"name": "Spring"}, at=path).status_code == 303
    assert learner.get(course.path).status_code == 404


def test_a_trainer_sets_what_is_played_and_when_it_ends(
    trainer: Browser, learner: Browser, course: ACourse
) -> None:
    path = course.path
    assert trainer.post(f"{path}/until", {"until": "2026-12-31"}, at=path).status_code == 303
    assert 'value="2026-12-31"' in trainer.get(path).text
    for day in ("2020-01-01", "9999-12-31", "soon"):
        assert trainer.post(f"{path}/until", {"until": day}, at=path).status_code == 400
    assert trainer.post(f"{path}/programme", {"programme": "no"}, at=path).status_code == 400


def test_a_renewed_code_joins_and_the_old_one_does_not(
    visitors: list[Browser], trainer: Browser, course: ACourse, served: Server
) -> None:
    path = f"{course.path}/join"
    assert course.code[:3] in trainer.get(path).text
    trainer.post(path, at=path)
    assert visitors[2].join(course.code).status_code == 404
    code = served.site.courses.known(course.course.id).code
    assert visitors[2].join(code).status_code == 303
    trainer.post(path, {"close": "1"}, at=path)
    assert visitors[3].join(code).status_code == 404


def test_the_operator_sees_names_and_sizes_only(
    visitors: list[Browser], served: Server, course: ACourse, learner: Browser
) -> None:
    operator = visitors[3]
    operator.sign_in(served.site.people.add("Op", "operator").id)
    page = operator.get("/operator").text
    assert "Spring" in page
    assert "fewer than 5" in page
    assert "Ruth" in page
    assert "Ann" not in page
    assert course.course.id not in page
    assert operator.get(course.path).status_code == 404


def test_the_record_store_is_asked_for_by_name_and_can_be_left(
    served: Server, learner: Browser
) -> None:
    assert "record store" not in learner.get("/me").text
    served.app.site = replace(served.site, record_store="lrs.example.org")
    assert "lrs.example.org" in learner.get("/me").text
    person = served.site.people.members(served.site.courses.all_known()[0].id, "learner")[0].id
    yes = {"answer": "yes", "wording": "record-1"}
    assert learner.post("/me/record", yes, at="/me").status_code == 303
    assert served.site.outbox.agreement(person).holds
    assert "I do not agree any more" in learner.get("/me").text
    assert learner.post("/me/record", {"answer": "no"}, at="/me").status_code == 303
    assert not served.site.outbox.agreement(person).holds


def test_nobody_agrees_to_a_record_store_that_there_is_not(
    served: Server, learner: Browser
) -> None:
    yes = {"answer": "yes", "wording": "record-1"}
    learner.post("/me/record", yes, at="/me")
    person = served.site.people.members(served.site.courses.all_known()[0].id, "learner")[0].id
    assert not served.site.outbox.agreement(person).holds
