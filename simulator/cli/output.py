"""Where a command's text goes: the terminal, or a file that was named."""

from pathlib import Path
from typing import TextIO

from simulator.cli.refusal import Refusal


def put_out(text: str, file: str | None) -> None:
    """Print ``text``, or write it to ``file``; a refusal says why that cannot be written."""
    if file is None:
        print(text, end="")
        return
    write_out(text.encode("utf-8", "replace"), Path(file))


def write_out(data: bytes, file: Path) -> None:
    """Write a file that was asked for, as a whole; a refusal says why that cannot be done."""
    from simulator.authoring.files import reason, shown, write_atomically

    try:
        write_atomically(file, data, private=False, durable=True)
    except OSError as error:
        raise Refusal(f"'{shown(file)}' cannot be written: {reason(error)}.") from error


BARS = "█▌"
PLAIN_BARS = "#-"


def bars_for(stream: TextIO) -> str:
    """The signs for a whole and a half step of a bar that this stream can write."""
    try:
        BARS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN_BARS
    return BARS
