"""Say what an edit of its scenario changed in a saved play."""

from collections.abc import Sequence
from typing import Protocol

from simulator.messages.lists import enumerated, listed
from simulator.messages.speak import say


class Note(Protocol):
    """What this module needs to know of ``simulator.engine.notes.Note``."""

    @property
    def message(self) -> str:
        """The id of the message, without its area."""

    @property
    def values(self) -> Sequence[tuple[str, object]]:
        """The values of its placeholders."""


def say_note(note: Note) -> str:
    """Return the sentence of a note."""
    values = {name: _value(name, value) for name, value in note.values}
    return say(f"resume.{note.message}", **values)


def _value(name: str, value: object) -> object:
    """Return a value of a sentence; notes among the values become a list of phrases."""
    if not isinstance(value, tuple):
        return value
    phrases = [say_note(phrase) for phrase in value]
    if name == "moments":
        return listed(phrases)
    # Semicolons where a phrase may have an "and" in it.
    return "; ".join(phrases) if name == "reasons" else enumerated(phrases)
