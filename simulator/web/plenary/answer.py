"""Answer a request for a page of a plenary; problems of somebody's making are pages that say so."""

import json
from collections.abc import Callable
from typing import Final

from simulator.course.room_problems import NoRoom, NotHost, OtherHost, RoomProblem, VoteClosed
from simulator.messages import say
from simulator.web.pages.answer import matched
from simulator.web.pages.http import BadForm, NotHere, Response
from simulator.web.plenary import host, phone, room_debrief, wall
from simulator.web.plenary.layout import page
from simulator.web.plenary.site import Site, Visit

Route = tuple[str, str, Callable[..., Response]]

ROUTES: Final[tuple[Route, ...]] = (
    ("GET", "/", phone.enter),
    ("POST", "/", phone.find),
    ("GET", "/r/{code}", phone.show),
    ("POST", "/r/{code}/join", phone.join),
    ("POST", "/r/{code}/vote", phone.vote),
    ("POST", "/r/{code}/words", phone.words),
    ("GET", "/r/{code}/debrief", room_debrief.for_all),
    ("GET", "/wall/{code}", wall.show),
    ("GET", "/host/{code}", host.show),
    ("POST", "/host/{code}/act", host.act),
    ("GET", "/host/{code}/debrief", room_debrief.for_host),
)
"""Method, path and function of each page."""

_STATUSES: Final[tuple[tuple[type[Exception], int], ...]] = (
    # The first that fits counts, so RoomProblem comes after its kinds.
    (NotHere, 404),
    (NoRoom, 404),
    (BadForm, 400),
    (NotHost, 403),
    (OtherHost, 409),
    (VoteClosed, 409),
    (RoomProblem, 422),
)


def answer(site: Site, visit: Visit) -> Response:
    """Return the response to a request; raise StoreProblem if the database does not answer."""
    try:
        return _answered(site, visit)
    except (NotHere, BadForm, RoomProblem) as refused:
        # Only this kind of StoreProblem: one of the database is for the host of the pages.
        status = next(status for kind, status in _STATUSES if isinstance(refused, kind))
        return problem(site, visit, status, str(refused))


def problem(site: Site, visit: Visit, status: int, sentence: str) -> Response:
    """Return what went wrong: a page, or JSON for a script."""
    if visit.script:
        # The script shows the sentence on the page that is open, so what is being typed stays.
        body = json.dumps({"problem": sentence}).encode()
        return Response(status, {"content-type": "application/json"}, body)
    return page(
        site,
        visit,
        "trouble.html.j2",
        say("web.problem"),
        status=status,
        sentence=sentence,
        back=_back(visit.request.path),
    )


def _answered(site: Site, visit: Visit) -> Response:
    others = set()
    for method, pattern, function in ROUTES:
        found = matched(pattern, visit.request.path)
        if found is None:
            continue
        if method == visit.request.method or (method, visit.request.method) == ("GET", "HEAD"):
            return function(site, visit, **found)
        others.add(method)
    if others:
        refused = problem(site, visit, 405, say("web.not_this_way"))
        return Response(405, {**refused.headers, "allow": ", ".join(sorted(others))}, refused.body)
    raise NotHere(say("web.no_page"))


def _back(path: str) -> str:
    """Return the path of the page that a form was on."""
    parts = path.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 and parts[1] in ("r", "host") else "/"
