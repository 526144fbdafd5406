"""The document that ``data export`` prints: all that is saved of a learner, as JSON.

``docs/data.md`` describes it. ``document.py`` reads it.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from simulator.scenario.text import forbidden_character
from simulator.store import tables
from simulator.store.play_store import PlayStore, WholePlay

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


def exported(whole: WholePlay, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return a play as it is in the document; ``numbers`` are those of all its plays, by id."""
    from simulator.engine.records import to_row

    play = whole.play
    return {
        "id": play.number,
        "uuid": play.id,
        "scenario": play.scenario,
        "title": play.title,
        # Only exports before version 4 had a path; the key stays.
        "path": "",
        "digest": play.digest,
        "mode": play.mode,
        "feedback": play.feedback,
        "seed": play.seed,
        "started": play.started,
        "ended": play.ended,
        "branch_of": numbers[play.branch_of] if play.branch_of else None,
        "branched_at": play.branched_at,
        "programme": play.programme,
        "part": play.part,
        "follows": numbers[play.follows] if play.follows else None,
        "replaced_by": numbers[play.replaced_by] if play.replaced_by else None,
        "acts": [
            {
                "number": number,
                **dict(zip(tables.RECORD, to_row(act.record), strict=True)),
                "at": act.at,
            }
            for number, act in enumerate(whole.acts)
        ],
        "own_words": [asdict(words) for words in whole.own_words],
    }


_NOT_ASCII = re.compile(r"[^\n -~]")


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if forbidden_character(character) else character
