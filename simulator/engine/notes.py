"""What a learner should know of a play that was continued after an edit, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A message and its values.

    ``message`` is an id of ``messages.en.resume``; ``values`` fill its placeholders, with names and
    texts or with a list of further notes.
    """

    message: str
    values: tuple[tuple[str, "str | tuple[Note, ...]"], ...] = ()


# Positional only, so that a value can have the name ``message``.
def note(message: str, /, **values: str | tuple[Note, ...]) -> Note:
    """Return a note."""
    return Note(message, tuple(values.items()))
