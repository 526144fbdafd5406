"""Sign in by OpenID Connect, choose a pseudonym the first time, and link an account.

A form may not lead to another site by its answer, so the way to the provider is a page that goes on
by itself, with a link for browsers that do not.
"""

from simulator.course.oidc import Arrived, OidcSignIn, OldSignIn
from simulator.messages import say
from simulator.web.course.fields import name_in
from simulator.web.course.layout import page
from simulator.web.course.signing_in import signed_in
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import NotHere, Response, see_other


def begin(site: Site, visit: Visit) -> Response:
    """Begin a sign-in; raise ProviderProblem."""
    found = _provided(site)
    address = found.begin(_browser(visit), code=visit.form.get("code", ""))
    return _goes_on(site, visit, address)


def link(site: Site, visit: Visit) -> Response:
    """Begin to link an account to who is signed in; raise ProviderProblem."""
    return _goes_on(site, visit, _provided(site).begin(_browser(visit), visit.me.id))


def unlink(site: Site, visit: Visit) -> Response:
    """Forget the account of the person."""
    _provided(site).unlink(visit.me.id)
    return see_other("/me#account")


def back(site: Site, visit: Visit) -> Response:
    """Sign in who comes back from the provider; raise OldSignIn, ProviderProblem, OtherAccount."""
    signed = visit.person.id if visit.person is not None else None
    # The provider answers by GET, with which browsers send a lax cookie (not with a form).
    found = _provided(site).finish(visit.request.query, _browser(visit), signed)
    if found.linked:
        return see_other("/me#account")
    if found.token:
        return see_other(f"/oidc/new/{found.token}")
    return _arrives(site, visit, found)


def show_new(site: Site, visit: Visit, token: str) -> Response:
    """Ask somebody new for a pseudonym; raise OldSignIn."""
    if not _provided(site).waits(token, _browser(visit)):
        raise OldSignIn
    return page(site, visit, "oidc_new.html.j2", say("oidc.new"), token=token)


def make_new(site: Site, visit: Visit, token: str) -> Response:
    """Save somebody new, and sign them in; raise OldSignIn."""
    found = _provided(site)
    return _arrives(site, visit, found.add(token, _browser(visit), name_in(visit)))


def _arrives(site: Site, visit: Visit, found: Arrived) -> Response:
    session = site.sign_in.begin_session(found.person)
    return signed_in(site, visit, session, f"/join/{found.code}" if found.code else "/")


def _goes_on(site: Site, visit: Visit, address: str) -> Response:
    host = _provided(site).provider.host
    made = page(
        site, visit, "oidc_go.html.j2", say("oidc.going", host=host), address=address, host=host
    )
    return Response(made.status, {**made.headers, "refresh": f"0; url={address}"}, made.body)


def _browser(visit: Visit) -> str:
    return visit.session or visit.seed


def _provided(site: Site) -> OidcSignIn:
    if site.oidc is None:
        raise NotHere(say("web.no_page"))
    return site.oidc
