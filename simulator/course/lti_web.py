"""Requests of this server to learning platforms: their keys, their tokens, and their gradebooks.

The addresses come from an operator, from a platform's registration, or from what a registered
platform has signed. They must be https (unless this server itself is tried out by http), must not
lead to this machine or to the link-local addresses of cloud machines, and no redirect is followed.
"""

import ipaddress
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from simulator.messages import say
from simulator.store.play_store import StoreProblem

if TYPE_CHECKING:
    import httpx2

TIMEOUT: Final = 10.0
"""Seconds that a platform has for an answer."""

LATER: Final = (401, 403, 408, 425, 429)
"""Statuses after which another try can succeed: a token was too old, or the platform is busy."""

LARGEST: Final = 1_000_000
"""Most bytes of an answer."""


class PlatformProblem(StoreProblem):
    """A platform cannot be reached, or answers what it should not.

    ``refused`` is whether the platform itself said no, which another try will hardly change.
    """

    def __init__(self, sentence: str, *, refused: bool = False) -> None:
        super().__init__(sentence)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class PlatformWeb:
    """How this server reaches platforms; ``secure`` is whether it is served by https itself."""

    secure: bool = True

    def check(self, address: str) -> str:
        """Return an address that may be asked; raise PlatformProblem."""
        try:
            parts = urlsplit(address)
            # Reading the port raises ValueError if it is no number.
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise PlatformProblem(say("lti.bad_address")) from error
        schemes = ("https",) if self.secure else ("https", "http")
        # A name before an @ makes an address look like that of somebody else.
        if parts.scheme not in schemes or not host or parts.username is not None:
            raise PlatformProblem(say("lti.bad_address"))
        if self.secure and _leads_here(host, port or 443):
            raise PlatformProblem(say("lti.bad_address"))
        return address

    def get(self, address: str) -> Any:
        """Return the JSON at an address; raise PlatformProblem."""
        return self._asked("GET", address)

    def post_form(
        self, address: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Any:
        """Send a form and return the JSON of the answer; raise PlatformProblem."""
        return self._asked("POST", address, data=dict(fields), headers=dict(headers or {}))

    def post_json(
        self, address: str, content: Any, token: str = "", kind: str = "application/json"
    ) -> Any:
        """Send JSON and return that of the answer, None if it is empty; raise PlatformProblem."""
        headers = {"content-type": kind}
        if token:
            headers["authorization"] = f"Bearer {token}"
        return self._asked("POST", address, content=json.dumps(content), headers=headers)

    def _asked(self, method: str, address: str, **options: Any) -> Any:
        # Slow to import, and only needed by a server that has platforms.
        import httpx2

        self.check(address)
        try:
            with (
                httpx2.Client(timeout=TIMEOUT, follow_redirects=False) as client,
                client.stream(method, address, **options) as answer,
            ):
                body = _body(answer)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise PlatformProblem(say("lti.unreachable")) from error
        if not 200 <= answer.status_code < 300:
            refused = 400 <= answer.status_code < 500 and answer.status_code not in LATER
            said = say("lti.refused", status=answer.status_code)
            raise PlatformProblem(said, refused=refused)
        try:
            return json.loads(body) if body.strip() else None
        except ValueError as error:
            raise PlatformProblem(say("lti.no_json")) from error


def _body(answer: "httpx2.Response") -> bytes:
    body = bytearray()
    # Counted after it is decompressed, since a few bytes can become very many. The length that a
    # header says is not believed.
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > LARGEST:
            raise PlatformProblem(say("lti.too_large"))
    return bytes(body)


def _leads_here(host: str, port: int) -> bool:
    """Return whether a name leads to this machine, or to an address that no platform has."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # it cannot be reached at all, which is said later
    # Every address of the name is looked at, as any of them may be used.
    for *_, place in found:
        address = ipaddress.ip_address(str(place[0]).partition("%")[0])
        # Before Python 3.13 ::ffff:127.0.0.1 is no loopback address.
        mapped = getattr(address, "ipv4_mapped", None)
        address = mapped or address
        if address.is_loopback or address.is_link_local or address.is_unspecified:
            return True
        if address.is_multicast:
            return True
    return False
