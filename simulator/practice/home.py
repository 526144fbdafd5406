"""The shelf: all there is to do for this learner, in sections, as plain data that any front end can draw.

A section is a name and a function that picks its entries; a new kind of thing to do is a line in ``SECTIONS``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.library.cards import Card
from simulator.library.programmes import Programme
from simulator.practice.figures import Figures, Score
from simulator.practice.programmes import Part, belongs, first_part, to_go_on
from simulator.store.store import Play

TUTORIAL = "tutorial"
"""The id of the scenario that a first start offers; while there is none, it offers the shortest."""


@dataclass(frozen=True, slots=True)
class ToPlay:
    """A scenario, with what this learner has made of it.

    ``best`` is the best percent of the plays that count, those that were finished, branches left out; ``plays`` is their
    number. ``begun`` says that there is any play of it at all. A chance line that is not ``worked_out`` yet is on its way.
    """

    card: Card
    chance: float | None = None
    worked_out: bool = False
    best: float | None = None
    plays: int = 0
    begun: bool = False

    @property
    def key(self) -> str:
        """What tells it from other entries."""
        return f"scenario {self.card.path}"

    @property
    def going(self) -> bool:
        """Whether it goes on, rather than begins: a scenario begins."""
        return False


@dataclass(frozen=True, slots=True)
class Played:
    """A play, to go on with or to look back on; ``card`` is its scenario's, with nothing but a title where that is gone.

    A score that is not ``worked_out`` yet is on its way. ``continues`` are the plays that it continues in an edited version of
    their scenario.
    """

    play: Play
    card: Card
    score: Score | None = None
    worked_out: bool = False
    continues: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from other entries."""
        return f"play {self.play.id}"

    @property
    def going(self) -> bool:
        """Whether it goes on; if not, it is looked back on."""
        return self.play.ended is None

    @property
    def origin(self) -> str:
        """Which plays it continues, in words; empty if none."""
        return f"continues play {' and '.join(map(str, self.continues))}" if self.continues else ""

    @property
    def branch(self) -> bool:
        """Whether it tries another way from the middle of an earlier play; then it does not count for the best."""
        return self.play.branch_of is not None


@dataclass(frozen=True, slots=True)
class ToFollow:
    """A programme to begin, or to go on with after a play; ``titles`` are those of its scenarios, in order.

    ``begun`` and ``finished`` say whether any play of it is, or its last session was, kept.
    """

    part: Part
    titles: tuple[str, ...]
    begun: bool = False
    finished: bool = False

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.part.programme

    @property
    def going(self) -> bool:
        """Whether it goes on, rather than begins."""
        return self.part.follows is not None

    @property
    def key(self) -> str:
        """What tells it from other entries."""
        return f"programme {self.programme.path}" + (
            f" after {self.part.follows}" if self.going else ""
        )


Entry = ToPlay | Played | ToFollow


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a name."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sections that have entries."""

    sections: tuple[Section, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Every entry, from the top."""
        for section in self.sections:
            yield from section.entries

    def scenarios(self) -> list[ToPlay]:
        """The scenarios among the entries."""
        return [entry for entry in self.entries() if isinstance(entry, ToPlay)]

    def programmes(self) -> "list[ToFollow]":
        """The programmes to begin among the entries."""
        return [
            entry for entry in self.entries() if isinstance(entry, ToFollow) and not entry.going
        ]

    def finished(self) -> list[Played]:
        """The finished plays among the entries."""
        return [entry for entry in self.entries() if isinstance(entry, Played) and not entry.going]


@dataclass(frozen=True)
class Kept:
    """What a shelf is made of: the library's cards and programmes, the kept plays (the latest first), and the figures known.

    ``replaced`` are the plays that others continue in an edited version of their scenario.
    """

    cards: Sequence[Card]
    plays: Sequence[Play] = ()
    figures: Figures = field(default_factory=Figures)
    programmes: Sequence[Programme] = ()
    replaced: Sequence[Play] = ()

    @property
    def first_start(self) -> bool:
        """Whether nothing was ever played here."""
        return not self.plays


def shelf(kept: Kept) -> Shelf:
    """Put everything in its section; what stands first is what this learner will most likely want."""
    made = (Section(name, tuple(entries(kept))) for name, entries in SECTIONS)
    return Shelf(tuple(section for section in made if section.entries))


def _to_go_on_with(kept: Kept) -> Iterable[Entry]:
    """Plays that were broken off, and programmes that stand between two plays: the latest first."""
    played = ((one.play.id, one) for one in _all_played(kept) if one.going)
    between = (
        (part.follows or 0, _to_follow(kept, part))
        for part in to_go_on(kept.plays, kept.programmes)
    )
    found: list[tuple[int, Entry]] = [*played, *between]
    return (entry for _, entry in sorted(found, key=lambda one: one[0], reverse=True))


def _to_begin_with(kept: Kept) -> Iterable[Entry]:
    return _to_play(
        kept, [card for card in (begin_with(kept.cards),) if card is not None and kept.first_start]
    )


def _scenarios(kept: Kept) -> Iterable[Entry]:
    first = begin_with(kept.cards) if kept.first_start else None
    return _to_play(kept, [card for card in kept.cards if card is not first])


def _programmes(kept: Kept) -> Iterable[Entry]:
    return (_to_follow(kept, first_part(programme)) for programme in kept.programmes)


def _finished(kept: Kept) -> Iterable[Entry]:
    return (played for played in _all_played(kept) if not played.going)


SECTIONS: tuple[tuple[str, Callable[[Kept], Iterable[Entry]]], ...] = (
    ("Go on", _to_go_on_with),
    ("A good one to begin with", _to_begin_with),
    ("Scenarios", _scenarios),
    ("Programmes", _programmes),
    ("Finished plays", _finished),
)


def begin_with(cards: Iterable[Card]) -> Card | None:
    """The scenario that a first start offers: the tutorial, else the shortest; None where none can be played."""
    playable = [card for card in cards if not card.problem]
    return min(
        playable, key=lambda card: (card.id != TUTORIAL, card.minutes or float("inf")), default=None
    )


def _all_played(kept: Kept) -> Iterator[Played]:
    cards = {card.id: card for card in kept.cards}
    scores = kept.figures.scores
    continued: defaultdict[int | None, tuple[int, ...]] = defaultdict(tuple)
    for play in reversed(kept.replaced):
        continued[play.replaced_by] += (play.id,)
    for play in kept.plays:
        card = cards.get(play.scenario) or Card(play.path, play.scenario, play.title)
        yield Played(play, card, scores.get(play.id), play.id in scores, continued[play.id])


def _to_follow(kept: Kept, part: Part) -> ToFollow:
    titles = {card.id: card.title for card in kept.cards}
    programme = part.programme
    parts = [play for play in kept.plays if belongs(play, programme)]
    return ToFollow(
        part,
        tuple(titles.get(meeting.scenario, meeting.scenario) for meeting in programme.meetings),
        begun=bool(parts),
        finished=any(
            play.ended is not None and play.part == len(programme.meetings) - 1 for play in parts
        ),
    )


def _to_play(kept: Kept, cards: Iterable[Card]) -> Iterator[ToPlay]:
    plays = _by_scenario(kept)
    for card in cards:
        played = plays.get(card.id, ())
        counting = [one for one in played if one.play.ended is not None and not one.branch]
        percents = [one.score.percent for one in counting if one.score is not None]
        yield ToPlay(
            card,
            chance=kept.figures.chances.get(card.digest),
            worked_out=card.digest in kept.figures.chances,
            best=max(percents, default=None),
            plays=len(counting),
            begun=bool(played),
        )


def _by_scenario(kept: Kept) -> Mapping[str, Sequence[Played]]:
    found: defaultdict[str, list[Played]] = defaultdict(list)
    for played in _all_played(kept):
        found[played.play.scenario].append(played)
    return found
