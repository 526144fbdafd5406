"""How the room looks, in words."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.seats import MEMBER, PRESENTER, Seat
from simulator.library.cards import Card
from simulator.library.find import library_cards
from simulator.messages.climate import (
    QUALITIES,
    Look,
    climate_words,
    looks,
    phrases,
    shade,
)
from simulator.messages.en.climate import MESSAGES
from simulator.render.circle_words import circle_in_words
from simulator.scenario.model import LEADER
from simulator.store.memory import MemoryStore
from tests.messages.second_language import second_language, translated
from tests.plays import NOWHERE, begun
from tests.scripts import opened, scripted
from tests.workspaces import load

VALUES = st.integers(0, 10)
YOU = Seat(LEADER, "", LEADER)
PRIYA = Seat("priya", "Dr Priya Nair", PRESENTER)
BEN = Seat("ben", "Ben", MEMBER)
MARTA = Seat("marta", "Marta", MEMBER, silent=99)
IFE = Seat("ife", "Ife", MEMBER, silent=99)


def climate(safety: int, focus: int, depth: int) -> tuple[tuple[str, int], ...]:
    return (("safety", safety), ("focus", focus), ("depth", depth))


def test_the_climate_is_told_in_three_phrases() -> None:
    assert climate_words(climate(4, 10, 0)) == (
        "people choose their words",
        "the two of them are here",
        "the talk stays with facts",
    )


def test_a_session_starts_with_a_mood() -> None:
    view = opened(scripted("[{ben: hello}]")).view()
    assert climate_words(view.climate) == (
        "people speak freely",
        "on and off the case",
        "feelings are hinted at",
    )


@pytest.mark.parametrize("card", library_cards(NOWHERE), ids=lambda card: card.id)
def test_nobody_is_far_from_the_case_before_there_is_one(card: Card) -> None:
    view = begun(MemoryStore(), load(Path(card.path))).session.view()
    assert climate_words(view.climate)[1] != phrases("focus")[0]


def test_each_shade_has_a_phrase_of_its_own() -> None:
    assert [shade(value) for value in range(11)] == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3]
    for quality in QUALITIES:
        assert len(set(phrases(quality))) == 4, quality


@given(VALUES, VALUES, VALUES)
def test_shade_and_words_never_part(safety: int, focus: int, depth: int) -> None:
    now = climate(safety, focus, depth)
    for look, (quality, value) in zip(looks(now), now, strict=True):
        assert look == Look(phrases(quality)[shade(value)], shade(value))
    assert climate_words(now) == tuple(look.words for look in looks(now))


def test_no_word_is_a_score() -> None:
    words = {word for text in MESSAGES.values() for word in re.findall(r"\w+", text.lower())}
    assert not words & {
        "good",
        "bad",
        "well",
        "poor",
        "better",
        "worse",
        "best",
        "low",
        "high",
        "level",
        "score",
        "strong",
        "weak",
    }
    assert not any(word.isdigit() for word in words)


@given(VALUES, VALUES, VALUES, VALUES, VALUES, VALUES)
def test_only_a_change_of_two_or_more_is_noticed(
    a: int, b: int, c: int, d: int, e: int, f: int
) -> None:
    before, now = climate(a, b, c), climate(d, e, f)
    for look, (quality, was), (_, value) in zip(looks(now, before), before, now, strict=True):
        word = MESSAGES[f"{quality}_more" if value > was else f"{quality}_less"]
        assert look.change == ("" if abs(value - was) < 2 else word)


def test_the_climate_is_described_in_the_language_of_the_messages() -> None:
    now, before = climate(4, 10, 0), climate(9, 10, 0)
    with second_language():
        assert climate_words(now)[0] == translated("people choose their words")
        assert looks(now, before)[0].change == translated("warier")


@pytest.mark.parametrize(
    ("seats", "sentences"),
    [
        ((YOU, PRIYA, BEN), "Nobody is speaking."),
        ((Seat(LEADER, "", LEADER, speaking=True), PRIYA), "Speaking: you."),
        (
            (
                YOU,
                Seat("priya", "Dr Priya Nair", PRESENTER, back=True),
                Seat("ben", "Ben", MEMBER, speaking=True),
                MARTA,
                IFE,
            ),
            "Speaking: Ben. Silent for long: Marta, Ife. Dr Priya Nair sits back and listens.",
        ),
        (
            (YOU, Seat("priya", "Dr Priya Nair", PRESENTER, back=True, speaking=True), BEN),
            "Speaking: Dr Priya Nair, from outside the circle.",
        ),
    ],
)
def test_who_speaks_who_is_silent_and_who_sits_back_is_told_in_sentences(
    seats: tuple[Seat, ...], sentences: str
) -> None:
    assert circle_in_words(seats) == sentences
