"""The moments that can be drilled: every moment of the library that has a situation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.library.cards import TUTORIAL, Card
from simulator.store.play_store import Play

Key = tuple[str, str]
"""The ids of a scenario and of a moment in it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A moment of a situation, in a scenario; ``played`` if a session of that was finished."""

    situation: str
    scenario: str
    title: str
    path: str
    moment: str
    played: bool

    @property
    def key(self) -> Key:
        """The ids of the scenario and of the moment."""
        return self.scenario, self.moment


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases by situation, in the order of the library, and the twin of each that has one."""

    by_situation: Mapping[str, Sequence[Case]]
    twins: Mapping[Key, Key]

    def at(self, key: Key) -> Case | None:
        """Return the case with these ids, or None."""
        every = (case for cases in self.by_situation.values() for case in cases)
        return next((case for case in every if case.key == key), None)


def cases_of(cards: Iterable[Card], plays: Iterable[Play]) -> Cases:
    """Return the cases of the library, without those of the tutorial."""
    played = {play.scenario for play in plays if play.ended is not None}
    by_situation: defaultdict[str, list[Case]] = defaultdict(list)
    twins: dict[Key, Key] = {}
    for card in cards:
        # Between its turns the tutorial speaks to somebody who is there for the first time.
        if card.id == TUTORIAL:
            continue
        moments = zip(card.moment_ids, card.moment_situations, card.moment_twins, strict=True)
        for moment, situation, twin in moments:
            if situation:
                case = Case(situation, card.id, card.title, card.path, moment, card.id in played)
                by_situation[situation].append(case)
            if twin:
                other = _twin(card.id, twin)
                # Said at one of the two moments; each is the twin of the other.
                twins[card.id, moment], twins[other] = other, (card.id, moment)
    return Cases(by_situation, twins)


def _twin(scenario: str, twin: str) -> Key:
    """Return the ids of a twin, which is ``moment`` or ``scenario.moment``."""
    there, dot, moment = twin.rpartition(".")
    return (there, moment) if dot else (scenario, twin)
