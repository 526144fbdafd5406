"""``balint-sim doctor``: print versions, folders and terminal, for a bug report."""

import argparse
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.messages import say

if TYPE_CHECKING:
    from simulator.library.files import Unreadable
    from simulator.practice.settings import Slip

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
    from importlib.metadata import version

    from simulator import __version__
    from simulator.library.scenarios import scenario_files, shipped
    from simulator.plain.terminal import why_plain

    size = shutil.get_terminal_size()
    plain = why_plain(sys.stdin, sys.stdout, sys.stderr, os.environ)
    return [
        ("balint-sim", __version__),
        (
            "Python",
            say("cli_doctor.python", version=platform.python_version(), system=platform.system()),
        ),
        ("sqlite", _sqlite()),
        *((name, version(name)) for name in _LIBRARIES),
        (
            "scenarios",
            say("cli_doctor.scenarios", count=len(scenario_files(shipped())), folder=shipped()),
        ),
        *_folders(),
        (
            "terminal",
            f"{os.environ.get('TERM') or say('cli_doctor.unknown')}, "
            f"{size.columns} x {size.lines}, {sys.stdout.encoding}",
        ),
        ("colour", _colour()),
        ("screen", say("cli_doctor.plain", reason=plain) if plain else say("cli_doctor.full")),
    ]


def _sqlite() -> str:
    import sqlite3

    from simulator.store.database import new_enough

    version = sqlite3.sqlite_version
    return version if new_enough() else say("cli_doctor.old_sqlite", version=version)


def _colour() -> str:
    if os.environ.get("NO_COLOR"):
        return say("cli_doctor.no_colour")
    return os.environ.get("COLORTERM") or say("cli_doctor.few_colours")


def _folders() -> list[tuple[str, str]]:
    """Return where data and settings are, or why those folders cannot be found."""
    from simulator.library.folders import NoFolder, config_file, home, store_file

    try:
        return [
            ("data", f"{home()} ({_state(store_file(), say('cli_doctor.no_data'))})"),
            (
                "settings",
                f"{config_file()} ({_state(config_file(), say('cli_doctor.no_settings'))})",
            ),
            *(("", str(slip)) for slip in _slips()),
            *((say("cli_doctor.not_readable"), str(folder)) for folder in _unreadable()),
        ]
    except NoFolder as problem:
        return [("data", str(problem)), ("settings", say("cli_doctor.no_settings"))]


def _state(file: "Path", absent: str) -> str:
    """Return whether a file exists and can be read; ``absent`` if it does not exist."""
    from simulator.library.files import look

    found = look(file)
    if found == "nothing":
        return absent
    return say("cli_doctor.in_use") if found == "file" else say("cli_doctor.unreadable")


def _unreadable() -> "list[Unreadable]":
    """Return the folders of the program that cannot be listed."""
    from simulator.library.files import files_in
    from simulator.library.find import library_files
    from simulator.library.folders import home

    unreadable: list[Unreadable] = []
    files_in(home(), "", unreadable)
    library_files(unreadable)
    return list(dict.fromkeys(unreadable))  # some folders are listed more than once


def _slips() -> "tuple[Slip, ...]":
    """Return the mistakes in the settings."""
    from simulator.practice.settings import load
    from simulator.tui.key_settings import checked

    return checked(load()).slips
