"""Answer a request for a page of a course: find it, ask who may, and say what went wrong."""

from dataclasses import replace
from typing import Any, Final

from simulator.course.consent import NoConsent
from simulator.course.courses import CourseFull, LastTrainer
from simulator.course.invitations import OldInvitation
from simulator.course.lti_keys import BadToken
from simulator.course.lti_launch import OldLogin
from simulator.course.lti_web import PlatformProblem
from simulator.course.marking import MarkingProblem, NoMarking
from simulator.course.oidc import OldSignIn, OtherAccount, ProviderProblem
from simulator.course.people import NoCode, NoPerson
from simulator.course.room_problems import RoomProblem
from simulator.course.sign_in import OldLink, TooManyCodes
from simulator.messages import say
from simulator.store.play_store import StoreProblem
from simulator.web.course.layout import problem
from simulator.web.course.routes import ROUTES, Route, Who
from simulator.web.course.site import Site, Visit
from simulator.web.pages.answer import matched
from simulator.web.pages.http import BadForm, NotHere, Response

# The first kind that fits counts: kinds come before those that they are kinds of.
_STATUSES: Final[tuple[tuple[type[Exception], int], ...]] = (
    (NotHere, 404),
    (BadForm, 400),
    (NoCode, 404),
    (TooManyCodes, 429),
    (OldLink, 410),
    (OldInvitation, 410),
    (NoPerson, 404),
    (NoConsent, 409),
    (LastTrainer, 409),
    (CourseFull, 422),
    (RoomProblem, 422),
    (NoMarking, 404),
    (MarkingProblem, 409),
    (BadToken, 403),
    (OldLogin, 403),
    (PlatformProblem, 422),
    (OldSignIn, 403),
    (OtherAccount, 409),
    (ProviderProblem, 422),
    (StoreProblem, 503),
)


def visit_of(site: Site, visit: Visit) -> Visit:
    """Return a visit with the person of its session and what they may do; raise StoreProblem."""
    if not visit.session:
        return visit
    found = site.sign_in.person_of(visit.session)
    person = site.people.person(found) if found is not None else None
    if person is None:
        # An old session counts as none, so that forms get the token of a signed-out browser.
        return replace(visit, session="")
    return replace(visit, person=person, roles=site.people.roles(person.id))


def answer(site: Site, visit: Visit) -> Response:
    """Return the response to a request; a problem of the user's making is a page that says it."""
    try:
        return _answered(site, visit)
    except (NotHere, BadForm, StoreProblem) as refused:
        status = next(status for kind, status in _STATUSES if isinstance(refused, kind))
        return problem(site, visit, status, str(refused), _back(visit))


def _answered(site: Site, visit: Visit) -> Response:
    others = set()
    for route in ROUTES:
        method, pattern, _, _ = route
        found = matched(pattern, visit.request.path)
        if found is None:
            continue
        if method == visit.request.method or (method, visit.request.method) == ("GET", "HEAD"):
            return _page(site, visit, route, found)
        others.add(method)
    if others:
        refused = problem(site, visit, 405, say("web.not_this_way"))
        # RFC 9110, 15.5.6, demands the header.
        return Response(405, {**refused.headers, "allow": ", ".join(sorted(others))}, refused.body)
    raise NotHere(say("web.no_page"))


def _page(site: Site, visit: Visit, route: Route, parts: dict[str, Any]) -> Response:
    _, _, function, who = route
    # Pages have the course from the visit only, so none can take one that was not checked.
    course = parts.pop("course", None)
    if course is not None:
        visit = _in_course(site, visit, course)
    # Before the course is looked at: whose session is over would get a 404 for their own course.
    if who != "anyone" and visit.person is None:
        return problem(site, visit, 401, say("course_web.sign_in_first"))
    if course is not None and not visit.in_course:
        # The same as for a course that does not exist, so that nobody learns which ones do.
        raise NotHere(say("web.no_page"))
    if not may(who, visit):
        return problem(site, visit, 403, say("course_web.not_yours"), _back(visit))
    return function(site, visit, **parts)


def may(who: Who, visit: Visit) -> bool:
    """Return whether somebody may use a page for ``who``; they are in the course of its path."""
    if who == "anyone":
        return True
    if who == "signed_in":
        return visit.person is not None
    if who == "operator":
        return "operator" in visit.roles
    if visit.course is None:
        return who == "trainer" and "trainer" in visit.roles
    return bool(visit.in_course) if who == "member" else who in visit.in_course


def _in_course(site: Site, visit: Visit, course: str) -> Visit:
    if visit.person is None:
        return visit
    mine = [one for one in site.people.courses(visit.person.id) if one.course.id == course]
    if not mine:
        return visit
    return replace(visit, course=mine[0].course, in_course=frozenset(one.role for one in mine))


def _back(visit: Visit) -> str:
    """Return the path of the page that a form was on."""
    # Not the path itself, since most paths of forms have no page.
    parts = visit.request.path.split("/")
    if len(parts) > 3 and parts[1] == "courses":
        return "/".join(parts[:3])
    return "/me" if parts[1] == "me" and len(parts) > 2 else "/"
