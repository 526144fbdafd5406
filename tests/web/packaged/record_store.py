"""A small learning record store, and the course that opens a room by cmi5.

It takes what the standard allows and refuses the rest; ``broken`` has the number of each rule that
a room broke, as the npm package ``@cmi5/requirements`` counts them.
"""

import functools
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.other_server import POLL
from tests.patience import PATIENCE
from tests.web.packaged.static_server import _Handler

VERBS = "http://adlnet.gov/expapi/verbs/"
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
ACTIVITY = "https://course.example/activities/7"
DEFINED = {"initialized", "completed", "passed", "failed", "terminated"}
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://course.example", "name": "7"}}


@dataclass
class RecordStore:
    """What a store has heard of one registration; ``visits`` are the sessions in it."""

    address: str
    registration: str = field(default_factory=lambda: str(uuid.uuid4()))
    visits: list[list[dict[str, Any]]] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    fetched: int = 0
    token: str = ""
    mode: str = "Normal"
    asked_preferences: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def begin(self, mode: str = "Normal") -> None:
        """Begin another visit."""
        self.visits.append([])
        self.mode, self.token, self.fetched = mode, "", 0
        self.asked_preferences = False

    def launch(self) -> str:
        """Return the query with which the room is opened."""
        if not self.visits:
            self.begin()
        root = self.address.removesuffix("/pluginfile.php/7/room/")
        return "?" + urlencode(
            {
                "endpoint": f"{root}/lrs",
                "fetch": f"{root}/fetch",
                "actor": json.dumps(ACTOR),
                "registration": self.registration,
                "activityId": ACTIVITY,
            }
        )

    @property
    def statements(self) -> list[dict[str, Any]]:
        return self.visits[-1]

    @property
    def verbs(self) -> list[str]:
        return [verb_of(one) for one in self.statements]

    def wait_for(self, verb: str) -> None:
        """Wait until the current visit has a statement with this verb."""
        end = time.monotonic() + PATIENCE
        with self.changed:
            while verb not in self.verbs:
                assert self.changed.wait(end - time.monotonic()), (verb, self.verbs, self.broken)

    def template(self) -> dict[str, Any]:
        """The context that every statement has to have."""
        grouping = [{"objectType": "Activity", "id": "urn:uuid:the-unit-of-the-author"}]
        session = f"visit {len(self.visits)}"
        return {"contextActivities": {"grouping": grouping}, "extensions": {SESSION: session}}

    def take(self, sent: Any) -> bool:
        """Take a statement or several; return whether all rules were kept."""
        many = sent if isinstance(sent, list) else [sent]
        for one in many:
            rules = list(self.rules_broken(one))
            self.broken += rules
            if rules:
                return False
            with self.changed:
                self.statements.append(one)
                self.changed.notify_all()
        return True

    def rules_broken(self, one: dict[str, Any]) -> Iterator[str]:
        verb, result, context = verb_of(one), one.get("result", {}), one["context"]
        before = self.verbs
        categories = {each["id"] for each in context["contextActivities"].get("category", [])}
        is_defined = CATEGORY + "cmi5" in categories
        if str(uuid.UUID(one.get("id", ""))) != one["id"]:
            yield "9.1.0.0-1"
        if one["actor"] != ACTOR:
            yield "8.1.3.0-3"
        if is_defined and verb not in DEFINED:
            yield "9.3.0.0-1"
        if not is_defined and verb in DEFINED:
            yield "9.6.2.1-1"
        if verb in before and is_defined:
            yield "9.3.0.0-2"
        if (verb == "initialized") == bool(before):
            yield "9.3.0.0-4"
        if "terminated" in before:
            yield "9.3.0.0-5"
        if verb == "initialized" and not self.asked_preferences:
            yield "11.0.0.0-3"
        everything = [verb_of(each) for visit in self.visits for each in visit]
        if verb == "completed" and "completed" in everything:
            yield "9.3.0.0-6"
        if verb in ("passed", "failed"):
            yield "no passing and no failing"
        if verb == "completed" and self.mode != "Normal":
            yield "10.2.2.0-9"
        if one["object"]["id"] != ACTIVITY:
            yield "9.4.0.0-2"
        if is_defined and "score" in result:
            yield "9.5.1.0-2"
        if "raw" in result.get("score", {}) and not {"min", "max"} <= set(result["score"]):
            yield "9.5.1.0-3"
        if (result.get("completion") is True) != (verb == "completed"):
            yield "9.5.3.0-1"
        if verb in ("terminated", "completed") and not result.get("duration", "").startswith("PT"):
            yield "9.5.4.1-1"
        if context.get("registration") != self.registration:
            yield "9.6.1.0-1"
        if (CATEGORY + "moveon" in categories) != ("completion" in result):
            yield "9.6.2.2-1"
        template = self.template()
        if context["extensions"] != template["extensions"]:
            yield "9.6.3.1-4"
        if context["contextActivities"]["grouping"] != template["contextActivities"]["grouping"]:
            yield "10.2.1.0-7"
        if not one.get("timestamp", "").endswith("Z"):
            yield "9.7.0.0-2"


def verb_of(statement: dict[str, Any]) -> str:
    """The last part of a statement's verb."""
    name: str = statement["verb"]["id"]
    assert name.startswith(VERBS)
    return name.removeprefix(VERBS)


class _Course(_Handler):
    """The server of a course: the files of the room, and the store."""

    store: RecordStore

    def answer(self, status: int, content: object = None) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def sent(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self) -> None:  # noqa: N802
        at = urlsplit(self.path)
        if at.path == "/returned":
            self.answer(200, "returned")
        elif at.path.startswith("/lrs/"):
            self.read(at.path.removeprefix("/lrs/"), parse_qs(at.query))
        else:
            super().do_GET()

    def is_known(self) -> bool:
        wanted = f"Basic {self.store.token}"
        if self.headers["Authorization"] != wanted or not self.headers["X-Experience-API-Version"]:
            self.store.broken.append("8.1.2.0-5")
            self.answer(401)
            return False
        return True

    def read(self, what: str, query: dict[str, list[str]]) -> None:
        if not self.is_known():
            return
        store = self.store
        if what == "agents/profile":
            store.asked_preferences = query["profileId"] == ["cmi5LearnerPreferences"]
            self.answer(404)
            return
        name = query["stateId"][0]
        right = {
            "activityId": [ACTIVITY],
            "agent": [json.dumps(ACTOR, separators=(",", ":"))],
            "registration": [store.registration],
        }
        if {key: query.get(key) for key in right} != right:
            store.broken.append("10.1.0.0-3")
        if name == "LMS.LaunchData":
            root = store.address.removesuffix("/pluginfile.php/7/room/")
            data = {"contextTemplate": store.template(), "launchMode": store.mode}
            data |= {"moveOn": "Completed", "returnURL": f"{root}/returned"}
            self.answer(200, data)
        elif name in store.documents:
            self.answer(200, json.loads(store.documents[name]))
        else:
            self.answer(404)

    def do_POST(self) -> None:  # noqa: N802
        if self.path == "/fetch":
            self.store.fetched += 1
            if self.store.fetched > 1:
                self.answer(200, {"error-code": "1", "error-text": "used"})
                return
            self.store.token = uuid.uuid4().hex
            self.answer(200, {"auth-token": self.store.token})
        else:
            self.do_PUT()

    def do_PUT(self) -> None:  # noqa: N802
        at = urlsplit(self.path)
        query = parse_qs(at.query)
        content = self.sent()
        if not self.is_known():
            return
        if at.path == "/lrs/statements":
            self.answer(204 if self.store.take(content) else 403)
        elif at.path == "/lrs/activities/state" and query["stateId"] != ["LMS.LaunchData"]:
            self.store.documents[query["stateId"][0]] = json.dumps(content)
            self.answer(204)
        else:
            self.store.broken.append("10.2.1.0-5")
            self.answer(403)


@contextmanager
def launched(folder: Path) -> Iterator[RecordStore]:
    """Serve a folder with a room, and a store at the same address."""
    handler = type("Course", (_Course,), {})
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(folder))
    )
    store = RecordStore(f"http://127.0.0.1:{server.server_port}/pluginfile.php/7/room/")
    handler.store = store  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
