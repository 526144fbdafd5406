"""The workspace: everything that the program reads or writes, passed to whoever needs it.

That is the folder of the shipped scenarios with its catalogue, the folders of the learner's data
and of the cache, and the clock. A command makes its workspace from the environment
(``simulator/cli/environment.py``); tests make their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.library.file_cache import FileCache

if TYPE_CHECKING:
    from simulator.scenario.catalogue import Catalogue

STORE = "learner.sqlite3"
SETTINGS = "config.yaml"
PACKS = "packs"
DEBRIEFS = "debriefs"
WEB_KEYS = "web-keys"

Clock = Callable[[], datetime]
"""Returns the current time, with its time zone."""


class NoFolder(Exception):
    """No folder to write to could be determined; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The absolute paths of the folders that the program writes to; they may not exist yet."""

    data: Path
    cache: Path


def utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)  # no slots: a cached property is saved in the instance's __dict__
class Workspace:
    """The folders, the catalogue and the clock of one run of the program.

    ``shipped`` is the folder of the shipped scenarios, with ``catalogue/``, ``formats/`` and
    ``programmes/``. ``folders`` is NoFolder if the environment names none; then only the properties
    that need one raise it, because many commands need none. ``loaded`` is the catalogue, if it is
    loaded already. ``owner`` is the id of the person whose plays are used, on a server for many.
    """

    shipped: Path
    folders: Folders | NoFolder
    clock: Clock = utc_now
    loaded: "Catalogue | None" = None
    owner: str = ""

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The shipped catalogue and formats, loaded on first use; raises BrokenCatalogue."""
        if self.loaded is not None:
            return self.loaded
        from simulator.library.catalogue_files import load_catalogue

        return load_catalogue(self.shipped)

    @property
    def data(self) -> Path:
        """The folder of the learner's data; raises NoFolder."""
        return self._folders.data

    @property
    def store_file(self) -> Path:
        """The file of the learner's store, a single SQLite database; raises NoFolder."""
        return self._folders.data / STORE

    @property
    def settings_file(self) -> Path:
        """The file of the learner's settings (``practice/settings.py``); raises NoFolder."""
        return self._folders.data / SETTINGS

    @property
    def packs(self) -> Path:
        """The folder of installed packs; raises NoFolder."""
        return self._folders.data / PACKS

    @property
    def debriefs(self) -> Path:
        """The folder of the debriefs that the learner saves as pages; raises NoFolder."""
        return self._folders.data / DEBRIEFS

    @property
    def cache(self) -> FileCache:
        """The cache; raises NoFolder."""
        return FileCache(self._folders.cache, self.owner)

    def now(self) -> str:
        """Return the current time in UTC, to the second, in ISO format."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")

    @property
    def _folders(self) -> Folders:
        if isinstance(self.folders, NoFolder):
            raise self.folders
        return self.folders
