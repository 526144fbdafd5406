"""A real learning record store for the tests: Ralph (MIT), in a virtual environment of its own.

``make record-store`` installs it in ``.record-store-test``; without it, the tests that need it are
skipped. It pins older versions of libraries that this program uses as well.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("BALINT_RECORD_STORE", ROOT / ".record-store-test")) / "bin/python"

_USER = {
    "agent": {"mbox": "mailto:sender@balint.example"},
    "scopes": ["all"],
    "username": "sender",
}

_SERVER = """
import sys
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

# Its default fails from the second request on.
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
"""

# Prints the password "secret" as it wants to have it.
_HASH = "import bcrypt; print(bcrypt.hashpw(b'secret', bcrypt.gensalt(4)).decode())"

CHECK = """
import json
import sys
from ralph.models.xapi.base.statements import BaseXapiStatement

for statement in json.load(sys.stdin):
    BaseXapiStatement(**statement)
"""


@contextmanager
def ralph(folder: Path) -> Iterator[str]:
    """Start it with its statements in ``folder``; yield the address of its endpoint."""
    hashed = subprocess.run([PYTHON, "-c", _HASH], capture_output=True, text=True, check=True)
    (folder / "auth.json").write_text(json.dumps([{**_USER, "hash": hashed.stdout.strip()}]))
    settings = {
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "statements"),
        "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": "statements.jsonl",
    }
    port = _free_port()
    server = subprocess.Popen(
        [PYTHON, "-c", _SERVER, str(port)], env={**os.environ, **settings}, cwd=folder
    )
    try:
        _wait(server, port)
        yield f"http://127.0.0.1:{port}/xAPI/"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def check(statements: list[dict[str, object]]) -> None:
    """Check statements by its models, which are stricter than its server."""
    done = subprocess.run(
        [PYTHON, "-c", CHECK], input=json.dumps(statements), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        assert server.poll() is None
        assert time.monotonic() < end
        try:
            with socket.create_connection(("127.0.0.1", port), PATIENCE):
                return
        except ConnectionRefusedError:
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
