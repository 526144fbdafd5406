"""Messages of the demonstration, which the author's key leads."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "led_by": "A demonstration: '{title}', led by the author's key.",
    "one_good_way": "It is one good way to lead, not the only one.",
    "over": "The demonstration is over.",
    "your_turn": "The demonstration is over. {lead}: lead it yourself. {back}: back.",
    "nothing_saved": "Nothing was saved.",
    "this_is": "A demonstration.",
    "lead": "{key}: lead it yourself.",
    "run": "{key}: run.",
}
