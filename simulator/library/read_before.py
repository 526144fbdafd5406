"""Scenarios that were read before the program started, so that their texts need not be read again.

The room that is packaged for a browser has all its scenarios as plain data
(``scenario/plain_data.py``) and remembers them here when it starts. Everywhere else nothing is
remembered, and each text is read when it is needed.

A scenario is found by its text, wherever that comes from: the library, or a saved play.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.scenario.catalogue import Catalogue
    from simulator.scenario.model import Scenario

_DATA: dict[str, Any] = {}
_MADE: "dict[str, Scenario]" = {}
_OF: "list[Catalogue]" = []


def key_of(text: bytes) -> str:
    """Return the key of a text."""
    # Imported here: the command 'list' loads this module, and needs no hash.
    import hashlib

    return hashlib.sha256(text).hexdigest()


def remember(scenarios: dict[str, Any], catalogue: "Catalogue") -> None:
    """Remember the plain data of scenarios by the keys of their texts, in place of earlier ones.

    They are of this ``catalogue``, and found with no other one.
    """
    _MADE.clear()
    _DATA.clear()
    _DATA.update(scenarios)
    _OF[:] = [catalogue]


def remembered(text: bytes, catalogue: "Catalogue") -> "Scenario | None":
    """Return the scenario with this text, or None if it has to be read."""
    if not _DATA or _OF[0] is not catalogue:
        return None
    key = key_of(text)
    if key not in _MADE and key in _DATA:
        from simulator.scenario.plain_data import scenario_from_data

        _MADE[key] = scenario_from_data(_DATA[key], catalogue)
    return _MADE.get(key)
