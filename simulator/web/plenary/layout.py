"""Fill the templates of plenaries; as in ``pages/layout.py``, every value is escaped."""

from functools import cache
from typing import TYPE_CHECKING, Any

from simulator.messages import current_language, say
from simulator.web.pages.http import Response, html
from simulator.web.plenary.site import Site, Visit

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def page(
    site: Site, visit: Visit, template: str, title: str, *, status: int = 200, **values: Any
) -> Response:
    """Return a page from one of our templates."""
    return html(_filled(template, site=site, visit=visit, title=title, **values), status)


def part(template: str, **values: Any) -> str:
    """Return a part of a page, which is also sent by itself when it has changed."""
    return _filled(f"parts/{template}.html.j2", **values)


def safe(text: str) -> "Markup":
    """Return what a template made as what another one may insert as it is."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  # its values were escaped when it was filled


def _filled(template: str, **values: Any) -> str:
    found = _environment().get_template(template)
    return found.render(language=current_language(), **values)


@cache
def _environment() -> "Environment":
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    # The circle of chairs is that of the room of one learner.
    loaders = (PackageLoader("simulator.web.plenary"), PackageLoader("simulator.web.pages"))
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A global one, because macros that are imported see no other.
    made.globals["say"] = say
    return made
