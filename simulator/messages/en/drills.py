"""Messages of drills: one hard moment by itself."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "gone": "'{title}' was changed: the moment is not in it any more.",
    "unreached": "No session of '{title}' reaches this moment.",
}
