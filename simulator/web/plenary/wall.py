"""The page for the projector: what everybody in the room sees, and how to join."""

from simulator.course import qr
from simulator.messages import say
from simulator.web.pages.http import Response
from simulator.web.plenary import parts
from simulator.web.plenary.layout import page, safe
from simulator.web.plenary.phone import scene_of
from simulator.web.plenary.site import Site, Visit, spelled


def show(site: Site, visit: Visit, code: str) -> Response:
    """Return the page of the wall."""
    scene = scene_of(site, code)
    shown = scene.shown
    return page(
        site,
        visit,
        "wall.html.j2",
        shown.title,
        scene=scene,
        parts={name: safe(text) for name, text in parts.wall(scene).items()},
        qr=safe(qr.svg(site.join_link(shown.code), say("plenary_web.qr"))),
        address=site.base.removeprefix("http://").removesuffix("/"),
        code=spelled(shown.code),
    )
