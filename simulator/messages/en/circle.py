"""Messages about the circle of people."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "you": "You",
    "nobody_speaks": "Nobody is speaking.",
    "you_speak": "Speaking: you.",
    "speaks": "Speaking: {name}.",
    "speaks_from_outside": "Speaking: {name}, from outside the circle.",
    "silent_long": "Silent for long: {names}.",
    "sits_back": "{name} sits back and listens.",
}
