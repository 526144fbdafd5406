"""Check again on every save, by polling the files' modification times twice a second."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from simulator.cli.refusal import Refusal
from simulator.library.workspace import Workspace
from simulator.messages import say

_PAUSE = 0.5  # seconds between two polls
_SETTLING = 0.1  # seconds without a change after which a save counts as complete


def watch(workspace: Workspace, names: Sequence[str], check: Callable[[], int]) -> int:
    """Check now and after every change until Ctrl-C; return the exit status of the last check."""
    # Read before the check, so that what is saved during it is checked again.
    status, before = 0, _times(workspace, names)
    try:
        _print_time(workspace.clock())
        status = check()
        while True:
            print(say("cli_check.waiting"), flush=True)
            while _times(workspace, names) == before:
                time.sleep(_PAUSE)
            before = _settled(workspace, names)
            _print_time(workspace.clock())
            status = _checked(check)
    except KeyboardInterrupt:
        print()
        # Not 130: Ctrl-C is the only way to end this command, and what was found counts.
        return status


def _checked(check: Callable[[], int]) -> int:
    """Check; if nothing is left to check, say so and keep watching."""
    try:
        return check()
    except Refusal as refusal:
        print(refusal)
        return refusal.status


def _print_time(now: datetime) -> None:
    print(f"\n---- {now.astimezone():%H:%M:%S} {'-' * 40}")


Times = dict[Path, tuple[int, int]]
"""The modification time (nanoseconds) and size of each file."""


def _times(workspace: Workspace, names: Sequence[str]) -> Times:
    from simulator.authoring.check import files_to_check
    from simulator.library.own_formats import format_files
    from simulator.library.scenarios import plan_files

    checked = [file for name in names for file in files_to_check(workspace, name)]
    # A check reads the plays and formats too. A dictionary, because names may mean a file twice.
    files = {file: None for one in checked for file in (one, *plan_files(one), *format_files(one))}
    return {file: written for file in files if (written := _written(file)) is not None}


def _written(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None  # gone between the listing and now
    return status.st_mtime_ns, status.st_size


def _settled(workspace: Workspace, names: Sequence[str]) -> Times:
    """Return the times once they stop changing; some editors write a file in several steps."""
    now = _times(workspace, names)
    while True:
        time.sleep(_SETTLING)
        later = _times(workspace, names)
        if later == now:
            return now
        now = later
