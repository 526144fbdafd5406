"""Send statements to a learning record store by HTTP, and record finished sessions for it.

``deliver`` sends what is in the outbox; whatever it cannot tell for certain is sent again, which
does no harm, because statements have their own ids. The form is that of xAPI 1.0.3 (ADL,
*Experience API*, part three: *Data Processing, Validation, and Security*).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from simulator.course.database import Database
from simulator.course.outbox import Outbox, Refused, Saved
from simulator.course.play_store import PersonStore
from simulator.course.statements import Sender, statements
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.scenario.text import clean_line
from simulator.store.play_store import StoreProblem

if TYPE_CHECKING:
    import httpx2

VERSION: Final = "1.0.3"
TIMEOUT: Final = 10.0
"""Seconds that the record store has for an answer."""

SESSIONS_AT_ONCE: Final = 20
LONGEST_REASON: Final = 200

_HAS_THEM: Final = (200, 204)
_CONFLICT: Final = 409
_PASSWORD: Final = (401, 403)
# Request Timeout (RFC 9110), Too Early (RFC 8470), Too Many Requests (RFC 6585).
_LATER: Final = (408, 425, 429)


class BadAddress(StoreProblem):
    """The address of a record store is none."""


@dataclass(frozen=True, slots=True)
class RecordStore:
    """Where a learning record store is: its endpoint, and the name and password for it."""

    endpoint: str
    name: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        """Raise BadAddress for anything but an address on the web."""
        try:
            parts = urlsplit(self.endpoint)
            right = parts.scheme in ("https", "http") and bool(parts.hostname)
        except ValueError:
            right = False
        if not right:
            raise BadAddress(say("xapi.bad_address", address=clean_line(self.endpoint)))

    def client(self) -> "httpx2.Client":
        """Return a client that sends the headers xAPI wants; it follows no redirect."""
        # Slow to import, and only needed by a server that has a record store.
        import httpx2

        return httpx2.Client(
            base_url=self.endpoint.rstrip("/") + "/",
            auth=(self.name, self.password) if self.name else None,
            headers={"X-Experience-API-Version": VERSION},
            timeout=TIMEOUT,
        )


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the statements that were due: their numbers, and what failed if any did."""

    sent: int = 0
    refused: int = 0
    waiting: int = 0
    reason: str = ""


def record_finished(workspace: Workspace, database: Database, address: str) -> int:
    """Save the statements of finished sessions of people who agree; return how many sessions.

    A session that cannot be judged has no statements, and is not looked at again. Raise
    StoreProblem.
    """
    from simulator.practice.judged import judged

    outbox, recorded = Outbox(database), 0
    while found := outbox.unrecorded(SESSIONS_AT_ONCE):
        before = recorded
        for person, id_ in found:
            agreement = outbox.agreement(person)
            if not agreement.holds:
                continue
            store = PersonStore(database, person)
            play = store.play(id_)
            if play is None:
                continue
            made = judged(workspace, store, [play]).get(id_)
            sender = Sender(address, person, agreement.before)
            said = []
            if made is not None:
                acts = zip(store.records(id_), store.act_times(id_), strict=True)
                times = [(record.moment, at) for record, at in acts]
                said = statements(sender, play, made, times)
            if outbox.record(person, id_, address, agreement.before, said):
                recorded += 1
        if recorded == before:
            break  # all of them have withdrawn meanwhile
    return recorded


def deliver(outbox: Outbox, store: RecordStore) -> Delivered:
    """Send all statements that are due, and return what became of them; raise StoreProblem."""
    sent = refused = 0
    with store.client() as client:
        while found := outbox.claim():
            settled = _send(client, found)
            outbox.settle(settled.sent, settled.refused, settled.again, settled.reason)
            sent += len(settled.sent)
            refused += len(settled.refused)
            # Not the next ones: they would most likely fail, too, after up to ``TIMEOUT`` each.
            if settled.again:
                return Delivered(sent, refused, len(settled.again), settled.reason)
    return Delivered(sent, refused)


@dataclass(frozen=True, slots=True)
class _Settled:
    sent: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    again: tuple[Saved, ...] = ()
    reason: str = ""

    def __add__(self, other: "_Settled") -> "_Settled":
        return _Settled(
            self.sent + other.sent,
            self.refused + other.refused,
            self.again + other.again,
            other.reason or self.reason,
        )


def _send(client: "httpx2.Client", found: Sequence[Saved]) -> _Settled:
    """Send statements together; if the record store refuses them, each half by itself."""
    import httpx2

    body = f"[{','.join(saved.document for saved in found)}]".encode()
    try:
        answer = client.post(
            "statements", content=body, headers={"Content-Type": "application/json"}
        )
    except httpx2.HTTPError as error:
        reason = clean_line(str(error))[:LONGEST_REASON].rstrip(".") or type(error).__name__
        return _Settled(again=tuple(found), reason=say("xapi.unreachable", reason=reason))
    status = answer.status_code
    if status in _HAS_THEM:
        return _Settled(sent=tuple(saved.id for saved in found))
    # Whatever the operator or the store can put right, a redirect too, is not the fault of a
    # statement: it is tried again. Anything else is a refusal.
    if status in _PASSWORD:
        return _Settled(again=tuple(found), reason=say("xapi.wrong_password", status=status))
    if status >= 500 or status in _LATER or 300 <= status < 400:
        return _Settled(again=tuple(found), reason=say("xapi.busy", status=status))
    if len(found) > 1:
        # xAPI stores all statements of a request or none, and its answer need not name the bad one.
        half = len(found) // 2
        return _send(client, found[:half]) + _send(client, found[half:])
    one = found[0]
    if status == _CONFLICT:
        return _compared(client, one)
    return _Settled(refused=(Refused(one.id, say("xapi.refused", status=status)),))


def _compared(client: "httpx2.Client", saved: Saved) -> _Settled:
    """Return what to do with a statement whose id the record store has.

    Some stores answer so although it is the same statement.
    """
    import httpx2

    try:
        answer = client.get("statements", params={"statementId": saved.id})
        there = answer.json() if answer.status_code == 200 else None
    except (httpx2.HTTPError, ValueError):
        return _Settled(again=(saved,), reason=say("xapi.busy", status=_CONFLICT))
    ours = json.loads(saved.document)
    if isinstance(there, dict) and _essence(there) == _essence(ours):
        return _Settled(sent=(saved.id,))
    return _Settled(refused=(Refused(saved.id, say("xapi.other_statement")),))


def _essence(statement: dict[str, object]) -> list[object]:
    """Return what a record store does not add to a statement or write in another way."""
    verb, thing = statement.get("verb"), statement.get("object")
    return [
        statement.get("id"),
        verb.get("id") if isinstance(verb, dict) else None,
        thing.get("id") if isinstance(thing, dict) else None,
    ]
