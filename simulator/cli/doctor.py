"""``balint-sim doctor``: print versions, folders and terminal, for a bug report."""

import argparse
import platform
import shutil
import sys
from typing import TYPE_CHECKING

from simulator.cli.environment import terminal_variables
from simulator.library.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.library.files import Unreadable
    from simulator.practice.settings import Slip

HELP = "Show versions, folders and what the terminal can do."
_LIBRARIES = ("textual", "rich", "PyYAML", "pydantic", "Jinja2", "platformdirs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""


def run(args: argparse.Namespace, workspace: Workspace) -> int:
    """Print what a maintainer would ask for; nothing in it is personal except the folder's name."""
    for name, value in report(workspace):
        print(f"{name:<16} {value}")
    return 0


def report(workspace: Workspace) -> list[tuple[str, str]]:
    """Return names and values, in display order."""
    import sqlite3
    from importlib.metadata import version

    from simulator import __version__
    from simulator.library.scenarios import scenario_files
    from simulator.plain.terminal import why_plain
    from simulator.store.database import new_enough

    variables = terminal_variables()
    size = shutil.get_terminal_size()
    plain = why_plain(sys.stdin, sys.stdout, sys.stderr, variables)
    return [
        ("balint-sim", __version__),
        ("Python", f"{platform.python_version()} on {platform.system()}"),
        (
            "sqlite",
            f"{sqlite3.sqlite_version}{'' if new_enough() else ' (too old to save sessions)'}",
        ),
        *((name, version(name)) for name in _LIBRARIES),
        ("scenarios", f"{len(scenario_files(workspace.shipped))} in {workspace.shipped}"),
        *_folders(workspace),
        (
            "terminal",
            f"{variables.get('TERM', 'unknown')}, {size.columns} x {size.lines}, "
            f"{sys.stdout.encoding}",
        ),
        (
            "colour",
            "off (NO_COLOR)"
            if variables.get("NO_COLOR")
            else variables.get("COLORTERM", "256 or fewer"),
        ),
        ("screen", f"plain: {plain}" if plain else "full"),
    ]


def _folders(workspace: Workspace) -> list[tuple[str, str]]:
    """Return where data and settings are, or why those folders cannot be found."""
    from simulator.library.workspace import NoFolder

    try:
        data, store, settings = workspace.data, workspace.store_file, workspace.settings_file
        return [
            ("data", f"{data} ({_state(store, 'nothing saved yet')})"),
            ("settings", f"{settings} ({_state(settings, 'none; using defaults')})"),
            *(("", str(slip)) for slip in _slips(workspace)),
            *(("not readable", str(folder)) for folder in _unreadable(workspace)),
        ]
    except NoFolder as problem:
        return [("data", str(problem)), ("settings", "none; using defaults")]


def _state(file: "Path", absent: str) -> str:
    """Return the state of a file in words; ``absent`` if it does not exist."""
    from simulator.library.files import look

    found = look(file)
    if found == "nothing":
        return absent
    return "in use" if found == "file" else "cannot be read"


def _unreadable(workspace: Workspace) -> "list[Unreadable]":
    """Return the folders of the program that cannot be listed."""
    from simulator.library.files import files_in
    from simulator.library.find import library_files

    unreadable: list[Unreadable] = []
    files_in(workspace.data, "", unreadable)
    library_files(workspace, unreadable)
    return unreadable


def _slips(workspace: Workspace) -> "tuple[Slip, ...]":
    """Return the mistakes in the settings."""
    from simulator.practice.settings import load
    from simulator.tui.key_settings import checked

    return checked(load(workspace.settings_file)).slips
