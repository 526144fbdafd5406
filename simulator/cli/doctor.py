"""``balint-sim doctor``: print versions, folders and terminal, for a bug report."""

import argparse
import platform
import shutil
import sys
from typing import TYPE_CHECKING

from simulator.cli.environment import terminal_variables
from simulator.library.workspace import Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from simulator.library.files import Unreadable
    from simulator.practice.settings import Slip

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
    from importlib.metadata import version

    from simulator import __version__
    from simulator.plain.terminal import why_plain

    variables = terminal_variables()
    # As Textual does, this takes COLUMNS and LINES before the size of the terminal.
    size = shutil.get_terminal_size()
    plain = why_plain(sys.stdin, sys.stdout, sys.stderr, variables)
    return [
        ("balint-sim", __version__),
        (
            "Python",
            say("cli_doctor.python", version=platform.python_version(), system=platform.system()),
        ),
        ("sqlite", _sqlite()),
        # Not ``module.__version__``, for which each library would have to be imported.
        *((name, version(name)) for name in _LIBRARIES),
        ("scenarios", _scenarios(workspace.shipped)),
        *_folders(workspace),
        (
            "terminal",
            f"{variables.get('TERM') or say('cli_doctor.unknown')}, "
            f"{size.columns} x {size.lines}, {sys.stdout.encoding}",
        ),
        ("colour", _colour(variables)),
        ("screen", say("cli_doctor.plain", reason=plain) if plain else say("cli_doctor.full")),
    ]


def _sqlite() -> str:
    import sqlite3

    from simulator.store.database import new_enough

    version = sqlite3.sqlite_version
    return version if new_enough() else say("cli_doctor.old_sqlite", version=version)


def _scenarios(shipped: "Path") -> str:
    from simulator.library.scenarios import scenario_files

    return say("cli_doctor.scenarios", count=len(scenario_files(shipped)), folder=shipped)


def _colour(variables: "Mapping[str, str]") -> str:
    # An empty NO_COLOR counts as unset, as no-color.org defines it.
    if variables.get("NO_COLOR"):
        return say("cli_doctor.no_colour")
    # Rich shows 16.7 million colours only if COLORTERM says so, whatever TERM is.
    return variables.get("COLORTERM") or say("cli_doctor.few_colours")


def _folders(workspace: Workspace) -> list[tuple[str, str]]:
    """Return where data and settings are, or why those folders cannot be found."""
    from simulator.library.workspace import NoFolder

    try:
        data, store, settings = workspace.data, workspace.store_file, workspace.settings_file
        return [
            ("data", f"{data} ({_state(store, say('cli_doctor.no_data'))})"),
            ("settings", f"{settings} ({_state(settings, say('cli_doctor.no_settings'))})"),
            # An empty name puts these lines below that of the settings.
            *(("", str(slip)) for slip in _slips(workspace)),
            *((say("cli_doctor.not_readable"), str(folder)) for folder in _unreadable(workspace)),
        ]
    except NoFolder as problem:
        return [("data", str(problem)), ("settings", say("cli_doctor.no_settings"))]


def _state(file: "Path", absent: str) -> str:
    """Return the state of a file in words; ``absent`` if it does not exist."""
    from simulator.library.files import look

    found = look(file)
    if found == "nothing":
        return absent
    return say("cli_doctor.in_use") if found == "file" else say("cli_doctor.unreadable")


def _unreadable(workspace: Workspace) -> "list[Unreadable]":
    """Return the folders of the program that cannot be listed."""
    from simulator.library.files import files_in
    from simulator.library.find import library_files

    unreadable: list[Unreadable] = []
    files_in(workspace.data, "", unreadable)
    library_files(workspace, unreadable)
    return list(dict.fromkeys(unreadable))  # some folders are listed more than once


def _slips(workspace: Workspace) -> "tuple[Slip, ...]":
    """Return the mistakes in the settings."""
    from simulator.practice.settings import load
    from simulator.tui.key_settings import checked

    # Only Textual knows the names of keys, so the full screen checks them.
    return checked(load(workspace.settings_file)).slips
