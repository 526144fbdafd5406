"""Read what a browser sends with a request, within limits."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request as Asked

MOST_OF_A_FORM: Final = 100_000
"""Most bytes of a form without files: the longest own words, encoded, are a quarter of that."""

MOST_OF_A_FILE: Final = 32_000_000
"""Most bytes of a form with a file: an export of some thousand sessions."""

MOST_FIELDS: Final = 100
SECONDS: Final = 60.0
"""How long a browser may take to send a form."""

_PLAIN, _FILES = "application/x-www-form-urlencoded", "multipart/form-data"

# Of a broken form it would log bytes that were sent.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)


class BadRequest(Exception):
    """A request cannot be read: a status, and the end of the id of the sentence that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form, the last of each name, and its files."""

    fields: Mapping[str, str]
    files: Mapping[str, bytes]


def fields_of(text: bytes) -> dict[str, str]:
    """Return the last value of each name in a query or a form; raise BadRequest."""
    try:
        found = parse_qsl(
            text.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise BadRequest(413, "too_many_fields") from error
    return dict(found)


async def form_of(asked: Asked, *, files: bool = True) -> Sent:
    """Return the form that a request sends; raise BadRequest, and ClientDisconnect.

    Without ``files``, a form that can hold some is refused.
    """
    kind = asked.headers.get("content-type", _PLAIN).partition(";")[0].strip().lower()
    if kind not in ((_PLAIN, _FILES) if files else (_PLAIN,)):
        raise BadRequest(415, "not_a_form")
    try:
        # uvicorn has no limit for how long a body takes.
        async with asyncio.timeout(SECONDS):
            if kind == _FILES:
                return await _with_files(asked)
            return Sent(fields_of(await _body(asked, MOST_OF_A_FORM)), {})
    except TimeoutError as slow:
        raise BadRequest(408, "too_slow") from slow


async def _body(asked: Asked, most: int) -> bytes:
    """Return the body of a request, or raise BadRequest as soon as it is too long.

    What a header says about its length is believed only if it says too much.
    """
    said = asked.headers.get("content-length", "")
    # The digits are counted first, because `int` raises ValueError for very many.
    if said.isdecimal() and (len(said) > 15 or int(said) > most):
        raise BadRequest(413, "too_large")
    body = bytearray()
    async for piece in asked.stream():
        body += piece
        if len(body) > most:
            raise BadRequest(413, "too_large")
    return bytes(body)


async def _with_files(asked: Asked) -> Sent:
    # Read whole before it is parsed: the limits of the parser are for each part.
    body = await _body(asked, MOST_OF_A_FILE)

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        asked.headers, once(), max_files=2, max_fields=MOST_FIELDS, max_part_size=MOST_OF_A_FORM
    )
    # In memory, however large: what a learner exported is not written to a folder of all users.
    parser.spool_max_size = MOST_OF_A_FILE + 1
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise BadRequest(400, "broken_form") from error
    fields, files = {}, {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = await value.read()
        else:
            fields[name] = value
    await form.close()
    return Sent(fields, files)
