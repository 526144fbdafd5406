"""A conversation in lines: a prompt on its own line, an answer, and the few words that are understood everywhere."""

from collections.abc import Iterable
from typing import TextIO

from simulator.scenario.text import clean_line


class Left(Exception):
    """The learner leaves: by ``q``, or because there is no more input."""

    def __init__(self, at_end_of_input: bool) -> None:
        super().__init__()
        self.at_end_of_input = at_end_of_input


class Console:
    """Reads answers and writes lines; knows nothing of plays."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source = source
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
        self.say(prompt)
        answer = self._source.readline()
        if not answer:
            raise Left(at_end_of_input=True)
        said = clean_line(answer).lower()
        if said in ("q", "quit"):
            raise Left(at_end_of_input=False)
        return said

    def hear(self, prompt: str) -> str:
        """Write the prompt and return a line as it was typed, cleaned; raises Left only at the end of input."""
        self.say(prompt)
        answer = self._source.readline()
        if not answer:
            raise Left(at_end_of_input=True)
        return clean_line(answer)

    def choose(self, prompt: str, count: int, others: Iterable[str] = ()) -> str:
        """Ask until the answer is empty, a number from 1 to ``count``, or one of ``others``."""
        known = {"", *map(str, range(1, count + 1)), *others}
        while (answer := self.ask(prompt)) not in known:
            numbers = f"a number from 1 to {count}" if count > 1 else "1" if count else "nothing else"
            self.say(f"'{answer}' is not on offer here: Enter, {numbers}, ? or q.")
        return answer
