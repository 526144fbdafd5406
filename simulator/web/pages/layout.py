"""Fill the templates of the pages: every value is escaped, and an unknown name is an error."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from simulator.messages import current_language, say
from simulator.web.pages.http import Response, html
from simulator.web.pages.room import Frame, Room

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

PLACES: Mapping[str, str] = {
    "library": "/",
    "progress": "/progress",
    "drills": "/drills",
    "glossary": "/glossary",
    "settings": "/settings",
    "data": "/data",
    "help": "/help",
}
"""The pages that every page links to, by the ends of their messages' ids, in order."""


def page(
    room: Room, template: str, title: str, *, at: str = "", status: int = 200, **values: Any
) -> Response:
    """Return a page from one of our templates; ``at`` is the key in PLACES of where it belongs.

    A template gets ``room``, ``title``, ``at``, ``around``, ``say``, ``language`` and ``values``.
    """
    text = (
        _environment()
        .get_template(template)
        .render(
            room=room,
            title=title,
            at=at,
            around=_around(room, at),
            language=current_language(),
            **values,
        )
    )
    return html(text, status)


def macro(template: str, name: str) -> "Callable[..., Markup]":
    """Return a macro of one of our templates, which imports it without values of its own."""
    found: Callable[..., Markup] = getattr(_environment().get_template(template).module, name)
    return found


def safe(text: str) -> "Markup":
    """Return what templates made as what another one may insert as it is."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  # its values were escaped when it was filled


def _around(room: Room, at: str) -> Frame:
    """Return what surrounds every page of a place; it is filled once."""
    key = at, current_language(), room.reports
    found = room.frames.get(key)
    if found is None:
        links, top, bottom = (macro("frame.html.j2", name) for name in ("links", "top", "bottom"))
        found = Frame(links(room), top(room, at, PLACES), bottom(room))
        room.frames[key] = found
    return found


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("simulator.web.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # the templates are those of the program, and looking costs time
    )
    # A global one, because macros that are imported see no other.
    made.globals["say"] = say
    return made
