"""Render a debrief as text, Markdown, HTML or JSON."""

import json
from typing import Literal

from simulator.render.debrief_json import as_json
from simulator.render.debrief_sections import page
from simulator.render.write_html import write_html
from simulator.render.write_markdown import write_markdown
from simulator.render.write_text import write_text
from simulator.review.debrief import Debrief

Format = Literal["text", "md", "html", "json"]

FORMATS: tuple[Format, ...] = ("text", "md", "html", "json")


def render(debrief: Debrief, form: Format) -> str:
    """Return the whole of ``debrief`` as a text in one of ``FORMATS``."""
    match form:
        case "text":
            return write_text(page(debrief))
        case "md":
            return write_markdown(page(debrief))
        case "html":
            return write_html(page(debrief))
        case "json":
            return json.dumps(as_json(debrief), ensure_ascii=False, indent=2) + "\n"


def on_the_terminal(debrief: Debrief) -> str:
    """Return ``debrief`` as text of a few screens: of what is folded, the headings alone."""
    return write_text(page(debrief), folded=True)
