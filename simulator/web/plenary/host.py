"""The host's page: what leads the room on, and what only the host sees."""

from simulator.course.codes import typed_code
from simulator.course.host_acts import HOST_ACTS
from simulator.messages import say
from simulator.web.pages.http import BadForm, Response, see_other
from simulator.web.plenary import parts
from simulator.web.plenary.layout import page, safe
from simulator.web.plenary.phone import scene_of
from simulator.web.plenary.site import Scene, Site, Visit, spelled


def show(site: Site, visit: Visit, code: str) -> Response:
    """Return the host's page; raise NotHost for everybody else."""
    # First, because it refuses everybody but the host.
    view = site.rooms.host_view(code, visit.host_key)
    scene = Scene(view.shown, scene_of(site, code).state)
    shown = view.shown
    return page(
        site,
        visit,
        "host.html.j2",
        shown.title,
        scene=scene,
        parts={name: safe(text) for name, text in parts.host(scene, view, visit.token).items()},
        address=site.base.removeprefix("http://").removesuffix("/"),
        code=spelled(shown.code),
    )


def act(site: Site, visit: Visit, code: str) -> Response:
    """Do an act of the host."""
    wanted = visit.form.get("act", "")
    number = visit.form.get("number", "")
    if wanted not in HOST_ACTS or not (number.isascii() and number.isdecimal()):
        raise BadForm(say("plenary_web.bad_form"))
    # ``int`` refuses very long texts, and no room has so many events.
    if len(number) > 8:
        raise BadForm(say("plenary_web.bad_form"))
    value = visit.form.get("value", "")
    site.rooms.act(code, visit.host_key, int(number), wanted, value)
    if visit.script:
        # Nothing of the room is in it: the stream of the page brings what has changed.
        return Response(200, {"content-type": "application/json"}, b"{}")
    return see_other(f"/host/{typed_code(code)}")
