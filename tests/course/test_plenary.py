"""The rules of a plenary, for whatever its host does: a state machine beside a simple model."""

import json
from dataclasses import asdict, is_dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.course import plenary_events as events
from simulator.course.plenary import (
    NotNow,
    Plenary,
    after,
    begin,
    fold,
    majority,
    session,
)
from simulator.course.plenary_debrief import debrief, split
from simulator.course.plenary_events import Count, Happened, UnknownEvent, from_text, to_text
from simulator.course.plenary_view import Tally, key, proposal, view
from simulator.engine.acts import NotOnOffer
from simulator.engine.program import compile_scenario
from simulator.engine.setup import Setup
from tests.examples import examples
from tests.plays import flagship_scenario


@cache
def setup() -> Setup:
    return Setup(compile_scenario(flagship_scenario()), "guided", 7)


def counts(room: Plenary, votes: list[int]) -> tuple[Count, ...]:
    return tuple(Count(choice, votes[i % len(votes)]) for i, choice in enumerate(room.choices))


HOSTS_KEYS = st.lists(
    st.tuples(
        # Mostly what leads on; sometimes another way, own words, the key, or an early end.
        st.sampled_from(["on"] * 12 + ["wait", "back", "key", "words", "hide", "debrief"]),
        st.integers(0, 9),
        st.lists(st.integers(0, 40), min_size=1, max_size=6),
    ),
    max_size=120,
)


def event_of(room: Plenary, kind: str, number: int, votes: list[int]) -> Happened:
    """Return what the host does next: usually what leads on, else one of the other acts."""
    number = 1 + number % max(1, len(room.rounds))
    match kind, room.stage:
        case "back", _:
            return events.WentBack(number)
        case "key", _:
            return events.KeyShown(number)
        case "words", _:
            return events.OwnWordsShown(number, f"id{votes[0]}", "What now?")
        case "hide", _:
            return events.OwnWordsHidden(number, f"id{votes[0]}")
        case "debrief", _:
            return events.DebriefShown()
        case "wait", "answers_shown" | "words_shown":
            return events.Taken(events.SILENCE)
        case _, "group":
            return events.TurnHeard()
        case _, "answers":
            return events.AnswersShown(counts(room, votes))
        case _, "answers_shown":
            return events.WordsAsked()
        case _, "words":
            return events.WordsShown(counts(room, votes))
        case _, "words_shown":
            assert room.round is not None
            return events.Taken(room.round.offers[number % len(room.round.offers)].id)
        case _:
            return events.DebriefShown()


def played(keys: list[tuple[str, int, list[int]]]) -> tuple[list[Happened], list[Plenary]]:
    """Return the events that were possible, and the room before the first and after each."""
    done: list[Happened] = []
    rooms = [begin(setup())]
    for kind, number, votes in keys:
        event = event_of(rooms[-1], kind, number, votes)
        try:
            rooms.append(after(rooms[-1], event))
        except (NotNow, NotOnOffer):
            continue
        done.append(event)
    return done, rooms


def to_the_end(speak: bool = True) -> list[Happened]:
    """Return the events of a whole plenary in which the room always votes the same way."""
    room, done = begin(setup()), []
    while room.stage != "over":
        event: Happened
        if room.stage == "answers":
            event = events.AnswersShown((Count("speak", 3), Count("wait", 1)))
        elif room.stage == "answers_shown" and not speak:
            event = events.Taken(events.SILENCE)
        else:
            event = event_of(room, "on", 0, [1, 2])
        room = after(room, event)
        done.append(event)
    return done


@examples(200)
@given(HOSTS_KEYS)
def test_a_room_is_the_fold_of_its_saved_events(keys: list[tuple[str, int, list[int]]]) -> None:
    done, rooms = played(keys)
    saved = [from_text(to_text(event)) for event in done]
    assert saved == done
    assert fold(setup(), saved) == rooms[-1]
    assert [room.number for room in rooms] == list(range(len(rooms)))


@examples(100)
@given(HOSTS_KEYS)
def test_each_attempt_is_a_play_that_could_have_been_played_alone(
    keys: list[tuple[str, int, list[int]]],
) -> None:
    _, rooms = played(keys)
    for attempt in (rooms[-1].now, rooms[-1].first):
        alone = session(rooms[-1], attempt)
        assert tuple(alone.events) == attempt.events
        assert alone.state == attempt.state
        assert tuple(alone.records) == attempt.records


@examples(100)
@given(HOSTS_KEYS)
def test_rounds_are_never_changed_but_by_what_the_host_shows_of_them(
    keys: list[tuple[str, int, list[int]]],
) -> None:
    _, rooms = played(keys)
    for before, now in pairwise(rooms):
        assert len(now.rounds) >= len(before.rounds)
        for old, new in zip(before.rounds, now.rounds, strict=False):
            same = (new.number, new.moment, new.after, new.acts, new.offers, new.options)
            assert same == (old.number, old.moment, old.after, old.acts, old.offers, old.options)
            assert old.answers in (None, new.answers)
            assert old.words in (None, new.words)
            assert old.taken in ("", new.taken)
            assert new.key_shown >= old.key_shown


def texts_of(value: Any) -> list[str]:
    """Return every text within plain data."""
    if is_dataclass(value) and not isinstance(value, type):
        return texts_of(list(asdict(value).values()))
    if isinstance(value, dict):
        return texts_of(list(value.values()))
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts_of(each)]
    return [value] if isinstance(value, str) else []


def numbers_of(value: Any) -> list[Fraction | float]:
    if is_dataclass(value) and not isinstance(value, type):
        return numbers_of(list(asdict(value).values()))
    if isinstance(value, dict):
        return numbers_of(list(value.values()))
    if isinstance(value, list | tuple):
        return [number for each in value for number in numbers_of(each)]
    return [value] if isinstance(value, Fraction | float) else []


def secrets_of(room: Plenary) -> set[str]:
    """Return every text that tells something of the key: reasons, and ids of options and moments."""
    found = set[str]()
    for moment in room.setup.program.scenario.moments():
        found |= {moment.id, room.setup.fill(moment.passing.why)}
        for option in moment.options:
            found |= {option.id, option.do, room.setup.fill(option.why)}
    return found - {""}


@examples(100)
@given(HOSTS_KEYS)
def test_what_a_phone_sees_holds_no_credit_and_no_reason_before_the_key_is_shown(
    keys: list[tuple[str, int, list[int]]],
) -> None:
    _, rooms = played(keys)
    for room in rooms:
        seen = view(room, "ABCDEF", Tally(3, 1))
        for played_round, shown in zip(room.rounds, seen.rounds, strict=True):
            assert (shown.key is not None) == (played_round.key_shown or room.debrief_shown)
        if not any(shown.key for shown in seen.rounds):
            assert not numbers_of(seen)
            assert not secrets_of(room) & set(texts_of(seen))


@examples(100)
@given(HOSTS_KEYS)
def test_a_phone_sees_no_spread_and_no_line_of_a_vote_before_its_time(
    keys: list[tuple[str, int, list[int]]],
) -> None:
    _, rooms = played(keys)
    for room in rooms:
        seen = view(room, "ABCDEF", Tally())
        assert seen.question == {"answers": "act", "words": "words"}.get(room.stage, "")
        if room.stage == "answers":
            assert seen.round is not None
            assert (seen.round.answers, seen.round.words, seen.round.offers) == (None, None, ())
        if room.stage == "words":
            assert seen.round is not None
            assert seen.round.words is None
            assert [offer.id for offer in seen.round.offers] == list(room.choices)


def test_the_key_is_refused_before_the_room_has_decided() -> None:
    room = begin(setup())
    while room.stage == "group":
        room = after(room, events.TurnHeard())
    for _ in range(4):
        with pytest.raises(NotNow):
            after(room, events.KeyShown(1))
        with pytest.raises(NotNow):
            after(room, events.DebriefShown())
        room = after(room, event_of(room, "on", 0, [1]))
    shown = after(room, events.KeyShown(1))
    assert view(shown, "ABCDEF", Tally()).rounds[0].key == key(shown, shown.rounds[0])


def test_the_key_has_the_authors_credits_in_the_order_of_the_lines() -> None:
    room = fold(setup(), to_the_end())
    for played_round in room.rounds:
        moment = flagship_scenario().moment(played_round.moment)
        judged = key(room, played_round)
        assert judged.answer == ("wait" if moment.leave else "speak")
        said = {line.words: line.credit for line in judged.lines[1:]}
        for option in moment.options:
            words = room.setup.fill(option.say)
            if words in said:
                assert said[words] == moment.credit(option, played_round.after)
        assert judged.lines[0].credit == moment.passing.credit


def test_another_way_begins_where_the_round_began_and_leaves_the_first_as_it_was() -> None:
    room = fold(setup(), to_the_end())
    first, back_to = room.now, room.rounds[2]
    again = after(room, events.WentBack(3))
    assert (again.stage, again.attempts, len(again.rounds)) == (
        "answers",
        2,
        len(room.rounds) + 1,
    )
    assert again.round is not None
    assert (again.round.moment, again.round.acts) == (back_to.moment, back_to.acts)
    assert again.round.answers is None
    assert again.now.records == first.records[: back_to.acts]
    assert again.now.rounds == (1, 2, again.round.number)
    assert again.first == first
    assert again.rounds[:-1] == room.rounds


@pytest.mark.parametrize(
    "event",
    [
        events.AnswersShown((Count("speak", 1),)),
        events.AnswersShown((Count("speak", -1), Count("wait", 1))),
        events.AnswersShown((Count("wait", 1), Count("speak", 1))),
        events.Taken("1"),
        events.Taken(events.SILENCE),
        events.WordsAsked(),
        events.TurnHeard(),
        events.WentBack(1),
        events.WentBack(99),
        events.KeyShown(0),
        events.OwnWordsHidden(1, "none"),
        events.OwnWordsShown(7, "a", "b"),
    ],
)
def test_what_is_not_possible_while_the_room_votes_is_refused(event: Happened) -> None:
    room = begin(setup())
    while room.stage == "group":
        room = after(room, events.TurnHeard())
    with pytest.raises(NotNow):
        after(room, event)


def test_nothing_is_possible_in_a_closed_room() -> None:
    room = after(begin(setup()), events.Closed())
    assert (room.question, room.choices) == ("", ())
    with pytest.raises(NotNow):
        after(room, events.TurnHeard())


def test_own_words_are_shown_and_hidden_by_the_host() -> None:
    room = begin(setup())
    while room.stage == "group":
        room = after(room, events.TurnHeard())
    room = after(room, events.OwnWordsShown(1, "a", "Say more?"))
    room = after(room, events.OwnWordsShown(1, "b", "Hm."))
    room = after(room, events.OwnWordsHidden(1, "a"))
    assert [words.text for words in view(room, "", Tally()).rounds[0].own_words] == ["Hm."]


def test_the_majority_is_what_has_more_votes_than_anything_else() -> None:
    assert majority([Count("speak", 2), Count("wait", 1)]) == "speak"
    assert majority([Count("1", 2), Count("2", 2), Count("3", 1)]) == ""
    assert majority([Count("speak", 0), Count("wait", 0)]) == ""
    assert majority([]) == ""


def test_the_host_is_proposed_silence_or_the_line_that_the_room_wants() -> None:
    room = begin(setup())
    while room.stage == "group":
        room = after(room, events.TurnHeard())
    assert proposal(room) == ""
    waits = after(room, events.AnswersShown((Count("speak", 1), Count("wait", 2))))
    assert proposal(waits) == events.SILENCE
    speaks = after(room, events.AnswersShown((Count("speak", 2), Count("wait", 1))))
    assert proposal(speaks) == ""
    asked = after(speaks, events.WordsAsked())
    votes = tuple(Count(choice, int(choice == "2")) for choice in asked.choices)
    assert proposal(after(asked, events.WordsShown(votes))) == "2"


def test_the_debrief_counts_every_vote_once_and_only_of_first_meetings() -> None:
    room = fold(setup(), to_the_end())
    before = debrief(room)
    cues = sum(not flagship_scenario().moment(each.moment).leave for each in room.rounds)
    leaves = len(room.rounds) - cues
    noticed = before.noticing
    assert noticed.hits == 3 * cues
    assert noticed.misses + noticed.left_to_others == cues
    assert (noticed.false_alarms, noticed.correct_rejections) == (3 * leaves, leaves)
    again = after(room, events.WentBack(1))
    again = after(again, events.AnswersShown((Count("speak", 0), Count("wait", 50))))
    again = after(again, events.Taken(events.SILENCE))
    later = debrief(again)
    assert later.noticing == before.noticing
    assert later.words == before.words
    assert not later.rounds[-1].first
    assert later.taken_noticing == before.taken_noticing


def test_the_debrief_says_where_the_room_split() -> None:
    room = fold(setup(), to_the_end())
    found = debrief(room)
    assert split((Count("a", 3), Count("b", 1))) == Fraction(1, 4)
    assert split((Count("a", 0),)) is None
    assert found.rounds[0].split == Fraction(1, 4)
    assert set(found.most_split) == {each.number for each in found.rounds}
    agreed = [
        events.AnswersShown((Count("speak", 4), Count("wait", 0)))
        if isinstance(event, events.AnswersShown)
        else event
        for event in to_the_end(speak=False)
        if not isinstance(event, events.WordsAsked | events.WordsShown)
    ]
    assert debrief(fold(setup(), agreed)).most_split == ()


def test_the_words_of_a_room_are_between_nothing_and_the_best() -> None:
    words = debrief(fold(setup(), to_the_end())).words
    assert words.cues > 0
    assert 0 < words.random < words.best
    assert 0 <= words.chosen <= words.best


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"kind": "none"}',
        '{"kind": "taken"}',
        '{"kind": "turn", "more": 1}',
        "null",
    ],
)
def test_an_event_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(UnknownEvent):
        from_text(text)


def test_every_event_is_saved_as_one_json_object_with_its_kind() -> None:
    text = to_text(events.AnswersShown((Count("speak", 2), Count("wait", 0))))
    assert json.loads(text) == {
        "kind": "answers",
        "counts": [{"choice": "speak", "votes": 2}, {"choice": "wait", "votes": 0}],
    }
