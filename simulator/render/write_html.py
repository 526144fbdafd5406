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
    return _template()(
        page=page, language=language, languages=languages_of(page.language, language)
    )


def languages_of(scenario: str, language: str) -> dict[str, str]:
    """Return the language of each voice if it is not that of the page, else "", by voice."""
    # Without the region, for which a screen reader need not change its voice.
    other = scenario if _primary(scenario) != _primary(language) else ""
    return {"scenario": other, "program": ""}


def _primary(language: str) -> str:
    """Return a language without its region: ``de`` for ``de-CH``."""
    return language.partition("-")[0]


@cache
def _template() -> Callable[..., str]:
    return template("page.html.j2")


def template(name: str) -> Callable[..., str]:
    """Return the function that fills one of our own templates; every value is escaped."""
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
    return environment.get_template(name).render
