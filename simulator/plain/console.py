"""Ask questions in plain mode: a prompt on a line of its own, then an answer.

On a terminal an answer is one line, typed after its question was printed. Input typed before the
question is dropped, and several lines that arrive at once (a paste, a key held down) decide
nothing.
"""

from collections.abc import Iterable, Mapping
from typing import TextIO

from simulator.messages import say
from simulator.messages.lists import either
from simulator.plain.line_input import line_input
from simulator.render.widths import WIDTH, wrap
from simulator.scenario.text import brief, clean_line

KEYS = {
    "w": "group.wait",
    "o": "group.own_words",
    "t": "group.branch",
    "b": "group.back",
    "s": "plain.status",
    "?": "help",
}
"""The keys that a question may accept, each with the id of its action, in the order of naming."""

_LEAVING = ("q", "quit")


class Left(Exception):
    """Raised when the learner leaves: with ``q``, or because the input has ended."""

    def __init__(self, at_end_of_input: bool) -> None:
        super().__init__()
        self.at_end_of_input = at_end_of_input


class Console:
    """Reads answers and prints lines; knows nothing of plays."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._lines = line_input(source)
        self._target = target

    def say(self, *lines: str) -> None:
        """Print these lines and flush the output."""
        for line in lines:
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
            self.say_all(wrap(say("plain.at_once"), WIDTH))
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

    def hear_unasked(self, prompt: str) -> str:
        """Return a text as ``hear`` does, for a question that the learner has not asked for.

        So Enter may be a key that was held to continue: several empty lines at once are no answer.
        Raise Left also if the whole text is ``q`` or ``quit``.
        """
        answer, more = self._answer(prompt)
        while more and not clean_line(f"{answer} {more}"):
            self.say_all(wrap(say("plain.at_once"), WIDTH))
            answer, more = self._answer(prompt)
        text = clean_line(f"{answer} {more}")
        if text.lower() in _LEAVING:
            raise Left(at_end_of_input=False)
        return text

    def choose(
        self,
        prompt: str,
        count: int,
        keys: Iterable[str] = (),
        *,
        enter: bool = True,
        renamed: Mapping[str, str] | None = None,
    ) -> str:
        """Ask until the answer is valid, and return it.

        Valid are the numbers from 1 to ``count``, the ``keys`` (of KEYS), and, if ``enter``, an
        empty answer. ``renamed`` are keys with other actions than those of KEYS. Raise Left as
        ``ask`` does.
        """
        valid = _answers(count, keys, {**KEYS, **(renamed or {})}, enter=enter)
        while (answer := self.ask(prompt)) not in valid:
            self.say_all(wrap(not_available(answer, valid), WIDTH))
        return answer

    def _answer(self, prompt: str) -> tuple[str, str]:
        """Print the prompt; return the line typed next, and what arrived in one burst with it."""
        # Before the prompt: what is typed once it can be read is an answer, however fast.
        self._lines.forget()
        self.say_all(row for line in prompt.split("\n") for row in wrap(line, WIDTH))
        answer = self._lines.readline()
        if not answer:
            raise Left(at_end_of_input=True)
        rest = self._lines.rest()
        if rest and not rest.endswith("\n"):
            self.say("")  # the terminal echoed an unfinished line; start the next one below it
        return answer, rest


def _answers(
    count: int, keys: Iterable[str], actions: Mapping[str, str], *, enter: bool
) -> dict[str, str]:
    """Return every valid answer, with its name for the message about an invalid one."""
    # All numbers have one name, so that a message lists them once.
    numbers = say("plain.number", count=count)
    chosen = frozenset(keys)
    return {
        **({"": say("plain.typed_enter")} if enter else {}),
        **{str(number): numbers for number in range(1, count + 1)},
        **{key: named(key, action) for key, action in actions.items() if key in chosen},
    }


def named(key: str, action: str) -> str:
    """Return a key with the label of its action: ``w (wait)``."""
    return say("plain.key", key=key, action=say(f"action_words.{action}").lower())


def not_available(answer: str, valid: Mapping[str, str]) -> str:
    """Return a sentence that an answer is not valid, and one that names the valid ones and q.

    ``valid`` are the valid answers with their names.
    """
    names = dict.fromkeys(name for typed, name in valid.items() if typed)  # Enter types nothing
    answers = either([*names, named("q", "plain.leave")])
    what = say("plain.not_available_enter")
    if answer:
        what = say("plain.not_available", answer=brief(answer))
    choices = say("plain.type", answers=answers)
    if "" in valid:
        choices = say("plain.press_or_type", answers=answers)
    return f"{what} {choices}"
