"""No message uses a word that was retired: one thing has one name, in ordinary English."""

import re
from collections.abc import Iterator

import pytest

from simulator.scenario.model import Turn, walk
from tests.messages.ids import forms, messages
from tests.workspaces import SHIPPED, catalogue, load

RETIRED = {
    "continue, next turn": r"\b(?:go|goes|going|gone|went) on\b",
    "pause, stop": r"\bhalt(?:s|ed|ing)?\b|\bstand(?:s|ing)? still\b",
    "undo, back, clear": r"\bt(?:ake|akes|aking|aken|ook)\b(?: \w+)? back\b",
    "the selected line": r"\bwhat is marked\b|\bmarked (?:line|row|entry)\b",
    "you said nothing": r"\byou (?:have )?waited\b",
    "available, other lines": r"\bon the table\b|\bon offer\b",
    "is saved, is in": r"\b(?:is|are|was|were) kept\b|\b(?:lie|lies|stand|stands) in\b",
    "printed, reported, shown": r"\b(?:is|are|was|were|it) told\b",
    "fix": r"\bmend(?:s|ed|ing)?\b",
    "another attempt, try again from here": r"\banother way\b",
    "review": r"\blook(?:s|ed|ing)? back\b",
    "session, attempt": r"\b(?:first|second|latest|finished|unfinished|your|this) plays?\b"
    r"|\bplay in (?:guided|live) mode\b",
    "glossary": r"\bthe words\b",
    "unfinished session": r"\bbroken? off\b",
    "using defaults": r"\bas it comes\b",
}
"""Patterns of retired words, each under what is said instead."""

EXCEPTIONS = {
    "home.with_words": "these words are those that a learner searches for",
}
"""The ids of messages that may use such a word, with the reason."""


@pytest.mark.parametrize("instead", RETIRED)
def test_no_message_has_a_retired_word(instead: str) -> None:
    retired = re.compile(RETIRED[instead], re.IGNORECASE)
    found = [
        f"{id_}: {form}"
        for id_, message in messages().items()
        for form in forms(message)
        if id_ not in EXCEPTIONS and retired.search(form)
    ]
    assert found == []


@pytest.mark.parametrize("instead", RETIRED)
def test_neither_the_glossary_nor_the_tutorial_has_a_retired_word(instead: str) -> None:
    found = [
        text
        for text in (*_explained(), *_taught())
        if re.search(RETIRED[instead], text, re.IGNORECASE)
    ]
    assert found == []


def _explained() -> Iterator[str]:
    """Yield the texts of the glossary's own terms; the rest of the catalogue is about groups."""
    for term in catalogue().glossary.values():
        yield term.text


def _taught() -> Iterator[str]:
    """Yield what the tutorial says to the learner: its coaching, but not what its people say."""
    loaded = load(SHIPPED / "tutorial" / "scenario.yaml")
    for step in walk(loaded.scenario.script):
        if isinstance(step, Turn) and step.form == "coach":
            yield step.words.source


def test_the_tutorial_coaches() -> None:
    assert len(list(_taught())) >= 4


UNCLEAR = (
    "enter opens what is marked",
    "asks nothing, Enter goes on",
    "how to wait is said where you are asked",
    "What it earned you",
    "are of two sorts",
    "percent of the best this scenario allows",
    "gave away",
    "left {quiet} of {count} alone",
    "The group was at work here",
    "Also on the table",
    "Better: to wait",
    "counts under every rule at stake",
    "The key is authored",
    "speaks readily",
    "play halts and asks",
    "play never halts",
    "Before you begin:",
    "nothing to answer yet",
    "Which words? Esc",
    "first in your own words",
    "Enter: the group goes on",
    "as it comes",
    "to which you could go back",
    "only the first counts for progress",
    "What you broke off",
    "once more takes it back",
    "only what has them stays",
    "on their way to the clipboard",
    "comes next: enter goes on to it",
    "is not on offer",
)
"""Of each of the thirty sentences that new users could not read at once, some words."""


@pytest.mark.parametrize("unclear", UNCLEAR)
def test_no_sentence_that_new_users_could_not_read_is_back(unclear: str) -> None:
    said = {id_: form for id_, message in messages().items() for form in forms(message)}
    taught = {f"tutorial {i}": text for i, text in enumerate((*_taught(), *_explained()))}
    found = [id_ for id_, text in (said | taught).items() if unclear.lower() in text.lower()]
    assert found == []


@pytest.mark.parametrize(
    ("old", "instead"),
    [
        ("Enter: the group goes on.", "continue, next turn"),
        ("Esc takes it back.", "undo, back, clear"),
        ("You waited.", "you said nothing"),
        ("Also on the table", "available, other lines"),
        ("Only your first play counts.", "session, attempt"),
        ("Play in live mode, seed 7.", "session, attempt"),
    ],
)
def test_a_retired_word_is_recognised(old: str, instead: str) -> None:
    assert re.search(RETIRED[instead], old, re.IGNORECASE)
