"""Where the program writes: one folder, which ``BALINT_SIM_HOME`` moves."""

import os
from pathlib import Path

STORE = "learner.sqlite3"
CONFIG = "config.yaml"


def home() -> Path:
    """The folder of everything that the program writes; it may not exist yet."""
    chosen = os.environ.get("BALINT_SIM_HOME")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("balint-simulator", appauthor=False)


def store_file() -> Path:
    """The learner's store: one file that can be copied."""
    return home() / STORE


def config_file() -> Path:
    """What the learner wishes otherwise (``simulator/learner/settings.py``); it may not exist."""
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
