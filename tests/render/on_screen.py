"""A section as the full screen shows it."""

from textual.content import Content

from simulator.render.sections import Section
from simulator.tui.debrief_page import section_paragraphs
from simulator.tui.text import lines


def section_text(section: Section) -> Content:
    """Return a section as one text, unwrapped."""
    return lines(*(paragraph.unwrapped for paragraph in section_paragraphs(section)))
