"""Messages of the search in the transcript."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "field": "Find",
    "keys": "Up, down: other matches. Esc: end.",
    "found": Plural("{shown} of {count} match.", "{shown} of {count} matches."),
    "nothing_here": "'{wanted}' is not on this page.",
    "nothing": "Nobody has said '{wanted}' so far.",
}
