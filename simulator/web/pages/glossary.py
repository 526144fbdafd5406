"""The glossary: every entry by its name, and the page of one word."""

from simulator.messages import say
from simulator.messages.findings import did_you_mean
from simulator.render.glossary import Entry, Part, find, narrowed, parts
from simulator.scenario.nearest import nearest_name
from simulator.scenario.text import brief, clean_line
from simulator.web.pages.http import NotHere, Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room

LONGEST_SEARCH = 200
"""The most characters of a search; the rest is ignored."""


def show(room: Room, request: Request) -> Response:
    """Return the names of all entries, or in full those with the words of a search."""
    every = parts(room.workspace.catalogue)
    text = clean_line(request.query.get("text", ""))[:LONGEST_SEARCH]
    return page(
        room,
        "glossary.html.j2",
        say("glossary.title"),
        at="glossary",
        text=text,
        parts=narrowed(every, text) if text else every,
    )


def show_word(room: Room, request: Request, word: str) -> Response:
    """Return what a word means, in each part of the glossary that has it; raise NotHere."""
    catalogue = room.workspace.catalogue
    found: list[tuple[Part, Entry]] = find(catalogue, word)
    if not found:
        shown = brief(word)
        known = [entry.id for part in parts(catalogue) for entry in part.entries]
        hint = did_you_mean(nearest_name(shown, known))
        raise NotHere(f"{say('plain.no_such_word', word=shown)} {hint}".rstrip())
    return page(room, "word.html.j2", found[0][1].name, at="glossary", found=found)
