"""Where a command's text goes: the terminal, or a file that was named."""

from pathlib import Path
from typing import TextIO

from simulator.cli.refusal import Refusal
from simulator.scenario.text import clean_line


def put_out(text: str, file: str | None) -> None:
    """Print ``text``, or write it to ``file``; a refusal says why that cannot be written."""
    if file is None:
        print(text, end="")
        return
    try:
        Path(file).write_text(text, "utf-8")
    except OSError as error:
        raise Refusal(f"'{clean_line(file)}' cannot be written: {error.strerror}.") from error


BARS = "█▌"
PLAIN_BARS = "#-"


def bars_for(stream: TextIO) -> str:
    """The signs for a whole and a half step of a bar that this stream can write."""
    try:
        BARS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN_BARS
    return BARS
