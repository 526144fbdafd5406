"""One review of a hard moment in a drill, as it is saved."""

from dataclasses import dataclass
from typing import Literal

DrillAct = Literal["wait", "take"]


@dataclass(frozen=True, slots=True)
class DrillReview:
    """What a learner did in one moment that was drilled by itself.

    ``id`` is a UUID and ``at`` a UTC time in ISO format; the store gives both if they are empty.
    ``situation`` is the card: the id of the hard moment in the catalogue. ``scenario``, ``digest``,
    ``moment`` and ``seed`` say on which case it was drilled. ``option`` is empty if the learner
    said nothing. ``rating`` is that of ``practice/ratings.py``, 1 (costly) to 4. ``own_words`` are
    those written before the lines were shown; often empty.
    """

    id: str
    at: str
    situation: str
    scenario: str
    digest: str
    moment: str
    seed: int
    act: DrillAct
    option: str
    rating: int
    own_words: str = ""


def in_order(reviews: "list[DrillReview]") -> "list[DrillReview]":
    """Return reviews in the order in which they were made; an import can add earlier ones."""
    return sorted(reviews, key=lambda review: (review.at, review.id))
