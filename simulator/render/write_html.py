"""Write a page as HTML: one file that runs no script and loads nothing.

Jinja2 sees our own templates only. It escapes every text, and a name that it does not know is an
error. ``page.html.j2`` is the page, ``parts.html.j2`` has a macro for each kind of part,
``drawings.svg.j2`` those that draw, and ``page.css`` says how it looks on a screen and on paper.
"""

from collections.abc import Callable
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from simulator.messages import current_language, say
from simulator.render.page_outline import first_strip, leads_to, outline, signs
from simulator.render.sections import Chart, Page, Sign
from simulator.render.strips import by_phase, cell_words

if TYPE_CHECKING:
    from jinja2 import Environment


def write_html(page: Page) -> str:
    """Return a page as HTML, in the language of the messages.

    A text of the scenario says its language if that is another one.
    """
    return _template("page.html.j2")(**_values(page))


def html_parts(page: Page) -> tuple[str, str]:
    """Return the list of contents of a page and its sections, as HTML without a page around them.

    Their style is ``page.css``, and the ids of their sections must not be used outside them.
    """
    module = _environment().get_template("body.html.j2").make_module(_values(page))
    # A module has the macros of its template, which a type checker cannot see.
    return str(module.contents()), str(module.sections())  # type: ignore[attr-defined]


def _values(page: Page) -> dict[str, object]:
    """Return what the templates of a page get."""
    language = current_language()
    numbers = count(1)
    return {
        "page": page,
        "outline": outline(page),
        "moments": leads_to(page),
        "signs": signs(page),
        "first_strip": first_strip(page),
        "language": language,
        "languages": languages_of(page.language, language),
        "words": _words(),
        "meaning": _meaning(),
        # For the ids by which a drawing refers to its title and its description.
        "new_id": lambda: next(numbers),
    }


def languages_of(scenario: str, language: str) -> dict[str, str]:
    """Return the language of each voice if it is not that of the page, else "", by voice."""
    # Without the region, for which a screen reader need not change its voice.
    other = scenario if _primary(scenario) != _primary(language) else ""
    return {"scenario": other, "program": ""}


def _primary(language: str) -> str:
    """Return a language without its region: ``de`` for ``de-CH``."""
    return language.partition("-")[0]


def _words() -> dict[str, str]:
    return {
        "contents": say("page.contents"),
        "signs": say("page.signs"),
        "numbers": say("page.numbers"),
        "chart_chance": say("page.chart_chance"),
        "chart_chance_over_time": say("page.chart_chance_over_time"),
        "chart_interval": say("page.chart_interval"),
    }


def _meaning() -> dict[Sign, str]:
    """Return what each sign stands for."""
    return {
        "+": say("page.sign_good"),
        "=": say("page.sign_quiet"),
        "~": say("page.sign_partly"),
        "-": say("page.sign_missed"),
        "!": say("page.sign_broke"),
    }


MOST_DESCRIBED = 12
"""The maximum number of points whose sentences describe a chart; a table has more of them."""


def _description(chart: Chart) -> str:
    """Return the numbers of a chart in words, for those who cannot see it."""
    if len(chart.table.rows) > MOST_DESCRIBED:
        return say("page.in_the_table")
    return " ".join(row.line for row in chart.table.rows)


@cache
def _template(name: str) -> Callable[..., str]:
    return template(name)


def template(name: str) -> Callable[..., str]:
    """Return the function that fills one of our own templates; every value is escaped."""
    return _environment().get_template(name).render


@cache
def _environment() -> "Environment":
    # Imported here: Jinja is slow to import, and most commands write no HTML.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("simulator.render"),
        autoescape=True,
        undefined=StrictUndefined,
        # With these two, a line that has only a statement leaves no empty line in the page.
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        # Jinja has no isinstance: the templates tell parts apart by the names of their classes.
        "kind": lambda part: type(part).__name__,
        "phases": lambda strip: list(by_phase(strip)),
        "cell_words": lambda cell, number: cell_words(number, cell),
        "description": _description,
    }
    return environment
