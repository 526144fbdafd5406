"""Messages of the glossary: its parts, and the labels of its entries."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "words": "Terms",
    "words_about": "What the terms on the screens mean.",
    "rules": "Ground rules",
    "rules_about": "What a group agrees on, and a leader keeps.",
    "kinds": "Kinds of intervention",
    "kinds_about": (
        "What a leader's words can be for. The list is our own; waiting is an act, but not a kind."
    ),
    "situations": "Hard moments",
    "situations_about": "What leaders find hard, and what is worth trying for.",
    "formats": "Formats",
    "formats_about": "The frames in which groups meet, with their minutes.",
    "sources": "Sources",
    "sources_about": "What all of this rests on, and what each is taken to support.",
    "title": "Glossary",
    "subtitle": "terms and rules",
    "search_field": "words to find",
    "no_match": "No entry has all of these words.",
    "entry_sources": "Sources",
    "example": "Example",
    "safety": "A safety rule: once it is broken in a cue, a leader who steps in is never early.",
    "on_task": "On task.",
    "off_task": "Off task.",
    "aim": "What it is for",
    "harm": "When it harms",
    "say": "It might sound like",
    "left_alone": "Best left alone.",
    "minutes": Plural("{count} minute", "{count} minutes"),
    "sits_back": "The presenter sits back",
    "sits_back_never": "never",
    "read": "What we read",
    "read_what": "the {what}",
    "own": "Our own.",
}
