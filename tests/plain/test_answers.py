"""The answers of plain mode: the letters of the full screen, every prompt whole, all explained."""

import io
from collections.abc import Sequence

import pytest

from simulator.plain import answers
from simulator.plain.answers import Answer, help_lines, library_answers, meant, numbers, prompt
from simulator.plain.console import Console, Left
from simulator.tui.keys import (
    BRIEFING,
    DEBRIEF,
    GROUP,
    LIBRARY,
    REACTION,
    WATCH,
    Key,
    while_speaking,
)

EVERYWHERE = (answers.WHY, answers.REPEAT, answers.STATUS, answers.HELP, answers.LEAVE)
WORDS = (*numbers(4, "group.say", "plain.say_line"), *answers.WORDS, *EVERYWHERE)
SPEAKING = (*numbers(4, "group.say", "plain.say_line"), *answers.SPEAKING, *EVERYWHERE)
AFTER = (
    answers.TRY_AGAIN,
    answers.DEBRIEF_IN_FULL,
    answers.DEBRIEF_AGAIN,
    answers.HELP,
    answers.LEAVE,
)
QUESTIONS: dict[str, tuple[Sequence[Answer], Sequence[Key]]] = {
    "library": (library_answers(filtered=True), LIBRARY),
    "briefing": ((*answers.BRIEFING, answers.TO_LIBRARY, answers.HELP, answers.LEAVE), BRIEFING),
    "between": ((*answers.CONTINUE, *EVERYWHERE), GROUP),
    "first question": ((*answers.SPEAK_OR_WAIT, *EVERYWHERE), GROUP),
    "words": (WORDS, [key for key in GROUP if key.id != "group.branch"]),
    "live": ((*answers.LIVE, *EVERYWHERE), GROUP),
    "speaking": (SPEAKING, while_speaking(GROUP)),
    "reaction": ((*numbers(4, "reaction.choose"), *answers.REACTION), REACTION),
    "after": ((*answers.AFTER, *AFTER), DEBRIEF),
    "after a part": ((*answers.AFTER_WITH_NEXT, *AFTER), DEBRIEF),
    "watching": (answers.WATCH, WATCH),
    "watched": ((*answers.WATCHED, answers.HELP), WATCH),
}
"""The answers to each question, and the keys of the full screen in the same place.

Where lines are listed, ``b`` is Esc. Leaving has no screen to go back to.
"""

TYPED = {"slash": "/", "question_mark": "?", "enter": ""}
NUMBERS = "123456789"


@pytest.mark.parametrize("place", QUESTIONS)
def test_a_letter_means_what_the_same_key_means_on_the_full_screen(place: str) -> None:
    available, keys = QUESTIONS[place]
    on_screen = {TYPED.get(name, name): key.id for key in keys for name in key.names}
    leaving = {"group.leave", "library.quit", "briefing.back", "debrief.back", "watch.back"}
    same = 0
    for answer in available:
        for typed in answer.keys:
            if typed in on_screen and typed not in NUMBERS:
                same += 1
                both = {answer.action, on_screen[typed]}
                assert len(both) == 1 or both <= leaving or "" in answer.keys, (typed, both)
    assert same


def test_w_waits_and_d_watches_and_b_tries_again_as_on_the_full_screen() -> None:
    for typed, action, question in (
        ("w", "group.wait", "first question"),
        ("i", "group.speak", "live"),
        ("o", "group.own_words", "first question"),
        ("b", "group.branch", "first question"),
        ("b", "debrief.branch", "after"),
        ("d", "library.watch", "library"),
        ("d", "briefing.watch", "briefing"),
        ("y", "group.why", "words"),
        ("l", "watch.lead", "watched"),
    ):
        available, keys = QUESTIONS[question]
        assert [answer.action for answer in available if typed in answer.keys] == [action]
        assert [key.id for key in keys if typed in key.names] == [action]


@pytest.mark.parametrize("place", QUESTIONS)
def test_a_prompt_lists_and_the_help_explains_everything_that_can_be_typed(place: str) -> None:
    available, _ = QUESTIONS[place]
    asked = prompt("Which?", available)
    explained = list(help_lines(available))
    assert len(explained) == len(available)
    for answer in available:
        assert f" {answer.shown}: " in asked
        assert any(line.startswith(f"{answer.shown}: ") for line in explained)


@pytest.mark.parametrize("place", QUESTIONS)
def test_no_letter_has_two_meanings_at_one_question(place: str) -> None:
    available, _ = QUESTIONS[place]
    typed = [key for answer in available for key in answer.keys if answer is not answers.LEAVE]
    assert len(typed) == len(set(typed))


@pytest.mark.parametrize("place", QUESTIONS)
def test_a_slip_is_answered_with_everything_that_can_be_typed(place: str) -> None:
    available, _ = QUESTIONS[place]
    target = io.StringIO()
    with pytest.raises(Left):
        Console(io.StringIO("nonsense\nq\n"), target).choose("Which?", available)
    assert target.getvalue() == (
        f"{prompt('Which?', available)}\n"
        "'nonsense' is not an option here.\n"
        f"{prompt('Which?', available)}\n"
    )


def test_enter_decides_neither_question_and_neither_in_live_play() -> None:
    for place in ("first question", "words", "speaking"):
        available, _ = QUESTIONS[place]
        assert meant(available, "") is None
        assert "Enter" not in prompt("", available)


def test_a_number_is_itself_and_a_letter_the_first_of_its_alternatives() -> None:
    assert [meant(WORDS, typed) for typed in ("1", "4", "5", "w", "z")] == [
        "1",
        "4",
        None,
        "w",
        None,
    ]
    assert meant(answers.SPEAK_OR_WAIT, "w") == meant(answers.SPEAK_OR_WAIT, "2") == "2"
    assert numbers(0, "group.say") == ()
    assert prompt("", numbers(1, "group.say")) == "1: say it."


def test_only_a_preview_says_that_nothing_is_saved() -> None:
    saved = "q: Leave; everything is saved."
    assert list(help_lines([answers.LEAVE])) == [saved]
    assert list(help_lines([answers.LEAVE_PREVIEW])) != [saved]
