"""The packaged room: the program, on Python in a browser, answers what its page asks for.

``worker.js`` starts Python, opens the room with ``open_room`` and asks it for pages. With each
answer come the rows that were changed. The worker saves them, and only then shows the answer; if it
cannot save them, it opens the room anew from what is saved.

Addresses look like ``?p=/plays/3&lines=1``, so that the folder can be at any place of a server, and
loading a page again needs no page of its own there.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import parse_qsl, quote

from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.text import clean_line
from simulator.store.memory import MemoryStore
from simulator.store.play_store import AnotherWindow, PlayStore, StoreProblem
from simulator.store.rows import Row, RowStore
from simulator.web.packaged.read_library import ReadLibrary, read_library
from simulator.web.packaged.results import results, whole_sessions
from simulator.web.pages.answer import answer, problem
from simulator.web.pages.http import Request, Response
from simulator.web.pages.room import Room

PAGE: Final = "p"
"""The parameter of an address that has the path of the page."""

FILE: Final = "file"
"""The kind of row that is a file of the learner's own: the settings."""

Trouble = Literal["another_window", "not_saved", "broken"]
"""Why an answer cannot be shown, although the room gave one."""


def address(path: str, query: str) -> str:
    """Return the address of a page."""
    return f"?{PAGE}={quote(path)}" + (f"&{query}" if query else "")


def request_at(method: str, where: str, form: Iterable[tuple[str, str]] = ()) -> Request:
    """Return the request for an address; an empty one is that of the first page."""
    query = dict(parse_qsl(where.partition("#")[0].removeprefix("?"), keep_blank_values=True))
    path = query.pop(PAGE, "/")
    # An address can be written by hand, and every page may rely on the slash.
    return Request(method, path if path.startswith("/") else "/", query, dict(form))


@dataclass
class PackagedRoom:
    """A room with the learner's rows, and a message if they cannot be read."""

    room: Room
    store: RowStore | None
    trouble: str = ""
    _files: dict[str, str] = field(default_factory=dict)

    def answer(self, request: Request) -> tuple[Response, list[Row]]:
        """Return the answer to a request, and the rows to save before it is shown."""
        if self.trouble:
            return problem(self.room, 503, self.trouble), []
        # An exception leaves what was changed unsaved; ``worker.js`` then opens the room anew.
        with self.room.lock:
            response = answer(self.room, request)
            return response, self._changes()

    def excuse(self, why: Trouble, reason: str = "") -> Response:
        """Return the page that is shown in place of an answer that could not be saved."""
        if why == "another_window":
            return problem(self.room, 409, str(AnotherWindow()))
        if why == "not_saved":
            return problem(self.room, 503, say("web_export.not_saved", reason=clean_line(reason)))
        return problem(self.room, 503, say("web_export.broken"))

    def _changes(self) -> list[Row]:
        assert self.store is not None
        return [*self.store.changes(), *self._changed_files()]

    def _changed_files(self) -> list[Row]:
        found = _files(self.room.workspace)
        before, self._files = self._files, found
        changed: list[Row] = [
            ((FILE, name), text) for name, text in found.items() if before.get(name) != text
        ]
        return changed + [((FILE, name), None) for name in before if name not in found]


def open_packaged(library: ReadLibrary, rows: Iterable[tuple[Any, Any]]) -> PackagedRoom:
    """Open a room with the rows that the browser has saved.

    If they cannot be read, every page says why, and nothing is saved.
    """
    rows = list(rows)
    workspace = library.workspace
    saved: Mapping[str, Any] = {key[1]: value for key, value in rows if key[0] == FILE}
    text = saved.get(workspace.settings_file.name)
    # The file system outlives a room that is opened anew, so the file is made to fit the rows.
    # A browser's storage can be changed by hand, hence the check.
    if isinstance(text, str):
        workspace.settings_file.write_text(text, "utf-8")
    else:
        workspace.settings_file.unlink(missing_ok=True)
    try:
        store = RowStore(rows, workspace.now)
    except StoreProblem as damage:
        return PackagedRoom(_room(library, MemoryStore()), None, str(damage))

    def start_anew() -> PlayStore:
        # The same store: only its ``changes`` can tell the browser which rows to delete.
        store.forget_all()
        # Deleting everything has deleted the cache, too.
        library.fill_cache()
        return store

    opened = PackagedRoom(_room(library, store, start_anew), store)
    # What was just written from the rows is no change.
    opened._files = _files(workspace)
    return opened


def _room(
    library: ReadLibrary, store: PlayStore, start_anew: Callable[[], PlayStore] | None = None
) -> Room:
    return Room(
        library.workspace,
        store,
        address=address,
        static="static/",
        packaged=True,
        reports=library.reports,
        start_anew=start_anew,
    )


def _files(workspace: Workspace) -> dict[str, str]:
    """Return the text of each file that the learner has changed, by its name."""
    file = workspace.settings_file
    return {file.name: file.read_text("utf-8")} if file.is_file() else {}


class Bridge:
    """What ``worker.js`` calls: only texts and bytes go in and out."""

    def __init__(self, folder: str) -> None:
        self._library = read_library(Path(folder))
        self._opened: PackagedRoom | None = None

    def open(self, rows: str) -> None:
        """Open the room, in place of one that was open, with the saved rows as JSON."""
        self._opened = open_packaged(self._library, json.loads(rows))

    def answer(
        self, method: str, where: str, form: str, files: Mapping[str, memoryview] | None = None
    ) -> tuple[str, bytes]:
        """Return an answer and its body; the form is a list of pairs, as JSON."""
        assert self._opened is not None
        request = request_at(method, where, json.loads(form))
        if files:
            # They come as views of the browser's memory.
            sent = {name: bytes(data) for name, data in files.items()}
            request = Request(method, request.path, request.query, request.form, sent)
        response, rows = self._opened.answer(request)
        return _head(response, rows), response.body

    def excuse(self, why: Trouble, reason: str = "") -> tuple[str, bytes]:
        """Return the page that is shown in place of an answer that could not be saved."""
        assert self._opened is not None
        response = self._opened.excuse(why, reason)
        return _head(response, []), response.body

    def results(self, asked: str) -> str:
        """Return what a course is told of the sessions, as JSON (``results.py``).

        ``asked`` is JSON, too: with ``before`` null, all sessions are listed and none is scored.
        """
        assert self._opened is not None
        if self._opened.trouble:
            return "[]"
        room, scenarios = self._opened.room, self._library.scenarios
        wanted = json.loads(asked)
        with room.lock:
            # Asked once at the start, when the libraries that a score needs are not loaded yet.
            if wanted["before"] is None:
                return json.dumps(whole_sessions(room, scenarios))
            return json.dumps(results(room, scenarios, wanted["before"], wanted["own"]))


def _head(response: Response, rows: list[Row]) -> str:
    return json.dumps({"status": response.status, "headers": dict(response.headers), "rows": rows})
