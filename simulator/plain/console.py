"""Ask questions in plain mode: a prompt on a line of its own, then an answer.

On a terminal an answer is one line, typed after its question was printed. Input typed before the
question is dropped, and several lines that arrive at once (a paste, a key held down) decide
nothing.
"""

import os
from collections.abc import Iterable, Sequence
from typing import TextIO

from simulator.messages import say
from simulator.plain.answers import Answer, meant, prompt
from simulator.plain.line_input import line_input
from simulator.render.widths import wrap
from simulator.scenario.text import brief, clean_line

_LEAVING = ("q", "quit")

REPEAT = "r"
"""The answer that asks for the last thing again, also where a text is asked for."""

NARROWEST = 20
"""The least width that lines are wrapped to; a terminal may report a width of 0 if it has none."""


class Left(Exception):
    """Raised when the learner leaves: with ``q``, or because the input has ended."""

    def __init__(self, at_end_of_input: bool) -> None:
        super().__init__()
        self.at_end_of_input = at_end_of_input


class Console:
    """Reads answers and prints paragraphs; knows nothing of plays.

    ``on_terminal`` is whether a person answers, for whom a long text is printed in pieces.
    """

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._lines = line_input(source)
        self._target = target
        self.on_terminal = _is_terminal(source)

    def say(self, *paragraphs: str) -> None:
        """Print these paragraphs and flush the output.

        On a terminal a paragraph is wrapped between words at the terminal's width, which the
        terminal would do within a word. Anywhere else it is one line, however long: a screen reader
        pauses at the end of a line, and another program can wrap it as it likes.
        """
        width = _width(self._target)
        for paragraph in paragraphs:
            # Ids of moments have hyphens, and can be searched for only if they stay whole.
            wrapped = wrap(paragraph, width, break_on_hyphens=False) if width else [paragraph]
            for line in wrapped or [""]:
                print(line, file=self._target)
        # In a pipe a question would otherwise stay in the buffer while its answer is waited for.
        self._target.flush()

    def say_all(self, lines: Iterable[str]) -> None:
        """Print all lines of an iterable."""
        self.say(*lines)

    def ask(self, prompt: str) -> str:
        """Print the prompt on a line of its own; return the answer, cleaned and in lower case.

        Raise Left if the answer is ``q`` or ``quit``, or if the input has ended.
        """
        answer, more = self._answer(prompt)
        while more:
            self.say(say("plain.at_once"))
            answer, more = self._answer(prompt)
        # Caps Lock must not make an answer invalid.
        said = clean_line(answer).lower()
        if said in _LEAVING:
            raise Left(at_end_of_input=False)
        return said

    def hear(self, prompt: str) -> str:
        """Print the prompt; return the typed text, cleaned and joined to one line.

        All lines of a paste into a terminal are part of the text. Raise Left only if the input has
        ended.
        """
        answer, more = self._answer(prompt)
        # Here ``q`` is a word like any other, so the learner is not taken to leave.
        return clean_line(f"{answer} {more}")

    def hear_unasked(self, prompt: str, again: Iterable[str] = ()) -> str:
        """Return a text as ``hear`` does, for a question that the learner has not asked for.

        So Enter may be a key that was held to continue: several empty lines at once are no answer.
        Raise Left also if the whole text is ``q`` or ``quit``. If it is ``r``, print ``again``.
        """
        repeated = list(again)
        while True:
            answer, more = self._answer(prompt)
            text = clean_line(f"{answer} {more}")
            if more and not text:
                self.say(say("plain.at_once"))
            elif text.lower() == REPEAT:
                self.say_all(repeated)
            elif text.lower() in _LEAVING:
                raise Left(at_end_of_input=False)
            else:
                return text

    def choose(self, question: str, answers: Sequence[Answer]) -> str:
        """Ask until the answer is one of ``answers``, and return its first key, or the number.

        The prompt lists all of them. Raise Left as ``ask`` does.
        """
        asked = prompt(question, answers)
        while (answer := meant(answers, typed := self.ask(asked))) is None:
            self.say(not_available(typed))
        return answer

    def _answer(self, prompt: str) -> tuple[str, str]:
        """Print the prompt; return the line typed next, and what arrived in one burst with it."""
        # Before the prompt: what is typed once it can be read is an answer, however fast.
        self._lines.forget()
        self.say(*prompt.split("\n"))
        answer = self._lines.readline()
        if not answer:
            raise Left(at_end_of_input=True)
        rest = self._lines.rest()
        if rest and not rest.endswith("\n"):
            self.say("")  # the terminal echoed an unfinished line; start the next one below it
        return answer, rest


def not_available(typed: str) -> str:
    """Return a sentence that an answer is not valid; the prompt after it lists those that are."""
    if not typed:
        return say("plain.not_available_enter")
    return say("plain.not_available", answer=brief(typed))


def _is_terminal(source: TextIO) -> bool:
    try:
        return source.isatty()
    except ValueError:  # closed
        return False


def _width(target: TextIO) -> int:
    """Return the width of the terminal that is written to, or 0 if there is none."""
    try:
        columns = os.get_terminal_size(target.fileno()).columns
    except (OSError, ValueError):  # no terminal, or no descriptor
        return 0
    return max(columns, NARROWEST)
