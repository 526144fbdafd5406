"""Packaged rooms for tests: their folders, and what a browser does with their answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from simulator.web.packaged.choose import choose
from simulator.web.packaged.export import room_files
from simulator.web.packaged.host import Bridge
from tests.workspaces import warmed, workspace_at

NAMES = ("tutorial", "presenter-drifts")


def write_room(folder: Path, names: Sequence[str] = NAMES) -> Path:
    """Write the library of a room with these scenarios into a folder, as a browser unpacks it."""
    workspace = workspace_at(warmed(folder.parent / "exporting"))
    room = folder / "room"
    for name, data in room_files(workspace, choose(workspace, names)).items():
        file = room / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return room


@dataclass
class Tab:
    """A tab of a browser with its storage: it does what ``worker.js`` does."""

    folder: Path
    rows: dict[tuple[str, ...], Any] = field(default_factory=dict)
    status: int = 0
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    address: str = ""

    def __post_init__(self) -> None:
        self.bridge = Bridge(str(self.folder))
        self.reload()

    def reload(self) -> None:
        """Open the room anew, with what is saved."""
        self.bridge.open(json.dumps([[list(key), value] for key, value in self.rows.items()]))

    def get(self, path: str, **query: str) -> "Tab":
        return self.ask("GET", f"?{urlencode({'p': path, **query})}")

    def post(self, path: str, files: dict[str, bytes] | None = None, **form: str) -> "Tab":
        return self.ask("POST", f"?{urlencode({'p': path})}", form, files)

    def ask(
        self,
        method: str,
        address: str,
        form: dict[str, str] | None = None,
        files: dict[str, bytes] | None = None,
    ) -> "Tab":
        views = {name: memoryview(data) for name, data in (files or {}).items()}
        head, body = self.bridge.answer(
            method, address, json.dumps(list((form or {}).items())), views
        )
        answer = json.loads(head)
        for key, value in answer["rows"]:
            if value is None:
                del self.rows[tuple(key)]
            else:
                self.rows[tuple(key)] = value
        if answer["status"] == 303:
            return self.ask("GET", answer["headers"]["location"])
        self.status, self.headers = answer["status"], answer["headers"]
        self.text, self.address = body.decode(), address
        return self
