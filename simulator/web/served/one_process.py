"""Let one process at a time serve an SQLite file: only there do all phones hear of a vote."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from simulator.messages import say
from simulator.store.play_store import StoreProblem


class AlreadyServed(StoreProblem):
    """Another process serves this database."""

    def __init__(self) -> None:
        super().__init__(say("cli_course.already_served"))


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Hold the lock of a database's file meanwhile; raise AlreadyServed or OSError.

    The lock ends with the process, however that ends; its file stays.
    """
    with open(f"{database}.serving", "ab") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise AlreadyServed from error
        with suppress(OSError):
            os.chmod(file.name, 0o600)
        yield


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
