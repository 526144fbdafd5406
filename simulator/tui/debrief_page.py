"""Write a section of a page as content of the full screen."""

from collections.abc import Iterator

from textual.content import Content

from simulator.render.sections import (
    Bar,
    Bullets,
    Choices,
    Outcome,
    Paragraph,
    Part,
    Role,
    Section,
    Sign,
    Table,
)
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

_ROLES: dict[Role, str] = {"lead": "bold", "soft": _SOFT, "about": "italic", "reason": _SOFT}
"""The styles of paragraphs; other roles have none."""

_CELLS = 40
"""The length of the bar."""


def section_text(section: Section) -> Content:
    """Return a section, its heading first."""
    rows = []
    if section.heading:
        rows.append(content((section.heading, _HEADING), (f"  {section.aside}", _SOFT)))
    for part in section.parts:
        rows += _rows(part)
    return lines(*rows)


def _rows(part: Part) -> Iterator[Content]:
    match part:
        case Paragraph():
            if part.role == "better":
                yield content("")
            yield _paragraph(part)
        case Outcome(sign=sign, text=text):
            yield content((f"[{sign}] ", f"bold {_SIGNS[sign]}"), text)
        case Bullets(items=items):
            for item in items:
                yield _paragraph(item, "  ")
        case Choices(heading=heading, items=choices):
            yield content("")
            yield content((heading, "bold"))
            for choice in choices:
                yield content((f"  {choice.credit}  ", _SOFT), choice.words)
                yield content((f"      {choice.why}", _SOFT))
        case Table(rows=rows):
            for row in rows:
                yield content(f"  {row.line}")
        case Bar():
            yield content(_bar(part))


def _paragraph(shown: Paragraph, margin: str = "") -> Content:
    return content(
        (f"{margin}{shown.label} " if shown.label else margin, "bold"),
        (shown.text, _ROLES.get(shown.role, "")),
        (f" {shown.aside}" if shown.aside else "", _SOFT),
    )


def _bar(bar: Bar) -> str:
    """Return a percentage as a bar of characters, with a ``|`` at the chance line."""
    filled = round(bar.percent / 100 * _CELLS)
    cells = list(("#" * filled).ljust(_CELLS, "."))[:_CELLS]
    # There are one fewer cells than values from 0 to 40: the highest shares the last cell.
    cells[min(_CELLS - 1, round(bar.chance / 100 * _CELLS))] = "|"
    return f"{bar.name} [{''.join(cells)}] {bar.legend}"
