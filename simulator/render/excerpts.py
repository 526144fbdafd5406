"""Shorten a quotation to whole sentences if possible, with a sign for what is left out."""

import re

from simulator.render.widths import width

LEFT_OUT = "..."
"""The sign for what was left out; it is the same in every encoding."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")

_LEAST = 0.4
"""The share of the room that whole sentences must fill; otherwise a sentence is cut."""


def first_words(text: str, cells: int) -> str:
    """Return a text, or its beginning if it is wider than ``cells``."""
    return _shortened(text, cells, at_end=True)


def last_words(text: str, cells: int) -> str:
    """Return a text, or its end if it is wider than ``cells``."""
    return _shortened(text, cells, at_end=False)


def _shortened(text: str, cells: int, *, at_end: bool) -> str:
    text = " ".join(text.split())
    if width(text) <= cells:
        return text
    # The 1 is the space beside the sign.
    room = cells - width(LEFT_OUT) - 1
    kept = _fill(_SENTENCE.split(text), room, at_end=at_end)
    if width(kept) < _LEAST * room:
        kept = _fill(text.split(), room, at_end=at_end)
    return f"{kept} {LEFT_OUT}".lstrip() if at_end else f"{LEFT_OUT} {kept}".rstrip()


def _fill(pieces: list[str], room: int, *, at_end: bool) -> str:
    """Join as many pieces as have room, the first ones or (if cut at the front) the last."""
    kept: list[str] = []
    for piece in pieces if at_end else reversed(pieces):
        longer = [*kept, piece] if at_end else [piece, *kept]
        if width(" ".join(longer)) > room:
            break
        kept = longer
    return " ".join(kept)
