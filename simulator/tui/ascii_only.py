"""Drawings in ASCII for a terminal whose encoding has no other characters.

Borders, scroll bars and ellipses are drawn by Textual in many places, so they are replaced where
all of them pass: in a filter of the finished rows. Everything has an ASCII form of one cell here.
"""

import sys

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_FORMS = {
    "-": "─━┄┅┈┉╌╍╴╶╸╺╼╾═‐‑‒–—―▔▁▂▃🭶🭷",  # noqa: RUF001 - these are replaced
    "|": "│┃┆┇┊┋╎╏╵╷╹╻╽╿║▏▎▍▌▕▐",
    "+": "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┳┴┻┼╋╔╗╚╝╠╣╦╩╬╭╮╯╰▗▖▝▘",
    "#": "█▓▄▅▆▇▀▊▋▉■",
    "%": "▒",
    ":": "░",
    ".": "…·•",
    ">": "►▶▸→›",  # noqa: RUF001 - as above
    "<": "◄◀◂←‹",  # noqa: RUF001 - as above
    "^": "▲↑",
    "v": "▼▾↓",
    "*": "◆●",
    "o": "◇○",
    "_": "□",
    "'": "‘’",  # noqa: RUF001 - as above
    '"': "“”",
    " ": "\N{NO-BREAK SPACE}",
}

_TABLE = str.maketrans({sign: form for form, signs in _FORMS.items() for sign in signs})


def writes_unicode() -> bool:
    """Return True if the terminal accepts Unicode; the screen is drawn on standard error."""
    # Textual replaces ``sys.stderr`` while the app runs.
    return "utf" in (getattr(sys.__stderr__, "encoding", "") or "").lower()


class AsciiOnly(LineFilter):
    """Replaces the characters of drawings; letters that ASCII lacks are left to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a row in ASCII."""
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(_TABLE), segment.style, segment.control)
            for segment in segments
        ]
