"""Find a text in another, whatever the case of the letters."""

from collections.abc import Iterator


def places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield where ``wanted`` is in ``text``: start and end of each place, none overlapping another.

    Yield nothing if ``wanted`` is empty.
    """
    within, what = _folded(text), _folded(wanted)
    start = within.find(what) if what else -1
    while start >= 0:
        end = start + len(what)
        yield start, end
        start = within.find(what, end)


def _folded(text: str) -> str:
    """Return a text in small letters, character by character, so that its length is the same."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
