"""The document that ``data export`` prints: all that is saved of a learner, as JSON.

``docs/data.md`` describes it. ``document.py`` reads it.
"""

import base64
import json
import re

from simulator.scenario.text import forbidden_character
from simulator.store.play_store import PlayStore

VERSION = 6
"""The version of the document; older ones can still be imported."""


def export_text(store: PlayStore) -> str:
    """Return all saved data as JSON text, with all terminal control characters escaped."""
    # Letters of all languages stay readable; ``_escaped`` escapes what a terminal would obey.
    text = json.dumps(store.export(), ensure_ascii=False, indent=2)
    return _NOT_ASCII.sub(_escaped, text)


def plain(value: object) -> object:
    """Return a value that JSON can hold; a damaged row can have bytes in place of a text."""
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value


def plain_text(text: bytes) -> object:
    """Return a scenario's text as JSON can hold it: a string, or base64 if it is not UTF-8."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return plain(text)


_NOT_ASCII = re.compile(r"[^\n -~]")


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if forbidden_character(character) else character
