"""What to practise after a debrief: a hard moment once more, on another case."""

from collections.abc import Iterable, Sequence

from simulator.library.cards import Card
from simulator.practice.drill_cases import cases_of
from simulator.review.next_step import NextStep
from simulator.store.play_store import Play


def next_step(
    cards: Sequence[Card], plays: Iterable[Play], situation: str, avoid: str
) -> NextStep | None:
    """Return a drill of a situation in another scenario than ``avoid``; None if there is none.

    Only a scenario that was played is suggested as a whole: nobody should learn from a debrief what
    is in one that was not. Its drill is one moment, and does not say in which scenario the others
    are.
    """
    cases = cases_of(cards, plays).by_situation.get(situation, ())
    others = [case for case in cases if case.scenario != avoid]
    # First one that was played: a drill shows what happens in a scenario.
    case = min(others, key=lambda one: not one.played, default=None)
    if case is None:
        return None
    return NextStep(situation, "drill", case.scenario, case.title)
