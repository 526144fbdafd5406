"""Messages about the circle of people."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "you": "You",
}
