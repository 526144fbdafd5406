"""The data of the home screen: everything that this learner can do, in sections.

A section is the key of its name, and a function that selects its entries. To add a kind of entry,
add a line to ``SECTIONS``. Any front end can draw the result.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from simulator.library.cards import Card, begin_with
from simulator.library.programmes import Programme
from simulator.messages import say
from simulator.practice.due_today import Today
from simulator.practice.figures import Figures, Score
from simulator.practice.programmes import Part, belongs, first_part, to_go_on
from simulator.practice.suggestion import StepKind, Suggestion, suggestion
from simulator.store.play_store import Play, numbers

State = Literal["unplayed", "begun", "finished"]
"""How far a learner has come with a scenario or a programme."""


@dataclass(frozen=True, slots=True)
class ToPlay:
    """A scenario, with this learner's results in it.

    ``best`` is the best percent of the plays that count (finished, and not branches), and
    ``plays`` their number. ``begun`` is true if there is any play of it at all. ``worked_out`` is
    false while the chance line is still being calculated. ``awaited`` is true if a finished play
    has no score because the learner's reaction to it is still to come. ``debriefed`` is true once
    the debrief of any play could be read: before, a chance line means nothing to the learner.
    ``revealed`` is true if somebody asked for its situations in so many words.
    """

    card: Card
    chance: float | None = None
    worked_out: bool = False
    best: float | None = None
    plays: int = 0
    begun: bool = False
    awaited: bool = False
    debriefed: bool = False
    revealed: bool = False

    @property
    def names_situations(self) -> bool:
        """Whether its situations may be named: before the first session they tell what comes."""
        return self.plays > 0 or self.revealed

    @property
    def key(self) -> str:
        """A text that identifies this entry on the home screen."""
        return f"scenario {self.card.path}"

    @property
    def state(self) -> State:
        """Finished if a play that counts was finished; otherwise begun or unplayed."""
        if self.plays:
            return "finished"
        return "begun" if self.begun else "unplayed"

    @property
    def problem(self) -> str:
        """Why it does not load; empty if it does."""
        return self.card.problem

    @property
    def going(self) -> bool:
        """Whether it is to be continued: never, because a scenario starts a new play."""
        return False


@dataclass(frozen=True, slots=True)
class Played:
    """A play to continue or to review.

    ``card`` is its scenario's; if that is gone, the card has only a path, an id and a title.
    ``worked_out`` is false while the score is still being calculated. ``continues`` are the numbers
    of the plays that it continues in an edited version of their scenario. ``awaited`` is true as
    long as the learner's reaction to it is still to come: until then it has no score.
    """

    play: Play
    card: Card
    score: Score | None = None
    worked_out: bool = False
    continues: tuple[int, ...] = ()
    awaited: bool = False

    @property
    def key(self) -> str:
        """A text that identifies this entry on the home screen."""
        return f"session {self.play.number}"

    @property
    def problem(self) -> str:
        """Nothing: a play can always be opened, with the text of its scenario that was saved."""
        return ""

    @property
    def going(self) -> bool:
        """Whether it is unfinished and can be continued; if not, it can be reviewed."""
        return self.play.ended is None

    @property
    def names_situations(self) -> bool:
        """Whether the situations of its scenario may be named: once it is finished."""
        return not self.going

    @property
    def branch(self) -> bool:
        """Whether it is a branch of an earlier play, which does not count for the best."""
        return self.play.branch_of is not None


@dataclass(frozen=True, slots=True)
class ToFollow:
    """A programme to begin, or to continue after a play; ``titles`` are its scenarios', in order.

    ``begun`` is true if there is any play of it, ``finished`` if its last session was finished.
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
    def state(self) -> State:
        """Finished if its last session was finished; otherwise begun or unplayed."""
        if self.finished:
            return "finished"
        return "begun" if self.begun else "unplayed"

    @property
    def problem(self) -> str:
        """Why it does not load; empty if it does."""
        return self.programme.problem

    @property
    def going(self) -> bool:
        """Whether it is to be continued; if not, it is to be begun."""
        return self.part.follows is not None

    @property
    def key(self) -> str:
        """A text that identifies this entry on the home screen."""
        # A programme can be on the screen twice: to continue, and to begin again.
        after = f" after {self.part.follows}" if self.going else ""
        return f"programme {self.programme.path}{after}"


Openable = ToPlay | Played | ToFollow


@dataclass(frozen=True, slots=True)
class Suggested:
    """The suggested step of today; ``opens`` is its entry, None if it is the drills."""

    suggestion: Suggestion
    opens: "Openable | None" = None

    @property
    def key(self) -> str:
        """A text that identifies this entry on the home screen."""
        return "suggestion"

    @property
    def problem(self) -> str:
        """Nothing: only what can be opened is suggested."""
        return ""

    @property
    def going(self) -> bool:
        """Whether it is to be continued: never, its entry is in the list, too."""
        return False


Entry = Openable | Suggested


@dataclass(frozen=True, slots=True)
class Section:
    """A name and the entries below it."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The sections that have entries."""

    sections: tuple[Section, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, from the top."""
        for section in self.sections:
            yield from section.entries

    def openable(self) -> Iterator[Openable]:
        """Yield every entry but the suggestion, which opens one of them."""
        return (entry for entry in self.entries() if not isinstance(entry, Suggested))

    def scenarios(self) -> list[ToPlay]:
        """Return the entries that are scenarios."""
        return [entry for entry in self.entries() if isinstance(entry, ToPlay)]

    def programmes(self) -> "list[ToFollow]":
        """Return the entries that are programmes to begin."""
        return [
            entry for entry in self.entries() if isinstance(entry, ToFollow) and not entry.going
        ]

    def finished(self) -> list[Played]:
        """Return the entries that are finished plays."""
        return [entry for entry in self.entries() if isinstance(entry, Played) and not entry.going]


@dataclass(frozen=True)  # no slots: a cached property is saved in the instance's __dict__
class HomeData:
    """The data from which ``Home`` is made.

    These are the library's cards, the saved plays (the latest first), the known figures, and the
    programmes of the library and of the plays. ``replaced`` are the plays that others continue in
    an edited version of their scenario. ``today`` is what is known of drills; None: they are not
    shown. ``awaited`` are the ids of the finished plays whose reaction is still to come.
    """

    cards: Sequence[Card]
    plays: Sequence[Play] = ()
    figures: Figures = field(default_factory=Figures)
    programmes: Sequence[Programme] = ()
    replaced: Sequence[Play] = ()
    today: Today | None = None
    awaited: frozenset[str] = frozenset()

    @property
    def first_start(self) -> bool:
        """Whether nothing was ever played here."""
        return not self.plays

    @cached_property
    def home(self) -> "Home":
        """What ``home_of`` returns for it, made once."""
        return home_of(self)

    @cached_property
    def played(self) -> "Sequence[Played]":
        """The entries of all plays, in their order; every section is made from them."""
        return tuple(_all_played(self))


def home_of(saved: HomeData) -> Home:
    """Return the home screen's data, the entries that this learner most likely wants first."""
    made = [
        Section(say(f"home.section_{key}"), tuple(entries(saved)))
        for key, entries in SECTIONS.items()
    ]
    home = Home(tuple(section for section in made if section.entries))
    suggested = _suggested(saved, home)
    if suggested is None:
        return home
    return Home((Section(say("home.section_today"), (suggested,)), *home.sections))


def _suggested(saved: HomeData, home: Home) -> Suggested | None:
    """Return the suggestion of today; None on a first start."""
    if saved.first_start or saved.today is None:
        return None
    going = next((one for one in home.openable() if one.going), None)
    scenarios = [one for one in home.scenarios() if not one.problem]
    unplayed = next((one for one in scenarios if not one.begun), None)
    latest = {play.scenario: play.number for play in reversed(saved.plays)}
    played = [one for one in scenarios if one.begun]
    again = min(played, key=lambda one: latest[one.card.id], default=None)
    found = suggestion(
        saved.plays,
        saved.today,
        going=going is not None,
        unplayed=unplayed is not None,
        played=again is not None,
    )
    opens: Mapping[StepKind, Openable | None] = {
        "continue": going,
        "scenario": unplayed,
        "again": again,
    }
    return Suggested(found, opens.get(found.step))


def _to_go_on_with(saved: HomeData) -> Iterable[Entry]:
    """Return unfinished plays, and programmes between two sessions, the latest first."""
    # Sorted by number; a programme takes that of the play after which it continues.
    by_id = numbers(saved.plays)
    found: list[tuple[int, Entry]] = []
    for played in saved.played:
        if played.going:
            found.append((played.play.number, played))
    for part in to_go_on(saved.plays, saved.programmes):
        found.append((by_id.get(part.follows or "", 0), _to_follow(saved, part)))
    return (entry for _, entry in sorted(found, key=lambda one: one[0], reverse=True))


def _to_begin_with(saved: HomeData) -> Iterable[Entry]:
    first = begin_with(saved.cards) if saved.first_start else None
    return _to_play(saved, [first] if first is not None else [])


def _scenarios(saved: HomeData) -> Iterable[Entry]:
    first = begin_with(saved.cards) if saved.first_start else None
    return _to_play(saved, [card for card in saved.cards if card is not first])


def _programmes(saved: HomeData) -> Iterable[Entry]:
    shipped = (programme for programme in saved.programmes if programme.is_shipped)
    return (_to_follow(saved, first_part(programme)) for programme in shipped)


def _finished(saved: HomeData) -> Iterable[Entry]:
    return (played for played in saved.played if not played.going)


# In the order of the screen; each key is the end of a message's id.
SECTIONS: Mapping[str, Callable[[HomeData], Iterable[Entry]]] = {
    "continue": _to_go_on_with,
    "begin": _to_begin_with,
    "scenarios": _scenarios,
    "programmes": _programmes,
    "finished": _finished,
}


def _all_played(saved: HomeData) -> Iterator[Played]:
    cards = {card.id: card for card in saved.cards}
    scores = saved.figures.scores
    continued: defaultdict[str | None, tuple[int, ...]] = defaultdict(tuple)
    for play in reversed(saved.replaced):  # the oldest first
        continued[play.replaced_by] += (play.number,)
    for play in saved.plays:
        # A play can outlive the file of its scenario, whose text is saved with it.
        card = cards.get(play.scenario) or Card(play.place.scenario, play.scenario, play.title)
        awaited = play.id in saved.awaited
        score = None if awaited else scores.get(play.id)
        yield Played(play, card, score, play.id in scores, continued[play.id], awaited)


def _to_follow(saved: HomeData, part: Part) -> ToFollow:
    titles = {card.id: card.title for card in saved.cards}
    programme = part.programme
    plays = [play for play in saved.plays if belongs(play, programme)]
    # -1 for a programme that does not load, which no play's part is equal to.
    last = len(programme.meetings) - 1
    return ToFollow(
        part,
        # A scenario beside a programme need not be in the library; its id then stands for it.
        tuple(titles.get(meeting.scenario, meeting.scenario) for meeting in programme.meetings),
        begun=bool(plays),
        finished=any(play.ended is not None and play.part == last for play in plays),
    )


def _to_play(saved: HomeData, cards: Iterable[Card]) -> Iterator[ToPlay]:
    plays = _by_scenario(saved)
    debriefed = any(play.ended is not None and play.id not in saved.awaited for play in saved.plays)
    for card in cards:
        played = plays.get(card.id, ())
        counting = [one for one in played if one.play.ended is not None and not one.branch]
        percents = [one.score.percent for one in counting if one.score is not None]
        yield ToPlay(
            card,
            chance=saved.figures.chances.get(card.digest),
            worked_out=card.digest in saved.figures.chances,
            best=max(percents, default=None),
            plays=len(counting),
            begun=bool(played),
            awaited=any(one.awaited for one in counting),
            debriefed=debriefed,
        )


def _by_scenario(saved: HomeData) -> Mapping[str, Sequence[Played]]:
    found: defaultdict[str, list[Played]] = defaultdict(list)
    for played in saved.played:
        found[played.play.scenario].append(played)
    return found
