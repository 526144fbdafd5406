"""Sign in by a one-time link, accept an invitation, and sign out.

A link opens a page with a button, because mail scanners open every link they see. With every
sign-in there is a new session, and the one before it ends.
"""

from simulator.course.retention import note_seen
from simulator.course.sign_in import OldLink
from simulator.messages import say
from simulator.web.course.fields import name_in
from simulator.web.course.layout import page
from simulator.web.course.site import SESSION_SECONDS, Site, Visit
from simulator.web.pages.http import Response, see_other


def signed_in(site: Site, visit: Visit, session: str, path: str) -> Response:
    """Return the answer that signs a browser in with a new session, and leads to a page."""
    if visit.session:
        site.sign_in.end_session(visit.session)
    person = site.sign_in.person_of(session)
    if person is not None:
        note_seen(site.database, person)
    cookie = site.cookie(site.session_cookie, session, SESSION_SECONDS)
    return Response(303, {**see_other(path).headers, "set-cookie": cookie})


def show(site: Site, visit: Visit, token: str) -> Response:
    """Return the page of a link, with a button; the link is not used by it. Raise OldLink."""
    if not site.sign_in.is_open(token):
        raise OldLink
    return page(site, visit, "link.html.j2", say("course_web.sign_in"), token=token)


def use(site: Site, visit: Visit, token: str) -> Response:
    """Sign in with a link; raise OldLink."""
    return signed_in(site, visit, site.sign_in.use_link(token), "/")


def show_invitation(site: Site, visit: Visit, token: str) -> Response:
    """Return the page of an invitation, with a button; raise OldInvitation."""
    found = site.invitations.read(token)
    return page(
        site,
        visit,
        "invitation.html.j2",
        say("course_web.invitation"),
        token=token,
        invitation=found,
    )


def accept(site: Site, visit: Visit, token: str) -> Response:
    """Take the role of an invitation, as who is signed in or as somebody new.

    Raise OldInvitation.
    """
    found = site.invitations.read(token)
    # Read first: nobody new is saved for an invitation that is used up.
    path = f"/courses/{found.course.id}" if found.course is not None else "/"
    if visit.person is not None:
        site.invitations.use(token, visit.person.id)
        return see_other(path)
    person = site.people.add(name_in(visit))
    site.invitations.use(token, person.id)
    return signed_in(site, visit, site.sign_in.begin_session(person.id), path)


def sign_out(site: Site, visit: Visit) -> Response:
    """End the session of this browser."""
    site.sign_in.end_session(visit.session)
    return signed_out(site)


def sign_out_everywhere(site: Site, visit: Visit) -> Response:
    """End all sessions of the person."""
    site.sign_in.end_sessions(visit.me.id)
    return signed_out(site)


def signed_out(site: Site) -> Response:
    """Return the answer after which the browser has no session, and is at the front page."""
    cookie = site.cookie(site.session_cookie, "", 0)
    return Response(303, {**see_other("/").headers, "set-cookie": cookie})
