"""The pages of a phone: join by the code, vote, and send own words.

Every form works without a script. With one, the page's script sends the same forms and reads the
answer as JSON, so that what is being typed stays.
"""

import json

from simulator.course.codes import typed_code
from simulator.course.room_problems import NoRoom
from simulator.course.rooms import Ballot
from simulator.messages import say
from simulator.web.pages.http import BadForm, Response, see_other
from simulator.web.plenary import parts
from simulator.web.plenary.layout import page, safe
from simulator.web.plenary.site import Scene, Site, Visit, room_cookie


def enter(site: Site, visit: Visit) -> Response:
    """Return the page that asks for the code of a room."""
    return page(site, visit, "enter.html.j2", say("plenary_web.enter"))


def find(site: Site, visit: Visit) -> Response:
    """Lead to the room whose code was typed."""
    code = typed_code(visit.form.get("code", ""))
    if not code:
        raise NoRoom
    # A wrong code is a page with 404 here, which the host of the pages counts as a guess.
    site.rooms.view(code)
    return see_other(f"/r/{code}")


def show(site: Site, visit: Visit, code: str) -> Response:
    """Return a phone's page of a room; before it joined, the page on which it does."""
    # The path of a cookie is compared letter by letter, and a typed code has many spellings.
    if typed_code(code) != code:
        return see_other(f"/r/{typed_code(code)}") if typed_code(code) else _no_room()
    mine = site.rooms.ballot(code, visit.voter) if visit.voter else Ballot()
    scene = scene_of(site, code, mine)
    if not mine.joined:
        return page(site, visit, "join.html.j2", scene.shown.title, shown=scene.shown)
    return page(
        site,
        visit,
        "phone.html.j2",
        scene.shown.title,
        scene=scene,
        parts={name: safe(text) for name, text in parts.phone(scene, visit.token).items()},
        mine=json.dumps(parts.ballot(scene.mine)),
    )


def join(site: Site, visit: Visit, code: str) -> Response:
    """Give a phone its voter, or leave it the one that it has."""
    voter = site.rooms.join(code, visit.voter)
    found = typed_code(code)
    cookie = room_cookie("voter", found, voter, secure=site.secure)
    return Response(303, {**see_other(f"/r/{found}").headers, "set-cookie": cookie})


def vote(site: Site, visit: Visit, code: str) -> Response:
    """Save a vote."""
    choice = visit.form.get("choice", "")
    return _done(visit, code, site.rooms.vote(code, visit.voter, _round(visit), choice))


def words(site: Site, visit: Visit, code: str) -> Response:
    """Save own words; empty ones delete those that were sent."""
    text = visit.form.get("text", "")
    return _done(visit, code, site.rooms.send_words(code, visit.voter, _round(visit), text))


def scene_of(site: Site, code: str, mine: Ballot | None = None) -> Scene:
    """Return a room as a page shows it, with the votes of a voter."""
    # One call, so that both are of the same moment.
    state, shown = site.rooms.scene(code)
    return Scene(shown, state, mine or Ballot())


def _done(visit: Visit, code: str, mine: Ballot) -> Response:
    if not visit.script:
        return see_other(f"/r/{typed_code(code)}")
    body = json.dumps(parts.ballot(mine)).encode()
    return Response(200, {"content-type": "application/json"}, body)


def _round(visit: Visit) -> int:
    text = visit.form.get("round", "")
    # As in ``pages/begin.py``: plain digits only, and few enough for ``int`` and the database.
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise BadForm(say("plenary_web.bad_form"))
    return int(text)


def _no_room() -> Response:
    raise NoRoom
