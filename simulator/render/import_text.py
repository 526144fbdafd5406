"""What an import added, or would add, in words."""

from collections.abc import Iterator

from simulator.messages import say
from simulator.store.play_store import Summary


def import_lines(summary: Summary) -> Iterator[str]:
    """Yield what is new, longer, here already, or different here, as far as there is any."""
    yield say("store.import_added", count=summary.added)
    if summary.extended:
        yield say("store.import_extended", count=summary.extended)
    if summary.reviews:
        yield say("store.import_reviews", count=summary.reviews)
    if summary.skipped:
        yield say("store.import_skipped", count=summary.skipped)
    if summary.different:
        yield say("store.import_different", count=summary.different)
