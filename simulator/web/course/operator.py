"""The operator's page: who may make courses, and how large courses are; never what is in them."""

from simulator.messages import say
from simulator.web.course.course import counted
from simulator.web.course.layout import page
from simulator.web.course.members import invited
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import Response, see_other


def show(site: Site, visit: Visit) -> Response:
    """Return the trainers of the server, and its courses by name and size."""
    courses = [
        (one.name, counted(site.courses.size(one.id).learners)) for one in site.courses.all_known()
    ]
    return page(
        site,
        visit,
        "operator.html.j2",
        say("course_web.operator"),
        trainers=site.operators.with_role("trainer"),
        courses=courses,
    )


def invite(site: Site, visit: Visit) -> Response:
    """Return a page with a link that lets somebody make courses on this server."""
    return invited(site, visit, "trainer", None, "/operator")


def remove(site: Site, visit: Visit, person: str) -> Response:
    """Let somebody make no more courses; those that they train stay as they are."""
    site.operators.take(person, "trainer")
    return see_other("/operator")
