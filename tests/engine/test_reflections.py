"""Questions to oneself in a play: their keys, and what is shown of them when."""

import re

import pytest

from simulator.engine.acts import WAIT
from simulator.engine.events import Asked, Spoken
from simulator.engine.reflections import (
    Question,
    asked_later,
    heard_before,
    last_question,
    questions,
    shown_now,
)
from simulator.engine.session import Session
from simulator.scenario.model import Mode
from tests.reflections import ASKED, FIRST, SCRIPT, SECOND
from tests.scripts import acted, loaded, opened

MOMENT_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


def asked(script: str = SCRIPT, mode: Mode = "guided") -> list[Question]:
    return list(questions(acted(opened(loaded(script), mode)).events))


def keys(script: str) -> dict[str, str]:
    return {question.key: question.text for question in asked(script)}


@pytest.mark.parametrize("mode", ["guided", "live"])
def test_every_question_has_a_key_of_its_own_which_no_moment_can_have(mode: Mode) -> None:
    found = asked(SCRIPT, mode)
    assert tuple(question.text for question in found) == ASKED
    assert len({question.key for question in found}) == len(found)
    assert not any(MOMENT_ID.fullmatch(question.key) for question in found)


def test_keys_are_the_same_in_every_version_of_the_program() -> None:
    assert [question.key for question in asked()] == [
        "reflect/c8a66d221245a06b",
        "reflect/ed83e24675ecd9b0",
        "reflect/c8a66d221245a06b/2",
    ]


@pytest.mark.parametrize(
    "edited",
    [
        SCRIPT.replace(SECOND, "Another question?"),
        SCRIPT.replace(f"- reflect: {SECOND}\n", ""),
        SCRIPT.replace("- priya: before\n", "- reflect: A new one?\n- priya: before\n"),
    ],
)
def test_an_edit_of_another_question_does_not_move_a_key(edited: str) -> None:
    before, after = keys(SCRIPT), keys(edited)
    assert edited != SCRIPT
    assert {key for key in before if before[key] == FIRST} == {
        key for key in after if after[key] == FIRST
    }


def to_a_question(mode: Mode) -> Session:
    session = opened(loaded(SCRIPT), mode)
    while not isinstance(([None, *session.events])[-1], Asked):
        session.act(WAIT)
    return session


def test_the_last_question_is_the_one_that_nothing_came_after() -> None:
    session = to_a_question("guided")
    question = last_question(session)
    assert question is not None
    assert (question.text, heard_before(session, question)[0].text) == (FIRST, "before")
    session.act(WAIT)
    assert last_question(session) is None
    assert last_question(opened(loaded(SCRIPT))) is None


def test_live_play_puts_questions_off_and_guided_play_does_not() -> None:
    guided, live = to_a_question("guided"), to_a_question("live")
    assert (asked_later(guided), asked_later(live)) == (False, True)
    assert Asked(FIRST) in shown_now(guided, guided.events)
    assert Asked(FIRST) not in shown_now(live, live.events)
    assert any(isinstance(event, Spoken) for event in shown_now(live, live.events))


def test_before_a_question_that_comes_first_nothing_was_heard() -> None:
    script = SCRIPT.replace("- priya: before\n", "")
    session = acted(opened(loaded(script)))
    assert heard_before(session, next(questions(session.events))) == ()
