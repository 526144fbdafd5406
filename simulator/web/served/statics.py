"""The static files of the served room: read once, under addresses that change with their contents.

A browser may keep such a file for ever. After an update of the program the address is another one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from simulator.web.pages.statics import TYPES, static_files

FOLDER: Final = "/static/"
FOR_EVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Statics:
    """The contents and content types of the files by their names; ``digest`` is of all of them.

    One digest for all files, because a script imports others by their names.
    """

    digest: str
    files: Mapping[str, tuple[bytes, str]]

    @property
    def prefix(self) -> str:
        """What is written before the name of a file in a link to it."""
        return f"{FOLDER}{self.digest}/"

    def at(self, path: str) -> tuple[bytes, str] | None:
        """Return contents and type of the file with this address, or None if there is none."""
        return self.files.get(path.removeprefix(self.prefix)) if self.has(path) else None

    def has(self, path: str) -> bool:
        """Whether an address is one of static files as they are now."""
        return path.startswith(self.prefix)


def statics() -> Statics:
    """Read all static files."""
    found = {}
    whole = hashlib.sha256()
    for name, file in sorted(static_files().items()):
        contents = file.read_bytes()
        # With the lengths, no two sets of files make the same bytes.
        whole.update(f"{name}\0{len(contents)}\0".encode() + contents)
        found[name] = (contents, TYPES[PurePosixPath(name).suffix])
    return Statics(whole.hexdigest()[:16], found)
