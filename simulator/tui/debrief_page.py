"""Write a section of a page as content of the full screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from simulator.render.sections import (
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
from simulator.tui.hanging import Flow
from simulator.tui.hanging import Paragraph as Shown
from simulator.tui.text import content

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

LEADS_TO = "moment"
"""The key in a style's ``meta`` of the moment that a click on a text leads to."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Parts of a section that make one widget; a piece that leads to a ``moment`` is a link."""

    parts: tuple[Part, ...]
    moment: str = ""


def section_paragraphs(section: Section) -> list[Shown]:
    """Return the paragraphs of a section, its heading first."""
    rows = [Shown(heading_text(section))] if section.heading else []
    return rows + shown_parts(section.parts)


def heading_text(section: Section) -> Content:
    """Return the heading of a section, with its aside."""
    return content((section.heading, _HEADING), (f"  {section.aside}", _SOFT))


def shown_parts(parts: Sequence[Part], hint: str | None = None) -> list[Shown]:
    """Return the paragraphs of these parts.

    With a ``hint``, the reasons of the other lines are left out: it says how to show them.
    """
    return [row for part in parts for row in _rows(part, hint)]


def pieces(section: Section) -> Iterator[Piece]:
    """Yield the parts of a section, apart from its heading, by the widgets that show them."""
    together: list[Part] = []
    for part in _one_by_one(section.parts):
        moment = _leads_to(part)
        if not moment:
            together.append(part)
            continue
        if together:
            yield Piece(tuple(together))
            together = []
        yield Piece((part,), moment)
    if together:
        yield Piece(tuple(together))


def _one_by_one(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts, with a list that has links as a list for each of its items."""
    for part in parts:
        if isinstance(part, Bullets) and any(item.moment for item in part.items):
            yield from (Bullets((item,)) for item in part.items)
        else:
            yield part


def _leads_to(part: Part) -> str:
    match part:
        case Paragraph(moment=moment) | Bullets(items=(Paragraph(moment=moment),)):
            return moment
        case _:
            return ""


def _rows(part: Part, hint: str | None = None) -> Iterator[Shown]:
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
        case Choices():
            yield from _choices(part, hint)
        case Table(rows=rows):
            for row in rows:
                yield Shown(content(row.line), content("  "))
        case Strip():
            yield from _strip(part)
        case Chart(label=label, table=table):
            yield Shown(content((label, "bold")))
            yield from _rows(table)


def _choices(part: Choices, hint: str | None) -> Iterator[Shown]:
    yield Shown(content(""))
    yield Shown(content((part.heading, "bold"), (f" {hint}" if hint else "", _SOFT)))
    # Credits are right-aligned, so that all words begin in one column.
    width = max((len(choice.credit) for choice in part.items), default=0)
    for choice in part.items:
        credit = content((f"  {choice.credit:>{width}}  ", _SOFT))
        yield Shown(content(choice.words), credit)
        if hint is None:
            yield Shown(content((choice.why, _SOFT)), content(" " * (width + 6)))


def _strip(strip: Strip) -> Iterator[Shown]:
    pieces = []
    for phase, cells in by_phase(strip):
        for place, (number, cell) in enumerate(cells):
            label = "" if place or not phase else f"{phase_label(phase)} "
            shown = content((cell_text(number, cell), _SIGNS[cell.sign]))
            meta = Style.from_meta({LEADS_TO: cell.moment})
            pieces.append(content((label, _SOFT)) + shown.stylize(meta))
    yield Flow(content(""), pieces=tuple(pieces))


def _paragraph(shown: Paragraph, margin: str = "") -> Shown:
    text = content(
        (f"{shown.label} " if shown.label else "", "bold"),
        (shown.text, _ROLES.get(shown.role, "")),
        (f" {shown.aside}" if shown.aside else "", _SOFT),
    )
    return Shown(text, content(margin))
