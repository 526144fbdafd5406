"""Messages about a decision: the two questions, and their answers."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "speak_or_wait": "Speak or wait?",
    "speak": "Speak.",
    "wait": "Wait: say nothing.",
    "which_line": "What will you say?",
    "no_line": "There is nothing to say here.",
    "let_go": "Let it go: say nothing after all.",
    "your_words": "Your words: {words}",
    # In full screen a key is pressed.
    "press_either": "Press 1 or {speak} to speak, 2 or {wait} to wait.",
    "press_back": "({key}: back)",
    "press_speaking": (
        "The group waits. A number says its line, {key} the selected one; {back} lets it go."
    ),
    "group_waits": "The group waits.",
}
