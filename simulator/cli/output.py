"""Where a command's text goes: the terminal, or a file that was named."""

import sys
from pathlib import Path
from typing import Any, TextIO

from simulator.cli.refusal import Refusal
from simulator.scenario.text import forbidden_character


def put_out(text: str, file: str | None) -> None:
    """Print ``text``, or write it to ``file``; a refusal says why that cannot be written."""
    if file is None:
        print(text, end="")
        return
    write_out(text.encode("utf-8", "replace"), Path(file))


def write_out(data: bytes, file: Path) -> None:
    """Write a file that was asked for, as a whole; a refusal says why that cannot be done."""
    from simulator.library.files import reason, shown, write_atomically

    try:
        write_atomically(file, data, private=False, durable=True)
    except OSError as error:
        raise Refusal(f"'{shown(file)}' cannot be written: {reason(error)}.") from error


def put_json(data: Any) -> None:
    """Print plain data as JSON for another program, which gets every character of it back.

    What may not be shown, or cannot be written to standard output, is escaped; in a text for people it would be replaced.
    """
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2)
    if forbidden_character(text) is not None or not writes(sys.stdout, text):
        text = json.dumps(data, indent=2).replace(
            "\x7f", r"\u007f"
        )  # the one that ASCII has and JSON leaves as it is
    print(text)


BARS = "█▌"
PLAIN_BARS = "#-"


def bars_for(stream: TextIO) -> str:
    """The signs for a whole and a half step of a bar that this stream can write."""
    return BARS if writes(stream, BARS) else PLAIN_BARS


def writes(stream: TextIO, text: str) -> bool:
    """Whether this stream can write every character of ``text``."""
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
