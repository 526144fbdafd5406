"""The scenarios that a course has played, as far as they are in the library of the server."""

from collections.abc import Iterable
from pathlib import Path

from simulator.library.find import library_cards
from simulator.library.scenarios import Loaded, load
from simulator.library.workspace import Workspace
from simulator.scenario.model import Scenario

MOST_KEPT = 200

_kept: dict[str, Scenario] = {}
"""Scenarios by digest, which says what is in them; to read one again takes longer than a page."""


def known_scenarios(workspace: Workspace, digests: Iterable[str]) -> dict[str, Scenario]:
    """Return the scenarios with these digests; without those that the library has otherwise."""
    wanted = set(digests)
    # One read of each: another thread may clear it in between.
    known = {digest: _kept.get(digest) for digest in wanted}
    found = {digest: scenario for digest, scenario in known.items() if scenario is not None}
    if found.keys() == wanted:
        return found
    for card in library_cards(workspace):
        if card.digest in wanted and card.digest not in found:
            loaded = load(Path(card.path), workspace.catalogue)
            # The file may have been edited since its card was made.
            if isinstance(loaded, Loaded) and loaded.scenario.digest == card.digest:
                found[card.digest] = loaded.scenario
    if len(_kept) + len(found) > MOST_KEPT:
        _kept.clear()
    _kept.update(found)
    return found
