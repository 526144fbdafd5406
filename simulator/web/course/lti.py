"""The pages of learning platforms: where their learners arrive, and what teachers choose there.

Browsers show an activity of a platform in a frame, in which most of them save no cookies of other
sites. So a sign-in that begins in a frame is answered with a button, which opens a window.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from simulator.course.codes import new_token
from simulator.course.lti_keys import BadToken
from simulator.course.lti_launch import CLAIM, LINKING, LOGIN_LASTS, Launch
from simulator.course.lti_places import Place
from simulator.course.lti_platforms import Platform
from simulator.course.lti_web import PlatformProblem
from simulator.library.cards import Card
from simulator.messages import say
from simulator.web.course.course import playable
from simulator.web.course.fields import one_of
from simulator.web.course.layout import page
from simulator.web.course.signing_in import signed_in
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import BadForm, NotHere, Response, see_other
from simulator.web.pages.policy import allowing

FROM_PLATFORMS: Final = ("/lti/login", "/lti/launch", "/lti/keys")
"""The paths that a page of a platform may send a browser to, also with a form."""

FRAMED: Final = ("/lti/login", "/lti/register/")
"""How the paths begin that a platform may show in a frame; what is shown there is a button."""

# Seconds that a teacher has for a choice.
_CHOICE_LASTS: Final = 60 * 60


def login(site: Site, visit: Visit) -> Response:
    """Begin the sign-in of somebody who comes from a platform; raise PlatformProblem."""
    # A platform begins by GET or by POST (Security Framework 1.0, 5.1.1.1).
    asked = {**visit.request.query, **visit.form}
    if visit.framed:
        return _opens_window(site, visit, f"/lti/login?{urlencode(asked)}")
    # One secret for all sign-ins of the browser: those of two tabs must not end each other.
    browser = visit.platform_cookie or new_token()
    address = site.learning.launches.begin(asked, browser)
    cookie = site.cross_site_cookie(browser, LOGIN_LASTS // 1000)
    return Response(303, {**see_other(address).headers, "set-cookie": cookie})


def launch(site: Site, visit: Visit) -> Response:
    """Sign in who comes, and lead to the activity or to its choice; raise PlatformProblem."""
    form = visit.form
    found = site.learning.launches.finish(
        form.get("state", ""), form.get("id_token", ""), visit.platform_cookie
    )
    if found.return_url:
        return _choices(site, visit, found)
    place = site.learning.places.arrive(found)
    session = site.sign_in.begin_session(place.person)
    asks = bool(place.line) and not place.reports and not found.teaches
    return signed_in(site, visit, session, f"/lti/places/{place.id}" if asks else _leads_to(place))


def keys(site: Site, visit: Visit) -> Response:
    """Return the public keys of this server, as JSON."""
    import json

    body = json.dumps(site.learning.key.public()).encode()
    return Response(200, {"content-type": "application/json"}, body)


def show_place(site: Site, visit: Visit, place: str) -> Response:
    """Ask whether the platform may have the score of an activity."""
    found = _mine(site, visit, place)
    return page(site, visit, "lti_place.html.j2", say("lti.arrived"), place=found)


def answer_place(site: Site, visit: Visit, place: str) -> Response:
    """Save the answer, and lead on."""
    found = _mine(site, visit, place)
    reports = one_of(visit, "answer", "yes", "no") == "yes"
    site.learning.places.answer(found.id, visit.me.id, reports=reports)
    # `stay` is in the forms of the page about oneself, where an answer is changed.
    return see_other("/me#platforms" if visit.form.get("stay") else _leads_to(found))


# -- choosing an activity --------------------------------------------------------------------------


def _choices(site: Site, visit: Visit, found: Launch) -> Response:
    """Return the page on which a teacher chooses what an activity opens."""
    place = site.learning.places.arrive(replace(found, link=_CHOOSES))
    session = site.sign_in.begin_session(place.person)
    person = site.people.person(place.person)
    now = site.database.now() // 1000
    # Signed and put into the form, so that nothing is saved of a choice that nobody makes.
    choice = site.learning.key.sign(
        {
            "for": place.person,
            "platform": found.platform.id,
            "return_url": found.return_url,
            "data": found.data,
            "iat": now,
            "exp": now + _CHOICE_LASTS,
        }
    )
    shown = page(
        site,
        # The form needs the token of the new session, whose cookie comes with this page.
        replace(visit, session=session, person=person),
        "lti_choose.html.j2",
        say("lti.choose"),
        choice=choice,
        cards=playable(site),
    )
    cookie = signed_in(site, visit, session, "/").headers["set-cookie"]
    return Response(shown.status, {**shown.headers, "set-cookie": cookie}, shown.body)


# A place needs a link, and the activity that is chosen for has none yet.
_CHOOSES: Final = "(a choice)"


def choose(site: Site, visit: Visit) -> Response:
    """Return the page that sends a choice back to the platform, by a button."""
    claims = site.learning.key.read(visit.form.get("choice", ""))
    platform = site.learning.platforms.with_id(str(claims.get("platform")))
    # Signed for one person, so that nobody sends a choice in the name of another. The platform may
    # have been removed meanwhile.
    if claims.get("for") != visit.me.id or platform is None:
        raise BadToken
    card = _card(site, visit.form.get("scenario", ""))
    address = str(claims["return_url"])
    shown = page(
        site,
        visit,
        "lti_chosen.html.j2",
        say("lti.chosen"),
        address=address,
        answer=site.learning.key.sign(_answer(site, platform, claims, card)),
        name=card.title if card is not None else say("lti.any_scenario"),
    )
    # The policy of all other pages lets no form lead to another site.
    parts = urlsplit(address)
    return _with_policy(shown, allowing(form_action=f"{parts.scheme}://{parts.netloc}"))


def _answer(
    site: Site, platform: Platform, claims: Mapping[str, Any], card: Card | None
) -> dict[str, Any]:
    """Return the claims of the answer to a platform, by those of the form."""
    now = site.database.now() // 1000
    answer = {
        "iss": platform.client,
        "aud": platform.issuer,
        "iat": now,
        # Five minutes for the button on the page.
        "exp": now + 300,
        "nonce": new_token(),
        f"{CLAIM}deployment_id": platform.deployment,
        f"{CLAIM}message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}version": "1.3.0",
        f"{LINKING}content_items": [_item(site, card)],
    }
    # What the platform gave must come back as it was (Deep Linking 2.0).
    if claims.get("data"):
        answer[f"{LINKING}data"] = claims["data"]
    return answer


def _card(site: Site, name: str) -> Card | None:
    if not name:
        return None
    found = next((card for card in playable(site) if card.id == name), None)
    if found is None:
        raise BadForm(say("course_web.bad_form"))
    return found


def _item(site: Site, card: Card | None) -> Mapping[str, Any]:
    item: dict[str, Any] = {
        "type": "ltiResourceLink",
        "title": card.title if card is not None else say("lti.any_scenario"),
        "url": site.link("/lti/launch"),
        "window": {"targetName": "_blank"},
        # The same as the maximum of the scores that are sent (`lti_places`).
        "lineItem": {"scoreMaximum": 100},
    }
    if card is not None:
        # Comes back in each launch, where `lti_launch` reads it.
        item["custom"] = {"scenario": card.id}
    return item


# -- registration ----------------------------------------------------------------------------------


def show_registration(site: Site, visit: Visit, token: str) -> Response:
    """Return the page that a platform's administrator sees, with a button."""
    if not site.learning.platforms.may_register(token):
        raise PlatformProblem(say("lti.old_registration"))
    query = visit.request.query
    if visit.framed:
        return _opens_window(site, visit, f"/lti/register/{token}?{urlencode(query)}")
    configuration = query.get("openid_configuration", "")
    return page(
        site,
        visit,
        "lti_register.html.j2",
        say("lti.register_now", host=_host(configuration)),
        token=token,
        configuration=configuration,
        access=query.get("registration_token", ""),
        host=_host(configuration),
    )


def register(site: Site, visit: Visit, token: str) -> Response:
    """Register this server at the platform; raise PlatformProblem."""
    form = visit.form
    site.learning.platforms.register(token, form.get("configuration", ""), form.get("access", ""))
    return page(site, visit, "lti_registered.html.j2", say("lti.registered"))


def add_platform(site: Site, visit: Visit) -> Response:
    """Save a platform that an operator typed in; raise PlatformProblem."""
    issuer, client, deployment, *urls = (
        visit.form.get(name, "").strip() for name in PLATFORM_FIELDS
    )
    sign_in, tokens, keys_ = urls
    site.learning.platforms.add(issuer, client, (sign_in, tokens, keys_), deployment)
    return see_other("/operator#platforms")


PLATFORM_FIELDS: Final = (
    *("issuer", "client", "deployment", "sign_in_url", "token_url", "keys_url"),
)


def remove_platform(site: Site, visit: Visit, platform: str) -> Response:
    """Delete a platform."""
    site.learning.platforms.remove(platform)
    return see_other("/operator#platforms")


def new_registration(site: Site, visit: Visit) -> Response:
    """Return the page with a link for a registration, which is shown once."""
    link = site.learning.platforms.new_registration()
    return page(site, visit, "lti_link.html.j2", say("lti.register"), link=link)


# --------------------------------------------------------------------------------------------------


def _opens_window(site: Site, visit: Visit, path: str) -> Response:
    """Return the page for a frame: a button that opens a window at a path."""
    shown = page(site, visit, "lti_frame.html.j2", say("lti.open_window"), path=path)
    # The browser knows the frame's site, and this server cannot.
    return _with_policy(shown, allowing(frames="https: http:"))


def _with_policy(shown: Response, policy: str) -> Response:
    # Browsers that know `frame-ancestors` ignore X-Frame-Options (CSP Level 3), so DENY may stay.
    return Response(shown.status, {**shown.headers, "content-security-policy": policy}, shown.body)


def _mine(site: Site, visit: Visit, place: str) -> Place:
    # The same answer for an activity of somebody else as for none.
    found = next((one for one in site.learning.places.of(visit.me.id) if one.id == place), None)
    if found is None:
        raise NotHere(say("web.no_page"))
    return found


def _leads_to(place: Place) -> str:
    return f"/room/scenarios/{quote(place.scenario, safe='')}" if place.scenario else "/room/"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
