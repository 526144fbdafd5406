"""Write a page as plain text: no line is wider than ``widths.WIDTH``, and bars are left out.

A text of the scenario never begins a line of its own at the margin: labels and indents stand before
it, so that no text can pass for a heading.
"""

from collections.abc import Iterable, Iterator
from itertools import starmap

from simulator.render.sections import (
    Bar,
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
from simulator.render.strips import by_phase, cell_text, phase_label
from simulator.render.widths import WIDTH, width, wrap
from simulator.scenario.text import clean_line

_LIST = 2
_WITHIN = 3  # the indent of a section within another


def write_text(page: Page) -> str:
    """Return a page as plain text."""
    return "\n".join(_page(page)) + "\n"


def _page(page: Page) -> Iterator[str]:
    yield from (page.heading, "=" * width(page.heading))
    before: Section | None = None  # a heading without parts is followed by its first subsection
    for section in page.sections:
        if before is not None and before.parts:
            yield ""
        yield from _section(section)
        before = section


def _section(section: Section) -> Iterator[str]:
    if section.level == 2:
        yield from _heading(section.heading)
    else:
        yield from wrap(clean_line(f"{section.heading} {section.aside}"))
    indent = 0 if section.level == 2 else _WITHIN
    for part in section.parts:
        yield from _part(part, indent)


def _heading(heading: str) -> Iterator[str]:
    if heading:
        yield from (heading, "-" * width(heading))


def _part(part: Part, indent: int) -> Iterator[str]:
    match part:
        case Paragraph():
            yield from _paragraph(part, indent)
        case Outcome(sign=sign, text=text):
            yield from _indented(f"[{sign}] {text}", indent)
        case Bullets(items=items):
            for item in items:
                yield from _paragraph(item, max(indent, _LIST))
        case Choices(heading=heading, items=choices):
            yield from _indented(heading, indent)
            for choice in choices:
                yield from _indented(f"{choice.credit}: {choice.words}", indent + 2)
                yield from _indented(choice.why, indent + 4)
        case Table(rows=rows):
            for row in rows:
                yield from _indented(row.line, max(indent, _LIST))
        case Strip():
            yield from _strip(part, indent)
        case Chart(label=label, table=table):
            yield from _indented(label, indent)
            yield from _part(table, indent)
        case Bar():
            yield ""  # a bar means nothing to a screen reader; the sentence after it says the same


def _strip(strip: Strip, indent: int) -> Iterator[str]:
    yield from _indented(strip.label, indent)
    for phase, cells in by_phase(strip):
        margin = " " * indent
        yield from _together([margin + phase_label(phase), *starmap(cell_text, cells)], indent)


def _together(texts: Iterable[str], indent: int) -> Iterator[str]:
    """Yield lines of as many texts as have room; no text is broken."""
    line = ""
    for text in texts:
        if line and width(f"{line}  {text}") > WIDTH:
            yield line
            line = " " * (indent + _LIST)
        line = f"{line}  {text}" if line.strip() else line + text
    yield line


def _paragraph(shown: Paragraph, indent: int) -> Iterator[str]:
    text = " ".join(filter(None, (shown.label, shown.text, shown.aside)))
    # Only the learner's own words keep their line breaks; a scenario's would look like new lines.
    # Wrapping a blank line gives none, but the learner wrote it.
    for line in text.split("\n") if shown.role == "own" else [text]:
        yield from _indented(line, indent) or [""]


def _indented(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return wrap(clean_line(text), initial_indent=margin, subsequent_indent=margin)
