"""Caches on the disk: what this version of the program worked out and can work out again.

A cache file has lines of JSON, each behind the checksum of its text and of the ``form`` it was written in. A line that is
damaged, cut, changed by hand or of another form is not there for us, and is made anew. The checksum is no signature, so whoever
reads a line still checks every value in it, with the functions at the end of this module.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from zlib import crc32

from simulator import __version__
from simulator.library.files import read_file, write_atomically
from simulator.scenario.text import forbidden_character

T = TypeVar("T")

LONGEST_TEXT = 100_000
"""Characters that a text in a cache may have: no file of a scenario has more in one place."""

LARGEST_NUMBER = 10**18
MOST_PERCENT = 100.001

_DAMAGED = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    MemoryError,
)
"""What reading a cache may raise that is not there, or is not one of ours any more."""


def cached(file: Path, form: str, most: int, decode: Callable[[list[Any]], T]) -> T | None:
    """Return what ``decode`` makes of the lines of a cache file; None if the file is missing or damaged in any way.

    ``most`` is the number of bytes that such a file may have; ``decode`` may raise what wrong data raise.
    """
    try:
        data = read_file(file, most)
        if len(data) > most or not data.endswith(b"\n"):
            return None
        return decode([_line(line, form) for line in data[:-1].split(b"\n")])
    except _DAMAGED:
        return None


def cache(file: Path, form: str, lines: Sequence[Any]) -> None:
    """Write a cache file that only its owner can read; if that is not possible, nothing is lost but time."""
    with suppress(OSError, ValueError):
        make_private(file.parent)
        write_atomically(
            file, b"".join(_written(line, form) for line in lines), private=True, durable=False
        )


def make_private(folder: Path) -> None:
    """Make a folder, and those it is in, if they are missing; only their owner can look into them, whatever the umask is."""
    missing = [folder, *folder.parents]
    missing = missing[: next((i for i, one in enumerate(missing) if one.exists()), len(missing))]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def form_of(*parts: object) -> str:
    """Return the form of a cache of this version of the program: it changes with each of these parts."""
    return "/".join(map(str, (__version__, *parts)))


def _written(data: Any, form: str) -> bytes:
    text = json.dumps(data, separators=(",", ":"), allow_nan=False).encode("ascii")
    return b"%s %s\n" % (_checksum(text, form), text)


def _line(line: bytes, form: str) -> Any:
    checksum, _, text = line.partition(b" ")
    if checksum != _checksum(text, form):
        raise ValueError("damaged, or of another form")
    return json.loads(text, parse_constant=_refuse)


def _checksum(text: bytes, form: str) -> bytes:
    return b"%08x" % crc32(
        text, crc32(form.encode())
    )  # hashlib would be most of the time that 'list' takes


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def text_in(value: Any) -> str:
    """Return a text that may be shown; raise ValueError for anything else."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or forbidden_character(value):
        raise ValueError("not a text that may be shown")
    return value


def whole_in(value: Any, low: int = 0, high: int = LARGEST_NUMBER) -> int:
    """Return a whole number within these bounds; raise ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError("not such a whole number")
    return value


def percent_in(value: Any) -> float:
    """Return a percent; raise ValueError for anything else. Sums of floats may come out a little above 100."""
    if (
        not isinstance(value, int | float)
        or isinstance(value, bool)
        or not 0 <= value <= MOST_PERCENT
    ):
        raise ValueError("not a percent")
    return float(value)


def list_in(value: Any, length: int | None = None) -> list[Any]:
    """Return a list, of this length if there is one; raise ValueError for anything else."""
    if not isinstance(value, list) or length not in (None, len(value)):
        raise ValueError("not such a list")
    return value


def texts_in(value: Any) -> tuple[str, ...]:
    """Return a list of texts as a tuple; raise ValueError for anything else."""
    return tuple(text_in(one) for one in list_in(value))


def stamp(files: Iterable[Path]) -> list[list[Any]]:
    """Return what tells whether files have changed: name, size, times and number on the disk of each; nothing is read.

    The time of the last change of a file's entry (ctime) is among them, because programs can set the other back, and the number
    (inode) changes when an editor puts a new file in the old one's place.
    """
    found: list[list[Any]] = []
    for file in files:
        status = file.stat()
        found.append(
            [file.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        )
    return found
