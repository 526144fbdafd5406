"""Messages of demonstrations in a browser."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "no_piece": "There is no such place in a demonstration.",
    "so_far": "What was said before",
    "now": "What is said now",
    "everything": "What is said",
    "next": "Next",
    "all": "All of it",
    "again": "From the beginning",
    "lead": "Lead it yourself",
    "back": "Back to the briefing",
    "why": "Why:",
}
