"""Where the program writes: one folder, which ``BALINT_SIM_HOME`` moves."""

import os
from pathlib import Path

STORE = "learner.sqlite3"
CONFIG = "config.yaml"


class NoFolder(Exception):
    """There is no folder to write into; the sentence says why, and what to do."""


def home() -> Path:
    """Return the folder of everything that the program writes, as an absolute path; it may not exist yet.

    Raises NoFolder where the environment names none: an unknown user's, or a user's who has no home.
    """
    chosen = os.environ.get("BALINT_SIM_HOME")
    return _chosen(chosen) if chosen else _usual()


def _chosen(chosen: str) -> Path:
    try:
        return Path(os.path.abspath(Path(chosen).expanduser()))
    except RuntimeError as error:
        sentence = f"BALINT_SIM_HOME is '{chosen}', and there is no such user or home here. Set it to a folder."
        raise NoFolder(sentence) from error
    except FileNotFoundError as error:
        sentence = f"BALINT_SIM_HOME is '{chosen}', and the folder you are in does not exist any more. Give the whole path."
        raise NoFolder(sentence) from error


def _usual() -> Path:
    from platformdirs import user_data_path

    sentence = "You have no home folder here. Set BALINT_SIM_HOME to a folder that the program may write to."
    try:
        found = user_data_path("balint-simulator", appauthor=False)
    except RuntimeError as error:
        raise NoFolder(sentence) from error
    if (
        not found.is_absolute()
    ):  # older versions of platformdirs leave a '~' that they cannot fill in
        raise NoFolder(sentence)
    return found


def store_file() -> Path:
    """The learner's store: one file that can be copied."""
    return home() / STORE


def config_file() -> Path:
    """What the learner wishes otherwise (``simulator/practice/settings.py``); it may not exist."""
    return home() / CONFIG


def packs_folder() -> Path:
    """Where packs of scenarios are installed; it may not exist yet."""
    return home() / "packs"


def caches() -> Path:
    """The folder of what can be worked out anew; it may not exist yet. It is part of the home that was chosen, if one was."""
    if os.environ.get("BALINT_SIM_HOME"):
        return home() / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("balint-simulator", appauthor=False)


def exact_folder() -> Path:
    """Where the exact values of scenarios are cached; it may not exist yet."""
    return caches() / "exact"
