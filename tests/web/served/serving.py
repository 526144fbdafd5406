"""A served room in a process of its own, as a learner starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE
from tests.web.served.visiting import Visitor

LINK = re.compile(r"http://\S+")


class Server:
    """A process that serves the room in ``home``; ``link`` is what it printed."""

    def __init__(self, home: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator", "serve", "--port", "0", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONWARNINGS": "error"},
        )
        assert self.process.stdout is not None
        # The first line comes when the room can be entered.
        self.said = self.process.stdout.readline()
        found = LINK.search(self.said)
        assert found is not None, self._ended()
        self.link = found[0]
        self.visitor = Visitor(self.link)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; return the exit status and what was printed of errors."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors

    def _ended(self) -> str:
        self.process.kill()
        return self.process.communicate()[1]


@contextmanager
def serving(home: Path, *options: str) -> Iterator[Server]:
    """Yield a server, and kill it if it still runs afterwards."""
    server = Server(home, *options)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()
