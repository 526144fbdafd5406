"""Who is in a course: invite trainers and panel members, remove somebody, and leave."""

from typing import cast

from simulator.course import qr
from simulator.course.invitations import InvitedRole
from simulator.messages import say
from simulator.web.course.fields import name_in, one_of
from simulator.web.course.layout import page
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import NotHere, Response, see_other


def invite(site: Site, visit: Visit) -> Response:
    """Return a page with the link of a new invitation, which is shown once."""
    role = cast("InvitedRole", one_of(visit, "role", "trainer", "panel"))
    return invited(site, visit, role, visit.here.id, f"/courses/{visit.here.id}")


def invited(site: Site, visit: Visit, role: InvitedRole, course: str | None, back: str) -> Response:
    """Return the page with the link of a new invitation; ``back`` is the path to go on with."""
    link = site.link(f"/invitation/{site.invitations.new(role, course)}")
    title = say(f"course_web.invite_{role}")
    return page(
        site, visit, "invited.html.j2", title, link=link, code=qr.svg(link, title), back=back
    )


def remove(site: Site, visit: Visit, person: str) -> Response:
    """Remove a trainer or a panel member, who is known by name; raise LastTrainer or NotHere."""
    # Learners are not among them: their ids and names are on no page of a trainer.
    known = [*site.people.members(visit.here.id, "trainer")]
    known += site.people.members(visit.here.id, "panel")
    if person not in [one.id for one in known]:
        raise NotHere(say("course_web.no_member"))
    site.courses.leave(visit.here.id, person)
    # The page of the course is a 404 for who has just left it.
    if person == visit.me.id:
        return see_other("/")
    return see_other(f"/courses/{visit.here.id}?done=removed")


def remove_learner(site: Site, visit: Visit) -> Response:
    """Remove a learner whose pseudonym was typed. The answer does not say whether there is one."""
    site.courses.remove_learner(visit.here.id, name_in(visit))
    return see_other(f"/courses/{visit.here.id}?done=learner_removed")


def leave(site: Site, visit: Visit) -> Response:
    """Take oneself out of a course, with what was shared with it; raise LastTrainer."""
    site.courses.leave(visit.here.id, visit.me.id)
    return see_other("/")
