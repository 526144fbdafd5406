"""A whole session as a screen reader reads it: the tutorial, guided, from the library to the end.

It has a slip, help, repetition, own words and the debrief, in the order in which it is printed to a
terminal without a width; what is typed follows ``>``. ``python -m tests.plain.test_whole_session`` writes the file anew; read it
aloud before it is committed.
"""

import tempfile
from pathlib import Path

from simulator.plain.room import enter
from simulator.practice.play_options import PlayOptions
from simulator.store.sqlite import SqliteStore
from tests.plain.test_line_input import Person, terminal
from tests.workspaces import workspace_at

GOLDEN = Path(__file__).parent / "whole_session.txt"

ANSWERS = (
    *("?", "zz", "g contain", "1"),  # the library
    *("?", ""),  # the briefing
    *("", "3", "?", "r", "o", "What is it like to be Arthur?", "1", "r", "3"),  # the first moment
    *("y", "2"),  # the second
    *("s", "1", "b", "1", "2"),  # the third
    *("That hat", "r", "2", "n", "60"),  # before the debrief
    *("b", "", "q"),  # after the debrief
)
"""What is typed at the prompts, without the Enter between two pieces of the meeting."""


class Reader(Person):
    """Notes what is typed after each prompt, with a sign before it."""

    typed = ""

    def type(self, answer: str | bytes) -> None:
        super().type(answer)
        assert isinstance(answer, str)
        self.typed = f"> {answer.strip() or '(Enter)'}\n"

    def write(self, text: str) -> int:
        if text == "\n" and self.typed:
            text, self.typed = f"\n{self.typed}", ""
        return super().write(text)


def session() -> str:
    """Return all that is printed in the session."""
    options = PlayOptions(seed=1)
    with tempfile.TemporaryDirectory() as folder, terminal() as (master, source):
        store = SqliteStore(Path(folder) / "learner.sqlite3")
        person = Reader(master, *(f"{answer}\n" for answer in ANSWERS))
        assert enter(workspace_at(Path(folder)), store, None, options, source, person) == 0
        store.close()
        return person.getvalue()


def test_a_whole_session_is_read_as_it_was_when_it_was_last_read_aloud() -> None:
    assert session() == GOLDEN.read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(session(), "utf-8")
