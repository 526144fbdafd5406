"""The marks of a panel in words, for papers, reports and debriefs."""

from collections.abc import Mapping

from simulator.messages import say
from simulator.messages.lists import enumerated
from simulator.scenario.catalogue import Catalogue, cited_source
from simulator.scenario.panel import RATINGS, Decision, Rating

CONCORDANCE = "charlin-2021"
"""The id of the source of learning by concordance: AMEE Guide 141."""

HEADS: tuple[Rating, ...] = (*RATINGS[1:], RATINGS[0])
"""The marks from left to right in a table: *never* is apart from the numbers."""


def rating_name(rating: str) -> str:
    """Return a mark as it is shown: a number with its sign, or the word for never."""
    if rating == "never":
        return say("panel.never")
    return f"{int(rating):+d}" if rating != "0" else rating


def spread_line(counts: Mapping[Rating, int]) -> str:
    """Return how often each mark was given, from the best mark to the worst."""
    given = [
        say("panel.count_of", mark=rating_name(rating), count=counts[rating])
        for rating in reversed(RATINGS)
        if counts.get(rating)
    ]
    return enumerated(given) or say("panel.nobody")


def decisions_line(decisions: Mapping[Decision, int], members: int) -> str:
    """Return how many members would speak here, and how many would say nothing."""
    speak, wait = decisions.get("speak", 0), decisions.get("wait", 0)
    if left := members - speak - wait:
        return say("panel.decisions_open", speak=speak, wait=wait, open=left)
    return say("panel.decisions", speak=speak, wait=wait)


def decision_label(mark: str) -> str:
    """Return what stands before a reason for a decision; the mark may be empty."""
    if not mark:
        return say("panel.reason_moment")
    return say("panel.reason_decision", mark=say(f"panel.decision_{mark}"))


def concordance(catalogue: Catalogue) -> str:
    """Return the source of learning by concordance, as it is cited."""
    return cited_source(catalogue, CONCORDANCE)
