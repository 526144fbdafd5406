"""Make the text that widgets show: cleaned once more, and never parsed as markup.

Textual sends control characters to the terminal, and interprets ``[@click=...]`` in a plain
``str``. So no widget gets a ``str``, but the ``Content`` that this module returns (in the
transcript, the rich ``Text``).
"""

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.content import Content

from simulator.scenario.text import clean_text

Part = str | tuple[str, str]
"""A text, or a text with a style such as ``bold`` or ``$accent``."""


def content(*parts: Part) -> Content:
    """Join parts to a text that a widget can show."""
    return Content.assemble(*map(_cleaned, parts))


def _cleaned(part: Part) -> Part:
    if isinstance(part, str):
        return clean_text(part)
    text, style = part
    return clean_text(text), style


def lines(*rows: Content) -> Content:
    """Join rows with line breaks."""
    return Content("\n").join(rows)


def cut_at_a_word(text: Content, room: int) -> Content:
    """Return a text that fits into ``room`` columns: if it does not, its whole words that do."""
    if text.cell_length <= room:
        return text
    # Without the column of the ellipsis; a first word that does not fit is cut later on.
    (first, *_) = text.wrap(max(1, room - 1)) or [text]
    return first.rstrip(" ,") + content("…")


def numbered(number: int, *texts: str) -> Table:
    """Return a numbered entry of a list; all its rows are aligned, also those that wrap."""
    row = Table.grid(padding=(0, 1))
    row.add_column(width=2, justify="right", style="bold")
    row.add_column(overflow="fold")  # or a text without spaces would be cut after one row
    for i, text in enumerate(filter(None, texts)):
        row.add_row(Text(str(number) if i == 0 else ""), Text(clean_text(text)))
    return row


def rich_text(text: str, style: Style) -> Text:
    """Return a text for the transcript, which wraps and draws its own lines."""
    # ``end=""``, or Rich adds a line break to each row.
    return Text(clean_text(text), style=style, end="")


def joined(*parts: Text) -> Text:
    """Join texts, each in its own style."""
    whole = Text(end="")
    for part in parts:
        whole.append_text(part)
    return whole
