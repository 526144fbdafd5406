"""Messages about a meeting as it runs: the clock, and what can be done now."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "before": "Before the beginning",
    "clock": "minute {minute} of {length}",
    "presenter_said": "What {name} has said",
    "rules_at_stake": "Ground rules at stake",
    "over": "The meeting is over.",
    "talking": "The group is talking.",
    "paused": "Paused.",
    "continue": "Press {key} to continue.",
    "questions_first": Plural(
        "Before the debrief there is {count} question to yourself.",
        "Before the debrief there are {count} questions to yourself.",
    ),
    "for_debrief": "Press {key} for the debrief.",
    "next_turn": "{key}: next turn.",
    "pause": "{key}: pause.",
    "resume": "{key}: resume.",
    "speak": "{key}: speak.",
    "why": "{key}: why.",
    "stage_direction": "({text})",
    "let_go": "You draw breath, and let it go.",
    "silence": Plural("{text} {count} second.", "{text} {count} seconds."),
    "silence_passing": Plural(
        "Silence: {passed} of {count} second.", "Silence: {passed} of {count} seconds."
    ),
    "pace": Plural("{count} word a minute.", "{count} words a minute."),
}
