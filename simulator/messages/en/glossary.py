"""Messages of the glossary: its parts, and the labels of its entries."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "words": "Words",
    "words_about": "What the words on the screens mean.",
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
    "example": "Example",
    "on_task": "On task.",
    "off_task": "Off task.",
    "aim": "What it is for",
    "harm": "When it harms",
    "say": "It might sound like",
    "left_alone": "Best left alone.",
    "minutes": Plural("{count} minute", "{count} minutes"),
    "read": "What we read",
    "read_what": "the {what}",
    "own": "Our own.",
}
