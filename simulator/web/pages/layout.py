"""Fill the templates of the pages: every value is escaped, and an unknown name is an error."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from simulator.messages import current_language, say
from simulator.web.pages.http import Response, html
from simulator.web.pages.room import Room

if TYPE_CHECKING:
    from jinja2 import Environment

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

    A template gets ``room``, ``title``, ``at``, ``places``, ``say``, ``language`` and ``values``.
    """
    text = (
        _environment()
        .get_template(template)
        .render(
            room=room,
            title=title,
            at=at,
            places=PLACES,
            say=say,
            language=current_language(),
            **values,
        )
    )
    return html(text, status)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("simulator.web.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
