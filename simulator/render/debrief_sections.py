"""The sections of a debrief, in their order, for every format and front end.

The lesson comes first, as it must be read if nothing else is. Sections that are only looked up
are folded.
"""

from collections.abc import Iterator

from simulator.messages import say
from simulator.render import debrief_words as words
from simulator.render.attempt_sections import attempts
from simulator.render.ground_sections import climate, harms, rules
from simulator.render.lesson_section import lesson_section
from simulator.render.moment_sections import moments
from simulator.render.panel_section import panel_basis
from simulator.render.reaction_section import reaction_section
from simulator.render.score_sections import costliest, figures, scores
from simulator.render.section_ids import BASIS, REMARKS, SOURCES, TRANSCRIPT
from simulator.render.sections import Bullets, Page, Paragraph, Section
from simulator.render.transcript import transcript
from simulator.render.turns import line_paragraph
from simulator.review.debrief import Debrief


def page(debrief: Debrief) -> Page:
    """Return the debrief as a page."""
    title = say("debrief.page_title", title=debrief.title)
    return Page(debrief.title, title, debrief.language, sections(debrief), debrief.day)


def sections(debrief: Debrief) -> tuple[Section, ...]:
    """Return the sections of a debrief; one without content is left out."""
    return tuple(_sections(debrief))


def _sections(debrief: Debrief) -> Iterator[Section]:
    yield from reaction_section(debrief)
    yield lesson_section(debrief)
    yield scores(debrief)
    if debrief.costliest:
        yield costliest(debrief)
    if debrief.compared is not None:
        yield from attempts(debrief, debrief.compared)
    yield from moments(debrief)
    yield harms(debrief)
    if debrief.remarks:
        remarks = tuple(Paragraph(remark) for remark in debrief.remarks)
        yield Section(REMARKS, say("debrief.remarks"), (Bullets(remarks),), folded=True)
    yield rules(debrief)
    yield climate(debrief)
    yield figures(debrief)
    lines = tuple(line_paragraph(line) for line in transcript(debrief))
    yield Section(TRANSCRIPT, say("debrief.transcript"), lines, folded=True)
    yield from _basis(debrief)


def _basis(debrief: Debrief) -> Iterator[Section]:
    parts = (Paragraph(words.note(debrief)), *panel_basis(debrief))
    yield Section(BASIS, say("debrief.basis"), parts)
    if debrief.sources:
        sources = tuple(Paragraph(source) for source in debrief.sources)
        yield Section(SOURCES, say("debrief.sources"), (Bullets(sources),), folded=True)
