"""Caches on disk: results that this version of the program can compute again.

A cache file has lines of JSON, each preceded by a checksum of its text and of the ``form`` (the
format version) it was written in. If a line is damaged, cut off, edited or of another form, the
whole file is ignored and its contents are computed again. The checksum is not a signature, so the
reader still validates every value, with the functions at the end of this module.
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
"""Longest text in a cache, in characters; no text of a scenario file is longer."""

LARGEST_NUMBER = 10**18
MOST_PERCENT = 100.001  # sums of floats may be a little above 100

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
"""What reading a missing or damaged cache may raise."""


def cached(file: Path, form: str, most: int, decode: Callable[[list[Any]], T]) -> T | None:
    """Return ``decode(lines)`` of a cache file, or None if the file is missing or damaged.

    ``most`` is the largest size of the file in bytes. ``decode`` may raise any error in
    ``_DAMAGED`` for invalid data.
    """
    try:
        data = read_file(file, most)
        if len(data) > most or not data.endswith(b"\n"):
            return None
        return decode([_line(line, form) for line in data[:-1].split(b"\n")])
    except _DAMAGED:
        return None


def cache(file: Path, form: str, lines: Sequence[Any]) -> None:
    """Write a cache file that only its owner can read; ignore errors, as a cache is optional."""
    with suppress(OSError, ValueError):
        make_private(file.parent)
        write_atomically(
            file, b"".join(_written(line, form) for line in lines), private=True, durable=False
        )


def make_private(folder: Path) -> None:
    """Create a folder and its missing parents, readable by their owner only.

    Each is created by itself, because ``Path.mkdir(parents=True)`` gives ``mode`` to the last one
    only.
    """
    missing = [folder, *folder.parents]
    missing = missing[: next((i for i, one in enumerate(missing) if one.exists()), len(missing))]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def form_of(*parts: object) -> str:
    """Return the form of a cache; it changes with the program's version and each of ``parts``."""
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
    # not hashlib, whose import would take most of the time of the command 'list'
    return b"%08x" % crc32(text, crc32(form.encode()))


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def text_in(value: Any) -> str:
    """Return a text that is safe to show; raise ValueError for anything else."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or forbidden_character(value):
        raise ValueError("not a text that may be shown")
    return value


def whole_in(value: Any, low: int = 0, high: int = LARGEST_NUMBER) -> int:
    """Return a whole number within these bounds; raise ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError("not such a whole number")
    return value


def percent_in(value: Any) -> float:
    """Return a percentage from 0 to ``MOST_PERCENT``; raise ValueError for anything else."""
    if (
        not isinstance(value, int | float)
        or isinstance(value, bool)
        or not 0 <= value <= MOST_PERCENT
    ):
        raise ValueError("not a percent")
    return float(value)


def list_in(value: Any, length: int | None = None) -> list[Any]:
    """Return a list, of ``length`` items if given; raise ValueError for anything else."""
    if not isinstance(value, list) or length not in (None, len(value)):
        raise ValueError("not such a list")
    return value


def texts_in(value: Any) -> tuple[str, ...]:
    """Return a list of texts as a tuple; raise ValueError for anything else."""
    return tuple(text_in(one) for one in list_in(value))


def stamp(files: Iterable[Path]) -> list[list[Any]]:
    """Return each file's name, size, mtime, ctime and inode, which together reveal a change.

    No file is read. The ctime is included because programs can reset the mtime, and the inode
    because it changes when an editor replaces a file with a new one.
    """
    found: list[list[Any]] = []
    for file in files:
        status = file.stat()
        found.append(
            [file.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        )
    return found
