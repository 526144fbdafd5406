"""What the catalogue explains, in plain lines: for plain mode, and for ``balint-sim explain``."""

from collections.abc import Iterator
from textwrap import wrap

from simulator.library.scenarios import catalogue
from simulator.plain.console import WIDTH
from simulator.review.glossary import Entry, find, parts
from simulator.scenario.condition import suggestion


def every_word() -> Iterator[str]:
    """All that can be explained, by its sort."""
    for part in parts(catalogue()):
        yield from (part.name, "=" * len(part.name), *wrap(part.about, WIDTH), "")
        yield from wrap(", ".join(entry.id for entry in part.entries), WIDTH)
        yield ""


def explained(word: str) -> Iterator[str]:
    """What a word means; several sorts of things may be called by it. Nothing where nothing is."""
    for part, entry in find(catalogue(), word):
        yield f"{entry.name} ({part.name.lower()})"
        yield from _told(entry)
        yield ""


def unknown(word: str) -> str:
    """The nearest known word, in a sentence; empty where none is near."""
    return suggestion(word, [entry.id for part in parts(catalogue()) for entry in part.entries])


def _told(entry: Entry) -> Iterator[str]:
    told = (*entry.told, ("Sources", entry.sources))
    for label, text in told:
        if text:
            line = f"{label}: {text}" if label else text
            yield from wrap(line, WIDTH, initial_indent="  ", subsequent_indent="  ")
