"""A server of courses in a process of its own, as an operator starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE

BASE = re.compile(r"http://[^\s/]+")
LINK = re.compile(r"http://\S+(/link/\S+)")


@dataclass(frozen=True)
class Served:
    """``base`` is the address without its last slash, ``link`` the path of the first link."""

    process: "subprocess.Popen[str]"
    base: str
    link: str

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; return the exit status and what was printed of errors."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


@contextmanager
def serving(home: Path, *wanted: str, first: bool = True) -> Iterator[Served]:
    """Yield a server on a free port, and kill it if it still runs afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "course", "serve", "--port", "0", *wanted],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
    )
    try:
        assert process.stdout is not None
        base = BASE.search(process.stdout.readline())
        assert base, process.communicate()[1]
        link = LINK.search(process.stdout.readline()) if first else None
        yield Served(process, base[0], link[1] if link else "")
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
