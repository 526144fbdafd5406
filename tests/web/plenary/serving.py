"""A plenary in a process of its own, as a trainer starts it, and starts it again."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE

OPEN = re.compile(r"https?://\S+/open\?once=\S+")
CODE = re.compile(r"--resume ([A-Z2-9]{6})")


class Server:
    """The process; ``link`` is the host's, and ``base`` the address without its last slash."""

    def __init__(self, home: Path, port: int, *wanted: str) -> None:
        command = [sys.executable, "-m", "simulator", "plenary", *wanted]
        self.process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "BALINT_SIM_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        )
        assert self.process.stdout is not None
        self.said = ""
        while not CODE.search(self.said):
            line = self.process.stdout.readline()
            assert line, self.process.communicate()[1]
            self.said += line
        link, code = OPEN.search(self.said), CODE.search(self.said)
        assert link is not None
        assert code is not None
        self.link, self.code = link[0], code[1]
        self.base = self.link.partition("/open")[0]

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; return the exit status and what was printed of errors."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


@contextmanager
def serving(home: Path, port: int, *wanted: str) -> Iterator[Server]:
    """Yield a server, and kill it if it still runs afterwards."""
    server = Server(home, port, *wanted)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
