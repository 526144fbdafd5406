"""The one door through which text reaches a widget: cleaned once more, and never read as markup.

Textual passes control characters on to the terminal and runs ``[@click=...]`` found in a plain ``str``. So no widget is given a
``str``: it is given the ``Content`` (or, in the transcript, the rich ``Text``) that this module makes.
"""

from rich.style import Style
from rich.text import Text
from textual.content import Content

from simulator.scenario.text import clean_text

Part = str | tuple[str, str]
"""A text, or a text with a style such as ``bold`` or ``$accent``."""


def content(*parts: Part) -> Content:
    """Join parts into what a widget can show."""
    return Content.assemble(*(clean_text(p) if isinstance(p, str) else (clean_text(p[0]), p[1]) for p in parts))


def lines(*rows: Content) -> Content:
    """Put rows under one another."""
    return Content("\n").join(rows)


def rich_text(text: str, style: Style) -> Text:
    """A text for the transcript, which wraps and draws its own lines."""
    return Text(clean_text(text), style=style, end="")
