"""Write a command's text to the terminal, or to a named file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from simulator.cli.refusal import Refusal
from simulator.messages import say
from simulator.scenario.text import forbidden_character

if TYPE_CHECKING:
    from simulator.render.sections import Page

LEAST_COLUMNS = 30
"""A narrower terminal folds the lines itself."""


def put_out(text: str, file: str | None) -> None:
    """Print ``text``, or write it to ``file``; raise Refusal if that cannot be written."""
    if file is None:
        print(text, end="")
        return
    # A lone surrogate, from a file name that is not UTF-8, cannot be encoded.
    write_out(text.encode("utf-8", "replace"), Path(file))


def put_pdf(page: "Page", file: str | None) -> None:
    """Write a page to ``file`` as PDF; raise Refusal if PDF or the file cannot be written."""
    from simulator.render.write_pdf import NoPdf, write_pdf

    if file is None:
        raise Refusal(say("cli.pdf_needs_file"), 2)
    try:
        made = write_pdf(page)
    except NoPdf as error:
        raise Refusal(str(error)) from error
    write_out(made, Path(file))


def write_out(data: bytes, file: Path) -> None:
    """Write a requested file atomically; raise Refusal if that fails."""
    from simulator.library.files import reason, shown, write_atomically

    try:
        # A file that the user asked for is no secret, but has to survive a power cut once reported.
        write_atomically(file, data, private=False, durable=True)
    except OSError as error:
        why = reason(error)
        raise Refusal(say("files.unwritable", file=shown(file), reason=why)) from error


def folded(text: str, first: str = "", then: str = "") -> list[str]:
    """Return the lines of a text, folded to the terminal's width (80 in a pipe), with indents."""
    from shutil import get_terminal_size

    from simulator.render.widths import wrap

    cells = max(get_terminal_size().columns, LEAST_COLUMNS)
    return wrap(text, cells, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


def put_json(data: Any) -> None:
    """Print plain data as JSON for another program, preserving every character.

    A character that must not be shown, or that standard output cannot encode, is escaped; in text
    for people it would be replaced.
    """
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2)
    if forbidden_character(text) is not None or not writes(sys.stdout, text):
        # DEL is the only forbidden ASCII character that JSON does not escape itself.
        text = json.dumps(data, indent=2).replace("\x7f", r"\u007f")
    print(text)


BARS = "█▌"
PLAIN_BARS = "#-"


def bars_for(stream: TextIO) -> str:
    """Return the characters for a whole and a half step of a bar that this stream can write."""
    return BARS if writes(stream, BARS) else PLAIN_BARS


def writes(stream: TextIO, text: str) -> bool:
    """Return whether this stream can encode every character of ``text``."""
    try:
        # ``io.StringIO`` has no encoding.
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
