"""A conversation in lines: a prompt on its own line, an answer, and the few words that are understood everywhere.

On a terminal an answer is one line that was typed for its question. What was typed before the question, and lines that come
several at once (a paste, a key that is held down), decide nothing.
"""

from collections.abc import Iterable
from textwrap import wrap
from typing import TextIO

from simulator.plain.line_input import line_input
from simulator.scenario.text import brief, clean_line

KEYS = {
    "w": "w (wait)",
    "o": "o (own words)",
    "t": "t (try a moment another way)",
    "b": "b (back)",
    "s": "s (status)",
    "?": "? (help)",
}
"""The keys that a question may understand, in the order in which they are named, each with what it stands for."""

WIDTH = 78
"""Columns of a line of text."""

AT_ONCE = "More than one line came at once, so nothing was decided. Type your answer alone."


class Left(Exception):
    """The learner leaves: by ``q``, or because there is no more input."""

    def __init__(self, at_end_of_input: bool) -> None:
        super().__init__()
        self.at_end_of_input = at_end_of_input


class Console:
    """Reads answers and writes lines; knows nothing of plays."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._lines = line_input(source)
        self._target = target

    def say(self, *lines: str) -> None:
        """Write lines."""
        for line in lines:
            print(line, file=self._target)
        self._target.flush()

    def say_all(self, lines: Iterable[str]) -> None:
        """Write lines as they come."""
        self.say(*lines)

    def ask(self, prompt: str) -> str:
        """Write the prompt on a line of its own and return the answer, small letters, cleaned; raises Left."""
        answer, more = self._answer(prompt)
        while more:
            self.say(AT_ONCE)
            answer, more = self._answer(prompt)
        said = clean_line(answer).lower()
        if said in ("q", "quit"):
            raise Left(at_end_of_input=False)
        return said

    def hear(self, prompt: str) -> str:
        """Write the prompt and return what was typed, cleaned and on one line; raises Left only at the end of input.

        Lines that were pasted into a terminal are all part of it.
        """
        answer, more = self._answer(prompt)
        return clean_line(f"{answer} {more}")

    def choose(
        self, prompt: str, count: int, keys: Iterable[str] = (), *, enter: bool = True
    ) -> str:
        """Ask until the answer is a number from 1 to ``count``, one of ``keys`` (of KEYS), or empty if ``enter`` may decide."""
        valid = _answers(count, keys, enter=enter)
        while (answer := self.ask(prompt)) not in valid:
            self.say_all(wrap(not_available(answer, valid.values()), WIDTH))
        return answer

    def _answer(self, prompt: str) -> tuple[str, str]:
        """Write the prompt; return the line that answers it, and what came in one burst with it."""
        self._lines.forget()
        self.say(prompt)
        answer = self._lines.readline()
        if not answer:
            raise Left(at_end_of_input=True)
        rest = self._lines.rest()
        if rest and not rest.endswith("\n"):
            self.say("")  # what was typed stands on the line where the next sentence would
        return answer, rest


def _answers(count: int, keys: Iterable[str], *, enter: bool) -> dict[str, str]:
    """Every valid answer, with how it is named where another was given."""
    numbers = f"a number from 1 to {count}" if count > 1 else "1"
    chosen = frozenset(keys)
    return {
        **({"": "Enter"} if enter else {}),
        **{str(number): numbers for number in range(1, count + 1)},
        **{key: name for key, name in KEYS.items() if key in chosen},
    }


def not_available(answer: str, valid: Iterable[str]) -> str:
    """Say that an answer is none here, and what is; to leave always is."""
    *others, last = [*dict.fromkeys(valid), "q (leave)"]
    choices = f"{', '.join(others)} or {last}" if others else last
    what = (
        f"'{brief(answer)}' is not available here."
        if answer
        else "Enter alone decides nothing here."
    )
    return f"{what} Type {choices}."
