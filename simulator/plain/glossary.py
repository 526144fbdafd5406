"""The glossary in plain lines: for plain mode, and for ``balint-sim explain``."""

from collections.abc import Iterator

from simulator.messages import say
from simulator.messages.findings import did_you_mean
from simulator.render.glossary import Entry, find, parts
from simulator.render.widths import WIDTH, wrap
from simulator.scenario.catalogue import Catalogue
from simulator.scenario.nearest import nearest_name

UNWRAPPED = 1_000_000
"""A width at which no paragraph is wrapped."""


def every_word(catalogue: Catalogue, width: int = WIDTH) -> Iterator[str]:
    """Yield the lines that list everything the glossary explains, part by part."""
    for part in parts(catalogue):
        yield from (part.name, *wrap(part.about, width))
        # The ids, because they are what can be typed; so none is broken at its hyphen.
        ids = ", ".join(entry.id for entry in part.entries)
        yield from wrap(ids, width, break_on_hyphens=False)
        yield ""


def every_id(catalogue: Catalogue) -> Iterator[str]:
    """Yield the id of every entry and of every part."""
    for part in parts(catalogue):
        yield part.id
        yield from (entry.id for entry in part.entries)


def listed(catalogue: Catalogue, word: str, width: int = WIDTH) -> Iterator[str]:
    """Yield the lines that list a part of the glossary by its id or name; no line if none is it."""
    for part in parts(catalogue):
        if word.casefold() in (part.id, part.name.casefold()):
            yield from (part.name, *wrap(part.about, width))
            for entry in part.entries:
                line = f"{entry.id}: {entry.name}"
                yield from wrap(line, width, subsequent_indent="  ", break_on_hyphens=False)
            yield ""


def explained(catalogue: Catalogue, word: str, width: int = WIDTH) -> Iterator[str]:
    """Yield the lines that explain a word; no line if it is unknown.

    A word may name entries in several parts of the glossary; all of them are explained.
    """
    for part, entry in find(catalogue, word):
        yield f"{entry.name}, {part.name.lower()}:"
        yield from _explanation(entry, width)
        yield ""


def unknown(catalogue: Catalogue, word: str) -> str:
    """Return a sentence that suggests the most similar known word; empty if none is similar."""
    known = [entry.id for part in parts(catalogue) for entry in part.entries]
    return did_you_mean(nearest_name(word, known))


def _explanation(entry: Entry, width: int) -> Iterator[str]:
    for label, text in (*entry.paragraphs, (say("glossary.entry_sources"), entry.sources)):
        if text:
            line = f"{label}: {text}" if label else text
            yield from wrap(line, width)
