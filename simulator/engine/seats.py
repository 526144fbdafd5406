"""The circle as plain data: who sits where, who is speaking, and how long the others are silent.

The order of the chairs is fixed for a play. You sit first. The presenter sits beside you: it is the
person you look after, and the drawing has its corner there, so that the chair can move back without
crossing another. A co-leader sits opposite, because two leaders want to see each other. The others
follow in the order of the cast.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulator.engine.events import Event, PhaseBegan, SeatChanged, Spoken
from simulator.engine.setup import Setup
from simulator.scenario.model import LEADER, Person, Role
from simulator.scenario.text import clean_line

PRESENTER: Final = "presenter"
MEMBER: Final = "member"
CO_LEADER: Final = "co-leader"

SeatRole = Role | Literal["leader"]
"""A role of the cast, or your own (``LEADER``)."""

LONG_SILENT = 2
"""The number of rounds without a word after which somebody counts as silent for long.

A round has as many turns as there are people. In a group of ten, somebody is silent for long from
the twentieth turn on: with equal shares, each person would have spoken twice by then.
"""

TITLES = frozenset(
    {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sr", "sister", "rev"}
)
"""Titles, in lower case and without a full stop, that are left out of first names."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One chair.

    ``person`` is an id of the cast; for your own chair, ``person`` and ``role`` are ``LEADER`` and
    ``name`` is empty, because only a front end knows the language to say it in.
    ``silent`` counts the spoken turns since this person's last one, or since the start if there was
    none; silences and stage directions do not count. ``back`` is true for the presenter's chair
    while it is outside the circle, ``away`` while somebody has left and the chair is empty, and
    ``addressed`` while the last words were the leader's to this person.
    """

    person: str
    name: str
    role: SeatRole
    speaking: bool = False
    silent: int = 0
    back: bool = False
    away: bool = False
    addressed: bool = False


class Seats:
    """The circle of one play; pass each event to ``hear`` once, in order."""

    def __init__(self, setup: Setup) -> None:
        """Seat the people of the setup's cast, before the first line."""
        cast = setup.program.scenario.cast
        self._chairs = tuple(_in_order(_chair(setup, person) for person in cast.values()))
        self._speaking = ""
        self._spoken = 0
        self._last: dict[str, int] = {}
        self._back = False
        self._away: set[str] = set()
        self._addressed = ""
        phases = setup.program.scenario.format.phases
        self._sits_back = {phase.phase: phase.sits_back for phase in phases}

    def hear(self, events: Iterable[Event]) -> None:
        """Update the circle; the cost of an event does not grow with the length of the play."""
        for event in events:
            if isinstance(event, Spoken):
                self._turn(event)
            elif isinstance(event, PhaseBegan):
                self._back = self._sits_back.get(event.phase, self._back)
            elif isinstance(event, SeatChanged):
                self._change(event)

    def seats(self) -> tuple[Seat, ...]:
        """Return the chairs in order, yours first and then clockwise."""
        return tuple(self._now(chair) for chair in self._chairs)

    def _change(self, event: SeatChanged) -> None:
        if event.out:
            self._away.add(event.person)
            return
        self._away.discard(event.person)
        self._last[event.person] = self._spoken  # the silence of those who are away is none

    def _turn(self, event: Spoken) -> None:
        self._speaking = event.speaker
        self._addressed = event.to
        # Silences and stage directions have no speaker; nobody is marked as speaking then.
        if event.speaker:
            self._spoken += 1
            self._last[event.speaker] = self._spoken

    def _now(self, chair: Seat) -> Seat:
        return Seat(
            chair.person,
            chair.name,
            chair.role,
            speaking=chair.person == self._speaking,
            silent=self._spoken - self._last.get(chair.person, 0),
            back=self._back and chair.role == PRESENTER,
            away=chair.person in self._away,
            addressed=chair.person == self._addressed,
        )


def silent_long(seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
    """Return the seats of those who have been silent for long (see ``LONG_SILENT``).

    Leaders and guests are never included, nor is a presenter who sits back: silence is part of
    their task. Nor is anybody who is away.
    """
    turns = LONG_SILENT * len(seats)
    silent = [s for s in seats if s.silent >= turns and s.role in (PRESENTER, MEMBER)]
    return tuple(s for s in silent if not s.back and not s.away)


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names used in a group: first names, if they are unique.

    People who share a first name get the first letter of their last name too, and their whole name
    if that is still not unique.
    """
    forms = [_forms(name) for name in names]
    chosen = [first for first, _, _ in forms]
    # Counted again for the second form, because people can share the initial as well.
    for longer in (1, 2):  # indexes of the longer forms
        chosen = [
            form[longer] if chosen.count(name) > 1 else name
            for form, name in zip(forms, chosen, strict=True)
        ]
    return tuple(chosen)


def _forms(name: str) -> tuple[str, str, str]:
    """Return the first name, the first name with the last name's first letter, and the whole name.

    A title with a single name (*Dr Ellis*) has no first name, so all three are the whole name.
    """
    words = name.split()
    while words and words[0].rstrip(".").lower() in TITLES:
        words.pop(0)
    if len(words) < 2:
        return name, name, name
    return words[0], f"{words[0]} {words[-1][0]}.", name


def _chair(setup: Setup, person: Person) -> Seat:
    return Seat(person.id, clean_line(setup.names[person.id]), person.role)


def _in_order(others: Iterable[Seat]) -> Iterator[Seat]:
    """Yield your own chair, then the others in the order described at the top of this module."""
    left = list(others)
    opposite = (len(left) + 2) // 2  # half of all chairs, including yours, rounded up
    beside = _remove_first(left, PRESENTER)
    across = _remove_first(left, CO_LEADER)
    yield Seat(LEADER, "", LEADER)
    yield from beside
    # Your chair and the presenter's are already before the co-leader; 0 if that is enough.
    before = max(0, opposite - 1 - len(beside))
    yield from left[:before]
    yield from across
    yield from left[before:]


def _remove_first(left: list[Seat], role: str) -> list[Seat]:
    """Remove the first seat with this role from ``left``; return it in a list, empty if none."""
    found = next((seat for seat in left if seat.role == role), None)
    if found is None:
        return []
    left.remove(found)
    return [found]
