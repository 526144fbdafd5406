"""Messages of the glossary in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "words": "Words to find",
    "search": "Search",
    "all": "The whole glossary",
}
