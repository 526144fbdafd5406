"""A client for the real yaml-language-server: JSON-RPC over its standard input and output."""

import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from queue import Queue
from typing import Any

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".editor-test"
"""Where ``make editor-test`` installs it; ``BALINT_SIM_EDITOR_TEST`` names another folder."""

_SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}

Message = dict[str, Any]


def program() -> Path:
    """The server's script."""
    folder = Path(os.environ.get("BALINT_SIM_EDITOR_TEST", FOLDER))
    return folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def why_not() -> str:
    """Why it cannot be spoken to here; empty where it can."""
    if shutil.which("node") is None:
        return "there is no node on this machine"
    return (
        ""
        if program().is_file()
        else "yaml-language-server is not installed; 'make editor-test' does that"
    )


class LanguageServer:
    """A running server and the messages it sent; ``stop`` ends it."""

    def __init__(self) -> None:
        command = ["node", str(program()), "--stdio"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.answers: Queue[Message] = Queue()
        self.diagnostics: Queue[Message] = Queue()
        self.asked = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "capabilities": {"workspace": {"configuration": True}},
            },
        )
        self._send({"method": "initialized", "params": {}})
        self._send(
            {
                "method": "workspace/didChangeConfiguration",
                "params": {"settings": {"yaml": _SETTINGS}},
            }
        )

    def stop(self) -> None:
        """End the server."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def ask(self, method: str, params: Message) -> Any:
        """Ask, and wait for the answer."""
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        answer = self.answers.get(timeout=PATIENCE)
        assert answer["id"] == self.asked, answer
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, file: Path, text: str) -> list[Message]:
        """Open a file with this text in it, and return what the editor would underline."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            found = self.diagnostics.get(timeout=PATIENCE)
            if found["uri"] == file.as_uri():
                underlined: list[Message] = found["diagnostics"]
                return underlined

    def at(self, what: str, file: Path, line: int, column: int) -> Any:
        """Ask for ``completion`` or ``hover`` at a line and column, counted from 1."""
        position = {"line": line - 1, "character": column - 1}
        return self.ask(
            f"textDocument/{what}", {"textDocument": {"uri": file.as_uri()}, "position": position}
        )

    def _send(self, message: Message) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while header := self.process.stdout.readline():
            length = int(header.partition(b":")[2])
            while self.process.stdout.readline().strip():
                pass
            message = json.loads(self.process.stdout.read(length))
            if "method" not in message:
                self.answers.put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self.diagnostics.put(message["params"])
            elif "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, message: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [
            _SETTINGS if item.get("section") == "yaml" else None
            for item in message["params"]["items"]
        ]
