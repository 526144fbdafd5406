"""What is wrong with a text, as data: the id of a message and its values, never a sentence.

``simulator.messages.findings`` has the sentences and the hints. Here, and in every package that is
pure or reads the language, only their ids appear.
"""

from dataclasses import dataclass

Value = str | int | float | tuple[str | int, ...]
"""A value of a message. A tuple is a list of names, or the place of a key in a file."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and how to fix it.

    ``message`` is the id of the sentence: a code of ``language.codes``, alone or with a variant, as
    in ``M302.label``. ``hint`` is the id of the hint, or empty. ``values`` fills the placeholders
    of both, sorted by name. The value ``place`` is a place in the file; any other tuple is a list.
    """

    message: str
    hint: str = ""
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def code(self) -> str:
        """Return the code of the finding, such as ``M302``."""
        return self.message.partition(".")[0]


def problem(message: str, hint: str = "", near: str = "", **values: Value) -> Problem:
    """Return a problem; a ``near`` name becomes the hint in place of ``hint``."""
    if near:
        hint, values["near"] = "did_you_mean", near
    # Sorted, so that problems with the same values are equal, and found twice count once.
    return Problem(message, hint, tuple(sorted(values.items())))
