"""The log of a server as JSON, one object a line: never a path, an address or what was typed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class JsonLog:
    """Writes lines by ``put``, which adds nothing to them but the end of the line."""

    put: Log

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Write that a request was answered, by the pattern of its route."""
        level = "error" if status >= 500 else "info"
        milliseconds = round(seconds * 1000, 1)
        self._write(level, "request", route=route, status=status, milliseconds=milliseconds)

    def problem(self, text: str) -> None:
        """Write what a maintainer needs of a problem."""
        self._write("error", "problem", message=text)

    def _write(self, level: str, event: str, **more: object) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.put(json.dumps({"time": at, "level": level, "event": event, **more}))
