"""Plain mode on a terminal: one typed line is one answer, and neither a paste nor a held key
decides anything.
"""

import io
import os
import re
import select
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from simulator.messages import say
from simulator.plain.console import Console, Left
from simulator.plain.room import enter
from simulator.practice.open_play import NewPlay
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from tests.plays import NOWHERE, flagship


class Person(io.StringIO):
    """Reads what is said, types the next of ``answers`` into the terminal at each prompt, all at
    once, and then leaves. Between two pieces of the meeting Enter is typed.
    """

    def __init__(self, master: int, *answers: str | bytes) -> None:
        super().__init__()
        self.master, self.answers = master, list(answers)

    def write(self, text: str) -> int:
        if text.startswith(BETWEEN):
            self.type("\n")
        elif PROMPT.search(text) or text in PROMPTS:
            self.type(self.answers.pop(0) if self.answers else "q\n")
        return super().write(text)

    def type(self, answer: str | bytes) -> None:
        """Type an answer into the terminal."""
        os.write(self.master, answer if isinstance(answer, bytes) else answer.encode())


BETWEEN = "Enter or w: continue, "
PROMPT = re.compile(r"\?: help(, q: \w+)?\.$")
PROMPTS = {say("plain.what_would_you_say"), say("plain.answer"), "ready?"}


@contextmanager
def terminal() -> Iterator[tuple[int, TextIO]]:
    """A terminal: the end of whoever types, and the end of the program."""
    master, slave = os.openpty()
    with open(slave, encoding="utf-8") as source:
        try:
            yield master, source
        finally:
            os.close(master)


def played(store: SqliteStore, *answers: str | bytes) -> str:
    options = PlayOptions(seed=1)
    with terminal() as (master, source):
        person = Person(master, *answers)
        assert enter(NOWHERE, store, NewPlay(flagship(), options), options, source, person) == 0
        return person.getvalue()


def decided(store: SqliteStore) -> list[str]:
    (play,) = store.unfinished()
    return [record.act for record in store.records(play.id) if record.moment]


def own_words(store: SqliteStore) -> list[str]:
    (play,) = store.unfinished()
    return list(store.own_words(play.id).values())


@pytest.mark.parametrize(
    "pasted",
    [
        "First paragraph.\n\nSecond paragraph.\n",
        "First paragraph.\n\nSecond paragraph.",  # the end of the last line is not in the paste
        "First paragraph.\nSecond paragraph.",
        "\n\nFirst paragraph.\r\n\tSecond paragraph.\n\n\n",
    ],
)
def test_own_words_pasted_with_line_ends_are_one_answer_and_decide_nothing(
    store: SqliteStore, pasted: str
) -> None:
    said = played(store, "\n", "o\n", pasted)
    assert own_words(store) == ["First paragraph. Second paragraph."]
    assert decided(store) == []
    assert said.count("Speak or wait?") == 2


def test_after_a_paste_the_next_typed_line_is_the_next_answer(store: SqliteStore) -> None:
    played(store, "\n", "o\n", "One.\nTwo.\nThree", "1\n", "1\n", "w\n")
    assert own_words(store) == ["One. Two. Three"]
    assert decided(store) == ["take", "wait"]


@pytest.mark.parametrize(
    "pasted", ["\n\n", "1\n1\n", "\n" * 40, "\nof something else", "1\nof something else\n"]
)
def test_several_lines_at_once_decide_nothing(store: SqliteStore, pasted: str) -> None:
    said = played(store, "\n", pasted)
    assert decided(store) == []
    assert "More than one line arrived at once" in said


def test_what_was_typed_before_a_question_does_not_answer_it() -> None:
    with terminal() as (master, source):
        os.write(master, b"1\n1\n")
        select.select([source], [], [], 10)
        assert Console(source, Person(master, "b\n")).ask("ready?") == "b"


def test_a_byte_that_is_no_text_is_replaced_and_the_terminal_is_as_it_was() -> None:
    with terminal() as (master, source):
        before = termios.tcgetattr(source)
        assert Console(source, Person(master, b"gr\xfc\xdfe\n")).ask("ready?") == "gr\ufffd\ufffde"
        assert termios.tcgetattr(source) == before


def test_the_end_of_input_leaves_also_in_a_burst_or_before_the_question(store: SqliteStore) -> None:
    assert "The input has ended.\nEverything is saved." in played(store, "\n", "1\n1\n\x04")
    assert decided(store) == []
    with terminal() as (master, source):
        os.write(master, b"1\n\x04")
        select.select([source], [], [], 10)
        with pytest.raises(Left):
            Console(source, Person(master, "b\n")).ask("ready?")


def test_a_terminal_that_goes_away_is_the_end_of_input() -> None:
    master, slave = os.openpty()
    with open(slave, encoding="utf-8") as source:
        console = Console(source, io.StringIO())
        os.close(master)
        with pytest.raises(Left) as left:
            console.ask("ready?")
        assert left.value.at_end_of_input
