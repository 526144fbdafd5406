"""A page, such as a debrief, as paragraphs of plain mode.

It has every text of the page, in the order of ``write_text``, but none of its rulers, indents and
signs: the text beside a sign says the same in words.
"""

from collections.abc import Iterator

from simulator.render.sections import (
    Bullets,
    Chart,
    Choices,
    Outcome,
    Page,
    Paragraph,
    Part,
    Section,
    Strip,
    Table,
)
from simulator.render.strips import by_phase, cell_words, phase_label
from simulator.scenario.text import clean_line


def page_lines(page: Page, *, folded: bool = False) -> Iterator[str]:
    """Yield a page: each section after an empty line, each paragraph as one line.

    If ``folded``, folded sections are only their headings, and so are other lines of a moment.
    """
    yield clean_line(page.heading)
    closed_before = False
    for section in page.sections:
        closed = folded and section.folded
        # Headings alone stay together.
        if not (closed and closed_before):
            yield ""
        yield from _section(section, folded=folded)
        closed_before = closed


def _section(section: Section, *, folded: bool) -> Iterator[str]:
    heading = clean_line(f"{section.heading} {section.aside}")
    if heading:
        yield heading
    if folded and section.folded:
        return
    for part in section.parts:
        if not (folded and isinstance(part, Choices)):
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    match part:
        case Paragraph():
            yield from _paragraph(part)
        case Outcome(text=text):
            yield clean_line(text)
        case Bullets(items=items):
            for item in items:
                yield from _paragraph(item)
        case Choices(heading=heading, items=choices):
            yield clean_line(heading)
            for choice in choices:
                yield clean_line(f"{choice.credit}: {choice.words}")
                yield clean_line(choice.why)
        case Table(rows=rows):
            for row in rows:
                yield clean_line(row.line)
        case Strip():
            yield from _strip(part)
        case Chart(label=label, table=table):
            yield clean_line(label)
            yield from _part(table)


def _strip(strip: Strip) -> Iterator[str]:
    yield clean_line(strip.label)
    for phase, cells in by_phase(strip):
        moments = ", ".join(cell_words(number, cell) for number, cell in cells)
        yield clean_line(f"{phase_label(phase)} {moments}")


def _paragraph(shown: Paragraph) -> Iterator[str]:
    text = " ".join(filter(None, (shown.label, shown.text, shown.aside)))
    # Only the learner's own words keep their line breaks; a scenario's would look like new lines.
    lines = text.split("\n") if shown.role == "own" else [text]
    yield from (clean_line(line) for line in lines if line)
