"""The pages of courses as functions, without a server: who asks, who may, and what is answered."""

from dataclasses import replace

import pytest

from simulator.course import courses
from simulator.course.sign_in import SESSION_LASTS
from simulator.web.course.answer import answer, may, visit_of
from simulator.web.course.routes import Who
from simulator.web.course.site import Visit, form_token
from simulator.web.pages.http import Request
from tests.web.course.visiting import ACourse, Server

pytestmark = pytest.mark.server


def asking(served: Server, person: str, path: str, method: str = "GET", **form: str) -> Visit:
    session = served.site.sign_in.begin_session(person)
    return visit_of(served.site, Visit(Request(method, path, form=form), session=session))


def test_a_visit_has_the_person_of_its_session(served: Server, course: ACourse) -> None:
    visit = asking(served, course.trainer, "/")
    assert visit.me.name == "Ruth"
    assert visit.roles == {"trainer"}
    assert visit.token == form_token(visit.session)
    served.clock.at += SESSION_LASTS
    gone = visit_of(served.site, replace(visit, person=None))
    assert (gone.person, gone.session) == (None, "")


@pytest.mark.parametrize(
    ("who", "roles", "in_course", "expected"),
    [
        ("anyone", "", "", True),
        ("signed_in", "", "", True),
        ("operator", "operator", "", True),
        ("operator", "trainer", "trainer", False),
        ("trainer", "trainer", "", False),
        ("trainer", "", "trainer", True),
        ("trainer", "operator", "learner", False),
        ("learner", "", "trainer", False),
        ("panel", "", "panel", True),
        ("panel", "", "trainer", False),
        ("member", "", "panel", True),
        ("member", "operator trainer", "", False),
    ],
)
def test_who_may(
    who: Who, roles: str, in_course: str, expected: bool, served: Server, course: ACourse
) -> None:
    visit = asking(served, course.trainer, course.path)
    visit = replace(visit, roles=frozenset(roles.split()), course=course.course)  # type: ignore[arg-type]
    visit = replace(visit, in_course=frozenset(in_course.split()))  # type: ignore[arg-type]
    assert may(who, visit) is expected


def test_a_trainer_of_the_server_makes_courses_and_trains_no_other(served: Server) -> None:
    trainer = served.site.people.add("Tom", "trainer").id
    made = answer(served.site, asking(served, trainer, "/courses", "POST", name="Autumn"))
    assert made.status == 303
    path = made.headers["location"]
    assert answer(served.site, asking(served, trainer, path)).status == 200
    other = served.course("Winter")
    assert answer(served.site, asking(served, trainer, other.path)).status == 404


def test_a_way_that_a_page_does_not_have_is_said(served: Server, course: ACourse) -> None:
    refused = answer(served.site, asking(served, course.trainer, "/sign-out"))
    assert (refused.status, refused.headers["allow"]) == (405, "POST")
    assert answer(served.site, asking(served, course.trainer, "/", "PUT")).status == 405


def test_a_problem_leads_back_to_the_page_of_the_form(served: Server, course: ACourse) -> None:
    visit = asking(served, course.trainer, f"{course.path}/until", "POST", until="soon")
    refused = answer(served.site, visit)
    assert refused.status == 400
    assert f'href="{course.path}"' in refused.body.decode()


def test_a_full_course_takes_nobody_new(
    served: Server, course: ACourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "MOST_LEARNERS", 1)
    joining = Visit(Request("POST", "/", form={"code": course.code, "name": "Ann"}))
    assert answer(served.site, joining).status == 303
    refused = answer(served.site, joining)
    assert refused.status == 422
    assert "This course is full." in refused.body.decode()
    # Nor somebody who is signed in; who is in the course already is led to it.
    again = asking(served, course.trainer, "/", "POST", code=course.code)
    assert answer(served.site, again).status == 422
    assert served.site.courses.size(course.course.id).learners == 1
    (learner,) = served.site.people.members(course.course.id, "learner")
    assert answer(served.site, replace(joining, person=learner)).status == 303
