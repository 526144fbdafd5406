"""Render a debrief as text, Markdown, HTML or JSON."""

import json
from dataclasses import replace
from typing import Literal

from simulator.render.debrief_json import as_json
from simulator.render.debrief_sections import REFLECTION, TRANSCRIPT, page
from simulator.render.sections import Page
from simulator.render.write_html import write_html
from simulator.render.write_markdown import write_markdown
from simulator.render.write_text import write_text
from simulator.review.debrief import Debrief

Format = Literal["text", "md", "html", "json"]

FORMATS: tuple[Format, ...] = ("text", "md", "html", "json")


def render(debrief: Debrief, form: Format) -> str:
    """Return ``debrief`` as a text in one of ``FORMATS``."""
    match form:
        case "text":
            # Text is printed right after the play, when the transcript is still on the screen.
            return write_text(without_transcript(page(debrief)))
        case "md":
            return write_markdown(_with_transcript(page(debrief)))
        case "html":
            return write_html(printed(debrief))
        case "json":
            return json.dumps(as_json(debrief), ensure_ascii=False, indent=2) + "\n"


def printed(debrief: Debrief) -> Page:
    """Return the page that is written as HTML and PDF: with its transcript."""
    return _with_transcript(page(debrief))


def without_transcript(page: Page) -> Page:
    """Return a page without its transcript, for a debrief that is read right after the play."""
    return _without(page, TRANSCRIPT)


def _with_transcript(page: Page) -> Page:
    """Return a page with its transcript, which has the questions to oneself already."""
    return _without(page, REFLECTION)


def _without(page: Page, left_out: str) -> Page:
    others = tuple(section for section in page.sections if section.id != left_out)
    return replace(page, sections=others)
