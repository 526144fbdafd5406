"""Who sits where in the circle, who is speaking, and for how long the others have said nothing: plain data, fed by events.

The order of the chairs is fixed for a play. You sit first. The presenter sits beside you: it is the person you look after, and
the drawing has its corner there, so that the chair can move back without crossing another. A co-leader sits opposite, as two
leaders do who want to see each other. The others follow in the order of the cast.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.engine.events import Event, PhaseBegan, Spoken
from simulator.engine.step import Setup
from simulator.scenario.model import LEADER, Person
from simulator.scenario.text import clean_line

YOU = "You"
"""What your own chair is called."""

PRESENTER, MEMBER, CO_LEADER = "presenter", "member", "co-leader"
"""The roles of a cast; your own is ``LEADER``."""

LONG_SILENT = 2
"""Rounds without a word from which somebody counts as silent for long. In a round there are as many turns as people, so that
among ten it is the twentieth turn: had all spoken alike, each would have spoken twice by then."""

TITLES = frozenset(
    {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sr", "sister", "rev"}
)
"""What stands before a name and is left out where people are called by their first names."""

_MOVES_BACK = "group-work"
_MOVES_IN = frozenset(
    {"opening", "presentation", "questions", "presenter-returns", "closing", "leadership-review"}
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One chair: ``person`` is an id of the cast, or ``LEADER`` for your own, whose ``role`` is ``LEADER`` too.

    ``silent`` counts the spoken turns since this person's last, or all so far where there was none; silences and stage
    directions do not count. ``back`` is the presenter's chair while it stands outside the circle.
    """

    person: str
    name: str
    role: str
    speaking: bool = False
    silent: int = 0
    back: bool = False


class Seats:
    """The circle of one play; ``hear`` each event once, in order."""

    def __init__(self, setup: Setup) -> None:
        """Seat the people of the setup's cast, before the first line."""
        cast = setup.program.scenario.cast
        self._chairs = tuple(_seated(_chair(setup, person) for person in cast.values()))
        self._speaking = ""
        self._spoken = 0
        self._last: dict[str, int] = {}
        self._back = False

    def hear(self, events: Iterable[Event]) -> None:
        """Take in what happened; each event costs the same however long the play is."""
        for event in events:
            if isinstance(event, Spoken):
                self._turn(event)
            elif isinstance(event, PhaseBegan):
                self._back = event.phase == _MOVES_BACK or (
                    self._back and event.phase not in _MOVES_IN
                )

    def seats(self) -> tuple[Seat, ...]:
        """Return the chairs in the order in which they stand, yours first and then clockwise."""
        return tuple(self._now(chair) for chair in self._chairs)

    def _turn(self, event: Spoken) -> None:
        self._speaking = event.speaker
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
        )


def silent_long(seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
    """Return those who have been silent for long (``LONG_SILENT``).

    Leaders are never among them, nor is a presenter who sits back: to be silent is part of what they are there for.
    """
    turns = LONG_SILENT * len(seats)
    return tuple(
        s for s in seats if s.silent >= turns and not s.back and s.role in (PRESENTER, MEMBER)
    )


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return what people are called in a group: first names; where two are the same, with a letter, else the whole name."""
    forms = [_forms(name) for name in names]
    chosen = [first for first, _, _ in forms]
    for longer in (1, 2):
        chosen = [
            form[longer] if chosen.count(name) > 1 else name
            for form, name in zip(forms, chosen, strict=True)
        ]
    return tuple(chosen)


def _forms(name: str) -> tuple[str, str, str]:
    """The first name, that with the last name's first letter, and the whole; a title with one name stays as it is."""
    words = name.split()
    while words and words[0].rstrip(".").lower() in TITLES:
        words.pop(0)
    return (words[0], f"{words[0]} {words[-1][0]}.", name) if len(words) > 1 else (name, name, name)


def _chair(setup: Setup, person: Person) -> Seat:
    return Seat(person.id, clean_line(setup.names[person.id]), person.role)


def _seated(others: Iterable[Seat]) -> Iterator[Seat]:
    """Yield your own chair, and the others where they belong."""
    left = list(others)
    opposite = (len(left) + 2) // 2
    beside = _taken(left, PRESENTER)
    across = _taken(left, CO_LEADER)
    yield Seat(LEADER, YOU, LEADER)
    yield from beside
    before = max(0, opposite - 1 - len(beside))
    yield from left[:before]
    yield from across
    yield from left[before:]


def _taken(left: list[Seat], role: str) -> list[Seat]:
    """Take the first of this role out of ``left``, if there is one."""
    found = next((seat for seat in left if seat.role == role), None)
    if found is None:
        return []
    left.remove(found)
    return [found]
