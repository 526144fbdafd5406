"""Describe the circle in words: who is speaking, who has long been silent, who sits back."""

from collections.abc import Iterable

from simulator.engine.seats import Seat, silent_long
from simulator.scenario.model import LEADER


def circle_in_words(seats: tuple[Seat, ...]) -> str:
    """Return sentences saying who is speaking, who has long been silent, and who sits back."""
    return " ".join(filter(None, (_speaking(seats), _silent(seats), _sitting_back(seats))))


def _speaking(seats: Iterable[Seat]) -> str:
    for seat in seats:
        if seat.speaking:
            return f"Speaking: {_name(seat)}{', from outside the circle' if seat.back else ''}."
    return "Nobody is speaking."


def _silent(seats: tuple[Seat, ...]) -> str:
    names = ", ".join(seat.name for seat in silent_long(seats))
    return f"Silent for long: {names}." if names else ""


def _sitting_back(seats: Iterable[Seat]) -> str:
    return " ".join(
        f"{seat.name} sits back and listens." for seat in seats if seat.back and not seat.speaking
    )


def _name(seat: Seat) -> str:
    return "you" if seat.person == LEADER else seat.name
