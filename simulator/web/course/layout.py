"""Fill the templates of the pages of courses; as in ``pages/layout.py``, every value is escaped."""

from functools import cache
from typing import TYPE_CHECKING, Any

from simulator.messages import current_language, say
from simulator.web.course.site import Site, Visit
from simulator.web.pages.http import Response, html

if TYPE_CHECKING:
    from jinja2 import Environment


def page(
    site: Site, visit: Visit, template: str, title: str, *, status: int = 200, **values: Any
) -> Response:
    """Return a page from one of our templates.

    A template gets ``site``, ``visit``, ``title``, ``say``, ``language`` and ``values``.
    """
    found = _environment().get_template(template)
    text = found.render(
        site=site, visit=visit, title=title, say=say, language=current_language(), **values
    )
    return html(text, status)


def problem(site: Site, visit: Visit, status: int, sentence: str, back: str = "/") -> Response:
    """Return a page that says what went wrong; ``back`` is the path of a page to go on with."""
    title = say("web.problem")
    return page(site, visit, "trouble.html.j2", title, status=status, sentence=sentence, back=back)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("simulator.web.course"),
        # Not `select_autoescape`, which goes by the ending: ours is .j2.
        autoescape=True,
        # A misspelled value fails in the tests, and is no empty place on a page.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A global one, because macros that are imported see no other.
    made.globals["say"] = say
    return made
