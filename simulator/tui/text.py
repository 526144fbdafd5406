"""The one door through which text reaches a widget: cleaned once more, and never read as markup.

Textual passes control characters on to the terminal and runs ``[@click=...]`` found in a plain ``str``. So no widget is given a
``str``: it is given the ``Content`` (or, in the transcript, the rich ``Text``) that this module makes.
"""

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.content import Content

from simulator.scenario.text import clean_text

Part = str | tuple[str, str]
"""A text, or a text with a style such as ``bold`` or ``$accent``."""


def content(*parts: Part) -> Content:
    """Join parts into what a widget can show."""
    return Content.assemble(
        *(clean_text(p) if isinstance(p, str) else (clean_text(p[0]), p[1]) for p in parts)
    )


def lines(*rows: Content) -> Content:
    """Put rows under one another."""
    return Content("\n").join(rows)


def numbered(number: int, text: str) -> Table:
    """A numbered line of a list, whose further rows stand under the first."""
    row = Table.grid(padding=(0, 1))
    row.add_column(width=2, justify="right", style="bold")
    row.add_column(
        overflow="fold"
    )  # a text without spaces would otherwise be cut after its first row
    row.add_row(Text(str(number)), Text(clean_text(text)))
    return row


def rich_text(text: str, style: Style) -> Text:
    """A text for the transcript, which wraps and draws its own lines."""
    return Text(clean_text(text), style=style, end="")


def joined(*parts: Text) -> Text:
    """Put texts beside one another, each in its own style."""
    whole = Text(end="")
    for part in parts:
        whole.append_text(part)
    return whole
