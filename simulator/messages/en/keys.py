"""Messages about the keys in the settings."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "no_theme": "There is no theme '{name}'; there are {themes}.",
    "no_action": "There is no action '{name}'; docs/keys.md lists them all.",
    "no_key": "'{name}' is not a key; write a letter, a name such as space or f2, or ctrl+s.",
    "fixed": "{key} is the same on every screen and cannot be changed.",
    "clash": "On '{screen}', {key} is already {action} ({word}).",
    "superseded": "'{old}' is now called '{new}', which has keys of its own here.",
}
