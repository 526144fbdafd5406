"""What goes with one play that is deleted: the same for every store.

Other attempts from a play begin with its acts and own words, so they are deleted with it. So are
the plays that it continued in an edited scenario: to the learner they are one session. The next
session of a programme stays, and follows the one before the deleted one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.store.play_store import Play


@dataclass(frozen=True, slots=True)
class Deletion:
    """The ids of the plays to delete, and what those that stay ``follow`` from then on."""

    plays: frozenset[str]
    follows: Mapping[str, str | None]


def deletion(plays: Iterable[Play], play: str) -> Deletion:
    """Return what is deleted with this play, of all plays of a store; nothing if it is unknown."""
    by_id = {one.id: one for one in plays}
    gone = {play} & by_id.keys()
    while more := {
        one.id
        for one in by_id.values()
        if one.id not in gone and (one.branch_of in gone or one.replaced_by in gone)
    }:
        gone |= more

    def before(one: Play) -> str | None:
        followed = one.follows
        while followed in gone:
            followed = by_id[followed].follows
        return followed

    follows = {
        one.id: before(one) for one in by_id.values() if one.id not in gone and one.follows in gone
    }
    return Deletion(frozenset(gone), follows)
