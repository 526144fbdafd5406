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
    # In plain mode an answer is typed.
    "type_either": "{wait} waits, 1 speaks.",
    "type_continue": "Enter continues, 1 begins to speak.",
    "type_line_live": "The group waits. Type the number of a line to say it, or b to let it go.",
    "type_line": "A number, or {wait} to wait after all; b goes back.",
}
