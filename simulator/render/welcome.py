"""The text of the welcome at a first start, for both front ends."""

from collections.abc import Iterable

from simulator.library.cards import TUTORIAL, Card, begin_with
from simulator.messages import say


def tutorial_of(cards: Iterable[Card]) -> Card | None:
    """Return the card of the tutorial; None if the library has none that loads."""
    first = begin_with(cards)
    return first if first is not None and first.id == TUTORIAL else None


def welcome(tutorial: Card | None) -> list[str]:
    """Return the paragraphs: what a Balint group is, what the learner will do, how long it takes.

    The content note of the tutorial is among them, because the tutorial starts from here.
    """
    safe, note = say("welcome.safe"), ""
    if tutorial is not None:
        if tutorial.minutes:
            safe = f"{say('welcome.tutorial', count=tutorial.minutes)} {safe}"
        note = tutorial.content_note
    paragraphs = [say("welcome.group"), say("welcome.you"), safe]
    return [*paragraphs, f"{say('briefing.content_note')}: {note}"] if note else paragraphs
