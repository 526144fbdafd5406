"""Between Starlette and the pages: the query of a request, and the reply that is sent."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request as Asked
from starlette.responses import Response as Reply

from simulator.web.pages.http import Response
from simulator.web.served.form import BadRequest, fields_of
from simulator.web.served.headers import SECURITY

LONGEST_ADDRESS: Final = 4_000
"""Most bytes of a path with its query."""


def query_of(asked: Asked) -> dict[str, str]:
    """Return the fields of a request's query; raise BadRequest if the address is too long."""
    raw: bytes = asked.scope["query_string"]
    if len(raw) + len(asked.scope.get("raw_path", b"")) > LONGEST_ADDRESS:
        raise BadRequest(414, "long_address")
    return fields_of(raw)


def with_headers(response: Response, headers: Mapping[str, str]) -> Response:
    """Return a response with more headers; they replace others of the same name."""
    return Response(response.status, {**response.headers, **headers}, response.body)


def reply_of(response: Response, method: str) -> Reply:
    """Return the reply to send, with the headers that every answer has; HEAD has no body."""
    # The response goes second, as a few pages have a policy of their own. The length is that of the
    # answer to GET (RFC 9110, 8.6).
    headers = {**SECURITY, **response.headers, "content-length": str(len(response.body))}
    return Reply(b"" if method == "HEAD" else response.body, response.status, headers)
