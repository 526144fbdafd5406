"""Write a page as HTML: one file that runs no script and loads nothing.

Jinja2 sees our own template only. It escapes every text, and a name that it does not know is an
error.
"""

from collections.abc import Callable
from functools import cache

from simulator.messages import current_language
from simulator.render.sections import Page


def write_html(page: Page) -> str:
    """Return a page as HTML, in the language of the messages.

    A text of the scenario says its language if that is another one.
    """
    language = current_language()
    # Without the region, for which a screen reader need not change its voice.
    other = page.language if _primary(page.language) != _primary(language) else ""
    # By voice; an empty language is that of the page, and is not written.
    return _template()(page=page, language=language, languages={"scenario": other, "program": ""})


def _primary(language: str) -> str:
    """Return a language without its region: ``de`` for ``de-CH``."""
    return language.partition("-")[0]


@cache
def _template() -> Callable[..., str]:
    # Imported here: Jinja is slow to import, and most commands write no HTML.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("simulator.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Jinja has no isinstance: the template tells parts apart by the names of their classes.
    environment.filters["kind"] = lambda part: type(part).__name__
    return environment.get_template("page.html.j2").render
