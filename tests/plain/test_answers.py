"""The help of plain mode explains every answer, with the words of the full screen."""

import pytest

from simulator.messages import say
from simulator.plain.answers import GROUP, LIBRARY, PREVIEW, Answer, help_lines
from simulator.plain.console import KEYS
from simulator.render.widths import WIDTH


@pytest.mark.parametrize("answers", [GROUP, PREVIEW])
def test_the_help_explains_every_key_that_a_question_accepts(answers: tuple[Answer, ...]) -> None:
    assert KEYS.keys() <= {answer.typed for answer in answers}


@pytest.mark.parametrize("answers", [GROUP, PREVIEW, LIBRARY])
def test_the_help_fits_the_page_and_aligns_its_texts(answers: tuple[Answer, ...]) -> None:
    lines = list(help_lines(answers))
    assert max(map(len, lines)) <= WIDTH
    column = lines[0].index(answers[0].help[:10])
    explained = [line for line, answer in zip(lines, answers, strict=False) if answer.shown]
    assert all(line[column - 1] == " " for line in explained)


def test_the_words_are_those_of_the_full_screen() -> None:
    assert any(say("actions.group.wait") in line for line in help_lines(GROUP))


def test_only_a_preview_says_that_nothing_is_saved() -> None:
    saved = "Leave; everything is saved."
    assert saved in "\n".join(help_lines(GROUP))
    assert saved not in "\n".join(help_lines(PREVIEW))
