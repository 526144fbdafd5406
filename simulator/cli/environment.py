"""The environment of the process: the one module that reads variables and finds folders by them.

``BALINT_SIM_HOME`` moves everything that the program writes. What the terminal can do follows from
``TERM``, ``COLORTERM`` and ``NO_COLOR``.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from simulator.library.workspace import Folders, NoFolder, Workspace
from simulator.messages import say

_NAME = "balint-simulator"


def workspace() -> Workspace:
    """Return the workspace of this process: the installed scenarios, the user's folders."""
    return Workspace(shipped_folder(), _folders())


def terminal_variables() -> Mapping[str, str]:
    """Return the variables that say what the terminal can do."""
    return os.environ


def shipped_folder() -> Path:
    """Return the folder of the shipped scenarios."""
    return _beside("_scenarios", "scenarios")


def pages_folder() -> Path:
    """Return the folder of the pages about findings, ``CODE.md``."""
    return _beside("_findings", "docs/findings")


def _beside(in_wheel: str, in_checkout: str) -> Path:
    """Return a folder of data: inside the package if it was built into a wheel, else beside it."""
    package = Path(__file__).resolve().parents[1]
    inside = package / in_wheel
    return inside if inside.is_dir() else package.parent / in_checkout


def _folders() -> Folders | NoFolder:
    """Return the folders to write to, or why there are none.

    There are none for an unknown user, a user without a home, or a relative path in a folder that
    was deleted.
    """
    # An empty BALINT_SIM_HOME counts as unset, or the current folder would be meant.
    chosen = os.environ.get("BALINT_SIM_HOME")
    try:
        return _chosen(chosen) if chosen else _usual()
    except NoFolder as none:
        # Returned, not raised: a command that writes nothing works without these folders.
        return none


def _chosen(chosen: str) -> Folders:
    try:
        # ``expanduser`` raises RuntimeError for ``~nobody``; ``abspath`` raises FileNotFoundError
        # for a relative path if the current folder was deleted.
        folder = Path(os.path.abspath(Path(chosen).expanduser()))
    except RuntimeError as error:
        raise NoFolder(say("files.unknown_home", folder=chosen)) from error
    except FileNotFoundError as error:
        raise NoFolder(say("files.relative_home", folder=chosen)) from error
    return Folders(folder, folder / "cache")


def _usual() -> Folders:
    from platformdirs import user_cache_path, user_data_path

    try:
        # Without ``appauthor=False`` the name would appear twice in the path on Windows.
        data = user_data_path(_NAME, appauthor=False)
        cache = user_cache_path(_NAME, appauthor=False)
    except RuntimeError as error:
        raise NoFolder(say("files.no_home")) from error
    if not data.is_absolute():  # older versions of platformdirs leave an unknown '~' as it is
        raise NoFolder(say("files.no_home"))
    return Folders(data, cache)
