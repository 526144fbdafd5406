"""The front page: join a course or a plenary by its code, and one's own courses."""

from simulator.course.codes import typed_code
from simulator.course.people import Course, NoCode
from simulator.course.room_problems import NoRoom
from simulator.messages import say
from simulator.web.course.fields import name_in
from simulator.web.course.layout import page
from simulator.web.course.signing_in import signed_in
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import Response, see_other


def show(site: Site, visit: Visit) -> Response:
    """Return the front page."""
    return show_with_code(site, visit, "")


def show_with_code(site: Site, visit: Visit, code: str) -> Response:
    """Return the front page with a code in its form, for the link in a QR code.

    Whether there is such a code is not said before the form is sent.
    """
    found: dict[str, tuple[Course, list[str]]] = {}
    for one in site.people.courses(visit.person.id) if visit.person is not None else ():
        found.setdefault(one.course.id, (one.course, []))[1].append(
            say(f"course_web.role_{one.role}")
        )
    return page(
        site,
        visit,
        "front.html.j2",
        say("course_web.front"),
        code=typed_code(code),
        courses=list(found.values()),
    )


def join(site: Site, visit: Visit) -> Response:
    """Join the course whose code was typed, or lead to the plenary that has it.

    Raise NoCode or TooManyCodes.
    """
    code = typed_code(visit.form.get("code", ""))
    # Before the code is looked up: who must wait does not learn whether there is such a code.
    site.sign_in.check_codes(visit.client)
    # A code is that of a room or of a course, never of both (`codes.new_code`).
    if _is_room(site, code):
        return see_other(f"/r/{code}")
    try:
        course = site.people.course_of_code(code)
    except NoCode:
        site.sign_in.wrong_code(visit.client)
        raise
    person = visit.person
    # Who is in the course already is led to it, however full it is.
    if person is None or not site.people.has_role(course.id, person.id, "learner"):
        site.courses.check_place(course.id)
    if person is not None:
        site.people.join(course.id, person.id)
        return see_other(_first_page(course))
    name = name_in(visit)
    person = site.people.add(name)
    site.people.join(course.id, person.id)
    return signed_in(site, visit, site.sign_in.begin_session(person.id), _first_page(course))


def _first_page(course: Course) -> str:
    # What the course may see is asked before anything else.
    return f"/courses/{course.id}/consent"


def _is_room(site: Site, code: str) -> bool:
    if not code:
        return False
    try:
        site.rooms.view(code)
    except NoRoom:
        return False
    return True
