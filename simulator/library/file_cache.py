"""A cache on the disk: results that this version of the program can compute again, by key.

An entry is one line of JSON, preceded by a checksum of its text and of the ``form`` (the format
version) it was written in. An entry that is damaged, cut off, edited or of another form is ignored,
and its contents are computed again. The checksum is not a signature, so the reader still validates
every value, with the functions in ``cache_values.py``.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from zlib import crc32

from simulator import __version__
from simulator.library.files import read_file, write_atomically

T = TypeVar("T")

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
"""What reading a missing or damaged entry may raise."""


PEOPLE = "people"
"""The folder in which each person on a server has a folder, by id."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of cached results, with its limits.

    ``folder`` has the entries; it is relative to the folder of the cache, and empty for that folder
    itself. An entry of more than ``largest`` bytes is not read. With more than ``most`` entries, or
    ``most_bytes`` bytes together, the oldest ones are deleted (None: no limit). ``personal`` is
    what was computed from one person's plays: on a server, each person has a folder for it.
    """

    folder: str
    form: str
    largest: int
    most: int | None = None
    most_bytes: int | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class FileCache:
    """The cache in ``folder``, which may not exist yet; ``owner`` is whose it is on a server."""

    folder: Path
    owner: str = ""

    def get(self, kind: Kind, key: str, decode: Callable[[Any], T]) -> T | None:
        """Return ``decode(data)`` of an entry, or None if it is missing or damaged.

        ``decode`` may raise any error in ``_DAMAGED`` for invalid data.
        """
        try:
            text = read_file(self.file(kind, key), kind.largest)
            # An entry without its line break was cut off.
            if len(text) > kind.largest or not text.endswith(b"\n"):
                return None
            return decode(_decoded(text[:-1], kind.form))
        except _DAMAGED:
            return None

    def put(self, kind: Kind, key: str, data: Any) -> None:
        """Write an entry that only its owner can read; ignore errors, as a cache is optional."""
        file = self.file(kind, key)
        # Not durable: a lost entry is computed again, and every fsync takes milliseconds.
        with suppress(OSError, ValueError):
            _make_private(file.parent)
            write_atomically(file, encoded(data, kind.form), private=True, durable=False)
            _make_room(file.parent, kind)

    def file(self, kind: Kind, key: str) -> Path:
        """Return the file of an entry."""
        folder = self.personal if kind.personal else self.folder
        return folder / kind.folder / f"{key}.json"

    @property
    def personal(self) -> Path:
        """The folder of what was computed from the owner's plays."""
        return self.folder / PEOPLE / self.owner if self.owner else self.folder


def form_of(*parts: object) -> str:
    """Return the form of a cache; it changes with the program's version and each of ``parts``."""
    return "/".join(map(str, (__version__, *parts)))


def encoded(data: Any, form: str) -> bytes:
    """Return the contents of an entry: its checksum, the data as JSON, and a line break."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False).encode("ascii")
    return b"%s %s\n" % (_checksum(text, form), text)


def _decoded(line: bytes, form: str) -> Any:
    checksum, _, text = line.partition(b" ")
    if checksum != _checksum(text, form):
        raise ValueError("damaged, or of another form")
    return json.loads(text, parse_constant=_refuse)


def _checksum(text: bytes, form: str) -> bytes:
    # not hashlib, whose import would take most of the time of the command 'list'
    return b"%08x" % crc32(text, crc32(form.encode()))


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _make_private(folder: Path) -> None:
    """Create a folder and its missing parents, readable by their owner only.

    Each is created by itself, because ``Path.mkdir(parents=True)`` gives ``mode`` to the last one
    only.
    """
    missing = [folder, *folder.parents]
    missing = missing[: next((i for i, one in enumerate(missing) if one.exists()), len(missing))]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def _make_room(folder: Path, kind: Kind) -> None:
    """Delete the oldest entries if there are too many, or if they are too large together.

    A tenth more than necessary is deleted at once: reading the times of thousands of files is slow,
    and so happens only once in many calls.
    """
    if kind.most is None:
        return
    # The names are enough to count; sizes need the status of every file.
    too_many = len(os.listdir(folder)) > kind.most
    if too_many or kind.most_bytes is not None:
        most = kind.most - kind.most // 10 if too_many else kind.most
        _remove_oldest(folder, most, kind.most_bytes)


def _remove_oldest(folder: Path, most: int, most_bytes: int | None) -> None:
    """Delete all but the newest ``most`` files of a folder that fit into ``most_bytes``."""
    files = []
    with os.scandir(folder) as entries:
        for entry in entries:
            status = entry.stat()
            files.append((status.st_mtime_ns, status.st_size, entry.path))
    files.sort(reverse=True)
    used = 0
    for number, (_, size, path) in enumerate(files):
        used += size
        if number >= most or (most_bytes is not None and used > most_bytes):
            with suppress(FileNotFoundError):  # another program deleted it first
                os.unlink(path)
