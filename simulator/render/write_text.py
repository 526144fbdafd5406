"""Write a page as plain text: no line is wider than ``widths.WIDTH``, and a chart is its table.

A text of the scenario never begins a line of its own at the margin: labels and indents stand before
it, so that no text can pass for a heading.
"""

from collections.abc import Iterable, Iterator

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
from simulator.render.strips import in_one_line
from simulator.render.widths import WIDTH, width, wrap
from simulator.scenario.text import clean_line

_LIST = 2
_WITHIN = 3  # the indent of a section within another


def write_text(page: Page, *, folded: bool = False) -> str:
    """Return a page as plain text.

    If ``folded``, folded sections are only their headings, and the other lines of a moment are left
    out.
    """
    return "\n".join(_page(page, folded=folded)) + "\n"


def _page(page: Page, *, folded: bool) -> Iterator[str]:
    yield from (page.heading, "=" * width(page.heading))
    if page.day:
        yield page.day
    before: Section | None = None
    for section in page.sections:
        if before is not None and _apart(before, section, folded=folded):
            yield ""
        yield from _section(section, folded=folded)
        before = section


def _apart(before: Section, section: Section, *, folded: bool) -> bool:
    """Return whether an empty line separates two sections."""
    if section.level < before.level:
        return True
    # A heading stays with what is within it, and headings alone stay together.
    closed = [folded and found.folded for found in (before, section)]
    together = any(closed) if section.level == 3 else all(closed)
    return bool(before.parts) and not together


def _section(section: Section, *, folded: bool) -> Iterator[str]:
    closed = folded and section.folded
    if section.level == 2 and not closed:
        yield from _heading(clean_line(f"{section.heading} {section.aside}"))
    else:
        heading = clean_line(f"{section.heading} {section.aside}")
        yield from wrap(heading, subsequent_indent=" " * _WITHIN)
    if closed:
        return
    indent = 0 if section.level == 2 else _WITHIN
    for part in section.parts:
        if not (folded and isinstance(part, Choices)):
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


def _strip(strip: Strip, indent: int) -> Iterator[str]:
    yield from _together(in_one_line(strip), indent)


def _together(texts: Iterable[str], indent: int) -> Iterator[str]:
    """Yield lines of as many texts as have room; no text is broken."""
    margin, line = " " * indent, ""
    for text in texts:
        if line and width(f"{margin}{line}  {text}") > WIDTH:
            yield margin + line
            line = ""
        line = f"{line}  {text}" if line else text
    yield margin + line


def _paragraph(shown: Paragraph, indent: int) -> Iterator[str]:
    text = " ".join(filter(None, (shown.label, shown.text, shown.aside)))
    if shown.voice == "scenario" and not shown.label:
        indent = max(indent, _LIST)
    hanging = " " * (max(indent, _LIST) if shown.voice == "scenario" else indent)
    # Only the learner's own words keep their line breaks; a scenario's would look like new lines.
    # Wrapping a blank line gives none, but the learner wrote it.
    for line in text.split("\n") if shown.role == "own" else [text]:
        yield from wrap(
            clean_line(line), initial_indent=" " * indent, subsequent_indent=hanging
        ) or [""]
        indent = len(hanging)


def _indented(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return wrap(clean_line(text), initial_indent=margin, subsequent_indent=margin)
