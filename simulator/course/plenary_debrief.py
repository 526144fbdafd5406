"""The debrief of a room: its spread against the key, where it split, its noticing and its words.

Only rounds in which the room met a moment for the first time count: after another way the room
knows what came of its first one. A spread that was never shown is none. All counts are of votes,
so a room is judged by everybody in it, and what the host took is beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from simulator.course.plenary import Plenary, Round, session
from simulator.course.plenary_events import Count
from simulator.course.plenary_view import Key, key
from simulator.scenario.model import Moment
from simulator.scoring.evidence import evidence
from simulator.scoring.scorecard import Noticing, WordChoice, noticing, word_choice


@dataclass(frozen=True, slots=True)
class RoundResult:
    """One round beside its key.

    ``right`` is the share of the votes on speaking or waiting that agree with the key. ``split``
    is the share that did not vote with the most of the room: 0 if all agree, at most 1/2 between
    two choices. ``words_split`` is the same for the lines, and ``words_credit`` the mean credit of
    the lines voted for (0 to 1, without timing). Each is None if there was no such vote.
    """

    number: int
    attempt: int
    moment: str
    first: bool
    answers: tuple[Count, ...]
    words: tuple[Count, ...]
    taken: str
    key: Key
    right: Fraction | None
    split: Fraction | None
    words_split: Fraction | None
    words_credit: Fraction | None


@dataclass(frozen=True, slots=True)
class RoomDebrief:
    """What a room did as a whole.

    ``noticing`` counts every vote on speaking or waiting as one leader's, ``words`` every vote on
    the lines of a cue. ``taken_noticing`` and ``taken_words`` are those of the first attempt as
    the host took it. ``most_split`` are the numbers of the rounds in which the room did not agree,
    the most divided first.
    """

    rounds: tuple[RoundResult, ...]
    noticing: Noticing
    words: WordChoice
    taken_noticing: Noticing
    taken_words: WordChoice
    most_split: tuple[int, ...]


def debrief(room: Plenary) -> RoomDebrief:
    """Return the debrief of a room, finished or not; only for what may show its key."""
    results = tuple(_results(room))
    counted = [(room.rounds[each.number - 1], each) for each in results if each.first]
    judged = evidence(room.setup.program.scenario, session(room, room.first).events)
    return RoomDebrief(
        results,
        _noticing(room, [played for played, _ in counted]),
        _word_choice(room, [played for played, _ in counted]),
        noticing(judged),
        word_choice(judged),
        _most_split(results),
    )


def split(counts: Iterable[Count]) -> Fraction | None:
    """Return the share of votes that are not for the choice with the most; None without votes."""
    votes = [count.votes for count in counts]
    return 1 - Fraction(max(votes), sum(votes)) if sum(votes) else None


def _results(room: Plenary) -> Iterable[RoundResult]:
    met: set[str] = set()
    for played in room.rounds:
        # Open, or left without a decision by going back to an earlier round.
        if not played.taken:
            continue
        answers, words = played.answers or (), played.words or ()
        judged = key(room, played)
        yield RoundResult(
            played.number,
            played.attempt,
            played.moment,
            played.moment not in met,
            answers,
            words,
            played.taken,
            judged,
            _share(answers, judged.answer),
            split(answers),
            split(words),
            _mean_credit(room, played),
        )
        met.add(played.moment)


def _share(counts: tuple[Count, ...], choice: str) -> Fraction | None:
    votes = sum(count.votes for count in counts)
    chosen = sum(count.votes for count in counts if count.choice == choice)
    return Fraction(chosen, votes) if votes else None


def _credits(room: Plenary, played: Round) -> dict[str, Fraction]:
    """Map each offer of a round to the credit of its line, without timing."""
    moment = _moment(room, played)
    offers = zip(played.offers, played.options, strict=True)
    return {offer.id: moment.option(option).credit for offer, option in offers}


def _mean_credit(room: Plenary, played: Round) -> Fraction | None:
    worth, counts = _credits(room, played), played.words or ()
    votes = sum(count.votes for count in counts)
    earned = sum((worth[count.choice] * count.votes for count in counts), Fraction(0))
    return earned / votes if votes else None


def _noticing(room: Plenary, rounds: Iterable[Round]) -> Noticing:
    found = {"hit": 0, "miss": 0, "false_alarm": 0, "correct_rejection": 0, "left_to_others": 0}
    for played in rounds:
        moment = _moment(room, played)
        waited = "left_to_others" if moment.passing.by else "miss"
        outcome = {
            "speak": "false_alarm" if moment.leave else "hit",
            "wait": "correct_rejection" if moment.leave else waited,
        }
        for count in played.answers or ():
            found[outcome[count.choice]] += count.votes
    return Noticing(
        found["hit"],
        found["miss"],
        found["false_alarm"],
        found["correct_rejection"],
        found["left_to_others"],
    )


def _word_choice(room: Plenary, rounds: Iterable[Round]) -> WordChoice:
    cues, chosen, best, random = 0, Fraction(0), Fraction(0), Fraction(0)
    for played in rounds:
        if _moment(room, played).leave:
            continue
        worth = _credits(room, played)
        for count in played.words or ():
            cues += count.votes
            chosen += worth[count.choice] * count.votes
            best += max(worth.values()) * count.votes
            random += sum(worth.values(), Fraction(0)) / len(worth) * count.votes
    return WordChoice(cues, chosen, best, random)


def _most_split(results: Iterable[RoundResult]) -> tuple[int, ...]:
    divided = []
    for each in results:
        apart = max(each.split or Fraction(0), each.words_split or Fraction(0))
        if each.first and apart:
            divided.append((-apart, each.number))
    return tuple(number for _, number in sorted(divided))


def _moment(room: Plenary, played: Round) -> Moment:
    return room.setup.program.scenario.moment(played.moment)
