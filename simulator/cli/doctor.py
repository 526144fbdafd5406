"""``balint-sim doctor``: print versions, folders and terminal, for a bug report."""

import argparse
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.library.files import Unreadable
    from simulator.practice.settings import Slip

HELP = "Show versions, folders and what the terminal can do."
_LIBRARIES = ("textual", "rich", "PyYAML", "pydantic", "Jinja2", "platformdirs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""


def run(args: argparse.Namespace) -> int:
    """Print what a maintainer would ask for; nothing in it is personal except the folder's name."""
    for name, value in report():
        print(f"{name:<16} {value}")
    return 0


def report() -> list[tuple[str, str]]:
    """Return names and values, in display order."""
    import sqlite3
    from importlib.metadata import version

    from simulator import __version__
    from simulator.library.scenarios import scenario_files, shipped
    from simulator.plain.terminal import why_plain
    from simulator.store.database import new_enough

    size = shutil.get_terminal_size()
    plain = why_plain(sys.stdin, sys.stdout, sys.stderr, os.environ)
    return [
        ("balint-sim", __version__),
        ("Python", f"{platform.python_version()} on {platform.system()}"),
        (
            "sqlite",
            f"{sqlite3.sqlite_version}{'' if new_enough() else ' (too old to save sessions)'}",
        ),
        *((name, version(name)) for name in _LIBRARIES),
        ("scenarios", f"{len(scenario_files(shipped()))} in {shipped()}"),
        *_folders(),
        (
            "terminal",
            f"{os.environ.get('TERM', 'unknown')}, {size.columns} x {size.lines}, "
            f"{sys.stdout.encoding}",
        ),
        (
            "colour",
            "off (NO_COLOR)"
            if os.environ.get("NO_COLOR")
            else os.environ.get("COLORTERM", "256 or fewer"),
        ),
        ("screen", f"plain: {plain}" if plain else "full"),
    ]


def _folders() -> list[tuple[str, str]]:
    """Return where data and settings are, or why those folders cannot be found."""
    from simulator.library.folders import NoFolder, config_file, home, store_file

    try:
        return [
            ("data", f"{home()} ({_state(store_file(), 'nothing saved yet')})"),
            ("settings", f"{config_file()} ({_state(config_file(), 'none; using defaults')})"),
            *(("", str(slip)) for slip in _slips()),
            *(("not readable", str(folder)) for folder in _unreadable()),
        ]
    except NoFolder as problem:
        return [("data", str(problem)), ("settings", "none; using defaults")]


def _state(file: "Path", absent: str) -> str:
    """Return whether a file exists and can be read; ``absent`` if it does not exist."""
    from simulator.library.files import look

    found = look(file)
    if found == "nothing":
        return absent
    return "in use" if found == "file" else "cannot be read"


def _unreadable() -> "list[Unreadable]":
    """Return the folders of the program that cannot be listed."""
    from simulator.library.files import files_in
    from simulator.library.find import library_files
    from simulator.library.folders import home

    unreadable: list[Unreadable] = []
    files_in(home(), "", unreadable)
    library_files(unreadable)
    return unreadable


def _slips() -> "tuple[Slip, ...]":
    """Return the mistakes in the settings."""
    from simulator.practice.settings import load
    from simulator.tui.key_settings import checked

    return checked(load()).slips
