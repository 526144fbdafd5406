"""The folders the program writes to; ``BALINT_SIM_HOME`` overrides the defaults."""

import os
from pathlib import Path

from simulator.messages import say

STORE = "learner.sqlite3"
CONFIG = "config.yaml"


class NoFolder(Exception):
    """No folder to write to could be determined; the message says why and what to do."""


def home() -> Path:
    """Return the absolute path of the folder for the program's data; it may not exist yet.

    Raise NoFolder if the environment gives none: for an unknown user, a user without a home, or a
    relative path in a folder that was deleted.
    """
    chosen = os.environ.get("BALINT_SIM_HOME")
    return _chosen(chosen) if chosen else _usual()


def _chosen(chosen: str) -> Path:
    try:
        return Path(os.path.abspath(Path(chosen).expanduser()))
    except RuntimeError as error:
        raise NoFolder(say("files.unknown_home", folder=chosen)) from error
    except FileNotFoundError as error:
        raise NoFolder(say("files.relative_home", folder=chosen)) from error


def _usual() -> Path:
    from platformdirs import user_data_path

    try:
        found = user_data_path("balint-simulator", appauthor=False)
    except RuntimeError as error:
        raise NoFolder(say("files.no_home")) from error
    if not found.is_absolute():  # older versions of platformdirs leave an unknown '~' as it is
        raise NoFolder(say("files.no_home"))
    return found


def store_file() -> Path:
    """Return the file of the learner's store, a single SQLite database."""
    return home() / STORE


def config_file() -> Path:
    """Return the file of the learner's settings (``simulator/practice/settings.py``).

    It may not exist.
    """
    return home() / CONFIG


def packs_folder() -> Path:
    """Return the folder of installed packs; it may not exist yet."""
    return home() / "packs"


def caches() -> Path:
    """Return the folder of caches; it may not exist yet.

    It is inside ``BALINT_SIM_HOME``, if that is set, and otherwise the user's cache folder.
    """
    if os.environ.get("BALINT_SIM_HOME"):
        return home() / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("balint-simulator", appauthor=False)


def exact_folder() -> Path:
    """Return the folder of cached exact values of scenarios; it may not exist yet."""
    return caches() / "exact"
