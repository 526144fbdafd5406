"""Messages of the questions before the debrief, on the full screen and in plain mode."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "heading": "before the debrief",
    "progress": "Question {number} of {count} (saved, never scored).",
    "ask_stays": "What stays with you?",
    "ask_keep": "Which choice would you keep?",
    "ask_change": "Which choice would you make differently?",
    "ask_guess": "What share of the best would you say you earned?",
    # In the debrief
    "section": "What you wrote",
    "stayed": "What stays with you:",
    "kept": "You would keep:",
    "changed": "You would make differently:",
    "estimate": "Your estimate:",
    "share": "{guess} percent of the best.",
    "beside": "You estimated {guess} percent of the best; it is {percent}.",
    # The full screen
    "hint_stays": "one line",
    "hint_guess": "percent, 0 to 100",
    "field_keys": "{save} saves it, {skip} skips this question, {skip_all} skips all.",
    "choice_keys": (
        "A number takes its choice, {save} the selected one; {skip} skips this question, "
        "{skip_all} skips all."
    ),
    "nothing_typed": "Nothing is typed yet.",
    "nothing_selected": "No choice is selected yet.",
    "no_share": "The share is a whole number from 0 to 100.",
    "not_saved": "This could not be saved. {problem} Clear the field to continue without it.",
    # Plain mode
    "questions": Plural(
        "Before the debrief there is {count} question about the session. Your answer is saved and "
        "never scored.",
        "Before the debrief there are {count} questions about the session. Your answers are saved "
        "and never scored.",
    ),
    "type_stays": "Type one line.",
    "type_guess": "Type a percentage, 0 to 100.",
    "not_saved_plain": "This could not be saved. {problem} n continues without it.",
}
