"""Open a plenary from a course, and lead it from the browser of one of the course's trainers."""

from pathlib import Path

from simulator.course.codes import new_token, typed_code
from simulator.library.scenarios import Loaded, load
from simulator.messages import say
from simulator.web.course.course import card_named
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import NotHere, Response, see_other
from simulator.web.plenary.site import host_cookie


def open_new(site: Site, visit: Visit) -> Response:
    """Open a room that plays a scenario of the library, with this browser as its host's."""
    card = card_named(site, visit.form.get("scenario", ""))
    loaded = load(Path(card.path), site.workspace.catalogue)
    if not isinstance(loaded, Loaded):
        raise NotHere(say("course_web.no_scenario"))
    opened = site.rooms.open(loaded, course=visit.here.id)
    return _lead(site, opened.code, opened.host_key)


def lead(site: Site, visit: Visit, code: str) -> Response:
    """Make this browser the host's of a room of the course; another one is so no longer."""
    found = typed_code(code)
    if found not in [room.code for room in site.courses.open_rooms(visit.here.id)]:
        raise NotHere(say("course_web.no_room"))
    key = new_token()
    site.rooms.set_host_key(found, key)
    return _lead(site, found, key)


def _lead(site: Site, code: str, key: str) -> Response:
    answer = see_other(f"/host/{code}")
    cookie = host_cookie(code, key, secure=site.secure)
    return Response(303, {**answer.headers, "set-cookie": cookie})
