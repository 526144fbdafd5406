"""Render a debrief as text, Markdown or HTML (Jinja2, only our own templates), or as JSON."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from textwrap import fill
from typing import Any

from simulator.render import sentences as words
from simulator.review.debrief import Debrief
from simulator.scenario.text import clean_line

FORMATS = ("text", "md", "html", "json")


def render(debrief: Debrief, form: str) -> str:
    """Render ``debrief`` as one of ``FORMATS``."""
    if form == "json":
        return json.dumps(as_json(debrief), ensure_ascii=False, indent=2) + "\n"
    return _template(form)(debrief=debrief, words=words)


def as_json(debrief: Debrief) -> dict[str, Any]:
    """Return the debrief as plain data.

    ``headline`` and ``noticing`` are the sentences that explain the numbers.
    """
    return {
        **asdict(debrief),
        "headline": words.headline(debrief),
        "noticing": words.noticing(debrief),
    }


@cache
def _template(form: str) -> Callable[..., str]:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("simulator.render"),
        autoescape=form == "html",  # noqa: S701 - text and Markdown have filters of their own
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(line=clean_line, wrapped=wrapped, md=escape_markdown)
    return environment.get_template(f"debrief.{form}.j2").render


def wrapped(text: str, indent: int = 0, width: int = 78) -> str:
    """Wrap each line of ``text`` and indent every resulting line."""
    margin = " " * indent
    return "\n".join(
        fill(part, width, initial_indent=margin, subsequent_indent=margin)
        for part in text.split("\n")
    )


def escape_markdown(text: str) -> str:
    """Escape ``text`` so that Markdown shows it literally, on one line."""
    escaped = "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~&$:=" else c for c in text)
    return " ".join(escaped.split())
