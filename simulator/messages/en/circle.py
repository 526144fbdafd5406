"""Messages about the circle of people."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "you": "You",
    "legend": (
        "In the circle {speaking} speaks, {addressed} is spoken to by you, {silent} has long been "
        "silent, {presenter} brings the case (in brackets: sits back and listens), {co_leader} "
        "leads with you, {away} is an empty chair."
    ),
    "nobody_speaks": "Nobody is speaking.",
    "you_speak": "Speaking: you.",
    "speaks": "Speaking: {name}.",
    "speaks_from_outside": "Speaking: {name}, from outside the circle.",
    "silent_long": "Silent for long: {names}.",
    "sits_back": "{name} sits back and listens.",
    "addressed": "You turn to {name}.",
    "away": "Out of the room: {names}.",
}
