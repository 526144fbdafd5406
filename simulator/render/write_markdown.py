"""Write a page as Markdown; texts are escaped, so that nothing in them is read as markup."""

import re
from collections.abc import Iterator

from simulator.render.sections import (
    Bullets,
    Chart,
    Choices,
    Outcome,
    Page,
    Paragraph,
    Part,
    Strip,
    Table,
)
from simulator.render.strips import by_phase, cell_text, phase_label

# Not only CommonMark's: on some sites ``$`` begins a formula, ``:`` an emoji, ``~`` struck text,
# ``==`` a mark, and a name with a full stop is a link. What means nothing where it stands is left
# alone, because people read the file as it is: a full stop at the end of a sentence, a hyphen.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$=]|^[-+:]|:(?=\S)|\.(?=[^\W\d])")

_BEGINS_A_LIST = re.compile(r"(\d{1,9})([.)])")


def write_markdown(page: Page) -> str:
    """Return a page as Markdown."""
    return "\n\n".join(_blocks(page)) + "\n"


def escape_markdown(text: str) -> str:
    """Escape ``text`` so that Markdown shows it literally, on one line."""
    # A line break would end a heading, an item of a list or the row of a table.
    escaped = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    if match := _BEGINS_A_LIST.match(escaped):
        return f"{match[1]}\\{escaped[match.end(1) :]}"
    return escaped


def _blocks(page: Page) -> Iterator[str]:
    yield f"# {escape_markdown(page.heading)}"
    if page.day:
        yield escape_markdown(page.day)
    for section in page.sections:
        if section.heading:
            heading = f"{section.heading} {section.aside}".strip()
            yield f"{'#' * section.level} {escape_markdown(heading)}"
        for part in section.parts:
            yield from _block(part)


def _block(part: Part) -> Iterator[str]:
    match part:
        case Paragraph():
            yield _paragraph(part)
        case Outcome(sign=sign, text=text):
            yield escape_markdown(f"[{sign}] {text}")
        case Bullets(items=items):
            yield "\n".join(f"* {_labelled(item)}" for item in items)
        case Choices(heading=heading, items=choices):
            yield escape_markdown(heading)
            lines = []
            for choice in choices:
                line = f"{choice.credit}: {choice.words} {choice.why}"
                lines.append(f"* {escape_markdown(line)}")
            yield "\n".join(lines)
        case Table(heads=heads, rows=rows):
            # Not by ``_row``, which would escape the dashes.
            table = [_row(heads), "| --- " * len(heads) + "|"]
            table += (_row(row.cells) for row in rows)
            yield "\n".join(table)
        case Strip():
            yield "\n".join(_strip(part))
        case Chart(label=label, table=table):
            yield escape_markdown(label)
            yield from _block(table)


def _strip(strip: Strip) -> Iterator[str]:
    for phase, cells in by_phase(strip):
        moments = ", ".join(cell_text(number, cell) for number, cell in cells)
        label = f"**{escape_markdown(phase_label(phase))}** " if phase else ""
        yield f"* {label}{escape_markdown(moments)}"


def _paragraph(shown: Paragraph) -> str:
    match shown.role:
        case "lead":
            return f"**{escape_markdown(shown.text)}**"
        case "said":
            return f"> {_labelled(shown)}"
        case "phase":
            return f"### {escape_markdown(shown.text)}"
        case "stage":
            return f"*{escape_markdown(shown.text)}*"
        case _:
            return _labelled(shown)


def _labelled(shown: Paragraph) -> str:
    label = f"**{escape_markdown(shown.label)}** " if shown.label else ""
    return f"{label}{escape_markdown(f'{shown.text} {shown.aside}')}"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(escape_markdown, cells))} |"
