"""The rules of a plenary: a room that plays one scenario in guided play, by vote.

``begin`` and ``after`` are pure: the state of a room is the fold of its events
(``plenary_events``), so a server that was restarted, another worker and a host whose laptop was
closed all find the same room. ``after`` raises NotNow for an event that is not possible, so that
nothing impossible is ever saved.

A room goes through these stages; the host's acts lead from one to the next:

- ``group``: the group speaks. ``TurnHeard`` plays its next turn.
- ``answers``: play has paused, and a vote is open: speak or wait? ``AnswersShown`` closes it.
- ``answers_shown``: its spread is shown. ``WordsAsked`` opens the vote on the lines, ``Taken``
  decides without it.
- ``words``: the vote on the lines is open. ``WordsShown`` closes it.
- ``words_shown``: its spread is shown, and ``Taken`` decides.
- ``over``: the meeting is over. ``DebriefShown`` opens the debrief of the room.

Each pause is a *round*, numbered from 1 over the whole plenary. ``WentBack`` begins another attempt
at a round: the room is where that round began, which now is a new round. The rounds before it stay
as they are, in the attempt that they were played in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from simulator.course.plenary_events import (
    ANSWERS,
    SILENCE,
    AnswersShown,
    Closed,
    Count,
    DebriefShown,
    Happened,
    KeyShown,
    OwnWordsHidden,
    OwnWordsShown,
    Taken,
    TurnHeard,
    WentBack,
    WordsAsked,
    WordsShown,
)
from simulator.engine.acts import WAIT, Act
from simulator.engine.events import Event
from simulator.engine.pause import is_over, pause
from simulator.engine.prompt import Offer, Prompt, act_for, prompt
from simulator.engine.records import Record, record_of
from simulator.engine.session import Session
from simulator.engine.setup import Setup
from simulator.engine.state import State
from simulator.engine.step import start, step

Stage = Literal["group", "answers", "answers_shown", "words", "words_shown", "over"]

Question = Literal["", "act", "words"]
"""What the phones are asked now: nothing, to speak or to wait, or which line."""

_QUESTIONS: dict[Stage, Question] = {"answers": "act", "words": "words"}


class NotNow(ValueError):
    """An event is not possible in this state of the room; the state is unchanged."""


@dataclass(frozen=True, slots=True)
class ShownWords:
    """Own words that the host chose to show, as somebody sent them."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """One pause of the play.

    ``moment`` is the moment's id and ``after`` the turn it paused after; ``acts`` is the number of
    acts before it, and ``attempt`` counts from 1. ``offers`` are the lines in the order of the
    screen, and ``options`` the ids of the options behind them, which nobody may see. ``answers``
    and ``words`` are the spreads that were shown, None before that. ``taken`` is the id of an
    offer or ``SILENCE``, and empty until the host has decided.
    """

    number: int
    attempt: int
    moment: str
    after: int
    acts: int
    offers: tuple[Offer, ...]
    options: tuple[str, ...]
    answers: tuple[Count, ...] | None = None
    words: tuple[Count, ...] | None = None
    taken: str = ""
    key_shown: bool = False
    own_words: tuple[ShownWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way through the scenario: the acts so far, what was heard, and where play is.

    ``records``, ``events`` and ``states`` belong together: ``states[n]`` and the first
    ``heard[n]`` events are those after ``n`` acts. ``rounds`` are the numbers of the rounds on this
    way, those before the attempt began included.
    """

    records: tuple[Record, ...]
    events: tuple[Event, ...]
    states: tuple[State, ...]
    heard: tuple[int, ...]
    rounds: tuple[int, ...]

    @property
    def state(self) -> State:
        """Where play is."""
        return self.states[-1]


@dataclass(frozen=True, slots=True)
class Plenary:
    """The state of a room.

    ``number`` is the number of its events, on which the host's next act is made. ``rounds`` are all
    rounds, of all attempts. ``attempts`` counts the attempts; ``now`` is the latest, which is on
    the wall, and ``first`` the first, as far as it was played.
    """

    setup: Setup
    number: int
    stage: Stage
    now: Attempt
    first: Attempt
    attempts: int = 1
    rounds: tuple[Round, ...] = ()
    debrief_shown: bool = False
    closed: bool = False

    @property
    def question(self) -> Question:
        """What the phones are asked now."""
        return "" if self.closed else _QUESTIONS.get(self.stage, "")

    @property
    def round(self) -> Round | None:
        """The round that is open or was played last in this attempt; None before the first."""
        return self.rounds[self.now.rounds[-1] - 1] if self.now.rounds else None

    @property
    def prompt(self) -> Prompt:
        """What could be asked of a leader now; it holds nothing of the key."""
        return prompt(self.setup, pause(self.setup, self.now.state))

    @property
    def choices(self) -> tuple[str, ...]:
        """What a phone can vote for now."""
        if self.question == "act":
            return ANSWERS
        if self.question == "words" and self.round is not None:
            return tuple(offer.id for offer in self.round.offers)
        return ()


def begin(setup: Setup) -> Plenary:
    """Return the room before anything was said; ``setup`` is one of guided play."""
    assert setup.mode == "guided"
    attempt = Attempt((), (), (start(setup),), (0,), ())
    return _paused(Plenary(setup, 0, "group", attempt, attempt))


def fold(setup: Setup, events: Iterable[Happened]) -> Plenary:
    """Return the room after these events; raise NotNow if they are not those of this scenario."""
    room = begin(setup)
    for event in events:
        room = after(room, event)
    return room


def after(room: Plenary, event: Happened) -> Plenary:
    """Return the room after one more event; raise NotNow if it is not possible."""
    if room.closed:
        raise NotNow
    return replace(_after(room, event), number=room.number + 1)


def session(room: Plenary, attempt: Attempt | None = None) -> Session:
    """Return the play of an attempt (None: the latest) as a session, as the debrief needs it."""
    # The journal saves nothing, because the events of the room have these acts already.
    played = Session(room.setup, lambda record: None)
    played.replay((attempt or room.now).records)
    return played


def majority(counts: Iterable[Count]) -> str:
    """Return the choice with the most votes; empty if none has more than every other."""
    ordered = sorted(counts, key=lambda count: -count.votes)
    if not ordered or not ordered[0].votes:
        return ""
    tied = len(ordered) > 1 and ordered[0].votes == ordered[1].votes
    return "" if tied else ordered[0].choice


def _after(room: Plenary, event: Happened) -> Plenary:
    match event:
        case TurnHeard():
            _expect(room.stage == "group")
            return _paused(_acted(room, WAIT))
        case AnswersShown(counts):
            _expect(room.stage == "answers")
            _expect(_are(counts, ANSWERS))
            return _in_round(replace(room, stage="answers_shown"), answers=counts)
        case WordsAsked():
            _expect(room.stage == "answers_shown")
            return replace(room, stage="words")
        case WordsShown(counts):
            _expect(room.stage == "words")
            _expect(_are(counts, room.choices))
            return _in_round(replace(room, stage="words_shown"), words=counts)
        case Taken(offer):
            return _taken(room, offer)
        case KeyShown(number):
            _expect(bool(_round(room, number).taken))
            return _changed(room, replace(_round(room, number), key_shown=True))
        case OwnWordsShown() | OwnWordsHidden():
            return _own_words(room, event)
        case WentBack(number):
            return _went_back(room, number)
        case DebriefShown():
            _expect(room.stage == "over")
            _expect(not room.debrief_shown)
            return replace(room, debrief_shown=True)
        case Closed():
            return replace(room, closed=True)


def _expect(possible: bool) -> None:
    if not possible:
        raise NotNow


def _are(counts: tuple[Count, ...], choices: tuple[str, ...]) -> bool:
    """Return whether a spread has each choice once, in order, and no negative number."""
    named = tuple(count.choice for count in counts)
    return named == choices and all(count.votes >= 0 for count in counts)


def _round(room: Plenary, number: int) -> Round:
    _expect(0 < number <= len(room.rounds))
    return room.rounds[number - 1]


def _changed(room: Plenary, changed: Round) -> Plenary:
    rounds = (*room.rounds[: changed.number - 1], changed, *room.rounds[changed.number :])
    return replace(room, rounds=rounds)


def _in_round(
    room: Plenary,
    answers: tuple[Count, ...] | None = None,
    words: tuple[Count, ...] | None = None,
) -> Plenary:
    """Note the spread that was shown in the round that is open."""
    current = room.round
    assert current is not None
    answers, words = answers or current.answers, words or current.words
    return _changed(room, replace(current, answers=answers, words=words))


def _taken(room: Plenary, offer: str) -> Plenary:
    current = room.round
    _expect(room.stage in ("answers_shown", "words_shown"))
    assert current is not None
    _expect(offer == SILENCE or offer in [each.id for each in current.offers])
    asked = pause(room.setup, room.now.state)
    act = WAIT if offer == SILENCE else act_for(room.setup, asked, offer)
    return _paused(_acted(_changed(room, replace(current, taken=offer)), act))


def _own_words(room: Plenary, event: OwnWordsShown | OwnWordsHidden) -> Plenary:
    current = _round(room, event.round)
    others = tuple(words for words in current.own_words if words.id != event.id)
    if isinstance(event, OwnWordsShown):
        shown = (*others, ShownWords(event.id, event.text))
        return _changed(room, replace(current, own_words=shown))
    _expect(others != current.own_words)
    return _changed(room, replace(current, own_words=others))


def _went_back(room: Plenary, number: int) -> Plenary:
    """Return the room where a round of the latest attempt began, as a new round."""
    earlier = _round(room, number)
    # From the round that is open one cannot go back to itself.
    _expect(number in room.now.rounds and bool(earlier.taken))
    kept, was = earlier.acts, room.now
    place = was.rounds.index(number)
    attempt = Attempt(
        was.records[:kept],
        was.events[: was.heard[kept]],
        was.states[: kept + 1],
        was.heard[: kept + 1],
        was.rounds[:place],
    )
    return _paused(replace(room, now=attempt, attempts=room.attempts + 1))


def _acted(room: Plenary, act: Act) -> Plenary:
    now = room.now
    state, events = step(room.setup, now.state, act)
    # The moment that the act answers is that of the state before it.
    judged = pause(room.setup, now.state)
    moment = judged.moment.id if judged.asks and judged.moment is not None else ""
    record = record_of(act, moment, judged.after if moment else 0, events)
    heard = (*now.events, *events)
    attempt = Attempt(
        (*now.records, record), heard, (*now.states, state), (*now.heard, len(heard)), now.rounds
    )
    return replace(room, now=attempt)


def _paused(room: Plenary) -> Plenary:
    """Return the room in the stage that its play has come to; a pause begins a new round."""
    if is_over(room.setup, room.now.state):
        return _noted(replace(room, stage="over"))
    asked = pause(room.setup, room.now.state)
    if not asked.asks or asked.moment is None:
        return _noted(replace(room, stage="group"))
    number = len(room.rounds) + 1
    acts, offers = len(room.now.records), prompt(room.setup, asked).offers
    options = tuple(option.id for option in asked.options)
    new = Round(number, room.attempts, asked.moment.id, asked.after, acts, offers, options)
    now = replace(room.now, rounds=(*room.now.rounds, number))
    return _noted(replace(room, stage="answers", now=now, rounds=(*room.rounds, new)))


def _noted(room: Plenary) -> Plenary:
    """Return the room with its first attempt brought up to date, while that is the latest."""
    return replace(room, first=room.now) if room.attempts == 1 else room
