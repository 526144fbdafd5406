"""What a form began and the next one ends: a drill before its decision, a file before its import.

Where one process answers all requests of a room, drafts are in its memory. A server with several
workers saves them (``course/drafts.py``), so that any of them can answer the next request.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Protocol

MOST_DRAFTS = 32
"""The most drafts of a learner that are kept; the oldest one goes."""


class Drafts(Protocol):
    """The drafts of one learner by their ids."""

    def save(self, name: str, text: bytes) -> None:
        """Save a draft, in place of the one with this id; raise StoreProblem."""

    def load(self, name: str) -> bytes | None:
        """Return a draft, or None if it is gone; raise StoreProblem."""

    def drop(self, name: str) -> None:
        """Delete a draft, if it is there; raise StoreProblem."""

    def clear(self) -> None:
        """Delete all drafts; raise StoreProblem."""


@dataclass
class MemoryDrafts:
    """Drafts in the memory of this process."""

    _kept: "OrderedDict[str, bytes]" = field(default_factory=OrderedDict)

    def save(self, name: str, text: bytes) -> None:
        """Keep a draft as the latest."""
        self._kept[name] = text
        # A key that is set again would keep its place, and the draft would be dropped too soon.
        self._kept.move_to_end(name)
        while len(self._kept) > MOST_DRAFTS:
            self._kept.popitem(last=False)

    def load(self, name: str) -> bytes | None:
        """Return a draft, or None."""
        return self._kept.get(name)

    def drop(self, name: str) -> None:
        """Forget a draft."""
        self._kept.pop(name, None)

    def clear(self) -> None:
        """Forget all drafts."""
        self._kept.clear()
