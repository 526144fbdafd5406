"""Describe the circle in words: who is speaking and to whom, who is silent, back or away."""

from collections.abc import Iterable

from simulator.engine.seats import Seat, silent_long
from simulator.messages import say
from simulator.scenario.model import LEADER


def circle_in_words(seats: tuple[Seat, ...]) -> str:
    """Return sentences: who speaks, to whom, who is silent for long, who sits back, who is away."""
    found = _speaking(seats), _addressed(seats), _silent(seats), _sitting_back(seats), _away(seats)
    return " ".join(filter(None, found))


def _speaking(seats: Iterable[Seat]) -> str:
    for seat in seats:
        # The leader's seat has no name: "you" needs a sentence of its own.
        if seat.speaking and seat.person == LEADER:
            return say("circle.you_speak")
        if seat.speaking:
            return say(
                "circle.speaks_from_outside" if seat.back else "circle.speaks", name=seat.name
            )
    return say("circle.nobody_speaks")


def _addressed(seats: Iterable[Seat]) -> str:
    return " ".join(say("circle.addressed", name=seat.name) for seat in seats if seat.addressed)


def _away(seats: Iterable[Seat]) -> str:
    names = ", ".join(seat.name for seat in seats if seat.away)
    return say("circle.away", names=names) if names else ""


def _silent(seats: tuple[Seat, ...]) -> str:
    names = ", ".join(seat.name for seat in silent_long(seats))
    return say("circle.silent_long", names=names) if names else ""


def _sitting_back(seats: Iterable[Seat]) -> str:
    # ``_speaking`` already says so of somebody who speaks from outside the circle.
    back = (seat for seat in seats if seat.back and not (seat.speaking or seat.away))
    return " ".join(say("circle.sits_back", name=seat.name) for seat in back)
