"""Messages about the keys in the settings."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "superseded": "'{old}' is now called '{new}', which has keys of its own here.",
}
