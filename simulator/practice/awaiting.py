"""Finished plays whose figures wait until the learner has reacted to them.

The questions before a debrief are asked before any number of it is shown, so nothing else may show
one of a play that stopped there.
"""

from collections.abc import Iterable

from simulator.store.play_store import Play, PlayStore

LAST_KEY = "before-debrief/guess"
"""The key of the last question, which is answered or skipped when all questions are.

It is written out (``review.reaction.key_of``): the first screen needs no other part of a review.
"""


def awaiting_reaction(store: PlayStore, plays: Iterable[Play]) -> frozenset[str]:
    """Return the ids of the finished plays whose reaction is still to come.

    A play that ended before the first one with a reaction does not wait: it may be older than the
    questions. As long as there is no reaction, only the play that ended last waits.

    Raise StoreProblem if the store cannot be read.
    """
    reacted = store.with_own_words(LAST_KEY)
    finished = sorted((play for play in plays if play.ended is not None), key=_end)
    first = next((at for at, play in enumerate(finished) if play.id in reacted), -1)
    return frozenset(play.id for play in finished[first:] if play.id not in reacted)


def _end(play: Play) -> tuple[str, int]:
    """Return what sorts plays by their ends; of those that ended in one second, by their number."""
    return play.ended or "", play.number
