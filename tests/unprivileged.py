"""Run the program as an ordinary user, even if the tests run as root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

NOBODY = 65_534

_PROGRAM = """
import contextlib, io, os, sys
from simulator.cli import main
home, rehearsal, nobody, *arguments = sys.argv[1:]
if os.getuid() == 0:
    # Python itself may lie where only root can read: import everything first, by running the command on a copy.
    os.environ["BALINT_SIM_HOME"] = rehearsal
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        sys.stdin = io.StringIO(typed := sys.stdin.read())
        main(arguments)
        sys.stdin = io.StringIO(typed)
    os.setgroups([])
    os.setgid(int(nobody))
    os.setuid(int(nobody))
os.environ["BALINT_SIM_HOME"] = home
sys.exit(main(arguments))
"""


def home_of_nobody() -> Path:
    """Make an empty home folder that an ordinary user can reach; the caller removes it."""
    return Path(mkdtemp(prefix="balint-home-"))


def balint_unprivileged(
    home: Path, *arguments: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run ``balint-sim`` with ``arguments`` as a user who is not root; ``home`` comes to belong to
    that user.
    """
    rehearsal = Path(mkdtemp(prefix="balint-rehearsal-"))
    try:
        shutil.copytree(home, rehearsal, dirs_exist_ok=True)
        if os.getuid() == 0:
            for path in (home, *home.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        command = [
            sys.executable,
            "-c",
            _PROGRAM,
            str(home),
            str(rehearsal),
            str(NOBODY),
            *arguments,
        ]
        return subprocess.run(
            command,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    finally:
        shutil.rmtree(rehearsal, ignore_errors=True)  # 'data delete' may have been quicker
