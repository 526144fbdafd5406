"""The ids of plays and learners: UUIDs, so that two stores never give the same one."""

import json
import re
from collections.abc import Mapping
from uuid import UUID, uuid4, uuid5

# Namespaces for ``uuid5``, drawn once. They must never change: the ids of plays that were saved
# before version 4 depend on them, in every store and export.
_OLD_PLAYS = UUID("6ef6bd1e-5d5d-4c31-9a4b-6b0a6a3f0c57")
_LEARNERS = UUID("0d9b8a52-37b2-4b0e-8f57-8f6a1c1f7d2a")

_IDENTIFYING = ("id", "scenario", "path", "digest", "mode", "seed", "started")
"""Columns of a play before version 4 that never change, and that together are unique."""


_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def new_id() -> str:
    """Return a new random id."""
    return str(uuid4())


def id_of_old_play(row: Mapping[str, object]) -> str:
    """Return the id of a play that was saved before plays had ids, from its old columns.

    It depends on the play alone, so the same play has the same id in a store that was migrated and
    in every export that was made before.
    """
    # A damaged row can have bytes, which JSON cannot hold.
    content = json.dumps([row[name] for name in _IDENTIFYING], default=repr)
    return str(uuid5(_OLD_PLAYS, content))


def learner_of_old_store(first_play: str) -> str:
    """Return the id of the learner whose first saved play has this id."""
    return str(uuid5(_LEARNERS, first_play))


def id_of_programme(programme: str) -> str:
    """Return the id of a programme that is given by its id or by the path of its file."""
    # An export from Windows has its separators.
    name = programme.replace("\\", "/").rpartition("/")[2]
    return name.removesuffix(".yaml")
