"""Write a section of a page as content of the full screen."""

from collections.abc import Iterator

from textual.content import Content

from simulator.render.sections import (
    Bar,
    Bullets,
    Chart,
    Choices,
    Outcome,
    Paragraph,
    Part,
    Role,
    Section,
    Sign,
    Strip,
    Table,
)
from simulator.render.strips import by_phase, cell_text, phase_label
from simulator.tui.hanging import Paragraph as Shown
from simulator.tui.text import content, lines

_HEADING = "bold $primary"
_SOFT = "$text-muted"

_SIGNS: dict[Sign, str] = {
    "+": "$text-success",
    "=": "$text-success",
    "~": "$text-warning",
    "-": "$text-error",
    "!": "$text-error",
}

_ROLES: dict[Role, str] = {"lead": "bold", "soft": _SOFT, "about": "italic"}
"""The styles of paragraphs; other roles have none."""

_CELLS = 40
"""The length of the bar."""


def section_text(section: Section) -> Content:
    """Return a section as one text, unwrapped."""
    return lines(*(paragraph.unwrapped for paragraph in section_paragraphs(section)))


def section_paragraphs(section: Section) -> list[Shown]:
    """Return the paragraphs of a section, its heading first."""
    rows = []
    if section.heading:
        heading = content((section.heading, _HEADING), (f"  {section.aside}", _SOFT))
        rows.append(Shown(heading))
    for part in section.parts:
        rows += _rows(part)
    return rows


def _rows(part: Part) -> Iterator[Shown]:
    match part:
        case Paragraph():
            if part.role == "better":
                yield Shown(content(""))
            yield _paragraph(part)
        case Outcome(sign=sign, text=text):
            yield Shown(content(text), content((f"[{sign}] ", f"bold {_SIGNS[sign]}")))
        case Bullets(items=items):
            for item in items:
                yield _paragraph(item, "  ")
        case Choices(heading=heading, items=choices):
            yield Shown(content(""))
            yield Shown(content((heading, "bold")))
            # Credits are right-aligned, so that all words begin in one column.
            width = max((len(choice.credit) for choice in choices), default=0)
            for choice in choices:
                credit = content((f"  {choice.credit:>{width}}  ", _SOFT))
                yield Shown(content(choice.words), credit)
                yield Shown(content((choice.why, _SOFT)), content(" " * (width + 6)))
        case Table(rows=rows):
            for row in rows:
                yield Shown(content(row.line), content("  "))
        case Strip():
            yield from _strip(part)
        case Chart(label=label, table=table):
            yield Shown(content((label, "bold")))
            yield from _rows(table)
        case Bar():
            yield Shown(content(_bar(part)))


def _strip(strip: Strip) -> Iterator[Shown]:
    yield Shown(content((strip.label, "bold")))
    for phase, cells in by_phase(strip):
        moments = []
        for number, cell in cells:
            # A no-break space keeps a number, its sign and its word on one row.
            text = cell_text(number, cell).replace(" ", "\N{NO-BREAK SPACE}")
            moments += [(text, _SIGNS[cell.sign]), ("  ", "")]
        label = phase_label(phase)
        yield Shown(content(*moments[:-1]), content((f"{label}  " if label else "", _SOFT)))


def _paragraph(shown: Paragraph, margin: str = "") -> Shown:
    text = content(
        (f"{shown.label} " if shown.label else "", "bold"),
        (shown.text, _ROLES.get(shown.role, "")),
        (f" {shown.aside}" if shown.aside else "", _SOFT),
    )
    return Shown(text, content(margin))


def _bar(bar: Bar) -> str:
    """Return a percentage as a bar of characters, with a ``|`` at the chance line."""
    filled = round(bar.percent / 100 * _CELLS)
    cells = list(("#" * filled).ljust(_CELLS, "."))[:_CELLS]
    # There are one fewer cells than values from 0 to 40: the highest shares the last cell.
    cells[min(_CELLS - 1, round(bar.chance / 100 * _CELLS))] = "|"
    return f"{bar.name} [{''.join(cells)}] {bar.legend}"
