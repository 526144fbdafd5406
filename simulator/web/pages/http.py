"""A request and a response, as plain data: what a page gets and what it returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asks for.

    ``path`` is decoded and begins with a slash; ``query`` and ``form`` have the last value of each
    name. ``files`` are uploaded files, by the names of their fields. A host has checked the size of
    everything, and that a POST comes from one of the room's own pages.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """What a browser is answered; ``headers`` has the content type or, for a 303, the location."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class NotHere(Exception):
    """There is no such page, play or scenario; the message says what is missing."""


class BadForm(Exception):
    """A form has a value that its page does not offer; the message says which."""


def html(text: str, status: int = 200) -> Response:
    """Return a page."""
    return Response(status, {"content-type": HTML}, text.encode())


def see_other(location: str) -> Response:
    """Return the answer to a form: the browser then asks for the page at ``location``."""
    # 303 makes the browser ask with GET, so that loading the page again sends no form again
    # (RFC 9110, section 15.4.4).
    return Response(303, {"location": location})


def download(body: bytes, name: str, content_type: str) -> Response:
    """Return a file that the browser saves under ``name``, which is plain ASCII."""
    # A name beyond ASCII would need ``filename*`` (RFC 6266, section 4.3).
    disposition = f'attachment; filename="{name}"'
    return Response(200, {"content-type": content_type, "content-disposition": disposition}, body)
