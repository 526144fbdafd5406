"""Messages of drills in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Drills",
    "about": (
        "A drill is one hard moment by itself: the last turns before it, your decision, the "
        "group's answer, and why."
    ),
    "no_situation": "There is no situation '{name}'.",
    "begin": "Begin",
    "asked_for": "The one you asked for",
    "drill_now": "Drill {name} now",
    "due": "Due today",
    "which": "Which ones, and when",
    "which_about": (
        "The name of a hard moment says what to look for. A drill teaches more if you do not know "
        "it before."
    ),
    "now": "Drill it now",
    "one": "A drill",
    "anew": (
        "The drill that was open here is gone, because the program was started again. This is "
        "another one. Nothing was saved of the other."
    ),
    "before": "Before your decision",
    "answer": "What came of it",
    "result": "What it was worth",
    "own_words": "First write what you would say",
    "own_words_label": "What would you say?",
    "own_words_about": "It is saved with your decision and never scored.",
    "next": "Next drill",
    "to_drills": "All drills",
}
