"""A PostgreSQL of the tests' own, really started: on a socket in a folder that is deleted after.

Nothing of it is durable (``fsync=off``); it listens on no port. ``python -m tests.course.postgres``
says by its exit status whether PostgreSQL is installed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

DEBIAN = Path("/usr/lib/postgresql")
MEMORY = Path("/dev/shm")  # noqa: S108 - nothing here has to survive


def programs() -> Path | None:
    """Return the folder with ``initdb`` and ``pg_ctl``, or None if PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    # Debian keeps the programs of each version in a folder that is not on the PATH.
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def started(programs: Path) -> Iterator[sa.URL]:
    """Start a server and return the URL of its database ``postgres``; stop it in the end."""
    # A short path: that of a socket has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="balint-pg-", dir=MEMORY if MEMORY.is_dir() else None))
    user = _user()
    if user:
        shutil.chown(folder, user["user"], user["group"])
    data, log = folder / "data", folder / "log"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    try:
        _run(
            programs / "initdb",
            *("-D", data, "-A", "trust", "-U", "test", "--no-sync", "-E", "UTF8"),
            "--locale=C.UTF-8",
            **user,
        )
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start", **user)
        try:
            yield sa.URL.create(
                "postgresql+psycopg", "test", database="postgres", query={"host": str(folder)}
            )
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop", **user)
    finally:
        shutil.rmtree(folder)


def stop(programs: Path, url: sa.URL) -> None:
    """Stop a server that was ``started`` at once, as a crash would."""
    data = Path(str(url.query["host"])) / "data"
    _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop", **_user())


def start_again(programs: Path, url: sa.URL) -> None:
    """Start a server again that was stopped."""
    folder = Path(str(url.query["host"]))
    options = f"-k {folder} -c listen_addresses=''"
    data = folder / "data"
    _run(programs / "pg_ctl", "-D", data, "-w", "-o", options, "start", **_user())


def _user() -> dict[str, Any]:
    # PostgreSQL refuses to run as root.
    if os.getuid():
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _run(*command: object, **options: Any) -> None:
    done = subprocess.run(
        list(map(str, command)),
        cwd="/",
        stdin=subprocess.DEVNULL,
        # Not a pipe: the server would keep it open, and this would wait for its end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        **options,
    )
    assert done.returncode == 0, f"This failed: {command}"


if __name__ == "__main__":
    sys.exit(programs() is None)
